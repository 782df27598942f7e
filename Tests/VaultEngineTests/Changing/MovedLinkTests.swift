import Testing
import VaultModel

@testable import VaultEngine

/// What the history tells of links in a file that moved.
struct MovedLinkTests {
    private static func vault() throws -> ScratchVault {
        try ScratchVault([
            (".mosaic/config.yaml", ""), ("tasks/roof.md", "---\ntype: task\nid: roof0001\n---\n# Roof\n"),
            ("tasks/gutter.md", "# Gutter\n"), ("notes/img/a.png", "x"), ("notes/other.md", "o\n"),
            (
                "notes/n.md",
                """
                ---
                type: task
                id: n0000001
                depends_on: ../tasks/roof.md
                assignee: ../users/ann.md
                ---
                [roof](../tasks/roof.md) ![](img/a.png) [o](other.md) [p](./other) [[roof]] [[notes/other]] [w](wanted.md)
                """ + "\n"
            ), ("users/ann.md", "---\ntype: user\n---\n"),
        ])
    }

    /// The actions of the last commit, and what was linked or unlinked by it.
    private static func told(_ vault: ScratchVault) throws -> (actions: [String], links: [String]) {
        let commit = try vault.git("rev-parse", "HEAD")
        var filter = ActivityFilter()
        filter.limit = nil
        let activities = try vault.open().activities(filter).activities.filter { $0.commit == commit }
        let changes = activities.filter { [.linked, .unlinked].contains($0.action) }.flatMap(\.changes)
        let links = changes.flatMap { change in
            [("-", change.before), ("+", change.after)].flatMap { sign, value in
                FieldType.reference(kind: nil).items(of: value ?? .null).map { "\(sign)\($0.text)" }
            }
        }
        return (activities.map { "\($0.path) \($0.action.rawValue)" }, links)
    }

    @Test("Nothing is linked by a move that has links lead where they led")
    func moved() throws {
        let vault = try Self.vault()
        try vault.change { try $0.planMove(of: ["notes/n.md"], to: "deep/er") }
        #expect(try vault.read("deep/er/n.md").contains("](../../notes/other.md)"))
        #expect(try Self.told(vault).actions == ["deep/er/n.md moved", "deep/er/n.md updated"])
        // By hand, too, and where the file stays.
        let text = try Self.vault().read("notes/n.md")
        try vault.git("mv", "deep/er/n.md", "notes/n.md")
        try vault.write("notes/n.md", text)
        try vault.commitAll("back")
        #expect(try Self.told(vault).actions == ["notes/n.md moved", "notes/n.md updated"])
        try vault.write(
            "notes/n.md",
            text.replacing("(../tasks/roof.md)", with: "(/tasks/roof.md)").replacing(
                "./other)", with: "../notes/other)"))
        try vault.commitAll("written otherwise")
        #expect(try Self.told(vault).actions == ["notes/n.md updated"])
    }

    @Test("What leads elsewhere than before is told, and nothing else")
    func changed() throws {
        let vault = try Self.vault()
        let text = try vault.read("notes/n.md")
        try vault.git("mv", "notes/n.md", "n.md")
        try vault.write(
            "n.md",
            text.replacing("(../tasks/roof.md)", with: "(tasks/gutter.md)").replacing(
                "img/a.png", with: "notes/img/a.png"
            )
            .replacing("(other.md)", with: "(notes/other.md)").replacing("./other)", with: "notes/other)"))
        try vault.commitAll("moved")
        #expect(try Self.told(vault).links == ["+tasks/gutter.md", "-../tasks/roof.md"])
    }
}
