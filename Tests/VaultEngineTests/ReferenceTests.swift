import Foundation
import Testing
import VaultModel

@testable import VaultEngine

@Suite("A reference")
struct ReferenceTests {
    private static func vault() throws -> ScratchVault {
        try ScratchVault([
            (".mosaic/config.yaml", ""),
            ("users/ann.md", "---\nid: u1u1u1u1\ntype: user\naliases: [me]\n---\n# Ann Lee\n"),
            ("notes/clash.md", "---\nid: annx1234\ntype: note\n---\n# A note\n"),
            ("notes/other.md", "---\nid: mewxyz12\ntype: note\n---\n# Another\n"),
            ("notes/third.md", "---\nid: mevxyz12\ntype: note\ntitle: Home\n---\n"),
            ("domains/hr.md", "---\nid: dddd0001\ntype: domain\naliases: [home]\n---\n# People\n"),
            ("notes/hr-notes.md", "---\nid: hr4k7x2p\ntype: note\n---\n# Of no domain\n"),
            ("tasks/bake.md", "---\nid: task0001\ntype: task\nassignee: me\ndomain: home\n---\n# Bake\n"),
            ("notes/sub/bake.md", "No front matter\n"), ("bake.md", "At the root\n"),
        ])
    }

    @Test(
        "means what goes by its name, and only else an id that begins with it",
        arguments: [
            ("ann", "users/ann.md"), ("me", "users/ann.md"), ("Ann Lee", "users/ann.md"), ("hr", "domains/hr.md"),
            ("annx", "notes/clash.md"), ("annx1234", "notes/clash.md"), ("mew", "notes/other.md"),
            ("user/ann", "users/ann.md"), ("User/ANN", "users/ann.md"), ("note/annx", "notes/clash.md"),
            ("task0", "tasks/bake.md"),
            ("TASK0001", "tasks/bake.md"), ("Hr4K7x2p", "notes/hr-notes.md"), ("note/MEWXYZ12", "notes/other.md"),
            ("tasks/bake", "tasks/bake.md"), ("bake.md", "bake.md"), ("sub/bake", "notes/sub/bake.md"),
            ("/bake.md", "bake.md"), ("/bake", "bake.md"), ("/tasks/bake.md", "tasks/bake.md"),
        ])
    func precedence(reference: String, path: String) throws {
        let scratch = try Self.vault()
        #expect(try scratch.open().entity(reference).path == path)
    }

    @Test("by the shown beginning of an id means the entity that it is shown for", arguments: [1, 40])
    func shownBeginning(others: Int) throws {
        let scratch = try ScratchVault(
            [
                (".mosaic/config.yaml", ""), ("tasks/a.md", "---\nid: cafe1234\n---\n"),
                ("notes/cafe.md", "A name of four\n"), ("notes/b.md", "---\ntitle: CAFE1\n---\n"),
                ("notes/c.md", "---\nid: bead1234\naliases: [bead]\n---\n"),
                ("notes/d.md", "---\nid: whole\n---\n"), ("notes/whol.md", "One letter less\n"),
                ("notes/e.md", "---\nid: long-names-share-this-1\n---\n"),
                ("notes/f.md", "---\nid: long-names-share-this-2\n---\n"),
                ("notes/long-names-share-this-1.md", "Called as an id\n"),
            ] + (0..<others).map { ("notes/n\($0).md", "x\n") })
        let vault = try scratch.open()
        let all = try vault.entities()
        let shown = Dictionary(uniqueKeysWithValues: all.map { ($0.path, $0.shortID) })
        #expect(shown["tasks/a.md"] == "cafe12" && shown["notes/c.md"] == "bead" && shown["notes/d.md"] == "whole")
        for entity in all {
            #expect(try vault.entity(entity.shortID).path == entity.path, "\(entity.shortID)")
            let alone = try vault.entities(matching: "path:\(entity.path)")
            #expect(alone.map(\.shortID) == [entity.shortID])
        }
    }

    @Test("that begins several ids, and is what nothing is called, is ambiguous")
    func ambiguousBeginning() throws {
        let scratch = try Self.vault()
        let error = vaultError { try scratch.open().entity("me", expecting: "note") }
        guard case .ambiguousReference(_, let candidates)? = error else {
            return #expect(Bool(false), "\(String(describing: error))")
        }
        #expect(candidates.map(\.entity.path) == ["notes/other.md", "notes/third.md"])
    }

