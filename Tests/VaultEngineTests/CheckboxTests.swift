import Testing
import VaultModel

@testable import VaultEngine

/// The task boxes that a vault lists.
struct CheckboxTests {
    private let repository: TestVault

    init() throws {
        repository = try TestVault()
        try repository.write(
            "b.md", "---\ntype: task\ndue: 2027-02-01\n---\n# B\n- [ ] b1\n- [x] b2\n## Later\n  - [ ] b3\n")
        try repository.write("a.md", "---\ntype: task\ndue: 2027-03-01\n---\n- [ ] a1\n- [-] a2\n- [X] a3\n")
        try repository.write("sub/c.md", "---\ntype: task\nstatus: archived\n---\n- [ ] c1\n")
        try repository.write("note.md", "# Note\nNo box.\n")
        try repository.commit("one")
    }

    private func boxes(
        _ vault: Vault, _ query: String = "", _ choice: CheckboxChoice = .open, limit: Int? = nil, all: Bool = false
    ) throws -> [String] {
        var request = EntityRequest()
        request.queries = [query]
        request.includesHidden = all
        return try vault.checkboxes(vault.query(for: request), choice, limit: limit)
            .map { "\($0.entity.path):\($0.line) [\($0.mark)] \($0.text)" }
    }

    @Test("Boxes come in the order of paths and lines, or of the entities where the query sorts")
    func order() throws {
        let vault = try repository.refreshed()
        #expect(try boxes(vault) == ["a.md:5 [ ] a1", "b.md:6 [ ] b1", "b.md:9 [ ] b3"])
        #expect(try boxes(vault, "sort:due") == ["b.md:6 [ ] b1", "b.md:9 [ ] b3", "a.md:5 [ ] a1"])
        #expect(try boxes(vault, "sort:-due limit:1") == ["a.md:5 [ ] a1"])
        #expect(try boxes(vault, "due<2027-02-15") == ["b.md:6 [ ] b1", "b.md:9 [ ] b3"])
        for query in ["", "sort:path"] {
            #expect(try boxes(vault, query, limit: 2) == ["a.md:5 [ ] a1", "b.md:6 [ ] b1"])
        }
        let resolved = try vault.query(for: EntityRequest())
        #expect(try vault.checkboxTotal(of: resolved, .open, listed: 2, limit: 2) == 3)
        #expect(try vault.checkboxTotal(of: resolved, .all, listed: 6, limit: nil) == 6)
        let boxes = try vault.checkboxes(resolved, .open)
        #expect(boxes.map(\.heading) == [nil, "B", "Later"] && boxes.map(\.column) == [3, 3, 5])
        #expect(boxes[1].entity.title == "B" && boxes[1].entity.fields.map(\.name) == ["due"])
    }

    @Test("Those that are ticked are asked for, or all with their marks; what was dropped is hidden")
    func choices() throws {
        let vault = try repository.refreshed()
        #expect(try boxes(vault, "", .ticked) == ["a.md:7 [X] a3", "b.md:7 [x] b2"])
        #expect(
            try boxes(vault, "path:a.md", .all) == ["a.md:5 [ ] a1", "a.md:6 [-] a2", "a.md:7 [X] a3"])
        #expect(try boxes(vault, "path:sub").isEmpty && boxes(vault, "status:dropped") == ["sub/c.md:5 [ ] c1"])
        for (query, choice, count) in [
            ("", CheckboxChoice.open, 1), ("", .ticked, 0), ("path:sub", .open, 1), ("status:dropped", .open, 0),
            ("limit:1", .open, 0),
        ] {
            var request = EntityRequest()
            request.queries = [query]
            #expect(try vault.hiddenCheckboxCount(of: request, choice) == count, "\(query)")
            request.includesHidden = true
            #expect(try vault.hiddenCheckboxCount(of: request, choice) == 0)
        }
        #expect(try boxes(vault, "", .all, all: true).last == "sub/c.md:5 [ ] c1")
        let counts = try vault.checkboxCounts(of: vault.query(for: EntityRequest()))
        #expect(
            counts == [
                ExactText("a.md"): CheckboxCounts(all: 3, open: 1, ticked: 1),
                ExactText("b.md"): CheckboxCounts(all: 3, open: 2, ticked: 1),
            ])
    }

    @Test("They are those of the files as they are, wherever these go, and of a moment as they were")
    func current() throws {
        let vault = try repository.refreshed()
        try repository.git("mv", "a.md", "sub/a.md")
        try repository.remove("b.md")
        try repository.write("note.md", "# Note\n- [ ] n1\n")
        try vault.refresh()
        #expect(try boxes(vault) == ["note.md:2 [ ] n1", "sub/a.md:5 [ ] a1"])
        #expect(try vault.differences() == [])
        #expect(
            try boxes(vault.asOf("HEAD")) == ["a.md:5 [ ] a1", "b.md:6 [ ] b1", "b.md:9 [ ] b3"])
    }

    @Test("Entities are found, sorted and counted by how many boxes they have")
    func counted() throws {
        let repository = try TestVault()
        for (path, text) in [
            ("none.md", "---\nunchecked: 7\n---\n- [y\n"), ("one.md", "- [ ] a\n"),
            ("three.md", "- [ ] a\n- [x] b\n- [-] c\n"), ("done.md", "- [x] a\n- [X] b\n"),
            ("code.md", "```\n- [ ] a\n```\n"),
        ] { try repository.write(path, text) }
        let vault = try repository.refreshed()
        func stems(_ query: String) throws -> [String] {
            try vault.entities(matching: query).map { VaultPath.stem(of: $0.path) }
        }
        for (query, expected) in [
            ("unchecked>0", ["one", "three"]), ("unchecked:0", ["code", "done", "none"]),
            ("unchecked!=0", ["one", "three"]), ("checkboxes:2..3", ["done", "three"]),
            ("checkboxes<1", ["code", "none"]), ("-checkboxes<1", ["done", "one", "three"]), ("unchecked<0", []),
            ("checkboxes>0 unchecked:0", ["done"]), ("checkboxes:0,1", ["code", "none", "one"]),
            ("checkboxes>-1", ["code", "done", "none", "one", "three"]), ("field.unchecked:7", ["none"]),
        ] { #expect(try stems(query).sorted() == expected, "\(query)") }
        #expect(try stems("sort:-checkboxes,unchecked,path") == ["three", "done", "one", "code", "none"])
        let tally = try vault.tally(vault.query(for: EntityRequest()), by: "unchecked,field.unchecked")
        #expect(
            tally.map { "\($0.count) \($0.values.map { $0?.text ?? "-" })" } == [
                #"2 ["0", "-"]"#, #"2 ["1", "-"]"#, #"1 ["0", "7"]"#,
            ])
        #expect(tally.first?.values.first == .integer(0))
    }

    @Test("What cannot be read as it was meant still has its boxes")
    func malformed() throws {
        try repository.write("a.md", "---\ntype: task\ntype: task\n---\n- [ ] a1\n")
        let vault = try repository.refreshed()
        #expect(try boxes(vault, "path:a.md") == ["a.md:5 [ ] a1"])
        #expect(try vault.detail(of: "a.md").boxes == CheckboxCounts(all: 1, open: 1, ticked: 0))
        #expect(try vault.differences() == [])
    }
}
