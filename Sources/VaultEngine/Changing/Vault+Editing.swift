import VaultModel

extension Vault {
    /// What a person has made of an entity in an editor, and what follows from it, as with ``planCompletion(of:)``: the day on
    /// which it was completed, where the person gave or took none, and the successor of what comes back and is done by that.
    ///
    /// - Parameters:
    ///   - entity: as it was before.
    ///   - before: what its file held then.
    /// - Returns: The change that the person has made already, and behind it what is still to be made; nil where nothing changed.
    /// - Throws: `VaultError.goneInEditor` where the file is no longer there; `VaultError` where it, or the kinds, cannot be read.
    package func planOfEdit(of entity: EntityHandle, from before: [UInt8]) throws -> ChangePlan? {
        try checkAfterEditor(entity.path)
        let after = try contents(of: entity.path)
        if after == before { return nil }
        var plan = ChangePlan(
            files: [.replace(path: entity.path, old: before, new: after)], verb: .edit, object: "\"\(entity.title)\"")
        let (old, new) = (Document(bytes: before), Document(bytes: after))
        guard !old.isMalformed, !new.isMalformed,
            ["type", "status"].contains(where: { old.field($0)?.value != new.field($0)?.value })
        else { return plan }
        let kindBefore = try schema().kinds[entity.type]
        let handle: EntityHandle
        do {
            // An editor may have been open for long.
            try refresh()
            handle = try self.handle(at: entity.path)
        } catch {
            plan.notes.append(.indexIsBehind)
            return plan
        }
        let former = Editable(handle: entity, document: old, kind: kindBefore)
        var done = Editable(handle: handle, document: new, kind: try schema().kinds[handle.type])
        do {
            plan.files += try replacement(of: done, with: completionEdits(from: former, to: done))
        } catch {
            plan.notes.append(.uneditableField(Self.completionDay))
        }
        if done.statusGroup == .dropped, try isLastOfSeries(former) { plan.notes.append(.endsSeries) }
        guard done.isDone, !former.isDone else { return plan }
        // The next follows from everything else that the file says, so that it is the same whatever completes it.
        guard let bytes = try? bytes(of: done, after: new.edits(takingBack: "status", to: old)) else {
            plan.notes.append(.uneditableStatus)
            return plan
        }
        done.document = Document(bytes: bytes)
        var planned = PlannedSuccessors()
        try addSuccessor(of: done, to: &plan, beside: &planned)
        return plan
    }

    /// Makes what follows from an edit that a person has made, and commits both in one.
    ///
    /// - Throws: What ``carryOut(_:_:)`` throws; then the edit stays, and nothing is committed.
    package func carryOutEdited(_ plan: ChangePlan, _ origin: ChangeOrigin) throws -> ChangeReceipt {
        var rest = plan
        rest.files.removeFirst()
        return try committing(origin) {
            try writeFiles(of: rest)
            return try commitEditedHoldingLock(plan, origin)
        }
    }

    /// A plan that was carried out, with what its file says now that a person has had it in an editor.
    ///
    /// - Throws: `VaultError.goneInEditor` where the file is no longer there, and `VaultError.emptiedInEditor` where nothing is in it:
    ///   then all that the plan wrote is taken back, where that can be done.
    func edited(_ made: MakingPlan) throws -> MakingPlan {
        try checkAfterEditor(made.path)
        var made = made
        let bytes = try contents(of: made.path)
        if String(decoding: bytes, as: UTF8.self).allSatisfy(\.isWhitespace) {
            made.plan.files = made.plan.files.map { change in
                if case .create(made.path, _) = change { .create(path: made.path, bytes: bytes) } else { change }
            }
            throw VaultError.emptiedInEditor(path: made.path, isTakenBack: takeBack(made.plan))
        }
        let content = EntityContent(Document(bytes: bytes))
        if content.isMalformed { return made }
        made.id = content.identifier ?? made.path
        made.title = Entity.title(of: content, path: made.path)
        if made.plan.verb == .add {
            let schema = try schema()
            let stated = content.value("type")?.text
            let kind = stated.map { schema.kinds[$0] } ?? schema.kind(forPath: made.path)
            made.plan.object = MakingPlan.object(kind: kind?.name ?? Entity.kindOfOthers, title: made.title)
        }
        return made
    }

    /// Takes back what a plan wrote and was not committed, where all of it is still as the plan left it.
    ///
    /// - Returns: False where it is not, or could not be taken back; then all of it stays.
    package func takeBack(_ plan: ChangePlan) -> Bool {
        let inverse = ChangePlan(files: plan.files.reversed().map(\.inverse), verb: plan.verb, object: plan.object)
        return (try? writeFiles(of: inverse)) != nil
    }

    /// What is wrong with a file as a person left it behind an editor, in the order of the file; nothing where the index cannot be
    /// brought up to date. What other files say of it is not among it.
    package func diagnosticsAfterEdit(of path: String) -> [LocatedDiagnostic] {
        do {
            try refresh()
            return try ask { try $0.summary(at: path)?.diagnostics } ?? []
        } catch {
            return []
        }
    }

    func checkAfterEditor(_ path: String) throws {
        if !fileExists(path) { throw VaultError.goneInEditor(path: path) }
    }
}

extension Document {
    /// The edits that make a field say what it says in another document, byte for byte.
    fileprivate func edits(takingBack name: String, to other: Document) -> [DocumentEdit] {
        guard let present = field(name) else { return [] }
        guard let former = other.field(name) else { return [.remove(name)] }
        if former.value == .null { return [.set(name, to: .null)] }
        return [.replaceBytes(present.node.span, with: Array(other.bytes[former.node.span]))]
    }
}
