import VaultModel

extension Vault {
    /// Gives an entity the first status of its kind that means done, and today as the day on which it was completed, where the
    /// kind has such a field. What comes back gets a successor, unless it has one already.
    package func planCompletion(of reference: String) throws -> ChangePlan {
        var planned = PlannedSuccessors()
        return try planCompletion(of: editable(entity(reference)), beside: &planned)
    }

    /// Completes several entities in one operation; what is named twice once.
    package func planCompletion(of references: [String]) throws -> NamedPlan {
        var planned = PlannedSuccessors()
        return try together(entities(references) { try entity($0) }, .complete) {
            try planCompletion(of: editable($0), beside: &planned)
        }
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
        if entity.kind?.field(Self.completionDay) != nil {
            edits.append(.set(Self.completionDay, to: .string(surroundings.today.formatted)))
        }
        var plan = ChangePlan(files: try replacement(of: entity, with: edits), verb: .complete, object: object)
        try addSuccessor(of: entity, to: &plan, beside: &planned)
        return plan
    }

    /// - Throws: `VaultError.unreadableKind` where the file that says which statuses the entity can have cannot be read.
    func requireReadableKind(of entity: Editable) throws {
        let name = entity.document.field("type")?.value.text ?? entity.handle.type
        if let path = try schema().unreadableFiles[name] { throw VaultError.unreadableKind(name, path: path) }
    }

    /// The field with the day on which something was completed, in the kinds that have one.
    static let completionDay = "completed_on"

    /// What follows for the day of completion from a change of status that somebody has made of an entity: today, where it is done
    /// by that and has none; none, where it is to be done again. A day that was changed beside the status stays as it is.
    func completionEdits(from old: Editable, to new: Editable) -> [DocumentEdit] {
        let (before, day) = (
            old.document.field(Self.completionDay)?.value, new.document.field(Self.completionDay)?.value
        )
        guard new.kind?.field(Self.completionDay) != nil, before == day else { return [] }
        let isStated = day.map { $0 != .null } ?? false
        if new.isDone {
            if old.isDone || isStated { return [] }
            return [.set(Self.completionDay, to: .string(surroundings.today.formatted))]
        }
        let isReopened = old.isDone && new.statusGroup != .dropped
        return isReopened && isStated ? [.remove(Self.completionDay)] : []
    }

    // MARK: - What comes back

    /// Adds the next of what comes back, where it does and is not there yet, as it follows from the file of the one that is done.
    /// `planned` are those that other plans of the same operation make; it becomes one of them.
    func addSuccessor(
        of entity: Editable, to plan: inout ChangePlan, beside planned: inout PlannedSuccessors
    ) throws {
        guard case .recurrence? = entity.kind?.field("recurrence")?.type,
            let text = entity.document.field("recurrence")?.value.text
        else { return }
        guard (try? RecurrenceRule(text)) != nil else {
            plan.notes.append(.unreadableRecurrence)
            return
        }
        if let next = try planned.path(ofID: Identifier.successor(of: entity.handle.id))
            ?? madeSuccessor(ofID: entity.handle.id)?.path
        {
            plan.notes.append(.nextIsThere(path: next))
            return
        }
        let relations = Set(try schema().relations.keys)
        guard let successor = Successor(of: entity, relations: relations, clock: surroundings.clock) else {
            plan.notes.append(.wasLast)
            return
        }
        let path = try path(of: successor, after: entity, beside: planned)
        planned.insert(id: successor.id, path: path)
        plan.files.append(.create(path: path, bytes: try successor.bytes(bytes(of: entity, after: successor.edits))))
        plan.notes.append(.nextIsMade(path: path, day: successor.day.formatted))
    }

    /// The entity that the completion of one with an id made, wherever it is now; nil where it is not there.
    private func madeSuccessor(ofID id: String) throws -> EntityHandle? { try made(Identifier.successor(of: id)) }

    /// The entity of an id; nil where it is not there.
    private func made(_ id: String) throws -> EntityHandle? {
        let schema = try schema()
        return try askIfPossible { try $0.find(id, schema: schema) }?.first { $0.id == id }
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
        let summary = try ask { try $0.summary(at: last.path) }
        guard let status = summary?.status, [.done, .dropped].contains(summary?.statusGroup) else {
            return .nextIs(path: last.path)
        }
        return .seriesEnded(path: last.path, status: status)
    }

    /// The entity of an id that was there once and no longer is.
    private func removed(_ id: String) throws -> EntityHandle? {
        try askIfPossible { try $0.findGone(id) }?.first { $0.id == id }
    }

