import Foundation
import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

@Suite("Setting fields")
struct SettingTests {
    /// A vault with one file, and a few that it can refer to.
    private func vault(_ text: String) throws -> ScratchVault {
        try ScratchVault(
            [
                (".mosaic/config.yaml", ""), ("tasks/roof.md", text),
                ("tasks/tiles.md", "---\nid: tiles01\n---\n# Tiles\n"),
                ("tasks/nails.md", "---\nid: nails01\n---\n# Nails\n"), ("domains/home.md", "# Home\n"),
            ])
    }

    @Test(
        "tells of a name that nothing has yet, and is nearly another",
        arguments: [
            ("priorty=high", [.unknownField("priorty", suggestion: "priority")]),
            ("blokcs+=tiles", [.unknownField("blokcs", suggestion: "blocks")]),
            ("titel=x", [.unknownField("titel", suggestion: "title")]),
            ("path=a/b.md", [.noPlaceOfFile(field: "path")]), ("body=x", [.noTextOfFile(field: "body")]),
            ("assigne=", []), ("priority=high", []), ("relates_to=n", []), ("rating=5", []), ("duee=soon", []),
        ] as [(String, [ChangeNote])])
    func misspelt(assignment: String, notes: [ChangeNote]) throws {
        let vault = try ScratchVault(
            [
                (".mosaic/config.yaml", ""), ("tasks/roof.md", "---\ntype: task\n---\n"),
                ("tasks/tiles.md", "---\nduee: once\n---\n"), ("notes/n.md", "# N\n"),
            ])
        let assignments = [try #require(FieldAssignment(assignment))]
        let opened = try vault.open()
        #expect(try opened.planSetting(assignments, of: "roof").notes == notes)
        var random = SeededGenerator(seed: 1)
        let new = NewEntity(kind: "task", title: "A wall", assignments: assignments)
        #expect(try opened.planMaking(new, random: &random).plan.notes == notes)
        var request = EntityRequest()
        request.queries = ["type:task"]
        let all = try opened.planSetting(assignments, where: opened.query(for: request))
        #expect(all.found == 2 && all.plan.notes == notes)
    }

    @Test(
        "reads each value as the kind asks that those before it made of the file",
        arguments: [
            ("zz11.md", "type: task", ["type=", "status=published"], ["status": "published"]),
            ("tasks/x.md", "type: note", ["type=", "status=in-progress"], ["status": "in_progress"]),
            ("tasks/x.md", "a: b", ["type=idea", "status=captured"], ["type": "idea", "status": "captured"]),
        ] as [(String, String, [String], [String: String])])
    func kindOnTheWay(path: String, fields: String, assignments: [String], expected: [String: String]) throws {
        let vault = try ScratchVault([(".mosaic/config.yaml", ""), (path, "---\nid: zz11\n\(fields)\n---\n")])
        let assignments = try assignments.map { try #require(FieldAssignment($0)) }
        let plan = try vault.open().planSetting(assignments, of: "zz11")
        guard case .replace(_, _, let new)? = plan.files.first else {
            Issue.record("nothing is changed")
            return
        }
        let document = Document(bytes: new)
        for name in ["type", "status"] { #expect(document.field(name)?.text == expected[name], "\(name)") }
    }

    @Test(
        "changes the bytes of the value and no others",
        arguments: [
            (
                "---\nstatus: paused # for now\ndue:  2026-12-01\n---\nBody\n", "status=in_progress", "status: paused",
                "status: in_progress"
            ),
            ("---\nstatus: paused\n---\n", "status=In-Progress", "paused", "in_progress"),
            ("---\r\ndue: 2026-12-01\r\n# c\r\nx: 1\r\n---\r\nBody\r\n", "due=friday", "2026-12-01", "2026-11-27"),
            ("\u{FEFF}---\nassignee: \"ann\"   # who\n---\n", "estimate=2h", "# who\n", "# who\nestimate: 2h\n"),
            ("---\nname: 'it''s'\n---\n", "name=it's 'so'", "'it''s'", "'it''s ''so'''"),
            ("---\n  tags:   [a,  'b'] # t\n---\n", "tags+=c", "'b']", "'b',  c]"),
            ("---\ntags:\n  - a  # first\n  # between\n  - b\nx: 1\n---\n", "tags-=a", "  - a  # first\n", ""),
            ("---\ntags: a\n---\n", "tags+=b", "a\n", "[a, b]\n"),
            ("---\ntags: a, b # t\n---\n", "tags+=c", "a, b", "[a, b, c]"),
            ("---\ntags: a, b c\n---\n", "tags-=b", "a, b c", "[a, c]"),
            ("---\ntags:\n---\n", "tags+=b", "tags:\n", "tags: [b]\n"),
            ("---\ntags: [a]\n---\n", "tags-=a", "[a]", "[]"),
            ("---\na: 1\nb: 2 # c\nc: 3\n---\n", "b=", "b: 2 # c\n", ""),
            ("---\nx: {a: 1}\n---\n", "priority=low", "}\n", "}\npriority: low\n"),
            ("Only text\n", "due=today", "Only", "---\ndue: 2026-11-25\n---\nOnly"),
            ("\u{FEFF}Only\r\n", "due=today", "Only", "---\r\ndue: 2026-11-25\r\n---\r\nOnly"),
            ("", "due=today", "", "---\ndue: 2026-11-25\n---\n"),
            ("---\nwhen: &w 1\nagain: *w\n---\n", "due=today", "*w\n", "*w\ndue: 2026-11-25\n"),
            ("---\nx: 1\n---\n", "zip=01234", "1\n", "1\nzip: \"01234\"\n"),
            ("---\nx: 1\n---\n", "version=1.10", "1\n", "1\nversion: 1.10\n"),
            ("---\nx: 1\n---\n", "sha=1234e5678", "1\n", "1\nsha: \"1234e5678\"\n"),
            ("---\nx: 1\n---\n", "x=0.90", "1\n", "0.90\n"), ("---\nx: \"0.90\"\n---\n", "x=0.90", "\"0.90\"", "0.90"),
            ("---\nx: 1 # c\n---\n", "x=10.00", "1 #", "10.00 #"), ("---\nx: 0.90\n---\n", "x=0.9", "0.90", "0.9"),
            ("---\nx: 1\n---\n", "x=5.", "1\n", "5.\n"), ("---\nx: 1\n---\n", "x=.5", "1\n", ".5\n"),
            ("---\nx: 1\n---\n", "x=+5", "1\n", "+5\n"), ("---\nx: 1\n---\n", "x=2e3", "1\n", "2e3\n"),
            ("---\nx: 1\n---\n", "x=007", "1\n", "\"007\"\n"), ("---\nx: 1\n---\n", "x=1_000", "1\n", "1_000\n"),
            ("---\nx: 1\n---\n", "x=0x1F", "1\n", "0x1F\n"), ("---\nx: 1\n---\n", "x=.inf", "1\n", ".inf\n"),
            ("---\nx: !!float 1\n---\n", "x=2.50", "1\n", "2.50\n"),
            ("---\ntype: domain\n---\n", "order=1.50", "domain\n", "domain\norder: 1.50\n"),
            ("---\ntype: domain\norder: 2\n---\n", "order=1e3", "2\n", "1e3\n"),
            ("---\nx: [1]\n---\n", "x+=2.0", "[1]", "[1, 2.0]"), ("---\nx: 1\n---\n", "x=-1.5", "1\n", "-1.5\n"),
            ("---\nx: [1]\n---\n", "x+=02", "[1]", "[1, \"02\"]"), ("---\nx: [1]\n---\n", "x+=2", "[1]", "[1, 2]"),
            ("---\ng:\n  - \"[[A]]\"\n---\n", "g+=[[B]],[[C]]", "A]]\"\n", "A]]\"\n  - \"[[B]]\"\n  - \"[[C]]\"\n"),
            ("---\ngenre: [a]\n---\n", "genre=b,c", "[a]", "[b, c]"),
            (
                "---\ngenre: [a]\n---\n", "genre=\"b, c\" , d,\"e\"f,\"g", "[a]",
                #"["b, c", d, "\"e\"f", "\"g"]"#
            ),
            ("---\ngenre: [\"[[a b]]\", c]\n---\n", "genre-=a b", "\"[[a b]]\", c", "c"),
            ("---\ngenre: [[[a]], c]\n---\n", "genre-=a", "[[a]], c", "c"),
            ("---\ntags: [\"#a\", b]\n---\n", "tags-=A", "\"#a\", b", "b"),
            ("---\nlast: 2026-01-01\n---\n", "last=friday", "2026-01-01", "2026-11-27"),
            ("---\nlast: 2026\n---\n", "last=friday", "2026", "friday"),
            ("---\ntype: idea\n---\n", "due=friday", "idea\n", "idea\ndue: 2026-11-27\n"),
            ("---\ntype: idea\n---\n", "due=someday", "idea\n", "idea\ndue: someday\n"),
            ("---\nnote: |\n  one\n  two\n---\n", "note=short", "|\n  one\n  two", "|-\n  short"),
            ("---\n{type: task, k: 1}\n---\n", "x=1", "k: 1}", "k: 1, x: 1}"),
            ("---\n  type: task # t\n---\n", "x=1", "# t\n", "# t\n  x: 1\n"),
        ])
    func bytes(text: String, assignment: String, old: String, new: String) throws {
        let vault = try vault(text)
        try vault.set("tasks/roof.md", assignment)
        let expected: String
        if let range = text.range(of: old) {
            expected = text.replacingCharacters(in: range, with: new)
        } else {
            expected = new
        }
        #expect(try Array(vault.read("tasks/roof.md").utf8) == Array(expected.utf8))
        #expect(try vault.lastCommitPaths() == ["tasks/roof.md"])
    }

    @Test(
        "works out each change from what those before it left",
        arguments: [
            (["tags=", "tags+=winter"], "tags: [winter]"), (["tags-=winter", "tags+=winter"], "tags: [old, winter]"),
            (["tags=a,b", "tags+=c, d,a"], "tags: [a, b, c, d]"), (["tags=a,b,c", "tags-=a,c"], "tags: [b]"),
            (["tags=", "aliases+=Roof, the", "aliases-=the"], "aliases: [Roof]"),
            (["tags=a,b", "tags-=a"], "tags: [b]"), (["tags=a,b", "tags+=a"], "tags: [a, b]"),
            (["tags-=winter", "tags-=old", "tags+=x"], "tags: [x]"), (["tags+=x", "tags-=x"], "tags: [winter, old]"),
            (["tags+=x", "tags="], nil),
            (["tags=", "depends_on+=tiles", "depends_on+=tasks/tiles.md"], "depends_on: [tiles]"),
            (["tags=", "depends_on=nails,tiles", "depends_on-=nails01"], "depends_on: [tiles]"),
        ] as [([String], String?)])
    func order(assignments: [String], line: String?) throws {
        let vault = try vault("---\ntags: [winter, old]\n---\n")
        let parsed = try assignments.map { try ScratchVault.assignment($0) }
        try vault.change { try $0.planSetting(parsed, of: "roof") }
        #expect(try vault.read("tasks/roof.md") == "---\n\(line.map { $0 + "\n" } ?? "")---\n")
        let made = try vault.make("task", "Another", ["tags=winter,old"] + assignments)
        let expected = line.flatMap { Document(bytes: Array("---\n\($0)\n---\n".utf8)).fields.first }
        let name = expected?.name ?? "tags"
        #expect(try vault.document(made.path).field(name)?.value == expected?.value)
    }

    @Test(
        "that say so already changes nothing and commits nothing",
        arguments: [
            "status=paused", "tags+=a", "tags-=z", "missing=", "depends_on+=tiles", "depends_on+=tiles01",
            "depends_on+=Tiles", "depends_on+=tasks/tiles.md", "blocks+=[[nails]]", "tags+=#A", "genre+=Drama",
            "parent=tiles", "parent=[[tiles]]",
        ])
    func nothing(assignment: String) throws {
        let text = """
            ---
            status: 'paused'
            tags: [a]
            depends_on: "[[tiles|the tiles]]"
            blocks: [[nails]]
            genre: ["[[Drama]]"]
            parent: "[[tiles]]"
            ---

            """
        let vault = try vault(text)
        let plan = try vault.open().planSetting([try ScratchVault.assignment(assignment)], of: "roof")
        #expect(plan.isEmpty && plan.paths == [])
        try vault.set("roof", assignment)
        #expect(try vault.read("tasks/roof.md") == text)
        #expect(try vault.commitCount() == 1)
    }

    @Test(
        "takes a reference out of a list by whatever name it is asked for",
        arguments: [
            ("[tiles, nails]", "tiles01", "[nails]"), ("[\"[[tiles]]\", nails]", "tiles", "[nails]"),
            ("[tiles01, nails]", "Tiles", "[nails]"), ("[gone, nails]", "gone", "[nails]"),
            ("[tiles, Tiles, nails]", "tasks/tiles.md", "[nails]"), ("[12, nails]", "12", "[nails]"),
            ("\"[[tiles]]\"", "tiles", "[]"), ("[[[tiles]], nails]", "tiles", "[nails]"),
        ])
    func removesReferences(list: String, name: String, rest: String) throws {
        let vault = try vault("---\ndepends_on: \(list)\n---\n")
        try vault.set("roof", "depends_on-=\(name)")
        #expect(try vault.read("tasks/roof.md") == "---\ndepends_on: \(rest)\n---\n")
    }

    @Test("adds a reference to one in unquoted brackets, and both lead somewhere")
    func unquotedReference() throws {
        let vault = try vault("---\ndepends_on: [[tiles]]\n---\n")
        try vault.set("roof", "depends_on+=nails")
        #expect(
            try vault.open().detail(of: "roof").outgoing.map(\.target.path) == ["tasks/tiles.md", "tasks/nails.md"])
    }

    @Test(
        "refuses a part of the entries of a field, and takes a name with a dot otherwise",
        arguments: [
            ("placements.widget=w", "placements"), ("own.part=w", "own"), ("list.part+=w", "list"), ("dc.title=w", nil),
            ("plain.part=w", nil), ("there.is=w", nil),
        ] as [(String, String?)])
    func partsOfEntries(assignment: String, field: String?) throws {
        let vault = try vault(
            "---\ntype: layout\nown: {a: 1}\nlist: [{a: 1}]\nplain: x\nthere: {is: 1}\nthere.is: y\n---\n")
        let name = String(assignment.prefix { !"+=".contains($0) })
        let error = vaultError { try vault.set("tasks/roof.md", assignment) }
        #expect(error == field.map { .partOfEntry(name, path: "tasks/roof.md", field: $0) })
    }

    @Test("takes another kind into account at once")
    func otherKind() throws {
        let vault = try vault("---\ntype: task\n---\n")
        #expect(vaultError { try vault.set("roof", "status=captured") } != nil)
        try vault.set("roof", "type=ideas", "status=captured")
        #expect(try vault.read("tasks/roof.md") == "---\ntype: idea\nstatus: captured\n---\n")
        #expect(try vault.open().detail(of: "roof").summary.type == "idea")
        #expect(try vault.git("log", "-1", "--format=%s") == "Set type, status of \"roof\"")
    }

    @Test("leaves what cannot be read out of many, and says so")
    func malformedAmongMany() throws {
        let vault = try ScratchVault(
            [("a.md", "---\nx: [\n---\n")] + ["b", "c"].map { ("\($0).md", "---\ntype: task\n---\n") })
        let opened = try vault.open()
        var request = EntityRequest()
        request.queries = ["path:*"]
        let bulk = try opened.planSetting([#require(FieldAssignment("tags=x"))], where: opened.query(for: request))
        #expect(bulk.plan.paths == ["b.md", "c.md"] && bulk.plan.notes == [.leftOut(["a.md"])])
    }

    @Test("is refused in a malformed file, with the place of what is wrong")
    func malformed() throws {
        let text = "---\nstatus: paused\na: [1\n---\nText\n"
        let vault = try vault(text)
        guard case .malformedFile("tasks/roof.md", let diagnostic)? = vaultError({ try vault.set("roof", "due=today") })
        else { return #expect(Bool(false)) }
        #expect(diagnostic?.code == .invalidYAML)
        #expect(diagnostic?.line != nil && diagnostic?.column != nil)
        #expect(try vault.read("tasks/roof.md") == text)
    }

    @Test(
        "is refused where the value is an alias, or has one elsewhere",
        arguments: [
            ("a: &x [1]\ntags: *x\n", "tags+=b", "tags"), ("tags: &x [a]\nb: *x\n", "tags=c", "tags"),
            ("due: &x 2026-12-01\nstart: *x\n", "due=today", "due"),
        ])
    func aliases(frontMatter: String, assignment: String, field: String) throws {
        let vault = try vault("---\n\(frontMatter)---\n")
        #expect(
            vaultError { try vault.set("roof", assignment) } == .uneditableField(path: "tasks/roof.md", field: field))
        #expect(try vault.read("tasks/roof.md") == "---\n\(frontMatter)---\n")
    }

    @Test("is refused where no way to write it leaves the rest as it is")
    func unwritable() throws {
        let text = "---\n{ # c\n  a: 1}\n---\n"
        let vault = try vault(text)
        #expect(vaultError { try vault.set("roof", "x=1") } == .unwritableField(path: "tasks/roof.md", field: "x"))
        #expect(try vault.read("tasks/roof.md") == text)
    }

    @Test("of several gives no two of them one id")
    func oneID() throws {
        let vault = try vault("---\nstatus: paused\n---\n")
        let opened = try vault.open()
        func set(_ query: String) throws {
            var request = EntityRequest()
            request.queries = [query]
            _ = try opened.planSetting([try ScratchVault.assignment("id=new00001")], where: opened.query(for: request))
        }
        #expect(
            vaultError { try set("type:task") }
                == .invalidValue(field: "id", value: "new00001", expected: .freeIdentifier))
        #expect(vaultError { try set("status:paused") } == nil)
    }

    @Test(
        "of an id says that one entity ends and another begins, and says nothing where none ends",
        arguments: [
            ("tiles", "id=new00001", [.endsEntity(id: "tiles01")]), ("tiles", "id=", [.endsEntity(id: "tiles01")]),
            ("tiles", "id=tiles01", []), ("home", "id=new00001", []),
        ] as [(String, String, [ChangeNote])])
    func ends(reference: String, assignment: String, notes: [ChangeNote]) throws {
        let vault = try vault("---\ntype: task\n---\n")
        #expect(
            try vault.open().planSetting([ScratchVault.assignment(assignment)], of: reference).notes == notes)
        let activities = try vault.open().events().count
        try vault.set(reference, assignment)
        let opened = try vault.open()
        #expect(try opened.events().contains { $0.contains("deleted") } == !notes.isEmpty)
        #expect(try opened.events().count > activities || assignment == "id=tiles01")
    }

    @Test("whose name has a space is of the key that is called so, or of a new one")
    func spacedName() throws {
        let vault = try vault("---\nDue Date: soon # or later\n\"Asked By\": ann\n---\n")
        try vault.set("tasks/roof.md", "Due Date=next week", "Asked By=", "Seen By+=ben")
        #expect(try vault.read("tasks/roof.md") == "---\nDue Date: next week # or later\nSeen By: [ben]\n---\n")
    }

    @Test("closes a circle of what waits for what with a note of it, however it is stated")
    func circles() throws {
        let vault = try vault("---\ntype: task\ndepends_on: tiles\n---\n# Roof\n")
        func notes(_ assignments: String..., of reference: String) throws -> [ChangeNote] {
            try vault.open().planSetting(assignments.map { try ScratchVault.assignment($0) }, of: reference).notes
        }
        let circle = ChangeNote.circle(["Tiles", "Roof"])
        #expect(try notes("depends_on=roof", of: "tiles") == [circle])
        #expect(try notes("blocked_by+=roof", of: "tiles") == [circle])
        #expect(try notes("blocks=tiles", of: "roof").count == 1)
        // What the change takes away is no part of it, nor is what was a circle before, nor what leads nowhere.
        #expect(try notes("depends_on=", "blocks=tiles", of: "roof") == [])
        #expect(try notes("depends_on+=roof", of: "roof") == [.circle(["Roof"])])
        #expect(try notes("depends_on=nails", of: "tiles") == [])
        try vault.set("tiles", "depends_on=nails")
        #expect(try notes("depends_on=roof", of: "nails") == [.circle(["Nails", "Tiles", "Roof"])])
        var random = SeededGenerator(seed: 1)
        let made = NewEntity(
            kind: "relationship", title: "Both",
            assignments: try ["source=roof", "target=nails", "relation=blocks"].map { try ScratchVault.assignment($0) })
        #expect(try vault.open().planMaking(made, random: &random).plan.notes.count == 1)
        try vault.set("nails", "depends_on=roof")
        #expect(try notes("priority=high", of: "nails") == [])
        #expect(try vault.open().findings() == ["tasks/nails.md relation-cycle"])
    }

    @Test("has a note of every other relation by which it names itself")
    func ownName() throws {
        let vault = try vault("---\ntype: task\n---\n# Roof\n")
        func notes(_ assignments: String..., of reference: String = "roof") throws -> [ChangeNote] {
            try vault.open().planSetting(assignments.map { try ScratchVault.assignment($0) }, of: reference).notes
        }
        #expect(try notes("parent=roof") == [.namesItself(relation: "parent")])
        #expect(
            try notes("relates_to+=roof", "has_part=roof,tiles")
                == [.namesItself(relation: "relates_to"), .namesItself(relation: "has_part")])
        #expect(try notes("parent=tiles") == [] && notes("depends_on=roof") == [.circle(["Roof"])])
        try vault.set("roof", "parent=roof")
        #expect(try notes("priority=high") == [] && notes("priority=high", "parent=") == [])
        #expect(try vault.open().findings() == ["tasks/roof.md self-relation"])
    }

    @Test(
        "changes the field behind `field.`, as a query names it, unless the file has a key that is called so",
        arguments: [
            ("a: 1", ["field.age=3"], "a: 1\nage: 3"), ("age: 1", ["field.age+=3"], "age: [1, 3]"),
            ("age: 1\nfield.age: 2", ["field.age="], "age: 1"),
            ("a: 1", ["field.due=tomorrow"], "a: 1\ndue: 2026-11-26"),
            ("a: 1", ["field.status=completed"], "a: 1\nstatus: completed\ncompleted_on: 2026-11-25"),
        ])
    func prefixedFields(before: String, assignments: [String], after: String) throws {
        let vault = try vault("---\ntype: task\n\(before)\n---\n")
        try vault.change { try $0.planSetting(assignments.map { try ScratchVault.assignment($0) }, of: "roof") }
        #expect(try vault.read("tasks/roof.md") == "---\ntype: task\n\(after)\n---\n")
        #expect(try !vault.git("log", "-1", "--format=%s").contains("field.age of") || before.contains("field.age"))
        let made = try vault.make("task", "Wall", ["field.age=3"])
        #expect(try vault.document(made.path).field("age")?.value == .integer(3))
    }

    @Test(
        "parts by commas what is added to a field that no kind knows and taken out of it, and sets a text with commas as it is",
        arguments: [
            ("a: 1", ["x+=a,b"], "a: 1\nx: [a, b]"), ("x: c", ["x+=a, b"], "x: [c, a, b]"),
            ("x: [c]", ["x+=a,b"], "x: [c, a, b]"), ("x: [a, b, c]", ["x-=a,c"], "x: [b]"),
            ("a: 1", ["x+=\"a,b\",c"], "a: 1\nx: [\"a,b\", c]"), ("a: 1", ["x=a,b"], "a: 1\nx: a,b"),
            ("x: a,b", ["x+=a,b"], "x: a,b"), ("x: [c]", ["x=a,b"], "x: [a, b]"),
        ])
    func freeLists(before: String, assignments: [String], after: String) throws {
        let vault = try vault("---\n\(before)\n---\n")
        try vault.change { try $0.planSetting(assignments.map { try ScratchVault.assignment($0) }, of: "roof") }
        let expected = Document(bytes: Array("---\n\(after)\n---\n".utf8))
        #expect(try vault.document("tasks/roof.md").fields.map(\.value) == expected.fields.map(\.value))
        #expect(try vault.document("tasks/roof.md").fields.map(\.name) == expected.fields.map(\.name))
    }

    @Test(
        "changes nothing where the file refers to the same already, however it is written",
        arguments: [
            ("relates_to: \"[[Tiles]]\"", "relates_to=tiles", true),
            ("relates_to: [tiles01]", "relates_to=Tiles", true),
            ("relates_to: [[Tiles]]", "relates_to=tiles", true),
            ("depends_on: [Tiles, nails]", "depends_on=tiles,nails01", true),
            ("domain: \"[[Home]]\"", "domain=home", true), ("domain: domains/home.md", "domain=home", true),
            ("depends_on: [nails, tiles]", "depends_on=tiles,nails", false),
            ("relates_to: tiles", "relates_to=nails", false),
            ("relates_to: [tiles, nails]", "relates_to=tiles", false),
            ("relates_to: nowhere", "relates_to=tiles", false),
        ])
    func sameReference(stated: String, assignment: String, isSame: Bool) throws {
        let vault = try vault("---\ntype: task\n\(stated)\n---\n")
        let plan = try vault.open().planSetting([ScratchVault.assignment(assignment)], of: "roof")
        #expect(plan.isEmpty == isSame)
    }

    @Test(
        "says how many links a title takes with it, and an alias",
        arguments: [
            (["title=Shingles"], [.losesTitleLinks(3, path: "tasks/tiles.md", title: "Shingles")]),
            (["title=Shingles", "aliases+=Tiles"], []), (["title=Tiles"], []),
            (["aliases-=the tiles"], [.deadLinks(1, areToSeveral: false)]), (["priority=high"], []),
        ] as [([String], [ChangeNote])])
    func lostNames(assignments: [String], notes: [ChangeNote]) throws {
        let vault = try ScratchVault([
            (".mosaic/config.yaml", ""),
            ("tasks/tiles.md", "---\ntype: task\ntitle: Tiles for it\naliases: [the tiles]\n---\n"),
            ("a.md", "[[Tiles for it]] [[tiles]] [[the tiles]] [x](tasks/tiles.md) `[[Tiles for it]]`\n"),
            ("b.md", "---\nrelates_to: \"[[tiles FOR it]]\"\n---\n[[Tiles for it|them]]\n"),
        ])
        let assignments = try assignments.map {
            try ScratchVault.assignment($0.replacing("=Tiles", with: "=Tiles for it"))
        }
        let opened = try vault.open()
        #expect(try opened.planSetting(assignments, of: "tiles").notes == notes)
        var request = EntityRequest()
        request.queries = ["id:tasks/tiles.md"]
        #expect(try opened.planSetting(assignments, where: opened.query(for: request)).plan.notes == notes)
    }

    @Test("is refused for a list that is a mapping")
    func mapping() throws {
        let vault = try vault("---\nthings: {a: 1}\n---\n")
        let error = vaultError { try vault.set("roof", "things+=b") }
        guard case .mappingField(_, "things")? = error else { return #expect(error == nil) }
    }

    @Test(
        "is written as key, operator and value",
        arguments: [
            ("due=tomorrow", "due", .set, "tomorrow"), ("tags+=winter", "tags", .append, "winter"),
            ("tags-=a=b", "tags", .removeItem, "a=b"), ("due=", "due", .remove, ""),
            ("x=\u{301}", "x", .set, "\u{301}"),
            ("my-key=1", "my-key", .set, "1"), ("Due Date+=x", "Due Date", .append, "x"),
            ("ключ=да", "ключ", .set, "да"),
        ] as [(String, String, FieldAssignment.Operation, String)])
    func assignments(text: String, field: String, operation: FieldAssignment.Operation, value: String) throws {
        let assignment = try ScratchVault.assignment(text)
        #expect(assignment.field == field && assignment.operation == operation && assignment.value == value)
    }

    @Test(
        "is nothing else",
        arguments: [
            "", "=", "=x", "due", "+=x", "-=x", "tags+=", "tags-=", " a=c", "a =c", "a +=c", "a\tb=c", "a\u{A0}b=c",
            "a:b=c", "#a=b",
        ])
    func noAssignment(text: String) {
        #expect(FieldAssignment(text) == nil)
    }
}
