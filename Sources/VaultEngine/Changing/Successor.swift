import VaultModel

/// What follows an entity that comes back, once it is done.
///
/// All of it is made from the file that is done, so that two machines that complete the same thing make the same bytes. Only
/// where the file states no day does the next one follow from today; its id and its path are the same still.
struct Successor {
    let id: String
    /// When it is due, or scheduled where nothing is due.
    let day: CalendarDate
    /// The field that states the day.
    let dayField: String
    /// Whether the day follows from one that the file states, and not from today.
    let isDated: Bool
    /// What makes the next of the one that is done.
    private(set) var edits: [DocumentEdit] = []

    /// The relations that the next has as well: what it is a part of.
    private static let keptRelations: Set<String> = ["parent", "part_of"]
    /// What is of one time only.
    private static let ownFields = Set(["created", "updated", "aliases", "alias"] + Kind.completionFields)

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
        dayField = times.first?.name ?? "due"
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

    /// The bytes with every box open that is ticked.
    func bytes(_ bytes: [UInt8]) -> [UInt8] {
        let document = Document(bytes: bytes)
        return document.marking(document.taskBoxes.filter(\.isTicked), " ")
    }
}
