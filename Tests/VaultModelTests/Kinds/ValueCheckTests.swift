import Testing

@testable import VaultModel

@Suite("The check of a document's values")
struct ValueCheckTests {
    private let schema = Schema.builtIn

    private func check(_ frontMatter: String, _ kind: String) throws -> [Diagnostic] {
        schema.check(document: document(frontMatter), kind: try #require(schema.kinds[kind]), timeZones: .test)
    }

    @Test(
        "says what is wrong and what is allowed",
        arguments: [
            (
                "status: in_progres", "task",
                "`in_progres` is no status of a task: did you mean `in_progress`? "
                    + "Allowed: not_started, in_progress, paused, completed, archived"
            ),
            ("priority: urgent", "task", "`urgent` is no priority of a task. Allowed: low, medium, high"),
            (
                "status: 12", "idea",
                "`12` is no status of an idea. Allowed: captured, processing, actionable, archived, discarded"
            ),
            ("due: soon", "task", "`soon` is no day for `due`: write it as 2026-12-01."),
            ("due: 2026-2-3", "task", "`2026-2-3` is no day for `due`: did you mean `2026-02-03`?"),
            ("due: 2026-12-01T10:00", "task", "`2026-12-01T10:00` is no day for `due`: did you mean `2026-12-01`?"),
            (
                "scheduled: noon", "task",
                "`noon` is no day or time for `scheduled`: write it as 2026-12-01 or 2026-12-01T18:30."
            ),
            ("estimate: 90", "task", "`90` is no length of time for `estimate`: write it as 90m, 2h30m, 3d or 1w."),
            (
                "recurrence: FREQ=WEEKY", "task",
                "The recurrence rule of `recurrence` says FREQ=WEEKY: did you mean WEEKLY?"
            ),
            ("columns: \"12\"", "layout", "`12` is no number for `columns`: write it as 12, without quotes."),
            ("all_day: yes", "event", "`yes` is no answer for `all_day`: write `true` or `false`."),
            (
                "project: [a, b]", "task",
                "`[…]` is no reference for `project`: write one name, id or path, or a link such as \"[[Garden]]\"."
            ),
            (
                "members: [{user: ann, role: ower}]", "workspace",
                "`ower` is no role in `members`: did you mean `owner`? Allowed: owner, admin, member, guest"
            ),
            (
                "timezone: Europe/Dubln", "event",
                "`Europe/Dubln` is no time zone for `timezone`: did you mean `Europe/Dublin`?"
            ),
            (
                "timezone: new york", "event",
                "`new york` is no time zone for `timezone`: did you mean `America/New_York`?"
            ),
            (
                "timezone: Atlantis", "event",
                "`Atlantis` is no time zone for `timezone`: write its name, such as Europe/Dublin."
            ),
            ("timezone: 12", "event", "`12` is no time zone for `timezone`: write its name, such as Europe/Dublin."),
            ("members: [{role: owner}]", "workspace", "An entry of `members` needs `user`."),
        ])
    func messages(frontMatter: String, kind: String, message: String) throws {
        #expect(try check(frontMatter, kind).map(\.message) == [message])
    }

    @Test("takes any name for a time zone where none is known")
    func noZones() throws {
        let kind = try #require(schema.kinds["event"])
        #expect(schema.check(document: document("timezone: Europe/Dubln"), kind: kind).isEmpty)
        #expect(try check("timezone: Europe/Dublin", "event").isEmpty)
    }

    @Test("points at the value")
    func spans() throws {
        let document = document("title: Roof\nstatus: in_progres\ndepends_on: [a, {b: c}]")
        let found = schema.check(document: document, kind: try #require(schema.kinds["task"]))
        #expect(found.map(\.code) == [.invalidValue, .invalidValue])
        #expect(text(at: found.first?.span, of: document) == "in_progres")
        #expect(text(at: found.last?.span, of: document)?.hasPrefix("{") == true)
    }

    @Test("takes ids of any form but with white space in them")
    func ids() throws {
        for id in ["7k3m9q2x", "12345678", "Ünïcode", "a/b", "\"x\""] {
            #expect(try check("id: \(id)", "note").isEmpty, "\(id)")
        }
        for id in ["two words", "\"\"", "[a]", "\"a\\tb\"", "\"a\\u00a0b\""] {
            #expect(try check("id: \(id)", "note").map(\.code) == [.invalidID], "\(id)")
        }
    }

    @Test("asks for what a relationship cannot do without")
    func missingFields() throws {
        let found = try check("source: a\ntarget: null", "relationship")
        #expect(found.map(\.code) == [.missingField, .missingField])
        #expect(found.map(\.message) == ["A relationship needs `target`.", "A relationship needs `relation`."])
        let found2 = try check("source: a\ntarget: b\nrelation: block", "relationship")
        #expect(found2.count == 1)
        #expect(found2.first?.message.hasPrefix("`block` is no relation: did you mean `blocks`? Allowed: ") == true)
    }

    @Test("leaves free keys alone, and takes the name of a relation for references")
    func freeKeys() throws {
        #expect(try check("colour: {a: [b]}\nmood: 12", "note").isEmpty)
        #expect(try check("relates_to: [garden, \"[[home]]\"]\npart_of: shed", "note").isEmpty)
        #expect(try check("relates_to: {a: b}", "note").map(\.code) == [.invalidValue])
        #expect(try check("tags: garden\naliases: [a, 12]\ncreated: 2026-11-01", "note").isEmpty)
        #expect(try check("tags: {a: b}", "note").count == 1)
    }

    @Test("has nothing to say of a malformed document")
    func malformed() throws {
        #expect(try check("status: [\nsource: 1", "relationship").isEmpty)
    }

    @Test("keeps a message on one line, whatever the value")
    func longValues() throws {
        let found = try check("priority: \"a`b\\n\(String(repeating: "long ", count: 500))\"", "task")
        let message = try #require(found.first?.message)
        #expect(message.count < 200)
        #expect(!message.contains("\n"))
    }

    @Test("knows the type of every field that there can be")
    func fieldTypes() {
        let task = schema.kinds["task"]
        #expect(schema.fieldType("due", of: task) == .date)
        #expect(schema.fieldType("tags", of: task) == .list(of: .text))
        #expect(schema.fieldType("blocked_by", of: nil) == .list(of: .reference(kind: nil)))
        #expect(schema.fieldType("colour", of: task) == nil)
    }
}
