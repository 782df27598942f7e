import VaultModel

extension Vault {
    /// Gives an entity the first status of its kind that means done, and the present as the day or time at which it was completed, where
    /// the kind has such a field. An end that a session states already stays. What comes back gets a successor, unless it has one already.
    package func planCompletion(of reference: String) throws -> ChangePlan {
        var planned = PlannedSuccessors()
        return try planCompletion(of: editable(entity(reference)), beside: &planned)
    }

    func planCompletion(of entity: Editable, beside planned: inout PlannedSuccessors) throws -> ChangePlan {
        try requireReadableKind(of: entity)
        guard let status = entity.kind?.firstStatus(in: .done) else {
            throw VaultError.noStatus(kind: entity.handle.type, group: .done)
        }
        let object = "\"\(entity.handle.title)\""
        let present = entity.document.field("status")?.text
        if let present, entity.kind?.group(ofStatus: present) == .done {
            var notes = [ChangeNote.completedAlready(title: entity.handle.title, status: present)]
            if entity.document.field("recurrence") != nil, let note = try noteOnSeries(after: entity) {
                notes.append(note)
            }
            return ChangePlan(files: [], verb: .complete, object: object, notes: notes)
        }
        var edits: [DocumentEdit] = [.set("status", to: .string(status))]
        if let field = entity.kind?.completionField, field.type == .date || !entity.states(field.name) {
            edits.append(.set(field.name, to: .string(self.present(as: field.type, in: entity))))
        }
        let openBoxes = entity.document.taskBoxes.count(where: \.isOpen)
        var plan = ChangePlan(
            files: try replacement(of: entity, with: edits), verb: .complete, object: object,
            notes: openBoxes == 0 ? [] : [.openBoxes(openBoxes)])
        try addSuccessor(of: entity, to: &plan, beside: &planned)
        return plan
    }

    /// - Throws: `VaultError.unreadableKind` where the file that says which statuses the entity can have cannot be read.
    func requireReadableKind(of entity: Editable) throws {
        let name = entity.document.field("type")?.value.text ?? entity.handle.type
        if let path = try schema().unreadableFiles[name] { throw VaultError.unreadableKind(name, path: path) }
    }

    /// What follows for the day or time of completion from a change of status that somebody has made of an entity: the present, where it
    /// is done by that and states none; none, where it is to be done again. One that was changed beside the status stays as it is.
    func completionEdits(from old: Editable, to new: Editable) -> [DocumentEdit] {
        guard let field = new.kind?.completionField,
            old.document.field(field.name)?.value == new.document.field(field.name)?.value
        else { return [] }
        if new.isDone {
            if old.isDone || new.states(field.name) { return [] }
            return [.set(field.name, to: .string(present(as: field.type, in: new)))]
        }
        let isReopened = old.isDone && new.statusGroup != .dropped
        return isReopened && new.states(field.name) ? [.remove(field.name)] : []
    }

    // MARK: - What comes back

    /// Adds the next of what comes back, where it does and is not there yet, as it follows from the file of the one that is done.
    /// `planned` are those that other plans of the same operation make; it becomes one of them.
    func addSuccessor(
        of entity: Editable, to plan: inout ChangePlan, beside planned: inout PlannedSuccessors
    ) throws {
        guard let rule = Self.recurrence(of: entity) else { return }
        guard (try? RecurrenceRule(rule)) != nil else {
            plan.notes.append(.unreadableRecurrence)
            return
        }
        if let next = try planned.path(ofID: Identifier.successor(of: entity.handle.id))
            ?? madeSuccessor(ofID: entity.handle.id)?.path
        {
            plan.notes.append(.nextIsThere(path: next))
            return
        }
        guard let successor = try successor(of: entity) else {
            plan.notes.append(.wasLast)
            return
        }
        if let next = try writtenNext(of: entity, as: successor) {
            plan.notes.append(.nextIsThere(path: next))
            return
        }
        let path = try path(of: successor, after: entity, beside: planned)
        planned.insert(id: successor.id, path: path)
        plan.files.append(.create(path: path, bytes: try successor.bytes(bytes(of: entity, after: successor.edits))))
        plan.notes.append(.nextIsMade(path: path, day: successor.day.formatted))
    }

    /// The rule by which an entity comes back once it is done, as its file states it; nil where its kind has none, or the file. What
    /// takes place has its times from the one file, done or not.
    private static func recurrence(of entity: Editable) -> String? {
        guard let kind = entity.kind, !kind.takesPlace, case .recurrence? = kind.field("recurrence")?.type else {
            return nil
        }
        return entity.document.field("recurrence")?.value.text
    }

    /// What follows an entity; nil where it does not come back.
    private func successor(of entity: Editable) throws -> Successor? {
        Successor(of: entity, relations: Set(try schema().relations.keys), clock: surroundings.clock)
    }

