import Testing
import VaultModel

@testable import VaultEngine

/// What is different between two moments.
struct ComparisonTests {
    @Test("A file that was renamed since a branch parted is the same, though the branch is no beginning of the other")
    func renamedBesideABranch() throws {
        let repository = try TestVault()
        let text = (1...30).map { "line \($0)" }.joined(separator: "\n") + "\n"
        try repository.write("a.md", "# A\n" + text)
        try repository.write("gone.md", "# Gone\n")
        try repository.commit()
        try repository.git("checkout", "-q", "-b", "phone")
        try repository.write("k.md", "# K\n")
        try repository.commit()
        try repository.git("checkout", "-q", "main")
        try repository.git("mv", "a.md", "b.md")
        try repository.git("rm", "-q", "gone.md")
        try repository.write("new.md", "# New\n")
        try repository.commit()
        try repository.git("merge", "-q", "--no-edit", "phone")
        let present = try repository.refreshed()
        let found = try VaultComparison(from: present.asOf("phone"), to: present).run()
        let events = found.entities.map { "\($0.last?.path ?? "") \($0.events.map(\.rawValue).joined(separator: " "))" }
        #expect(events.sorted() == ["b.md moved", "gone.md deleted", "new.md created"])
    }

    @Test("A text that is too large to be read is another where its bytes are")
    func tooLarge() throws {
        let repository = try TestVault()
        try repository.write("a.md", "---\ntitle: A\n---\n")
        try repository.write("b.md", "---\ntitle: B\n---\n")
        try repository.commit()
        let lines = String(repeating: "a line that is not short\n", count: DocumentLimits.fileBytes / 20)
        try repository.write("a.md", "---\ntitle: A\n---\n" + lines)
        let present = try repository.refreshed()
        let found = try VaultComparison(from: present.asOf("HEAD"), to: present).run()
        #expect(found.entities.map { $0.last?.path } == ["a.md"])
        #expect(found.entities.first?.isTextChanged == true)
    }

    @Test("Domains that have one title are told apart by their paths")
    func domainsOfOneTitle() throws {
        let repository = try TestVault()
        for name in ["home", "home-2"] { try repository.write("domains/\(name).md", "# Home\n") }
        try repository.write("domains/work.md", "# Work\n")
        try repository.commit()
        let start = try repository.git("rev-parse", "HEAD")
        for name in ["home", "home-2", "work"] {
            try repository.write("tasks/\(name)-task.md", "---\ntype: task\ndomain: \(name)\n---\n")
        }
        try repository.commit()
        let present = try repository.refreshed()
        let found = try VaultComparison(from: present.asOf(start), to: present).run()
        let expected = ["Work", "domains/home-2.md", "domains/home.md"]
        #expect(found.entities.map(\.domain) == expected)
        var request = EntityRequest()
        request.kind = "task"
        let statistics = try present.statistics(of: present.query(for: request), weeks: 2_000)
        #expect(statistics.domains.compactMap(\.name).sorted() == expected)
    }

