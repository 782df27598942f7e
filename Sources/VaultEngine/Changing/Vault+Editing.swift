import VaultModel

extension Vault {
    /// What a person has made of an entity in an editor, and what follows from it, as with ``planCompletion(of:)``: the day on
    /// which it was completed, where the person gave or took none, and the successor of what comes back and is done by that.
    ///
    /// - Parameters:
    ///   - entity: as it was before.
    ///   - before: what its file held then.
    /// - Returns: The change that the person has made already, and behind it what is still to be made; nil where nothing changed.
    /// - Throws: `VaultError.goneInEditor` where the file is no longer there; `VaultError.emptiedInEditor` where nothing is in it: then
    ///   it is put back as it was, where that can be done; `VaultError.takenIDInEditor`; and `VaultError` where the file, or the kinds,
    ///   cannot be read.
    func planOfEdit(of entity: EntityHandle, from before: [UInt8]) throws -> ChangePlan? {
        try checkAfterEditor(entity.path)
        let after = try contents(of: entity.path)
        if after == before { return nil }
        var plan = ChangePlan(
            files: [.replace(path: entity.path, old: before, new: after)], verb: .edit, object: "\"\(entity.title)\"")
        if Self.isBlank(after), !Self.isBlank(before) {
            throw VaultError.emptiedInEditor(path: entity.path, isNew: false, isTakenBack: takeBack(plan))
        }
        let (old, new) = (Document(bytes: before), Document(bytes: after))
        if old.isMalformed || new.isMalformed { return plan }
        let former = Editable(handle: entity, document: old, kind: try schema().kinds[entity.type])
        try addConsequences(of: new, madeOf: former, isNew: false, to: &plan)
        return plan
    }

    /// Makes what follows from an edit that a person has made, and commits both in one.
    ///
    /// - Parameters:
    ///   - plan: what was done, and what follows.
    ///   - count: how many of its files are written already; they are the first.
    ///   - origin: who does so.
    /// - Returns: The commit, or why there is none.
    /// - Throws: What ``carryOut(_:_:)`` throws; then the edit stays, and nothing is committed.
    package func carryOutEdited(
        _ plan: ChangePlan, written count: Int = 1, _ origin: ChangeOrigin
    ) throws -> ChangeReceipt {
        var rest = plan
        rest.files.removeFirst(count)
        return try committing(origin) {
            try writeFiles(of: rest)
            return try commitEditedHoldingLock(plan, origin)
        }
    }

    /// A plan that was carried out, with what its file says now that a person has had it in an editor, and behind it what is still
    /// to be made since it says so, as with ``planOfEdit(of:from:)``.
    ///
    /// - Throws: `VaultError.goneInEditor` where the file is no longer there, and `VaultError.emptiedInEditor` where nothing is in it:
    ///   then all that the plan wrote is taken back, where that can be done. `VaultError.takenIDInEditor`.
    func edited(_ made: MakingPlan) throws -> MakingPlan {
        guard fileExists(made.path) else {
            var others = made.plan
            others.files.removeAll { $0.paths.contains { $0.isExactly(made.path) } }
            _ = takeBack(others)
            throw VaultError.goneInEditor(path: made.path)
        }
        let bytes = try contents(of: made.path)
        if Self.isBlank(bytes) {
            var written = made.plan
            written.files = written.files.map { change in
                if case .create(made.path, _, _) = change { .create(path: made.path, bytes: bytes) } else { change }
            }
            throw VaultError.emptiedInEditor(path: made.path, isNew: true, isTakenBack: takeBack(written))
        }
        let document = Document(bytes: bytes)
        if document.isMalformed { return made }
        var edited = made
        let content = EntityContent(document)
        edited.id = content.identifier ?? made.path
        edited.title = Entity.title(of: content, path: made.path)
        if edited.plan.verb == .add {
            let schema = try schema()
            let stated = content.value("type")?.text
            let kind = stated.map { schema.kinds[$0] } ?? schema.kind(forPath: made.path)
            edited.plan.object = MakingPlan.object(kind: kind?.name ?? Entity.kindOfOthers, title: edited.title)
        }
        if let former = try made.file(schema()) {
            try addConsequences(of: document, madeOf: former, isNew: true, to: &edited.plan)
        }
        return edited
    }

