import ArgumentParser
import VaultEngine
import VaultModel

/// Which entities.
struct FilterOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("With this status or group of them; may be several: 'open,paused'.", valueName: "status"),
        completion: Completion.statuses)
    var status: [String] = []

    @Option(help: ArgumentHelp("Of this domain.", valueName: "ref"), completion: Completion.domains)
    var domain: String?

    @Option(help: ArgumentHelp("Of this project.", valueName: "ref"), completion: Completion.projects)
    var project: String?

    @Option(
        help: ArgumentHelp("With this tag, or one below it; may be several.", valueName: "tag"),
        completion: Completion.tags)
    var tag: [String] = []

    @Option(
        help: ArgumentHelp("With this priority; may be several.", valueName: "priority"),
        completion: Completion.priorities)
    var priority: [String] = []

    @Option(help: ArgumentHelp("Assigned to this user.", valueName: "ref"), completion: Completion.users)
    var assignee: String?

    func validate() throws {
        try Self.check(lists: ["--status": status, "--tag": tag, "--priority": priority])
        try Self.check(references: ["--domain": domain, "--project": project, "--assignee": assignee])
    }

    /// The options as terms of a query.
    var queries: [String] {
        var queries: [String] = []
        for (key, values) in [("status", status), ("tag", tag), ("priority", priority)] {
            let parts = Self.parts(values)
            if !parts.isEmpty { queries.append(key + ":" + parts.map(QueryWriting.value).joined(separator: ",")) }
        }
        for (key, reference) in [("domain", domain), ("project", project), ("assignee", assignee)] {
            if let reference { queries.append("\(key):\(QueryWriting.value(reference))") }
        }
        return queries
    }

    /// The parts of values that commas join.
    static func parts(_ texts: [String]) -> [String] {
        texts.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmingSpaces) }
    }

    /// - Throws: A `ValidationError` where a value has an empty part, as an empty variable of a script gives.
    static func check(lists: KeyValuePairs<String, [String]>) throws {
        for (name, values) in lists {
            if let value = values.first(where: { parts([$0]).contains("") }) { throw wrong(value, for: name) }
        }
    }

    /// - Throws: A `ValidationError` where a value is empty.
    static func check(references: KeyValuePairs<String, String?>) throws {
        for case (let name, let value?) in references where value.trimmingSpaces.isEmpty {
            throw wrong(value, for: name)
        }
    }

    private static func wrong(_ value: String, for name: String) -> ValidationError {
        ValidationError("\(name) cannot be '\(value)'")
    }
}

extension StringProtocol {
    var trimmingSpaces: String {
        var text = Substring(self)
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
