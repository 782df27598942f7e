import Testing
import VaultModel

@testable import VaultEngine

@Suite("The values of a new entity")
struct MakingValueTests {
    @Test(
        "are read as their fields ask",
        arguments: [
            ("task", "due=friday", .string("2026-11-27")), ("task", "due=2026-12-01", .string("2026-12-01")),
            ("task", "scheduled=tomorrow", .string("2026-11-26")),
            ("task", "scheduled=2026-12-01T09:00", .string("2026-12-01T09:00")),
            ("task", "estimate=2h30m", .string("2h30m")), ("task", "recurrence=FREQ=WEEKLY;BYDAY=SA", nil),
            ("task", "priority=high", .string("high")), ("task", "status=in-progress", .string("in_progress")),
            ("task", "status=Not started", .string("not_started")), ("task", "priority=HIGH", .string("high")),
            ("task", "type=Task", .string("task")),
            ("task", "tags=a, b,,c", .list(["a", "b", "c"].map { .string($0) })),
            ("task", "tags=2026", .list([.string("2026")])), ("domain", "order=12", .integer(12)),
            ("domain", "order=1.5", .number(1.5)), ("event", "all_day=true", .boolean(true)),
            ("user", "name=yes: no", .string("yes: no")), ("user", "emails=a@b.c,d@e.f", nil),
            ("widget", "config_schema=12", .integer(12)), ("note", "anything=no", .string("no")),
            ("note", "anything=3", .integer(3)), ("note", "anything=null", .null),
            ("task", "title=Other", .string("Other")),
            ("layout", "columns=8", .integer(8)), ("session", "ended=2026-12-01T09:00Z", .string("2026-12-01T09:00Z")),
        ] as [(String, String, FieldValue?)])
    func types(kind: String, assignment: String, value: FieldValue?) throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        let made = try vault.make(kind, "A thing", [assignment])
        let field = String(assignment.prefix { $0 != "=" })
        let found = try #require(try vault.document(made.path).field(field)?.value)
        if let value { #expect(found == value) }
        let diagnostics = try vault.open().detail(of: made.id).summary.diagnostics
        #expect(diagnostics.filter { $0.code != .missingField } == [])
    }