    /// Adds what follows from what a person has made of a file in an editor. Neither version is malformed.
    ///
    /// - Parameters:
    ///   - document: the file as the person left it.
    ///   - former: the file as the person had it.
    ///   - isNew: whether the file was made just before, without the next of what comes back.
    ///   - plan: the change that was made already.
    /// - Throws: `VaultError.takenIDInEditor`; `VaultError` where the index, or the kinds, cannot be read.
    private func addConsequences(
        of document: Document, madeOf former: Editable, isNew: Bool, to plan: inout ChangePlan
    ) throws {
        let (old, path) = (former.document, former.handle.path)
        let id = EntityContent(document).identifier
        let isRenamed = id != EntityContent(old).identifier
        let isRead = ["type", "status"].contains { old.field($0)?.value != document.field($0)?.value }
        guard isRenamed || isRead || isNew && former.isDone else { return }
        let handle: EntityHandle
        do {
            // An editor may have been open for long.
            try refresh()
            handle = try self.handle(at: path)
        } catch {
            plan.notes.append(.indexIsBehind)
            return
        }
        if isRenamed {
            if let id, let owner = try paths(ofID: id, but: path).first {
                throw VaultError.takenIDInEditor(path: path, id: id, owner: owner)
            }
            if !isNew { plan.notes += try noteOnEnd(of: former, madeInto: document) }
        }
        var done = Editable(handle: handle, document: document, kind: try schema().kinds[handle.type])
        do {
            plan.files += try replacement(of: done, with: completionEdits(from: former, to: done))
        } catch {
            if let field = done.kind?.completionField { plan.notes.append(.uneditableField(field.name)) }
        }
        if !isNew, done.statusGroup == .dropped, try isLastOfSeries(former) { plan.notes.append(.endsSeries) }
        guard done.isDone, isNew || !former.isDone else { return }
        // The next follows from everything else that the file says, so that it is the same whatever completes it.
        guard let bytes = try? bytes(of: done, after: document.edits(takingBack: "status", to: old)) else {
            plan.notes.append(.uneditableStatus)
            return
        }
        done.document = Document(bytes: bytes)
        var planned = PlannedSuccessors()
        try addSuccessor(of: done, to: &plan, beside: &planned)
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
            return try ask { try $0.entities.summary(at: path)?.diagnostics } ?? []
        } catch {
            return []
        }
    }

    func checkAfterEditor(_ path: String) throws {
        if !fileExists(path) { throw VaultError.goneInEditor(path: path) }
    }

    /// True for a file in which nothing is.
    private static func isBlank(_ bytes: [UInt8]) -> Bool {
        String(decoding: bytes, as: UTF8.self).allSatisfy(\.isWhitespace)
    }
}

extension MakingPlan {
    /// The file that the plan makes, as the plan has it.
    fileprivate func file(_ schema: Schema) -> Vault.Editable? {
        for case .create(path, let bytes, _) in plan.files {
            let document = Document(bytes: bytes)
            let kind = document.field("type")?.text.flatMap { schema.kinds[$0] }
            return Vault.Editable(
                handle: EntityHandle(
                    id: id, type: kind?.name ?? "", title: title, path: path, isGone: false, lineage: nil),
                document: document, kind: kind)
        }
        return nil
    }

    /// The same for a file that a person is about to have in an editor: the next of what comes back is made of what they leave.
    func withoutNext() -> MakingPlan {
        var made = self
        made.plan.files.removeAll { change in
            if case .create(let path, _, _) = change { !path.isExactly(self.path) } else { false }
        }
        made.plan.notes.removeAll(where: \.isOnNext)
        return made
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
