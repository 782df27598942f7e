import Testing
import VaultModel

@testable import VaultEngine

/// What is in a domain by its project.
struct DomainTests {
    private static func vault() throws -> TestVault {
        let repository = try TestVault()
        let files = [
            ("garden.md", "type: domain\ntitle: Garden"), ("home.md", "type: domain\ntitle: Home"),
            ("beds.md", "type: project\ndomain: garden"), ("study.md", "type: project"),
            ("sub.md", "type: task\nproject: beds\ntitle: x"), ("own.md", "type: task\nproject: beds\ndomain: home"),
            ("fill.md", "type: task\nproject: \"[[beds]]\""), ("desk.md", "type: task\nproject: study"),
            ("deep.md", "type: task\nproject: sub"), ("lost.md", "type: task\nproject: wanted"),
            ("wild.md", "type: project\ndomain: nowhere"), ("roam.md", "type: task\nproject: wild"),
        ]
        for (path, lines) in files { try repository.write(path, "---\n\(lines)\n---\n") }
        try repository.commit()
        return repository
    }

    @Test(
        "What states no domain is in that of its project, and what states one in that alone",
        arguments: [
            ("domain:garden", ["beds", "fill", "sub"]), ("domain:home", ["own"]),
            ("domain:garden,home type:task", ["fill", "own", "sub"]),
            ("type:task -domain:garden", ["deep", "desk", "lost", "own", "roam"]),
            ("domain:nowhere", ["roam", "wild"]),
            ("domain:garden has:domain", ["beds"]), ("domain:*", ["beds", "own", "wild"]),
        ])
    func queries(query: String, expected: [String]) throws {
        let repository = try Self.vault()
        let found = try repository.refreshed().entities(matching: query).map { VaultPath.stem(of: $0.path) }
        #expect(found.sorted() == expected)
    }

    @Test("Things are counted by it as they are found")
    func counts() throws {
        let repository = try Self.vault()
        let vault = try repository.refreshed()
        var request = EntityRequest()
        request.queries = ["type:task,project"]
        let tallies = try vault.tally(vault.query(for: request), by: "domain")
        #expect(
            tallies.map { "\($0.values[0]?.text ?? "none") \($0.count)" } == [
                "none 4", "Garden 3", "nowhere 2", "Home 1",
            ])
    }
}
