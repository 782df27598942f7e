import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

@Suite("Making an entity")
struct MakingTests {
    @Test("works for every kind of the template, and gives a file that the check finds nothing wrong with")
    func everyKind() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        let kinds = try vault.open().schema().kinds.keys.sorted()
        #expect(kinds.count == 14)
        for kind in kinds {
            let made = try vault.make(kind, "A new \(kind)")
            let folder = try vault.open().kind(named: kind).folder
            #expect(made.path == (folder.isEmpty ? "" : folder + "/") + "a-new-\(kind).md")
            let document = try vault.document(made.path)
            let id = try #require(document.field("id")?.value.text)
            #expect(id == made.id && id.count == 8)
            #expect(document.field("type")?.value == .string(kind))
            let summary = try vault.open().detail(of: made.id).summary
            #expect(summary.title == "A new \(kind)" && summary.type == kind)
            let status = try vault.open().kind(named: kind).field("status")?.defaultValue?.text
            #expect(document.field("status")?.value.text == status)
            #expect(summary.diagnostics.filter { $0.code != .missingField } == [])
            #expect(try vault.lastCommitPaths() == [made.path])
            #expect(try vault.git("log", "-1", "--format=%s") == "Add \(kind) \"A new \(kind)\"")
        }
    }

    @Test("takes the kind's plural and folder for its name, and says what was meant by another")
    func kindNames() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        #expect(try vault.make("tasks", "Fix the roof").path == "tasks/fix-the-roof.md")
        #expect(try vault.make("Task", "Mend it").path == "tasks/mend-it.md")
        #expect(try vault.make("NOTES", "Of it").path == "notes/of-it.md")
        #expect(vaultError { try vault.make("tsk", "x") } == .unknownKind("tsk", suggestion: "task"))
    }

    @Test(
        "puts a text that is given below the heading, in place of the template",
        arguments: [
            ("Two coats.", "# Paint\n\nTwo coats.\n"), ("\r\n  \r\n  a\r\nb \r\n\r\n", "# Paint\n\n  a\nb\n"),
            ("", "# Paint\n"),
            ("# Paint\n\nWhite.", "# Paint\n\nWhite.\n"), ("# Paints\nx", "# Paint\n\n# Paints\nx\n"),
            ("{{date}} {{title}}", "# Paint\n\n{{date}} {{title}}\n"), ("<<<<<<< a", "# Paint\n\n <<<<<<< a\n"),
            ("---\nid: x\n---", "# Paint\n\n---\nid: x\n---\n"), ("a\0b", "# Paint\n\na\u{FFFD}b\n"),
        ])
    func body(text: String, body: String) throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        let opened = try vault.open()
        for kind in ["note", "task"] {
            let made = try opened.planMaking(
                NewEntity(kind: kind, title: "Paint", body: text), random: &vault.random)
            guard case .create(_, let bytes, _)? = made.plan.files.first else { return #expect(Bool(false)) }
            let document = Document(bytes: bytes)
            #expect(String(decoding: bytes[document.bodySpan], as: UTF8.self) == body)
            #expect(!document.isMalformed && document.field("title") == nil)
        }
    }

    @Test("takes the folder that is there, whatever its case")
    func folderOfOtherCase() throws {
        let vault = try ScratchVault([("Notes/a.md", "x\n"), ("Tasks/a.md", "x\n"), ("tasks/b.md", "x\n")])
        #expect(try vault.make("note", "New").path == "Notes/new.md")
        #expect(try vault.make("task", "New task").path == "tasks/new-task.md")
    }

    @Test("numbers a name that is taken, be it by a file elsewhere or a title that links could mean")
    func collisions() throws {
        let vault = try ScratchVault(
            VaultTemplate.emptyVaultFiles + [
                ("domains/garden.md", "# The garden\n"),
                ("notes/x.md", "# Kitchen\n\n[[garden]] [[kitchen]] [[Attic]]\n"),
                ("notes/y.md", "---\naliases: [Attic]\n---\n"), ("tasks/Sow.md", "# Sow\n"),
            ])
        let before = try vault.open().graph(around: nil, depth: 0)
        #expect(try vault.make("task", "Garden").path == "tasks/garden-2.md")
        #expect(try vault.make("task", "Garden!").path == "tasks/garden-3.md")
        #expect(try vault.make("task", "kitchen").path == "tasks/kitchen-2.md")
        #expect(try vault.make("task", "Attic?").path == "tasks/attic-2.md")
        #expect(try vault.make("note", "Sow").path == "notes/sow-2.md")
        let after = try vault.open().graph(around: nil, depth: 0)
        #expect(after.map(\.target.path) == before.map(\.target.path))
    }

    @Test(
        "names the file after a title in any script",
        arguments: [
            ("买花和种子", "买花和种子"), ("حديقة", "حديقة"), ("🎉 Party", "party"), ("Say \"no\" to 'it'", "say-no-to-it"),
            ("con", "con-1"), ("yes: no", "yes-no"), ("2026", "2026"), ("null", "null"), ("- x", "x"), ("# x", "x"),
            ("a # b", "a-b"), ("a #", "a"), ("[[x]]", "x"), ("*a*", "a"), ("{{date}}", "date"), ("  tidy  ", "tidy"),
            ("..", nil), ("?!", nil), ("🎉", nil), ("---", nil), ("```", nil), ("<<<<<<< x", "x"), ("\u{1}", nil),
            (String(repeating: "very long ", count: 30), "very-long" + String(repeating: "-very-long", count: 7)),
        ] as [(String, String?)])
    func titles(title: String, stem: String?) throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        for kind in ["task", "relationship"] {
            let made = try vault.make(kind, title)
            let number = kind == "task" || stem == nil ? "" : "-2"
            #expect(VaultPath.stem(of: made.path) == (stem.map { $0 + number } ?? made.id))
            let expected = title == "  tidy  " ? "tidy" : title.hasSuffix("long ") ? String(title.dropLast()) : title
            #expect(try vault.open().detail(of: made.id).summary.title == expected)
            #expect(try !vault.document(made.path).isMalformed)
            #expect(try vault.lastCommitPaths() == [made.path])
        }
    }

    @Test(
        "refuses a title that is empty or no single line", arguments: ["", "  ", "a\nb", "a\r\nb", "a\u{2028}b", "a\0"])
    func invalidTitles(title: String) throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        #expect(vaultError { try vault.make("task", title) } == .invalidTitle(title))
        #expect(try vault.commitCount() == 1)
    }

    @Test("writes exactly the title and the values, whatever they are", arguments: [UInt64(1), 2, 3])
    func fuzz(seed: UInt64) throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        let opened = try vault.open()
        var random = SeededGenerator(seed: seed)
        for _ in 0..<250 {
            let title = Self.text(&random)
            // A comma parts two of them.
            let tags = (0..<Int.random(in: 0...3, using: &random)).map { _ in Self.text(&random) }
                .filter { !$0.contains(",") }
            let role = Self.text(&random)
            let kind = ["note", "relationship", "agent", "kind"].randomElement(using: &random) ?? "note"
            var assignments = [FieldAssignment]()
            for tag in tags { assignments.append(try ScratchVault.assignment("tags+=" + tag)) }
            let field = kind == "agent" ? "role" : "anything"
            assignments.append(try ScratchVault.assignment("\(field)=\(role)"))
            let made = try opened.planMaking(
                NewEntity(kind: kind, title: title, assignments: assignments), random: &random)
            guard case .create(let path, let bytes, _)? = made.plan.files.first else { return #expect(Bool(false)) }
            let document = Document(bytes: bytes)
            let entity = Entity(
                content: EntityContent(document), path: path, schema: try opened.schema(), usesFolders: true)
            #expect(!document.isMalformed, "seed \(seed): \(title.debugDescription)")
            #expect(Array(entity.title.utf8) == Array(title.utf8), "seed \(seed)")
            #expect(entity.kind == kind && entity.identifier == made.id)
            let value = kind == "agent" ? .string(role) : FieldValue(plain: role)
            #expect(document.field(field)?.value == value, "seed \(seed)")
            #expect(document.field("tags")?.value.texts ?? [] == tags.uniqued(), "seed \(seed)")
        }
    }

    /// A text without white space at its ends, of what YAML, Markdown and file systems give a meaning to.
    private static func text(_ random: inout SeededGenerator) -> String {
        let parts = [
            ":", " ", "#", "- ", "\"", "'", "[", "]", "{", "}", "|", ">", "&", "*", "!", "%", "@", "`", "---", "...",
            "\\",
            "\t", "é", "e\u{301}", "买", "ح", "🎉", "\u{200D}", "\u{FEFF}", "null", "true", "1", "0x", "a", "B", "=",
            "<<",
            "~", "?", ",", "/", ".", "..", "\u{7F}", "\u{85}x", "{{title}}", "{{cursor}}", "# ", "[[", "]]", "<!--",
            "$",
        ]
        while true {
            var text = ""
            for _ in 0..<Int.random(in: 1...8, using: &random) { text += parts.randomElement(using: &random) ?? "" }
            if text.contains(where: \.isNewline) { continue }
            if let first = text.first, let last = text.last, !first.isWhitespace, !last.isWhitespace { return text }
        }
    }

    @Test("goes by its id where a file of its name would be ignored, and is refused where every file would be")
    func ignored() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles + [(".gitignore", "build*\n/events/\n")])
        let made = try vault.make("idea", "Build a shed")
        #expect(made.path == "ideas/\(made.id).md")
        #expect(try vault.open().entity("Build a shed").path == made.path)
        #expect(try vault.git("status", "--porcelain") == "")
        #expect(vaultError { try vault.make("event", "A walk") } == .ignoredPath("events/a-walk.md"))
        try vault.write(".mosaicignore", "top-*.md\n")
        _ = try vault.change { try $0.planRenaming(made.id, to: "A secret") }
        _ = try vault.change { try $0.planRenaming(made.id, to: "Top secret") }
        #expect(try vault.open().entity("Top secret").path == "ideas/a-secret.md")
    }
}
