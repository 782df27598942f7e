import VaultModel

extension Vault {
    /// Has entities and task boxes done in one operation, what is named twice once: an entity as with ``planCompletion(of:)``; a box
    /// by an `x` in place of its mark, and no other byte of the file changes.
    ///
    /// - Throws: `VaultError.noBox`, `VaultError.conflict` where a box that was planned before is not at its place any more,
    ///   `VaultError.malformedFile`, and what the completion of an entity throws.
    package func planCompletion(of names: [Completable]) throws -> NamedPlan<Completable> {
        try plan(of: targets(of: names), marking: .ticked)
    }

    /// Opens task boxes again in one operation, whatever their marks.
    ///
    /// - Throws: `VaultError.notABox` for an entity; of boxes, what their ticking throws.
    package func planReopening(of names: [Completable]) throws -> NamedPlan<Completable> {
        let targets = try targets(of: names)
        if let entity = targets.first(where: { $0.line == nil }) { throw VaultError.notABox(entity.name.reference) }
        return try plan(of: targets, marking: .open)
    }

    private func plan(of targets: [CompletionTarget], marking state: BoxState) throws -> NamedPlan<Completable> {
        var planned = PlannedSuccessors()
        let files = Dictionary(grouping: targets) { ExactText($0.handle.path) }
        let parts = try targets.map { ExactText($0.handle.path) }.uniqued().map { path in
            try plan(ofFile: files[path] ?? [], isAlone: targets.count == 1, marking: state, beside: &planned)
        }
        var changes = parts.flatMap(\.changes)
        if changes.isEmpty { changes = targets.map { CompletedThing(entity: $0.handle) } }
        return NamedPlan(
            names: parts.flatMap(\.names),
            plan: ChangePlan(
                files: parts.flatMap(\.files), verb: changes.contains { $0.box == nil } ? .complete : state.verb,
                object: CompletedThing.object(changes), notes: parts.flatMap(\.notes)))
    }

    /// What is done to one file.
    private struct FilePart {
        var names: [Completable]
        var files: [ChangePlan.FileChange] = []
        var changes: [CompletedThing] = []
        var notes: [ChangeNote] = []
    }

    /// Marks the boxes of one file, and completes its entity where that is among the targets. The boxes come first, since lines
    /// can come to the front matter. `isAlone` for what is all that a person named.
    private func plan(
        ofFile targets: [CompletionTarget], isAlone: Bool, marking state: BoxState,
        beside planned: inout PlannedSuccessors
    ) throws -> FilePart {
        var entity = try editable(targets[0].handle)
        let before = entity.document.bytes
        let boxes = entity.document.placedBoxes(in: LineTable(before))
        var part = FilePart(names: targets.map(\.name))
        for (place, target) in targets.enumerated() {
            guard let line = target.line else { continue }
            let found = boxes.first { $0.position.line == line }
            if let text = target.name.text, found?.box.text.isExactly(text) != true {
                throw VaultError.conflict(path: entity.handle.path)
            }
            guard let found else {
                throw VaultError.noBox(path: entity.handle.path, line: line, hasOthers: !boxes.isEmpty)
            }
            part.names[place].text = found.box.text
            if state.isState(of: found.box) {
                part.notes.append(
                    .boxIsSo(text: found.box.text, place: "\(entity.handle.path):\(line)", isTicked: state == .ticked))
            } else {
                part.changes.append(CompletedThing(entity: entity.handle, box: found))
            }
        }
        let marked = entity.document.marking(part.changes.compactMap { $0.box?.box }, state.rawValue)
        part.files = replacement(of: entity, by: marked)
        guard targets.contains(where: { $0.line == nil }) else { return part }
        entity.document = Document(bytes: marked)
        let completion = try planCompletion(of: entity, beside: &planned)
        if !completion.isEmpty { part.changes.insert(CompletedThing(entity: entity.handle), at: 0) }
        part.notes += completion.notes.map { note in
            isAlone || note.namesItsEntity ? note : .of(title: entity.handle.title, note)
        }
        for file in completion.files {
            if case .replace(let path, _, let new) = file, path.isExactly(entity.handle.path) {
                part.files = [.replace(path: path, old: before, new: new)]
            } else {
                part.files.append(file)
            }
        }
        return part
    }
}

/// What a box becomes, by its mark.
private enum BoxState: Character {
    case open = " "
    case ticked = "x"

    var verb: ChangePlan.Verb { self == .open ? .untick : .tick }

    /// Whether a box is so already.
    func isState(of box: TaskBox) -> Bool { self == .open ? box.isOpen : box.isTicked }
}

/// Something that is done, as the subject of a commit says it.
private struct CompletedThing {
    var entity: EntityHandle
    /// nil for the entity itself.
    var box: PlacedBox?

    /// In characters; what a longer box says is cut.
    private static let longestText = 80

    /// Several things, as they stand behind a verb: one by one where they are few.
    static func object(_ things: [CompletedThing]) -> String {
        let boxes = things.count { $0.box != nil }
        let isOfOneFile = things.allSatisfy { $0.entity.path.isExactly(things[0].entity.path) }
        let place = boxes == things.count && isOfOneFile && boxes > 0 ? " in \"\(things[0].entity.title)\"" : ""
        if things.count > Vault.mostTitles {
            let entities = things.count - boxes
            return [
                entities == 0 ? nil : "\(entities) \(entities == 1 ? "entity" : "entities")",
                boxes == 0 ? nil : "\(boxes) \(boxes == 1 ? "box" : "boxes")",
            ].compactMap(\.self).joinedWithAnd + place
        }
        return things.map { $0.name(isOfOneFile: isOfOneFile) }.joinedWithAnd + place
    }

    private func name(isOfOneFile: Bool) -> String {
        guard let box else { return "\"\(entity.title)\"" }
        let text = box.box.text
        if text.isEmpty {
            return "the box on line \(box.position.line)" + (isOfOneFile ? "" : " of \"\(entity.title)\"")
        }
        return text.count > Self.longestText ? "\"\(text.prefix(Self.longestText))…\"" : "\"\(text)\""
    }
}
