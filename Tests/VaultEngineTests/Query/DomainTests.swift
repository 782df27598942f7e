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

    @Test("Statistics and a comparison place each thing where queries find it, in the first domain of several projects")
    func places() throws {
        let repository = try Self.vault()
        try repository.write("many.md", "---\ntype: task\nproject: [study, lost, wild, beds]\n---\n")
        try repository.write("two.md", "---\ntype: task\ndomain: [home, garden]\nproject: beds\n---\n")
        try repository.write("self.md", "---\ntype: project\nproject: self\n---\n")
        try repository.commit()
        let vault = try repository.refreshed()
        let compared = try VaultComparison(from: nil, to: vault, where: nil).run().entities
        #expect(compared.count > 14)
        for entity in compared {
            let path = try #require(entity.last?.path)
            var request = EntityRequest()
            request.queries = ["path:\(path)"]
            let counted = try vault.statistics(of: vault.query(for: request), weeks: 2_000).domains.compactMap(\.name)
            #expect(counted == (entity.domain.map { [$0] } ?? []), "\(path)")
            let found = try ["Garden", "Home", "nowhere"].filter { domain in
                try !vault.entities(matching: "domain:\(domain) path:\(path)").isEmpty
            }
            #expect(entity.domain.map(found.contains) ?? found.isEmpty, "\(path): \(found)")
        }
        func domain(_ path: String) -> String? { compared.first { $0.last?.path == path }?.domain }
        #expect([domain("many.md"), domain("two.md"), domain("self.md")] == ["nowhere", "Home", nil])
    }
}
