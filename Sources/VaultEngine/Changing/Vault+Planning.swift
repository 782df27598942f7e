import GitStore
import VaultModel

extension Vault {
    /// An entity whose file is about to be changed, as it is now.
    struct Editable {
        var handle: EntityHandle
        var document: Document
        var kind: Kind?

        /// True for an entity that is itself a relation between two others.
        var isRelationship: Bool { handle.hasRole(.relationship) }

        /// The group of the status that its file states; nil where it states none that its kind knows.
        var statusGroup: StatusGroup? {
            document.field("status")?.text.flatMap { status in kind?.group(ofStatus: status) }
        }

        /// True where its file states a status that means done.
        var isDone: Bool { statusGroup == .done }

        /// True where its file states a field, and not as null.
        func states(_ field: String) -> Bool { document.field(field).map { $0.value != .null } ?? false }

        /// That its history ends where its file gets another path and these bytes: what has no id is followed by what it says.
        func noteOnHistory(movedAs bytes: [UInt8]) -> [ChangeNote] {
            let isFollowed = !handle.id.isExactly(handle.path) || RenameDetector.canFollow(document.bytes, bytes)
            return isFollowed ? [] : [.losesHistory(title: handle.title)]
        }
    }

    /// Opens an entity for a change.
    ///
    /// - Throws: `VaultError.malformedFile` where a person has to mend the file first, and what ``changeable(_:)`` throws.
    func editable(_ reference: String) throws -> Editable { try editable(changeable(reference)) }

    /// The entities that go by some names, each once and by the first of them, however often it is named.
    func entities(
        _ references: [String], _ entity: (String) throws -> EntityHandle
    ) throws -> [(reference: String, handle: EntityHandle)] {
        var paths: Set<ExactText> = []
        return try references.map { ($0, try entity($0)) }.filter { paths.insert(ExactText($0.1.path)).inserted }
    }

    /// The entity at a path that the index knows.
    func handle(at path: String) throws -> EntityHandle {
        try ask { try $0.entities.summary(at: path) }.map(EntityHandle.init)
            ?? EntityHandle(id: path, type: "", title: path, path: path, isGone: false, lineage: nil)
    }

    func editable(_ handle: EntityHandle) throws -> Editable {
        let document = try ofKnownFile(handle.path) { try self.document(of: handle.path) }
        if let diagnostic = document.diagnostics.first(where: { $0.code.makesMalformed }) {
            let position = diagnostic.span.map { LineTable(document.bytes).position(of: $0.lowerBound) }
            throw VaultError.malformedFile(
                path: handle.path,
                diagnostic: LocatedDiagnostic(
                    code: diagnostic.code, message: diagnostic.message, path: handle.path, line: position?.line,
                    column: position?.column))
        }
        return Editable(handle: handle, document: document, kind: try schema().kinds[handle.type])
    }

    /// What is read of a file that the index has.
    ///
    /// - Throws: `VaultError.conflict` where it has gone since, and what `read` throws.
    private func ofKnownFile<Contents>(_ path: String, _ read: () throws -> Contents) throws -> Contents {
        do {
            return try read()
        } catch VaultError.fileSystem(path: _, .notThere) {
            throw VaultError.conflict(path: path)
        }
    }

    /// What a file at a path is read as, whether or not it is there.
    func entity(_ content: EntityContent, at path: String) throws -> Entity {
        Entity(content: content, path: path, schema: try schema(), usesFolders: fileExists(Self.settingsPath))
    }

    /// The bytes of a file after edits.
    func bytes(of entity: Editable, after edits: [DocumentEdit]) throws -> [UInt8] {
        try translatingEditErrors(of: entity) { document throws(DocumentEditError) in try document.applying(edits) }
    }

    /// What is made of a file's document, or why it cannot be made.
    func translatingEditErrors<Result>(
        of entity: Editable, _ make: (Document) throws(DocumentEditError) -> Result
    ) throws -> Result {
        do {
            return try make(entity.document)
        } catch {
            let path = entity.handle.path
            switch error {
            case .malformed: throw VaultError.malformedFile(path: path, diagnostic: nil)
            case .alias(let key), .sharedValue(let key): throw VaultError.uneditableField(path: path, field: key)
            case .notAList(let key): throw VaultError.mappingField(path: path, field: key)
            case .unsafe(let key): throw VaultError.unwritableField(path: path, field: key)
            case .invalidRange: throw VaultError.conflict(path: path)
            }
        }
    }

    /// The change of a file to what edits make of it; none where they change nothing.
    func replacement(of entity: Editable, with edits: [DocumentEdit]) throws -> [ChangePlan.FileChange] {
        replacement(of: entity, by: try bytes(of: entity, after: edits))
    }

    func replacement(of entity: Editable, by new: [UInt8]) -> [ChangePlan.FileChange] {
        let old = entity.document.bytes
        return new == old ? [] : [.replace(path: entity.handle.path, old: old, new: new)]
    }

    // MARK: - Fields

    /// Changes fields of an entity. What is done by that gets the day on which it was completed, and a successor where it comes back,
    /// as with ``planCompletion(of:)``; what is open again loses that day. A day that is set as well is as it is set.
    package func planSetting(_ assignments: [FieldAssignment], of reference: String) throws -> ChangePlan {
        var planned = PlannedSuccessors()
        let entity = try editable(reference)
        var plan = try planSetting(assignments, of: entity, beside: &planned)
        plan.notes = try notes(on: assignments.named(in: entity.document), of: entity.kind) + plan.notes
        return plan
    }

