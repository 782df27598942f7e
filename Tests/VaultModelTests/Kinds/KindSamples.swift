@testable import VaultModel

/// A document with that front matter.
func document(_ frontMatter: String, body: String = "") -> Document {
    Document(bytes: Array("---\n\(frontMatter)\n---\n\(body)".utf8))
}

/// The bytes of a document that a span covers, as text.
func text(at span: ByteRange?, of document: Document) -> String? {
    span.map { String(decoding: document.bytes[$0], as: UTF8.self) }
}

/// Values for each field of each built-in kind: some that it accepts, some that it does not.
struct FieldSample: Sendable, CustomStringConvertible {
    var kind: String
    var field: String
    var good: [String]
    /// Empty for a field that takes anything.
    var bad: [String]

    var description: String { "\(kind).\(field)" }

    static let all: [FieldSample] = {
        let text = (good: ["words", "12", "\"two words\""], bad: ["[a, b]", "{a: b}"])
        let number = (good: ["12", "0.5", "-3"], bad: ["many", "\"12\"", "[1, 2]", ".nan"])
        let boolean = (good: ["true", "false"], bad: ["yes", "1", "[true]"])
        let date = (
            good: ["2026-12-01", "\"2026-12-01\""], bad: ["soon", "2026-02-30", "2026-12-01T10:00", "20261201"]
        )
        let dateTime = (
            good: ["2026-12-01", "2026-12-01T18:30", "2026-12-01 18:30:00Z"], bad: ["soon", "2026-12-01T25:00", "2026"]
        )
        let duration = (good: ["90m", "2h30m", "PT90M"], bad: ["90", "long", "1y"])
        let recurrence = (
            good: ["FREQ=WEEKLY;BYDAY=SA", "RRULE:FREQ=DAILY"], bad: ["weekly", "FREQ=WEEKY", "12", "[a]"]
        )
        let timeZone = (good: ["Europe/Dublin", "\"UTC\""], bad: ["12", "[a]", "{a: b}"])
        let reference = (
            good: ["garden", "\"[[garden]]\"", "\"[[garden|The garden]]\"", "[[garden]]", "2024"],
            bad: ["[a, b]", "{a: b}", "\"[[]]\"", "\"[[garden\"", "\"\""]
        )
        let references = (
            good: ["garden", "[garden, \"[[home]]\"]", "[[garden]]", "[]"], bad: ["{a: b}", "[{a: b}]", "[\"[[]]\"]"]
        )
        let texts = (good: ["word", "[a, 12]", "[]"], bad: ["{a: b}", "[[a, b]]"])
        let anything = (good: ["word", "[a]", "{a: {b: c}}", "12"], bad: [String]())
        let priority = (good: ["low", "medium", "high"], bad: ["urgent", "High", "[low]", "1"])
        func status(_ values: String...) -> (good: [String], bad: [String]) {
            (values, ["nonsense", values[0].uppercased(), "[\(values[0])]", "true"])
        }

        typealias Values = (good: [String], bad: [String])
        let kinds: [(kind: String, fields: [(String, Values)])] = [
            ("domain", [("icon", text), ("color", text), ("parent", reference), ("order", number)]),
            (
                "idea",
                [
                    ("status", status("captured", "processing", "actionable", "archived", "discarded")),
                    ("priority", priority), ("category", text), ("domain", reference), ("project", reference),
                    ("created_by", reference),
                ]
            ),
            (
                "project",
                [
                    ("status", status("planning", "active", "on_hold", "completed", "archived")),
                    ("priority", priority), ("domain", reference), ("owner", reference), ("start", date),
                    ("target", date),
                ]
            ),
            (
                "task",
                [
                    ("status", status("not_started", "in_progress", "paused", "completed", "archived")),
                    ("priority", priority), ("due", date), ("scheduled", dateTime), ("completed_on", date),
                    ("recurrence", recurrence), ("estimate", duration), ("assignee", reference), ("creator", reference),
                    ("project", reference), ("domain", reference), ("parent", reference), ("depends_on", references),
                    ("blocks", references),
                ]
            ),
            (
                "event",
                [
                    ("status", status("tentative", "confirmed", "cancelled")), ("start", dateTime), ("end", dateTime),
                    ("all_day", boolean), ("timezone", timeZone), ("location", text), ("recurrence", recurrence),
                    ("exdate", (["2026-12-01T10:00Z", "[2026-12-01, 2026-12-02T10:00]"], ["[soon]", "{a: b}"])),
                    ("attendees", references), ("project", reference), ("domain", reference),
                ]
            ),
            (
                "note",
                [
                    ("status", status("draft", "published", "archived")), ("domain", reference), ("project", reference),
                    ("description", text),
                ]
            ),
            (
                "relationship",
                [
                    ("source", reference), ("target", reference),
                    ("relation", (["blocks", "required_by", "relates_to"], ["likes", "block", "[blocks]"])),
                    ("note", text), ("since", date),
                ]
            ),
            (
                "agent",
                [
                    ("agent_id", text), ("model", text), ("role", text),
                    ("status", status("idle", "working", "waiting", "error", "terminated")),
                    ("current_task", reference),
                    ("fire_history", (["2026-12-01T10:00Z", "[2026-12-01, 2026-12-02T10:00]"], ["[soon]", "{a: b}"])),
                ]
            ),
            (
                "session",
                [
                    ("agent", reference), ("status", status("active", "completed", "failed", "abandoned")),
                    ("started", dateTime), ("ended", dateTime), ("task", reference), ("summary", text),
                    ("input_tokens", number), ("output_tokens", number),
                ]
            ),
            (
                "widget",
                [
                    ("name", text), ("component", text), ("description", text), ("query", text),
                    ("default_width", number), ("default_height", number), ("min_width", number),
                    ("min_height", number), ("max_width", number), ("max_height", number),
                    ("config_schema", anything), ("active", boolean),
                ]
            ),
            (
                "layout",
                [
                    ("user", reference), ("default", boolean), ("columns", number),
                    (
                        "placements",
                        (
                            [
                                "{widget: a, x: 0, y: 0, w: 6, h: 4, config: {b: c}}",
                                "[{widget: a}, {widget: b, x: 1}]",
                            ],
                            ["a", "[{widget: a, x: left}]", "[{x: 1}]", "[{widget: {a: b}}]"]
                        )
                    ),
                ]
            ),
            ("user", [("name", text), ("emails", texts), ("role", text)]),
            (
                "workspace",
                [
                    ("name", text),
                    (
                        "members",
                        (
                            ["[{user: ann, role: owner}, {user: ben}]", "{user: ann, role: guest}", "[]"],
                            ["ann", "[ann]", "[{user: ann, role: king}]", "[{role: owner}]"]
                        )
                    ),
                ]
            ),
            (
                "kind",
                [
                    ("name", (["book"], ["Book", "[a]", "12"])), ("plural", (["books"], ["My books", "{a: b}"])),
                    (
                        "folder",
                        (["books", "reading/books", "./books/", "."], ["../books", "/books", ".git", "[a]", "a//b"])
                    ),
                    ("stale_after", (["30d", "2w"], ["30", "1h", "never"])),
                    ("fields", (["{due: date}", "{}"], ["[due]", "due", "{due: day}"])),
                    ("relations", (["{likes: liked_by}", "{}"], ["[likes]", "{likes: }", "{likes: [a]}"])),
                    ("template", (["\"# {{title}}\""], ["[a]", "{a: b}"])),
                ]
            ),
        ]
        return kinds.flatMap { kind, fields in
            fields.map { FieldSample(kind: kind, field: $0.0, good: $0.1.good, bad: $0.1.bad) }
        }
    }()
}
