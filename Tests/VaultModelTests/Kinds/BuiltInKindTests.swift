import Testing

@testable import VaultModel

@Suite("The built-in kinds")
struct BuiltInKindTests {
    private let schema = Schema.builtIn

    @Test("are the fourteen of the design, and read without a complaint")
    func fourteen() {
        let names = [
            "agent", "domain", "event", "idea", "kind", "layout", "note", "project", "relationship", "session", "task",
            "user", "widget", "workspace",
        ]
        #expect(schema.kinds.keys.sorted() == names)
        #expect(schema.distinctRelations == Relation.builtIn.sorted { $0.name < $1.name })
        let empty = Schema(kinds: [], relations: Relation.builtIn)
        let reading = SchemaReader(fallback: empty).read(VaultTemplate.kindDocuments)
        #expect(reading.diagnostics.isEmpty)
    }

    @Test("are known by name where a role is of one")
    func roles() {
        for role in KindRole.allCases {
            #expect(schema.kinds[role.kind]?.hasRole(role) == true)
        }
        // A note is what is of no other kind.
        #expect(schema.kinds.keys.filter { KindRole(rawValue: $0) == nil } == [Entity.kindOfOthers])
    }

    @Test("take place where they are events")
    func takePlace() {
        #expect(schema.kindsTakingPlace.map(\.name) == ["event"])
    }

    @Test("have no field that the table of samples misses")
    func samplesAreComplete() {
        for (name, kind) in schema.kinds {
            let sampled = FieldSample.all.filter { $0.kind == name }.map(\.field)
            #expect(Set(kind.fields.map(\.name)) == Set(sampled), "\(name)")
        }
    }

    /// What is wrong with a document of the sample's kind that has this value.
    private func diagnostics(_ sample: FieldSample, _ value: String) throws -> [Diagnostic] {
        let document = document("\(sample.field): \(value)")
        #expect(!document.isMalformed)
        if sample.kind == "kind" {
            return SchemaReader().read([("kinds/sample.md", document)]).diagnostics.values.flatMap { $0 }
        }
        let kind = try #require(schema.kinds[sample.kind])
        let required = kind.fields.filter(\.isRequired).map(\.name)
        return schema.check(document: document, kind: kind).filter { diagnostic in
            diagnostic.code != .missingField || !required.contains { diagnostic.message.hasSuffix("needs `\($0)`.") }
                || !diagnostic.message.hasPrefix("A relationship")
        }
    }

    @Test("accept good values in each field", arguments: FieldSample.all)
    func acceptGoodValues(sample: FieldSample) throws {
        #expect(!sample.good.isEmpty)
        for value in sample.good + ["null"] {
            #expect(try diagnostics(sample, value).isEmpty, "\(value)")
        }
    }

    @Test("reject bad values in each field, with a place and a sentence", arguments: FieldSample.all)
    func rejectBadValues(sample: FieldSample) throws {
        for value in sample.bad {
            let found = try diagnostics(sample, value)
            #expect(!found.isEmpty, "\(value)")
            for diagnostic in found {
                #expect(diagnostic.span != nil, "\(value)")
                #expect(!diagnostic.message.isEmpty)
            }
        }
    }

    @Test(
        "have a group for every status",
        arguments: [
            (
                "idea",
                [
                    ("captured", StatusGroup.open), ("processing", .open), ("actionable", .done),
                    ("archived", .dropped),
                    ("discarded", .dropped),
                ]
            ),
            (
                "project",
                [
                    ("planning", .open), ("active", .open), ("on_hold", .paused), ("completed", .done),
                    ("archived", .dropped),
                ]
            ),
            (
                "task",
                [
                    ("not_started", .open), ("in_progress", .open), ("paused", .paused), ("completed", .done),
                    ("archived", .dropped),
                ]
            ),
            ("event", [("tentative", .open), ("confirmed", .open), ("cancelled", .dropped)]),
            ("note", [("draft", .open), ("published", .done), ("archived", .dropped)]),
            (
                "agent",
                [
                    ("idle", .open), ("working", .open), ("waiting", .paused), ("error", .open),
                    ("terminated", .dropped),
                ]
            ),
            ("session", [("active", .open), ("completed", .done), ("failed", .dropped), ("abandoned", .dropped)]),
        ])
    func groups(kindName: String, groups: [(String, StatusGroup)]) throws {
        let kind = try #require(schema.kinds[kindName])
        guard case .enumeration(let values)? = kind.field("status")?.type else {
            Issue.record("\(kindName) has no status")
            return
        }
        #expect(values.map(\.name) == groups.map(\.0))
        #expect(values.map(\.group) == groups.map(\.1))
    }

    @Test(
        "have the defaults of the design",
        arguments: [
            ("idea", "status", FieldValue.string("captured")), ("project", "status", .string("planning")),
            ("task", "status", .string("not_started")), ("task", "priority", .string("medium")),
            ("agent", "status", .string("idle")), ("layout", "columns", .integer(12)),
            ("widget", "active", .boolean(true)),
        ])
    func defaults(kind: String, field: String, value: FieldValue) {
        #expect(schema.kinds[kind]?.field(field)?.defaultValue == value)
    }

    @Test("are found by their plurals, their folders and paths in them")
    func names() {
        #expect(schema.kind(named: "tasks")?.name == "task")
        #expect(schema.kind(named: "users")?.name == "user")
        #expect(schema.kind(named: "")?.name == nil)
        #expect(schema.kind(forPath: "tasks/2026/fix-the-roof.md")?.name == "task")
        // An accent joins the slash to a reader's eye; the folder is the same.
        #expect(schema.kind(forPath: "tasks/\u{301}.md")?.name == "task")
        #expect(schema.kind(forPath: "tasks/\u{301}/\u{308}.md")?.name == "task")
        #expect(schema.kind(forPath: "workspace.md") == nil)
        #expect(schema.kinds["workspace"]?.folder == "")
    }

    @Test("begin new entities with their template")
    func templates() {
        #expect(schema.kinds["task"]?.template == "# {{title}}\n\n{{cursor}}\n")
        for kind in schema.kinds.values {
            #expect(!kind.template.isEmpty, "\(kind.name)")
        }
    }
}
