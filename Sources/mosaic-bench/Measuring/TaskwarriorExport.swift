import VaultModel

/// Tasks as taskwarrior imports them (<https://taskwarrior.org/docs/design/task/>).
enum TaskwarriorExport {
    /// An array with an object a line; dependencies on anything else are left out.
    static func json(of tasks: [EntitySummary]) -> [UInt8] {
        var json: [UInt8] = Array("[\n".utf8)
        let ids = Set(tasks.map(\.id))
        for (number, task) in tasks.enumerated() {
            if number > 0 { json += ",\n".utf8 }
            json += object(of: task, among: ids)
        }
        return json + "\n]\n".utf8
    }

    private static func object(of task: EntitySummary, among ids: Set<String>) -> [UInt8] {
        func field(_ name: String) -> FieldValue? { task.fields.first { $0.name == name }?.value }
        func text(_ name: String) -> String? {
            if case .string(let text)? = field(name) { return text }
            return nil
        }
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("uuid", uuid(of: task.id))
            writer.member("description", task.title)
            writer.member("status", status(of: task))
            writer.member("entry", time(task.createdAt ?? 0))
            if status(of: task) != "pending" { writer.member("end", time(task.updatedAt ?? 0)) }
            if let project = text("project") { writer.member("project", project) }
            if let priority = text("priority") { writer.member("priority", priority.prefix(1).uppercased()) }
            if let due = text("due") { writer.member("due", due.filter { $0 != "-" } + "T000000Z") }
            if !task.tags.isEmpty { writer.member("tags", task.tags) }
            if case .list(let items)? = field("depends_on") {
                writer.member(
                    "depends",
                    items.compactMap { item in
                        guard case .string(let id) = item, ids.contains(id) else { return nil }
                        return uuid(of: id)
                    })
            }
        }
        return writer.bytes
    }

    private static func status(of task: EntitySummary) -> String {
        switch task.statusGroup {
        case .done: "completed"
        case .dropped: "deleted"
        default: "pending"
        }
    }

    /// One that is the id's own: its last eight bytes in hexadecimal digits.
    private static func uuid(of id: String) -> String {
        let digits = Array("0123456789abcdef")
        let hex = id.utf8.suffix(8).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        let padded = String(repeating: "0", count: 16 - hex.count) + String(hex)
        return "00000000-0000-4000-\(padded.prefix(4))-\(padded.dropFirst(4))"
    }

    /// `20261201T090000Z`, from seconds since 1970.
    private static func time(_ seconds: Int64) -> String {
        let day = Int(seconds / 86_400)
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let clock = seconds % 86_400
        return isoDay(day).filter { $0 != "-" } + "T\(two(clock / 3600))\(two(clock / 60 % 60))\(two(clock % 60))Z"
    }
}