    /// What comes back and is done, while the next was never made, as whoever completes a file in an editor of theirs leaves
    /// it. Of what was removed again, the history knows that it was there; of a history that is cut off, nobody knows.
    func completedWithoutNext() throws -> [Editable] {
        guard moment == nil, !hasShallowHistory else { return [] }
        return try ask { try $0.series.completedWithoutNext() }.compactMap { path in
            guard let entity = try? editable(handle(at: path)), Self.recurrence(of: entity) != nil else { return nil }
            guard let next = try successor(of: entity) else { return nil }
            return try writtenNext(of: entity, as: next) == nil ? entity : nil
        }
    }

    /// The path of the next that somebody has written by themselves, or that has lost its id: by its title, its rule and its day it is the
    /// one that would be made. Nil where there is none, and where the day would be any.
    private func writtenNext(of entity: Editable, as next: Successor) throws -> String? {
        guard next.isDated else { return nil }
        return try askIfPossible {
            try $0.series.namesakes(of: entity.handle.path, on: next.day, in: next.dayField)
        }?.first
    }

    /// The entity that the completion of one with an id made, wherever it is now; nil where it is not there.
    private func madeSuccessor(ofID id: String) throws -> EntityHandle? { try made(Identifier.successor(of: id)) }

    /// The entity of an id; nil where it is not there.
    private func made(_ id: String) throws -> EntityHandle? {
        let schema = try schema()
        return try askIfPossible { try $0.references.find(id, schema: schema) }?.first { $0.id == id }
    }

    /// What has become of the series of one that is done: which of it is to be done now, or how it ended; nil where nothing came
    /// after it. Takes a look-up for each that came after it, and two for one that was removed.
    private func noteOnSeries(after entity: Editable) throws -> ChangeNote? {
        var last: EntityHandle?
        var id = Identifier.successor(of: entity.handle.id)
        var seen: Set<String> = [entity.handle.id]
        while seen.insert(id).inserted, let next = try made(id) ?? removed(id) {
            last = next
            id = Identifier.successor(of: id)
        }
        guard let last else { return nil }
        if last.isGone { return .seriesRemoved(path: last.path) }
        let summary = try ask { try $0.entities.summary(at: last.path) }
        guard let status = summary?.status, [.done, .dropped].contains(summary?.statusGroup) else {
            return .nextIs(path: last.path)
        }
        return .seriesEnded(path: last.path, status: status)
    }

    /// The entity of an id that was there once and no longer is.
    private func removed(_ id: String) throws -> EntityHandle? {
        try askIfPossible { try $0.lineages.gone(id) }?.first { $0.id == id }
    }

    /// Whether an entity is the one of what comes back whose completion would make the next, which is not there yet.
    func isLastOfSeries(_ entity: Editable) throws -> Bool {
        guard let rule = Self.recurrence(of: entity), entity.kind?.firstStatus(in: .done) != nil,
            !entity.isDone, entity.statusGroup != .dropped, (try? RecurrenceRule(rule)) != nil
        else { return false }
        guard try madeSuccessor(ofID: entity.handle.id) == nil else { return false }
        return try successor(of: entity).flatMap { try writtenNext(of: entity, as: $0) } == nil
    }

    /// Where the next is written: beside the one that is done, with its day behind the name in place of an earlier day, and
    /// with its id as well where that is taken. The day of what stated none follows from the day on which it was done: it has its
    /// id alone, so that git sees that two machines made the same thing.
    private func path(
        of successor: Successor, after entity: Editable, beside planned: PlannedSuccessors
    ) throws -> String {
        let path = entity.handle.path
        let folder = VaultPath.folder(of: path)
        let prefix = folder.isEmpty ? "" : folder + "/"
        let stem = Self.withoutDay(Self.stem(of: path, without: entity.handle.id))
        guard successor.isDated else { return prefix + "\(stem)-\(successor.id).md" }
        let name = "\(stem)-\(successor.day)"
        let isFree =
            try !planned.has(name: name) && !fileExists(prefix + name + ".md")
            && others(called: name, than: nil).isEmpty
        return prefix + (isFree ? name : "\(name)-\(successor.id)") + ".md"
    }

    /// The name of a file without the id that it ends with.
    private static func stem(of path: String, without id: String) -> String {
        let stem = VaultPath.stem(of: path)
        let ending = "-" + id
        return stem.count > ending.count && stem.hasSuffix(ending) ? String(stem.dropLast(ending.count)) : stem
    }

    /// A name without the day, `-2026-12-01`, that it ends with.
    private static func withoutDay(_ stem: String) -> String {
        guard let hyphen = stem.index(stem.endIndex, offsetBy: -11, limitedBy: stem.startIndex),
            hyphen > stem.startIndex, stem[hyphen] == "-",
            CalendarDate(String(stem[stem.index(after: hyphen)...])) != nil
        else { return stem }
        return String(stem[..<hyphen])
    }
}
