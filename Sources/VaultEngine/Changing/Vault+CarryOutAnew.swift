import VaultModel

/// What was carried out at last, and what came of it.
package struct CarriedOut<Plan> {
    package var plan: Plan
    package var receipt: ChangeReceipt
}

extension CarriedOut: Sendable where Plan: Sendable {}

/// Changes of which each is planned, and carried out, while others may be at the same files. What a person asks for can mostly
/// be done to what the files are by then as well: it is planned anew, from them, and nobody's change is lost.
extension Vault {
    /// How often something is planned at most before the person hears of a conflict.
    package static let mostAttempts = 20

    /// Carries out a change. Where somebody else is faster, the vault is brought up to date, and `again` plans the change anew; nil
    /// is for what is not to be done any more.
    ///
    /// - Throws: What `again` and ``carryOut(_:_:)`` throw.
    package func carryOut(
        _ plan: ChangePlan, _ origin: ChangeOrigin, attempts: Int = mostAttempts, orAnew again: () throws -> ChangePlan?
    ) throws -> CarriedOut<ChangePlan> {
        try persevering(with: plan, \.self, attempts: attempts, again: again) { try carryOut($0, origin) }
    }

    /// Carries out a change of all that a request finds. Where somebody else is faster, it is planned anew, of all that the request
    /// finds by then; where somebody was shown how many entities change, and agreed, only if those are still the same.
    ///
    /// - Throws: What `again`, ``query(for:)`` and ``carryOut(_:_:)`` throw.
    package func carryOut(
        _ bulk: BulkPlan, of request: EntityRequest, isAgreed: Bool, _ origin: ChangeOrigin,
        attempts: Int = mostAttempts, orAnew again: (ResolvedQuery) throws -> BulkPlan
    ) throws -> CarriedOut<BulkPlan> {
        try persevering(
            with: bulk, \.plan, attempts: attempts, includingText: request.asksForText,
            again: {
                let next = try again(query(for: request))
                return isAgreed && !next.changesSame(as: bulk) ? nil : next
            }
        ) { try carryOut($0.plan, origin) }
    }

    /// Makes an entity; one that is planned anew, where somebody else has just taken its name. With `edit` a person has its file in an
    /// editor before it is committed; see ``takeBack(_:)`` for where that fails.
    ///
    /// - Returns: What was made, as the person left it.
    /// - Throws: What `again`, `edit`, ``carryOut(_:_:)`` and ``carryOutEdited(_:written:_:)`` throw; `VaultError.emptiedInEditor` where
    ///   the person left nothing, and `VaultError.takenIDInEditor`.
    package func make(
        _ made: MakingPlan, _ origin: ChangeOrigin, attempts: Int = mostAttempts,
        edited edit: ((MakingPlan) throws -> Void)? = nil, orAnew again: () throws -> MakingPlan
    ) throws -> CarriedOut<MakingPlan> {
        guard let edit else {
            return try persevering(with: made, \.plan, attempts: attempts, again: again) {
                try carryOut($0.plan, origin)
            }
        }
        var first = origin
        first.commits = false
        var done = try persevering(
            with: made.withoutNext(), \.plan, attempts: attempts, again: { try again().withoutNext() }
        ) { try carryOut($0.plan, first) }
        try edit(done.plan)
        let count = done.plan.plan.files.count
        done.plan = try edited(done.plan)
        done.receipt = try carryOutEdited(done.plan.plan, written: count, origin)
        return done
    }

    /// Plans a change. Where a file has gone, or has changed, that the index is still to hear of, the vault is brought up to date, and
    /// the change is planned anew.
    ///
    /// - Throws: What `plan` and ``refresh(includingText:progress:)`` throw.
    package func planning<Plan>(
        attempts: Int = mostAttempts, includingText: Bool = false, _ plan: () throws -> Plan
    ) throws -> Plan {
        var attempt = 1
        while true {
            do {
                return try plan()
            } catch VaultError.conflict where attempt < attempts {
                try refresh(includingText: includingText)
                attempt += 1
            }
        }
    }

    private func persevering<Plan>(
        with first: Plan, _ change: KeyPath<Plan, ChangePlan>, attempts: Int, includingText: Bool = false,
        again: () throws -> Plan?, _ carryOut: (Plan) throws -> ChangeReceipt
    ) throws -> CarriedOut<Plan> {
        var plan = first
        var attempt = 1
        while true {
            do {
                return CarriedOut(plan: plan, receipt: try carryOut(plan))
            } catch let error as VaultError where error.isOvertaken && attempt < attempts {
                try refresh(includingText: includingText)
                // What takes the name of a new file once more will not come to find it free.
                guard let next = try planning(includingText: includingText, again),
                    !error.isNameTaken(in: next[keyPath: change])
                else { throw error }
                plan = next
                attempt += 1
            }
        }
    }
}

extension VaultError {
    /// True where somebody else was at a file between the planning and the carrying out.
    fileprivate var isOvertaken: Bool {
        switch self {
        case .conflict, .fileExists: true
        default: false
        }
    }

    /// True where it is because a file has a name that a plan gives another one.
    fileprivate func isNameTaken(in plan: ChangePlan) -> Bool {
        guard case .fileExists(let path) = self else { return false }
        return plan.files.contains { change in
            switch change {
            case .create(let new, _, _), .move(_, let new, _, _): new.isExactly(path)
            case .replace, .remove: false
            }
        }
    }
}