    @Test("names in a query, behind an assignment and in a file the same entity: the one of the kind that is asked for")
    func expectedKind() throws {
        let scratch = try Self.vault()
        let vault = try scratch.open()
        for query in ["assignee:me", "assignee:ann", "domain:home", "domain:hr"] {
            var request = EntityRequest()
            request.queries = [query]
            #expect(try vault.list(vault.query(for: request)).map(\.path) == ["tasks/bake.md"], "\(query)")
        }
        #expect(try vault.entity("home").path == "notes/third.md")
        #expect(try vault.findings() == [])
        try scratch.set("task0001", "domain=", "assignee=")
        try scratch.set("task0001", "domain=hr", "assignee=ann")
        let text = try scratch.read("tasks/bake.md")
        #expect(text.contains("domain: hr\n") && text.contains("assignee: ann\n"))
    }

    @Test("to an entity of another kind than the field asks for is refused, and in a file it is a warning")
    func unexpectedKind() throws {
        let scratch = try Self.vault()
        #expect(
            vaultError { try scratch.set("task0001", "domain=ann") }
                == .wrongKind(path: "users/ann.md", kind: "user", expected: ["domain"]))
        try scratch.write("tasks/wash.md", "---\ntype: task\ndomain: ann\nassignee: hr\n---\n")
        #expect(try scratch.open().findings() == ["tasks/wash.md unexpected-kind"])
    }

    @Test(
        "is a path seen from where the person stands, where it is written as one",
        arguments: [
            ("", "bake.md", "bake.md"), ("notes", "bake.md", "bake.md"), ("notes/sub", "bake.md", "notes/sub/bake.md"),
            ("notes/sub", "./bake.md", "notes/sub/bake.md"), ("notes/sub", "../../bake.md", "bake.md"),
            ("notes/sub", "../../../bake.md", "../../../bake.md"), ("notes", "sub/bake.md", "notes/sub/bake.md"),
            ("notes", "../tasks/gone.md", "tasks/gone.md"), ("notes/sub", "bake", "bake"), ("", "./bake", "bake"),
            ("tasks", "notes/clash.md", "notes/clash.md"), ("notes", "/elsewhere/bake.md", "/elsewhere/bake.md"),
        ])
    func typed(place: String, text: String, reference: String) throws {
        let scratch = try Self.vault()
        #expect(try scratch.open(in: place).reference(typed: text) == reference)
    }

    @Test(
        "to a folder is seen from where the person stands, where it is written so or there is one, and else from the top",
        arguments: [
            ("", ".", "/"), ("", "./tasks", "tasks"), ("", "archive/2026", "archive/2026"), ("notes", ".", "notes"),
            ("notes", "..", "/"), ("notes/sub", "..", "notes"), ("notes", "./new", "notes/new"),
            ("notes", "../tasks", "tasks"),
            ("notes", "sub", "notes/sub"), ("notes", "sub/new", "sub/new"), ("notes", "tasks", "tasks"),
            ("notes", "/", "/"), ("notes", "../..", "../.."), ("notes", "/elsewhere", "/elsewhere"),
        ])
    func typedFolder(place: String, text: String, folder: String) throws {
        let scratch = try Self.vault()
        #expect(try scratch.open(in: place).folder(typed: text) == folder)
    }

    @Test("to a folder may be an absolute path, through symbolic links too, be it not there yet")
    func absoluteFolder() throws {
        let scratch = try Self.vault()
        let vault = try scratch.open(in: "notes")
        try FileManager.default.createSymbolicLink(atPath: scratch.folder + "/way", withDestinationPath: scratch.path)
        for (text, folder) in [
            (vault.root, "/"), (vault.root + "/", "/"), (vault.root + "/notes/new", "notes/new"),
            (scratch.folder + "/way/tasks", "tasks"), (scratch.folder, scratch.folder),
        ] {
            #expect(vault.folder(typed: text) == folder)
        }
        #expect(
            try vault.planMove(of: ["bake.md"], to: vault.folder(typed: "./new/")).paths == [
                "bake.md", "notes/new/bake.md",
            ])
        #expect(
            try vault.planMove(of: ["notes/sub/bake.md"], to: vault.folder(typed: ".")).paths == [
                "notes/bake.md", "notes/sub/bake.md",
            ])
    }

    @Test("to a promoted idea, by a name that what came of it has as well, is ambiguous to who completes or changes it")
    func promoted() throws {
        let scratch = try ScratchVault(VaultTemplate.emptyVaultFiles)
        try scratch.make("idea", "Learn Esperanto")
        try scratch.change { try $0.planPromotion(of: "learn-esperanto", to: "task", random: &scratch.random).plan }
        let paths = ["ideas/learn-esperanto.md", "tasks/learn-esperanto-2.md"]
        for change in [
            { try $0.planCompletion(of: ["learn-esperanto"]).plan },
            { try $0.planSetting([ScratchVault.assignment("priority=high")], of: "learn-esperanto") },
            { try $0.planRemoval(of: ["learn-esperanto"]).plan },
        ] as [(Vault) throws -> ChangePlan] {
            guard case .ambiguousReference(_, let candidates)? = vaultError({ try change(scratch.open()) }) else {
                Issue.record("It is guessed which of two is meant.")
                continue
            }
            // What is still to be done comes first.
            #expect(candidates.map(\.entity.path) == paths.reversed() && candidates.map(\.isClosed) == [false, true])
        }
        #expect(try scratch.open().planCompletion(of: ["task/learn-esperanto"]).plan.paths == [paths[1]])
        try scratch.set(paths[1], "status=archived")
        let notes = try scratch.open().planCompletion(of: ["learn-esperanto"]).plan.notes
        #expect(notes == [.completedAlready(title: "Learn Esperanto", status: "actionable")])
    }

    @Test("may be an absolute path, through symbolic links too")
    func absolute() throws {
        let scratch = try Self.vault()
        let vault = try scratch.open()
        try FileManager.default.createSymbolicLink(atPath: scratch.folder + "/way", withDestinationPath: scratch.path)
        #expect(vault.reference(typed: vault.root + "/bake.md") == "bake.md")
        #expect(vault.reference(typed: scratch.folder + "/way/notes/sub/bake.md") == "notes/sub/bake.md")
    }

    @Test("may be an attachment where what connections lead to is asked for, and an entity comes first")
    func attachments() throws {
        let scratch = try ScratchVault([
            ("a.md", "![[two/Plan.png]] and [a list](files/list.pdf)\n"), ("b.md", "![[two/Plan.png]]\n"),
            ("c.md", "---\naliases: [list.pdf]\n---\n![](one/plan.png)\n"), ("one/plan.png", "1"),
            ("two/Plan.png", "2"), ("files/list.pdf", "3"), ("files/only.PDF", "4"),
        ])
        let vault = try scratch.open()
        func found(_ query: String) throws -> [String] { try vault.entities(matching: query).map(\.path).sorted() }
        #expect(try found("links-to:one/plan.png") == ["c.md"])
        #expect(try found("links-to:two/plan.PNG") == ["a.md", "b.md"])
        #expect(try found("links-to:/files/list.pdf") == ["a.md"])
        #expect(try found("near:files/list.pdf") == ["a.md"])
        #expect(try found("links-to:only.pdf").isEmpty)
        #expect(try vault.connectable("list.pdf").path == "c.md")
        #expect(try vault.connections(of: vault.connectable("files/list.pdf")).map(\.path) == ["a.md"])
        let error = vaultError { try found("links-to:plan.png") }
        guard case .unresolvedReference(.ambiguousReference(_, let candidates), _, _)? = error else {
            Issue.record("one of two files was taken")
            return
        }
        #expect(candidates.map(\.entity.path) == ["one/plan.png", "two/Plan.png"])
        #expect(vaultError { try vault.entity("only.pdf") } == .unknownReference("only.pdf", suggestion: nil))
    }

    @Test("of me is the user with the person's own address, where a user is asked for and nobody is called so")
    func own() throws {
        let scratch = try ScratchVault([
            ("users/ann.md", "---\nid: u1u1u1u1\ntype: user\nemails: [Ann@Example.org]\n---\n# Ann\n"),
            ("users/ben.md", "---\nid: u2u2u2u2\ntype: user\nemails: [ben@example.org]\n---\n# Ben\n"),
            ("notes/a.md", "---\nid: mexyz123\n---\n"), ("tasks/bake.md", "---\ntype: task\nassignee: ann\n---\n"),
        ])
        func found(_ query: String) throws -> [String] { try scratch.open().entities(matching: query).map(\.path) }
        #expect(try found("assignee:me") == ["tasks/bake.md"])
        #expect(try scratch.open().entity("me", expecting: "user").path == "users/ann.md")
        #expect(try scratch.open().entity("Me").path == "users/ann.md")
        #expect(try scratch.open().entity("mex").path == "notes/a.md")
        scratch.environment["GIT_AUTHOR_EMAIL"] = "ben@example.org"
        #expect(try found("assignee:me").isEmpty)
        try scratch.set("bake", "assignee=me")
        #expect(try scratch.document("tasks/bake.md").field("assignee")?.text == "ben")
        #expect(try found("by:me") == ["tasks/bake.md"])
        try scratch.write("users/zoe.md", "---\ntype: user\naliases: [me]\n---\n")
        #expect(try scratch.open().entity("me", expecting: "user").path == "users/zoe.md")
        try scratch.remove("users/zoe.md")
        scratch.environment["GIT_AUTHOR_EMAIL"] = nil
        try scratch.setIdentity(name: "Ann", email: "ann@example.org")
        #expect(try scratch.open().entity("me", expecting: "user").path == "users/ann.md")
        try scratch.setIdentity(name: "Cat", email: "cat@example.org")
        #expect(vaultError { try found("by:me") } != nil)
    }
}
