import Testing
import VaultModel

@testable import VaultEngine

/// Files that were never meant for Mosaic: what they say is theirs.
struct ForeignVaultTests {
    /// What other programs keep in a front matter under names that Mosaic has a meaning for.
    private static let properties = [
        "type:\n  - \"[[UI]]\"", "type: []", "type: [task]", "type: {task: 1}", "type: recipe", "type: 12",
        "status:\n  - \"[[Published]]\"", "status: evergreen", "status: [draft, published]", "created: {{date}}",
        "created: yesterday", "updated: [2026]", "id: two words", "id: [a]", "tags: {a: b}", "aliases: [{a: b}]",
        "description: [a, b]", "parent: {a: b}", "title: [a]",
    ]

    @Test("What a note says by nobody's kind is no error, and can be asked for", arguments: properties, [true, false])
    func implicitNote(property: String, isMosaic: Bool) throws {
        let repository = try TestVault()
        if isMosaic { try repository.write(".mosaic/config.yaml", "") }
        try repository.write("a.md", "---\n\(property)\n---\n# A\n")
        let vault = try repository.refreshed()
        // What a vault of Mosaic's is to go by is told there, and a kind that is written as a list.
        let told = property.hasPrefix("id:") ? "invalid-id" : property == "type: [task]" ? "misspelt-type" : nil
        #expect(try vault.findings() == (isMosaic ? told.map { ["a.md \($0)"] } ?? [] : []))
        #expect(try vault.entities().map(\.type) == ["note"])
        let name = property.prefix { $0 != ":" }
        let isEmpty = property.hasSuffix("[]") || property.hasSuffix("{{date}}")
        #expect(try vault.entities(matching: "has:\(name)").count == (isEmpty ? 0 : 1))
        #expect(try vault.differences() == [])
    }

    @Test(
        "What its type or its folder makes a note is held to what a note has",
        arguments: [
            (path: "a.md", text: "type: note\nstatus: evergreen"), (path: "notes/a.md", text: "status: evergreen"),
            (path: "notes/a.md", text: "created: yesterday"),
            (path: "tasks/a.md", text: "type:\ndue: soon"),
        ])
    func statedKind(path: String, text: String) throws {
        let repository = try TestVault()
        try repository.write(".mosaic/config.yaml", "")
        try repository.write(path, "---\n\(text)\n---\n# A\n")
        let vault = try repository.refreshed()
        #expect(try vault.check().map(\.path) == [path])
        // A type that names no kind takes a file out of its folder's.
        try repository.write(path, "---\n\(text.replacing("type:", with: "was:"))\ntype: [recipe]\n---\n# A\n")
        try vault.refresh()
        #expect(try vault.check() == [] && vault.entities().map(\.type) == ["note"])
        #expect(try vault.differences() == [])
    }

    @Test("Values that no kind knows are found by what they say")
    func queries() throws {
        let repository = try TestVault()
        try repository.write("a.md", "---\ntype: [\"[[UI]]\", theme]\nstatus: [\"[[Active]]\"]\n---\n# A\n")
        try repository.write("b.md", "---\ntype: theme\nstatus: published\n---\n# B\n")
        let vault = try repository.refreshed()
        func found(_ query: String) throws -> [String] { try vault.entities(matching: query).map(\.path).sorted() }
        #expect(try found("field.type:theme") == ["a.md", "b.md"])
        #expect(try found("has:status") == ["a.md", "b.md"] && found("type:note") == ["a.md", "b.md"])
        #expect(try found("status:published") == ["b.md"] && found("-status:published") == ["a.md"])
    }
}