    @Test("The difference is that of the two listings", arguments: [5, 6, 7, 8, 9] as [UInt64])
    func agreesWithListings(seed: UInt64) throws {
        var history = try RandomVaultHistory(seed: seed)
        for step in 0..<25 { try history.step(step) }
        let present = try history.repository.refreshed()
        let commits = try history.repository.git("rev-list", "HEAD").split(separator: "\n").map { String($0) }
        var differences = 0
        for _ in 0..<8 {
            let before = try present.asOf(commits[history.below(commits.count)])
            let after = history.below(3) == 0 ? present : try present.asOf(commits[history.below(commits.count)])
            let found = try VaultComparison(from: before, to: after).run()
            let (old, new) = (try Self.byID(before), try Self.byID(after))
            func ids(_ event: EntityDifference.Event) -> Set<String> {
                Set(found.entities.filter { $0.events.contains(event) }.compactMap { $0.last?.id })
            }
            let both = Set(old.keys).intersection(new.keys)
            #expect(ids(.created) == Set(new.keys).subtracting(old.keys))
            #expect(ids(.deleted) == Set(old.keys).subtracting(new.keys))
            #expect(ids(.moved) == both.filter { old[$0]?.path != new[$0]?.path })
            #expect(
                ids(.completed)
                    == Set(new.values.filter { $0.statusGroup == .done && old[$0.id]?.statusGroup != .done }.map(\.id)))
            let relations = Set(try before.schema().relations.keys)
            for id in both {
                let expected = Self.fields(try #require(old[id]), relations).symmetricDifference(
                    Self.fields(try #require(new[id]), relations))
                let changes = found.entities.first { $0.last?.id == id }?.fields ?? []
                #expect(Set(changes.map(\.field)) == Set(expected.map(\.name)), "\(id)")
                for change in changes {
                    let values = [change.before, change.after].compactMap { $0 }
                    #expect(Set(expected.filter { $0.name == change.field }.map(\.value)) == Set(values))
                }
            }
            let (was, isNow) = (try Self.relations(before), try Self.relations(after))
            #expect(Self.whole(found.relationsAdded) == isNow.subtracting(was))
            let lost = was.subtracting(isNow)
            let broken = Set(found.brokenLinks.filter { $0.category == .relation }.compactMap(\.source.id))
            #expect(Self.whole(found.relationsLost).isSubset(of: lost))
            for relation in lost.subtracting(Self.whole(found.relationsLost)) {
                #expect(broken.contains { relation.hasPrefix("\($0) ") }, "\(relation)")
            }
            differences += found.entities.count + found.relationsAdded.count
        }
        #expect(differences > 0)
    }

    private static func byID(_ vault: Vault) throws -> [String: EntitySummary] {
        Dictionary(uniqueKeysWithValues: try vault.entities().map { ($0.id, $0) })
    }

    private static func fields(_ entity: EntitySummary, _ relations: Set<String>) -> Set<EntityField> {
        var fields = Set(entity.fields.filter { !relations.contains($0.name) })
        fields.insert(EntityField(name: "title", value: .string(entity.title)))
        fields.insert(EntityField(name: "type", value: .string(entity.type)))
        if let status = entity.status { fields.insert(EntityField(name: "status", value: .string(status))) }
        return fields
    }

    private static func relations(_ vault: Vault) throws -> Set<String> {
        whole(try vault.graph(around: nil, depth: 0).filter { $0.category == .relation })
    }

    /// The connections between entities that are there.
    private static func whole(_ connections: [Connection]) -> Set<String> {
        Set(
            connections.compactMap { connection in
                guard let source = connection.source.id, let target = connection.target.id else { return nil }
                return "\(source) \(connection.name) \(target)"
            })
    }

    @Test("A file without an id is the same entity wherever it moves, and links to what went are broken")
    func movedAndBroken() throws {
        let repository = try TestVault()
        let text = "# Tiles\nA long text about the roof, its tiles, its gutters and the ladder.\n"
        try repository.write("roof.md", text)
        try repository.write("gone.md", "# Gone\n")
        try repository.write("a.md", "# A\n[[roof]] and [[gone]] and [[never]]\n")
        try repository.commit("one")
        try repository.git("mv", "roof.md", "sub.md")
        try repository.git("rm", "--quiet", "gone.md")
        try repository.commit("two")
        try repository.write("sub.md", text + "More.\n")
        let vault = try repository.refreshed()
        let found = try VaultComparison(from: vault.asOf("HEAD~1"), to: vault).run()
        #expect(
            found.entities.map { "\($0.last?.path ?? "") \($0.events.map(\.rawValue))" } == [
                "gone.md [\"deleted\"]", "sub.md [\"moved\", \"changed\"]",
            ])
        #expect(found.entities.last?.isTextChanged == true)
        #expect(found.brokenLinks.map(\.target.title) == ["roof", "gone"])
        #expect(try VaultComparison(from: vault.asOf("HEAD"), to: vault.asOf("HEAD")).run().isEmpty)
    }