    /// Changes fields of several entities in one operation; what is named twice once.
    ///
    /// - Throws: What ``planSetting(_:of:)`` throws; `VaultError.invalidValue` for an id that several would get.
    package func planSetting(_ assignments: [FieldAssignment], of references: [String]) throws -> NamedPlan<String> {
        let entities = try entities(references, changeable)
        if entities.count == 1 {
            let reference = entities[0].reference
            return NamedPlan(names: [reference], plan: try planSetting(assignments, of: reference))
        }
        let known = assignments.named(in: nil)
        try refuseSharedID(in: known)
        var planned = PlannedSuccessors()
        let names = known.map(\.field).uniqued().joined(separator: ", ")
        var named = try together(entities, .set, "\(names) of ") {
            try planSetting(assignments, of: editable($0), beside: &planned)
        }
        named.plan.notes = try notes(on: known, of: nil) + named.plan.notes
        return named
    }

    /// Refuses an id that several entities would get.
    func refuseSharedID(in assignments: [FieldAssignment]) throws {
        if let id = assignments.last(where: { $0.field == "id" && $0.operation == .set })?.value {
            throw VaultError.invalidValue(field: "id", value: id, expected: .freeIdentifier)
        }
    }

    func planSetting(
        _ assignments: [FieldAssignment], of entity: Editable, beside planned: inout PlannedSuccessors
    ) throws -> ChangePlan {
        let assignments = assignments.named(in: entity.document)
        let changed = try assigningCompletely(assignments, to: entity)
        let files = replacement(of: entity, by: changed.document.bytes)
        let names = assignments.map(\.field).uniqued().joined(separator: ", ")
        var plan = ChangePlan(
            files: files, verb: .set, object: "\(names) of \"\(entity.handle.title)\"",
            notes: try noteOnEnd(of: entity, madeInto: changed.document)
                + notesOnLostNames(of: entity, madeInto: changed)
                + notesOnCircles(from: entity, to: changed)
                + notesOnItself(from: entity, to: changed)
                + noteOnOrder(of: assignments, in: changed))
        if changed.statusGroup == .dropped, try isLastOfSeries(entity) { plan.notes.append(.endsSeries) }
        if !plan.isEmpty {
            try addSuccessor(of: entity, madeInto: changed, by: assignments, to: &plan, beside: &planned)
        }
        return plan
    }

    /// That an entity ends by what is made of its file; not where another file has its id as well.
    func noteOnEnd(of entity: Editable, madeInto document: Document) throws -> [ChangeNote] {
        guard let id = EntityContent(entity.document).identifier, EntityContent(document).identifier != id,
            try paths(ofID: id, but: entity.handle.path).isEmpty
        else { return [] }
        return [.endsEntity(id: id)]
    }

    /// The paths of the files that have an id, but for one of them.
    func paths(ofID id: String, but own: String) throws -> [String] {
        let schema = try schema()
        return (try askIfPossible { try $0.references.find(id, schema: schema) } ?? [])
            .filter { $0.id == id && !$0.path.isExactly(own) }.map(\.path)
    }

    /// An entity as assignments make it, with the day of completion that follows from them.
    func assigningCompletely(_ assignments: [FieldAssignment], to entity: Editable) throws -> Editable {
        var changed = try assigning(assignments, to: entity)
        if !assignments.contains(where: { $0.field == changed.kind?.completionField?.name }) {
            let edits = completionEdits(from: entity, to: changed)
            changed.document = Document(bytes: try bytes(of: changed, after: edits))
        }
        return changed
    }

    /// Adds the next of what comes back, where assignments have made an entity done.
    func addSuccessor(
        of entity: Editable, madeInto changed: Editable, by assignments: [FieldAssignment], to plan: inout ChangePlan,
        beside planned: inout PlannedSuccessors
    ) throws {
        if entity.isDone || !changed.isDone { return }
        // The next follows from everything else that the file says, so that it is the same whatever completes it.
        let others = assignments.filter { !["status", changed.kind?.completionField?.name].contains($0.field) }
        try addSuccessor(of: assigning(others, to: entity), to: &plan, beside: &planned)
    }

    // MARK: - The end

    /// Removes an entity's file. Its history stays.
    package func planRemoval(of reference: String) throws -> ChangePlan {
        let handle = try entity(reference)
        return try planRemoval(of: handle, among: [ExactText(handle.path)])
    }

    /// Removes the files of several entities in one operation; what is named twice once.
    package func planRemoval(of references: [String]) throws -> NamedPlan<String> {
        let entities = try entities(references, changeable)
        let paths = Set<ExactText>(of: entities.map(\.handle.path))
        return try together(entities, .remove) { try planRemoval(of: $0, among: paths) }
    }

    /// `removed` are the paths of all that are removed together: a link from one to another is none that leads nowhere.
    func planRemoval(of handle: EntityHandle, among removed: Set<ExactText>) throws -> ChangePlan {
        let links = try connections(of: handle).filter { !removed.contains($0.path) }
        var notes: [ChangeNote] = links.isEmpty ? [] : [.deadLinks(links.count, areToSeveral: false)]
        if let entity = try? editable(handle), try isLastOfSeries(entity) { notes.append(.endsSeries) }
        // A file that is too large for the vault can be taken out of it: its bytes are wanted to put it back, and to be compared.
        let old = try ofKnownFile(handle.path) {
            try translatingErrors(at: root) { try FileReader(root: root).read(handle.path, limit: 1 << 30).bytes }
        }
        return ChangePlan(
            files: [.remove(path: handle.path, old: old)],
            verb: .remove, object: "\"\(handle.title)\"", notes: notes)
    }
}

extension Kind {
    /// The first status of a group, in the order in which the kind names them; nil where there is none.
    func firstStatus(in group: StatusGroup) -> String? {
        guard case .enumeration(let values)? = field("status")?.type else { return nil }
        return values.first { $0.group == group }?.name
    }
}