    @Test(
        "are refused where their field cannot have them",
        arguments: [
            ("task", "due=soon"), ("task", "scheduled=noon"), ("task", "estimate=long"), ("task", "recurrence=often"),
            ("domain", "order=many"), ("domain", "order=.inf"), ("event", "all_day=yes"), ("note", "id=two words"),
            ("layout", "placements=x"), ("note", "id=0kbgat2z"), ("task", "priority+=low"), ("task", "due-=today"),
        ])
    func invalid(kind: String, assignment: String) throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        let error = vaultError { try vault.make(kind, "A thing", [assignment]) }
        guard case .invalidValue(let field, _, _)? = error else {
            return #expect(Bool(false), "\(String(describing: error))")
        }
        #expect(assignment.hasPrefix(field))
    }

    @Test("that its kind asks for and that are not there are told of, unless an editor opens")
    func missing() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        try vault.make("task", "a")
        let opened = try vault.open()
        func notes(_ values: [String], isForEditor: Bool = false) throws -> [ChangeNote] {
            let assignments = try values.map { try ScratchVault.assignment($0) }
            let new = NewEntity(
                kind: "relationship", title: "x", assignments: assignments, isForEditor: isForEditor)
            return try opened.planMaking(new, random: &vault.random).plan.notes
        }
        let path = "relationships/x.md"
        #expect(try notes(["source=a", "relation=blocks"]) == [.missingFields(["target"], path: path)])
        #expect(try notes(["target=a"]) == [.missingFields(["source", "relation"], path: path)])
        #expect(try notes(["source=a"], isForEditor: true) == [])
    }

    @Test("of a closed list are refused with what was meant")
    func enumerations() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        #expect(
            vaultError { try vault.make("task", "x", ["status=in_progres"]) }
                == .unknownValue(
                    field: "status", value: "in_progres", suggestion: "in_progress",
                    known: ["not_started", "in_progress", "paused", "completed", "archived"]))
        #expect(
            vaultError { try vault.make("task", "x", ["type=projct"]) } == .unknownKind("projct", suggestion: "project")
        )
    }

    @Test("of a relationship are relations that the vault has, in either direction, or refused with what was meant")
    func relations() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        try vault.make("task", "a")
        try vault.make("task", "b")
        func make(_ relation: String) throws -> MakingPlan {
            try vault.make("relationship", relation, ["source=a", "target=b", "relation=\(relation)"])
        }
        let known = try vault.open().schema().relations.keys.sorted()
        for relation in known {
            #expect(try vault.document(make(relation).path).field("relation")?.value == .string(relation))
        }
        let made = try make("Relates-To")
        #expect(try vault.document(made.path).field("relation")?.value == .string("relates_to"))
        let refused = VaultError.unknownValue(field: "relation", value: "blokcs", suggestion: "blocks", known: known)
        #expect(vaultError { try make("blokcs") } == refused)
        #expect(vaultError { try vault.set(made.path, "relation=blokcs") } == refused)
        // Elsewhere it is a key like any other.
        #expect(vaultError { try vault.set("a", "relation=blokcs") } == nil)
    }

    @Test(
        "that refer to something must name it, and an id is written in full, and the command line's own form as the name of the file"
    )
    func references() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        let roof = try vault.make("task", "Fix the roof")
        let bath = try vault.make("project", "A bath")
        func written(_ text: String) throws -> (value: FieldValue?, target: String?) {
            let made = try vault.make("task", "Buy tiles", ["depends_on=\(text)"])
            let connection = try vault.open().detail(of: made.id).outgoing.first
            return (try vault.document(made.path).field("depends_on")?.value, connection?.target.path)
        }
        for (text, expected) in [
            (String(roof.id.prefix(3)), roof.id), (roof.id, roof.id), ("fix-the-roof", "fix-the-roof"),
            ("Fix the roof", "Fix the roof"), ("tasks/fix-the-roof.md", "tasks/fix-the-roof.md"),
            ("tasks/fix-the-roof", "tasks/fix-the-roof"), ("[[fix-the-roof]]", "[[fix-the-roof]]"),
            ("[[fix-the-roof|the roof]]", "[[fix-the-roof|the roof]]"), ("[[\(roof.id.prefix(4))]]", "[[\(roof.id)]]"),
            ("task/fix-the-roof", "fix-the-roof"), ("task/\(roof.id.prefix(3))", "fix-the-roof"),
            ("FIX-THE-ROOF", "FIX-THE-ROOF"),
        ] {
            let found = try written(text)
            #expect(found.value == .list([.string(expected)]))
            #expect(found.target == roof.path, "\(text)")
        }
        #expect(
            vaultError { try written("fix-the-rof") }
                == .unknownReference("fix-the-rof", suggestion: try vault.open().entity(roof.id)))
        try vault.write("notes/a-bath.md", "# Bathing\n")
        guard case .ambiguousReference("a-bath", let candidates)? = vaultError({ try written("a-bath") }) else {
            return #expect(Bool(false))
        }
        #expect(candidates.map(\.entity.path) == ["notes/a-bath.md", bath.path])
    }

    @Test("stand after what every entity of the kind has, and a repeated one counts last")
    func order() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        let made = try vault.make(
            "task", "Fix the roof", ["due=today", "status=paused", "tags+=a", "tags+=b", "tags+=a"])
        let text = try vault.read(made.path)
        #expect(
            text == """
                ---
                id: \(made.id)
                type: task
                status: paused
                due: 2026-11-25
                tags: [a, b]
                ---
                # Fix the roof

                """)
        let own = try vault.make("note", "A note", ["id=own-id", "status="])
        #expect(own.id == "own-id")
        #expect(try vault.open().entity("own-id").path == own.path)
    }

    @Test("surround the body of the kind's template, whose cursor is at a line of the file")
    func template() throws {
        let files = [
            (
                "kinds/recipe.md",
                """
                ---
                type: kind
                template: |
                  # {{title}}

                  On {{date}}: {{{cursor}} {{ {x} {{other}} {{title}}

                  End
                ---
                """
            ), ("kinds/plain.md", "---\ntype: kind\ntemplate: \"{{cursor}}\"\n---\n"),
        ]
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles + files)
        let made = try vault.make("recipe", "Bread of {{date}} {{cursor}}", ["serves=4"])
        let text = try vault.read(made.path)
        #expect(
            text.hasSuffix(
                """
                serves: 4
                ---
                # Bread of {{date}} {{cursor}}

                On 2026-11-25: { {{ {x} {{other}} Bread of {{date}} {{cursor}}

                End

                """))
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let cursor = try #require(made.cursorLine)
        #expect(lines[cursor - 1].hasPrefix("On 2026-11-25: {"))
        let plain = try vault.make("plain", "Nothing but a title")
        #expect(try vault.document(plain.path).field("title")?.value == .string("Nothing but a title"))
        #expect(try vault.read(plain.path).hasSuffix("\n---\n"))
    }

    @Test(
        "have no line for the cursor of an editor that does not open, nor two blank lines for it",
        arguments: [
            ("# {{title}}\n\n{{cursor}}\n\n## Log\n", "# Talk\n\n## Log\n", "# Talk\n\n\n\n## Log\n"),
            ("# {{title}}\n{{cursor}}\n## Log\n", "# Talk\n## Log\n", "# Talk\n\n## Log\n"),
            ("# {{title}}\n\n  {{cursor}}\n", "# Talk\n", "# Talk\n\n  \n"),
            ("# {{title}}\n\n- {{cursor}}\n\n\nEnd\n", "# Talk\n\n- \n\n\nEnd\n", "# Talk\n\n- \n\n\nEnd\n"),
            ("{{cursor}}\n\n## Log\n", "## Log\n", "\n\n## Log\n"),
        ])
    func lineOfCursor(template: String, alone: String, edited: String) {
        let day = ScratchVault.today
        #expect(BodyTemplate(template, title: "Talk", day: day, isForEditor: false).text == alone)
        let forEditor = BodyTemplate(template, title: "Talk", day: day, isForEditor: true)
        #expect(forEditor.text == edited && forEditor.cursorLine != nil)
    }

    @Test("have one where an editor is to open, for what is made, promoted or written of a day")
    func cursorForEditor() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        try vault.make("idea", "A pond")
        let opened = try vault.open()
        func line(_ isForEditor: Bool) throws -> Int? {
            let new = NewEntity(kind: "task", title: "Wall", isForEditor: isForEditor)
            return try opened.planMaking(new, random: &vault.random).cursorLine
        }
        #expect(try line(true) == 8 && line(false) == nil)
        let promoted = try opened.planPromotion(of: "a-pond", to: "task", isForEditor: true, random: &vault.random)
        #expect(promoted.cursorLine == 9)
        #expect(try opened.planDaily(ScratchVault.today, adding: nil, random: &vault.random).cursorLine != nil)
        #expect(try opened.planDaily(ScratchVault.today, adding: "x", random: &vault.random).cursorLine == nil)
    }
}