    @Test("Before the first commit nothing was there, so that everything is new")
    func beginning() throws {
        let repository = try TestVault()
        try repository.write("domains/home.md", "---\ntype: domain\n---\n# Home\n")
        try repository.write("tasks/a.md", "---\ntype: task\nstatus: completed\nblocks: b\n---\n# A\n")
        try repository.write("tasks/b.md", "---\ntype: task\n---\n# B\n[[never]]\n")
        try repository.commit()
        let vault = try repository.refreshed()
        let found = try VaultComparison(from: nil, to: vault).run()
        #expect(
            found.entities.map { "\($0.last?.title ?? "") \($0.events.map(\.rawValue).joined(separator: " "))" } == [
                "Home created", "A created completed", "B created",
            ])
        #expect(found.relationsAdded.count == 1 && found.relationsLost.isEmpty && found.brokenLinks.isEmpty)
        var request = EntityRequest()
        request.queries = ["type:task status:open"]
        #expect(try VaultComparison(from: nil, to: vault, where: request).run().entities.map(\.last?.title) == ["B"])
        #expect(try VaultComparison(from: nil, to: vault.asOf("HEAD")).run() == found)
    }

    @Test("A reference that follows a renamed entity is no change")
    func renamedReference() throws {
        let repository = try TestVault()
        try repository.write("domains/garden.md", "---\ntype: domain\nid: d1\n---\n")
        try repository.write("a.md", "---\ntype: task\ndomain: garden\nproject: none\n---\n")
        try repository.commit("one")
        try repository.git("mv", "domains/garden.md", "domains/plot.md")
        try repository.write("a.md", "---\ntype: task\ndomain: plot\nproject: nobody\n---\n")
        let vault = try repository.refreshed()
        let found = try VaultComparison(from: vault.asOf("HEAD"), to: vault).run()
        #expect(found.entities.first { $0.last?.path == "a.md" }?.fields.map(\.field) == ["project"])
        #expect(found.entities.first { $0.last?.path == "a.md" }?.domain == "plot")
    }

    @Test("What states no domain stands with its project")
    func domainOfProject() throws {
        let repository = try TestVault()
        try repository.write("domains/home.md", "---\ntype: domain\ntitle: Home\n---\n")
        try repository.write("p.md", "---\ntype: project\ndomain: home\n---\n")
        try repository.write("gone.md", "---\ntype: task\nproject: p\n---\nOf other words than the next ones.\n")
        try repository.commit("one")
        try repository.write("a.md", "---\ntype: task\nproject: p\n---\n")
        try repository.write("b.md", "---\ntype: task\nproject: p\ndomain: barn\n---\n")
        try repository.write("c.md", "---\ntype: task\nproject: nothing\n---\n")
        try repository.remove("gone.md")
        try repository.write("domains/home.md", "---\ntype: domain\ntitle: The house\n---\n")
        let vault = try repository.refreshed()
        let found = try VaultComparison(from: vault.asOf("HEAD"), to: vault).run()
        #expect(
            found.entities.filter { $0.last?.type == "task" }.map { "\($0.last?.path ?? "") \($0.domain ?? "-")" } == [
                "a.md The house", "gone.md The house", "b.md barn", "c.md -",
            ])
    }

    @Test("Of a query, what it finds in either moment is told, with its relations and links")
    func chosen() throws {
        let repository = try TestVault()
        try repository.write("kinds/recipe.md", "---\ntype: kind\n---\n")
        try repository.write("a.md", "---\ntype: task\ntags: [x]\n---\n")
        try repository.write("b.md", "---\ntype: task\n---\n[[gone]]\n")
        try repository.write("c.md", "---\ntype: task\n---\n")
        try repository.write("soup.md", "---\ntype: recipe\n---\n")
        try repository.write("gone.md", "---\ntype: note\n---\n")
        try repository.commit("one")
        try repository.write("a.md", "---\ntype: task\ndepends_on: c\n---\n")
        try repository.write("b.md", "---\ntype: task\ntags: [x]\nstatus: archived\n---\n[[gone]]\n")
        try repository.write("c.md", "---\ntype: task\ndomain: later\n---\n")
        try repository.write("domains/later.md", "---\ntype: domain\n---\n")
        try repository.remove("gone.md")
        try repository.remove("kinds/recipe.md")
        try repository.remove("soup.md")
        let vault = try repository.refreshed()
        let then = try vault.asOf("HEAD")
        func found(_ query: String, kind: String? = nil) throws -> [String] {
            var request = EntityRequest()
            request.kind = kind
            request.queries = [query]
            let difference = try VaultComparison(from: then, to: vault, where: request).run()
            return difference.entities.compactMap { $0.last?.path }.sorted()
                + difference.relationsAdded.map { "+\($0.path)" } + difference.brokenLinks.map { "!\($0.path)" }
        }
        // Of one the tag went, and to the other it came.
        #expect(try found("tag:x") == ["a.md", "b.md", "+a.md", "!b.md"])
        #expect(try found("type:note") == ["gone.md"])
        #expect(try found("-tag:x type:task status:open") == ["a.md", "b.md", "c.md", "+a.md", "!b.md"])
        // What only one of the moments knows is nothing in the other.
        #expect(try found("domain:later") == ["c.md", "+a.md"])
        #expect(try found("", kind: "recipes") == ["soup.md"])
        #expect(try found("links-to:gone") == ["b.md", "!b.md"])
        for (query, kind) in [("tag:", nil), ("dmain:x", nil), ("", "recipe-books")] as [(String, String?)] {
            #expect(vaultError { try found(query, kind: kind) } != nil, "\(query)")
        }
    }

    @Test("What a query names is the same in both moments, whatever it is called in them")
    func renamedChoice() throws {
        let repository = try TestVault()
        try repository.write("domains/garden.md", "---\ntype: domain\nid: d1\ntitle: The garden\n---\n")
        try repository.write("a.md", "---\ntype: task\ndomain: garden\n---\n")
        try repository.write("b.md", "---\ntype: task\n---\n")
        try repository.commit("one")
        try repository.git("mv", "domains/garden.md", "domains/plot.md")
        try repository.write("domains/plot.md", "---\ntype: domain\nid: d1\ntitle: The plot\n---\n")
        try repository.write("a.md", "---\ntype: task\n---\n")
        try repository.write("b.md", "---\ntype: task\ndomain: plot\n---\n")
        let vault = try repository.refreshed()
        for name in ["garden", "plot", "\"The garden\"", "\"the plot\"", "domain/plot", "d1"] {
            for query in ["domain:\(name)", "type:task (near:\(name) or domain:\(name))"] {
                var request = EntityRequest()
                request.queries = ["type:task", query]
                let found = try VaultComparison(from: vault.asOf("HEAD"), to: vault, where: request).run()
                #expect(found.entities.compactMap { $0.last?.path } == ["b.md", "a.md"], "\(query)")
            }
        }
    }

    @Test("What a query names means what the other moment means by it, where it could be several things")
    func ambiguousChoice() throws {
        let repository = try TestVault()
        try repository.write("domains/garden.md", "---\ntype: domain\nid: d1\n---\n")
        try repository.write("old/garden.md", "---\ntype: domain\n---\n")
        try repository.write("b.md", "---\ntype: task\n---\n")
        try repository.commit("one")
        try repository.remove("old/garden.md")
        try repository.write("b.md", "---\ntype: task\ndomain: garden\n---\n")
        let vault = try repository.refreshed()
        var request = EntityRequest()
        request.queries = ["domain:garden"]
        let found = try VaultComparison(from: vault.asOf("HEAD"), to: vault, where: request).run()
        #expect(found.entities.compactMap { $0.last?.path } == ["b.md"])
    }

    /// A file that a branch renamed and then wrote anew, so that its content tells nothing.
    private static func renamedInABranch() throws -> TestVault {
        let repository = try TestVault()
        func text(_ word: String) -> String { (1...30).map { "\(word) \($0)" }.joined(separator: "\n") + "\n" }
        try repository.write("a.md", text("first"))
        try repository.write("b.md", "# B\n")
        try repository.commit("base")
        try repository.git("tag", "base")
        try repository.git("checkout", "--quiet", "-b", "side")
        try repository.write("s.md", "# S\n")
        try repository.commit("before")
        try repository.git("tag", "before")
        try repository.git("mv", "a.md", "c.md")
        try repository.commit("renamed")
        try repository.write("c.md", text("second"))
        try repository.commit("written anew")
        try repository.git("checkout", "--quiet", "main")
        try repository.write("a.md", text("first") + "more\n")
        try repository.write("m.md", "# M\n")
        try repository.commit("main")
        try repository.git("tag", "main1")
        try repository.git(["merge", "--quiet", "--no-commit", "side"], mayFail: true)
        try repository.git("rm", "--quiet", "--force", "--ignore-unmatch", "a.md")
        try repository.write("c.md", text("second") + "more\n")
        try repository.commit("merge")
        return repository
    }

    @Test(
        "What a branch renamed is the same before and after, whichever of the lines the moments are on",
        arguments: [
            ("base", "HEAD", ["c.md moved changed", "m.md created", "s.md created"]),
            ("before", "HEAD", ["c.md moved changed", "m.md created"]),
            ("main1", "HEAD", ["c.md moved changed", "s.md created"]),
            ("side", "HEAD", ["c.md changed", "m.md created"]),
            ("main1", "side", ["c.md moved changed", "m.md deleted", "s.md created"]),
            ("HEAD", "before", ["a.md moved changed", "m.md deleted"]),
        ])
    func renamedInABranch(from start: String, to end: String, expected: [String]) throws {
        let repository = try Self.renamedInABranch()
        let present = try repository.refreshed()
        let found = try VaultComparison(from: present.asOf(start), to: present.asOf(end)).run()
        let events = found.entities.map { "\($0.last?.path ?? "") \($0.events.map(\.rawValue).joined(separator: " "))" }
        #expect(events.sorted() == expected)
    }

    @Test("What two branches made of one file, and what each put in its place, is kept apart")
    func renamedInBoth() throws {
        let repository = try TestVault()
        try repository.write("a.md", "# A\n\nfirst\n")
        try repository.commit("base")
        try repository.git("checkout", "--quiet", "-b", "side")
        try repository.git("mv", "a.md", "b.md")
        try repository.commit("renamed")
        try repository.write("a.md", "# Another\n")
        try repository.commit("on the side")
        try repository.git("checkout", "--quiet", "main")
        try repository.git("mv", "a.md", "c.md")
        try repository.write("new.md", "---\nid: n1\n---\n")
        try repository.commit("on main")
        let vault = try repository.refreshed()
        let found = try VaultComparison(from: vault.asOf("side"), to: vault).run()
        let events = found.entities.map { "\($0.last?.path ?? "") \($0.events.map(\.rawValue).joined(separator: " "))" }
        #expect(events.sorted() == ["a.md deleted", "c.md moved", "new.md created"])
    }

    @Test("Two branches are compared by ids and paths")
    func branches() throws {
        let repository = try TestVault()
        try repository.write("a.md", "---\nid: a1\ntype: task\n---\n# A\n")
        try repository.write("b.md", "# B\n")
        try repository.commit("one")
        try repository.git("checkout", "--quiet", "-b", "other")
        try repository.git("mv", "a.md", "c.md")
        try repository.write("b.md", "---\ntype: idea\n---\n# B\n")
        try repository.commit("on the other")
        try repository.git("checkout", "--quiet", "main")
        try repository.write("a.md", "---\nid: a1\ntype: task\nstatus: completed\n---\n# A\n")
        try repository.commit("on main")
        let vault = try repository.refreshed()
        let found = try VaultComparison(from: vault.asOf("other"), to: vault.asOf("main")).run()
        #expect(
            found.entities.map { "\($0.last?.path ?? "") \($0.events.map(\.rawValue))" } == [
                "b.md [\"changed\"]", "a.md [\"completed\", \"moved\", \"changed\"]",
            ])
    }
}