    /// Whether an entity is the one of what comes back whose completion would make the next, which is not there yet.
    func isLastOfSeries(_ entity: Editable) throws -> Bool {
        guard case .recurrence? = entity.kind?.field("recurrence")?.type, entity.kind?.firstStatus(in: .done) != nil,
            !entity.isDone, entity.statusGroup != .dropped,
            let rule = entity.document.field("recurrence")?.value.text, (try? RecurrenceRule(rule)) != nil
        else { return false }
        return try madeSuccessor(ofID: entity.handle.id) == nil
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

/// What follows an entity that comes back, once it is done.
///
/// All of it is made from the file that is done, so that two machines that complete the same thing make the same bytes. Only
/// where the file states no day does the next one follow from today; its id and its path are the same still.
private struct Successor {
    let id: String
    /// When it is due, or scheduled where nothing is due.
    let day: CalendarDate
    /// Whether the day follows from one that the file states, and not from today.
    let isDated: Bool
    /// What makes the next of the one that is done.
    private(set) var edits: [DocumentEdit] = []

    /// The relations that the next has as well: what it is a part of.
    private static let keptRelations: Set<String> = ["parent", "part_of"]
    /// What is of one time only.
    private static let ownFields: Set<String> = ["completed_on", "created", "updated", "aliases", "alias"]

    /// Nil where the rule has come to its end. `relations` are the names that the vault has for them, in both directions.
    init?(of entity: Vault.Editable, relations: Set<String>, clock: QueryClock) {
        let document = entity.document
        let times = ["due", "scheduled"].compactMap { name in
            document.field(name)?.value.text.flatMap { DateTime($0) }.map { (name: name, day: $0.day) }
        }
        let present = times.first?.day ?? clock.today
        guard let text = document.field("recurrence")?.value.text, let rule = try? RecurrenceRule(text) else {
            return nil
        }
        // It goes by days, which are the same in every time zone.
        let recurrence = Recurrence(
            rule: rule, start: DateTime(day: present), clock: QueryClock(now: 0, today: clock.today))
        guard let next = recurrence.first(where: { $0.day > present })?.day else { return nil }
        // What is done is one of those that count, also where its day is none of the rule's.
        let left = rule.count.map {
            $0 - max(1, recurrence.prefix { $0.day <= present }.reduce(0) { sum, _ in sum + 1 })
        }
        if let left, left < 1 { return nil }
        let distance = present.days(to: next)
        func moved(_ written: String, from day: CalendarDate) -> String {
            day.adding(days: distance).formatted + written.dropFirst(10)
        }
        // On its last day, the rule can end before the time at which the next would be.
        if let until = rule.until, let first = times.first, let written = document.field(first.name)?.value.text,
            let time = DateTime(moved(written, from: first.day)),
            time.isLater(than: until, secondsFromUTC: clock.secondsFromUTC)
        {
            return nil
        }
        id = Identifier.successor(of: entity.handle.id)
        day = next
        isDated = !times.isEmpty
        edits.append(.set("id", to: .string(id)))
        if VaultPath.stem(of: entity.handle.path) == entity.handle.title, document.field("title") == nil {
            edits.append(.set("title", to: .string(entity.handle.title)))
        }
        edits += Self.statusEdit(of: entity)
        for time in times {
            guard let written = document.field(time.name)?.value.text else { continue }
            edits.append(.set(time.name, to: .string(moved(written, from: time.day))))
        }
        if times.isEmpty { edits.append(.set("due", to: .string(next.formatted))) }
        if let left { edits.append(.set("recurrence", to: .string(Self.rule(text, counting: left)))) }
        let dropped = Self.ownFields.union(relations.subtracting(Self.keptRelations))
        edits += document.fields.map(\.name).filter(dropped.contains).map { .remove($0) }
    }

    /// Its status is the one that new entities of its kind have.
    private static func statusEdit(of entity: Vault.Editable) -> [DocumentEdit] {
        guard entity.document.field("status") != nil else { return [] }
        guard let status = entity.kind?.field("status")?.defaultValue else { return [.remove("status")] }
        return [.set("status", to: status)]
    }

    /// A rule with another number behind `COUNT=`.
    private static func rule(_ text: String, counting count: Int) -> String {
        let parts = text.split(separator: ";", omittingEmptySubsequences: false).map { part in
            let key = part.prefix { $0 != "=" }
            return key.uppercased().hasSuffix("COUNT") ? "\(key)=\(count)" : String(part)
        }
        return parts.joined(separator: ";")
    }

    /// The bytes with every box of a list open.
    func bytes(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for box in Document(bytes: bytes).taskBoxes where ["x", "X"].contains(box.mark) {
            bytes[box.span.lowerBound + 1] = UInt8(ascii: " ")
        }
        return bytes
    }
}
