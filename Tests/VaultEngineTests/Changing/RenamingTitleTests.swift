import Testing
import VaultModel

@testable import VaultEngine

@Suite("The title and the file of a renamed entity")
struct RenamingTitleTests {
    private func rename(_ vault: ScratchVault, _ reference: String, to title: String) throws -> ChangePlan {
        let opened = try vault.open()
        let plan = try opened.planRenaming(reference, to: title)
        _ = try opened.carryOut(plan, ScratchVault.origin())
        return plan
    }

    @Test(
        "stand where the old title stood",
        arguments: [
            ("---\ntitle: 'Old' # c\n---\n# Another\n", "---\ntitle: 'New' # c\n---\n# Another\n"),
            ("---\ntitle: Old\n---\n# Old #\n", "---\ntitle: New\n---\n# New #\n"),
            ("---\nx: 1\n---\nText\n\nOld\n===\n", "---\nx: 1\n---\nText\n\nNew\n===\n"),
            ("# Old\r\nText", "# New\r\nText"),
            ("Text\n", "---\ntitle: New\n---\nText\n"), ("---\nx: 1\n---\n", "---\nx: 1\ntitle: New\n---\n"),
            ("---\ntitle:\n---\n# Old\n", "---\ntitle:\n---\n# New\n"), ("#\n", "---\ntitle: New\n---\n#\n"),
            ("## Second\n# Old\n# Third\n", "## Second\n# New\n# Third\n"),
        ])
    func places(before: String, after: String) throws {
        let vault = try ScratchVault([("notes/old.md", before)])
        _ = try rename(vault, "old", to: "  New ")
        #expect(try vault.read("notes/new.md") == after)
        #expect(try vault.git("log", "--follow", "--format=%s", "--", "notes/new.md").hasPrefix("Rename"))
    }

    @Test("are named anew by links to the heading that is the title")
    func headingLinks() throws {
        let vault = try ScratchVault([
            ("b.md", "# Old one\n[[#Old one]] [x](#old-one)\n## Old\n"),
            (
                "a.md",
                "[[b#Old one]] [[b# old ONE #Old|t]] ![[b#Old]] [x](b.md#old-one) [x](b.md#Old%20one) [[b#^p]] [[#Old one]]\n"
            ),
        ])
        _ = try rename(vault, "b.md", to: "New one")
        #expect(try vault.read("new-one.md") == "# New one\n[[#New one]] [x](#new-one)\n## Old\n")
        #expect(
            try vault.read("a.md")
                == "[[new-one#New one]] [[new-one# New one#Old|t]] ![[new-one#Old]] [x](new-one.md#new-one) "
                + "[x](new-one.md#New%20one) [[new-one#^p]] [[#Old one]]\n")
    }

    @Test("need no front matter where the file's name says it")
    func fileName() throws {
        let vault = try ScratchVault([("notes/old.md", "Text\n")])
        _ = try rename(vault, "old", to: "new-name")
        #expect(try vault.read("notes/new-name.md") == "Text\n")
    }

    @Test(
        "are one where the file was called by the title as it was, and else in the style of the file's name",
        arguments: [
            ("Blade Runner", "Text\n", "Blade Runner 1982", "Blade Runner 1982", "Text\n"),
            ("Blade Runner", "# Blade Runner\n", "Dune", "Dune", "# Dune\n"),
            ("Blade Runner", "---\ntitle: Blade Runner\n---\n", "Dune", "Dune", "---\ntitle: Dune\n---\n"),
            ("Blade Runner", "Text\n", "AC/DC", "AC-DC", "---\ntitle: AC/DC\n---\nText\n"),
            ("Blade Runner", "Text\n", "Taken", "Taken 2", "---\ntitle: Taken\n---\nText\n"),
            ("Blade Runner", "# Another\n", "Dune Two", "Dune Two", "# Dune Two\n"),
            ("Blade_Runner", "# Another\n", "Taken", "Taken_2", "# Taken\n"),
            ("blade_runner", "# Another\n", "Dune Two", "dune_two", "# Dune Two\n"),
            ("Runner", "# Another\n", "Dune Two", "dune-two", "# Dune Two\n"),
            ("blade-runner", "Text\n", "Dune Two", "dune-two", "---\ntitle: Dune Two\n---\nText\n"),
        ])
    func styles(stem: String, before: String, title: String, name: String, after: String) throws {
        let vault = try ScratchVault([
            ("\(stem).md", before), ("Taken.md", "x\n"),
            ("a.md", "[[\(stem)]] [x](\(stem.replacing(" ", with: "%20")).md)\n"),
        ])
        _ = try rename(vault, "\(stem).md", to: title)
        #expect(try vault.read("\(name).md") == after)
        let links = try vault.open().graph(around: nil, depth: 0).filter { $0.path == "a.md" }
        #expect(links.map(\.target.path) == ["\(name).md", "\(name).md"])
        #expect(try vault.open().handle(at: "\(name).md").title == title)
    }

    @Test("are told to whoever asks for the old ones, whose history they have")
    func oldNames() throws {
        let vault = try ScratchVault([
            (".mosaic/config.yaml", ""), ("notes/old-garden.md", "---\nid: aaaaaaa1\ntitle: Old garden\n---\n"),
            ("notes/twin.md", "---\nid: twin0001\ntitle: Twin\n---\n"),
            ("notes/other.md", "---\nid: other001\ntitle: Other\n---\n"),
        ])
        _ = try rename(vault, "aaaaaaa1", to: "The vegetable patch")
        _ = try rename(vault, "twin", to: "Another")
        _ = try rename(vault, "other", to: "Twin")
        _ = try rename(vault, "notes/twin.md", to: "Third")
        let opened = try vault.open()
        let entity = try opened.entity("aaaaaaa1")
        for name in ["old-garden", "notes/old-garden.md", "notes/old-garden", "Old garden", "OLD GARDEN"] {
            #expect(vaultError { try opened.entity(name) } == .renamedReference(name, entity: entity))
            #expect(try opened.entity(name, includesGone: true) == entity)
        }
        for name in ["elsewhere/old-garden.md", "old-garden/x", "task/old-garden"] {
            #expect(vaultError { try opened.entity(name) } == .unknownReference(name, suggestion: nil), "\(name)")
        }
        #expect(try opened.entity("note/old-garden", includesGone: true) == entity)
        // Two were called so.
        guard case .ambiguousReference("Twin", let candidates)? = vaultError({ try opened.entity("Twin") }) else {
            return #expect(Bool(false))
        }
        #expect(Set(candidates.map(\.entity.path)) == ["notes/another.md", "notes/third.md"])
    }

    @Test(
        "are exactly what was asked for, whatever YAML and Markdown make of it",
        arguments: [
            "yes: no", "2026", "null", "- x", "\"quoted\"", "a # b", "a #", "#", "[[x]]", "*a", "| b", "> c", "x\\",
            "`y`", "买花",
            "🎉", "=", "---", "{a: 1}", "a/b", "a|b", "<!-- c", "notes/new.md", "~", "!x", "\u{1}x", "{{title}}", "'",
            "it's",
        ])
    func exact(title: String) throws {
        for text in ["---\ntitle: Old\n---\n", "# Old\n", "Text\n", "Old\n===\n", "---\ntitle: Old\n---\n# Old\n"] {
            let vault = try ScratchVault([
                ("notes/old.md", text), ("notes/a.md", "[[old]] [[Old]] [x](Old) | [[Old\\|x]] |\n"),
                ("notes/b.md", "---\nrelates_to: [Old, [[Old]], \"[[Old|x]]\"]\n---\n"),
            ])
            _ = try rename(vault, "old", to: title)
            let renamed = try vault.open().entities().filter { !["a", "b"].contains($0.title) }
            #expect(renamed.map(\.title) == [title])
            let links = try vault.open().graph(around: nil, depth: 0).filter {
                ["notes/a.md", "notes/b.md"].contains($0.path)
            }
            #expect(links.map(\.target.path) == Array(repeating: renamed[0].path, count: 7))
            #expect(try vault.open().wanted() == [])
        }
    }

    @Test("take a free name, keep one that fits, and keep their ending")
    func paths() throws {
        let vault = try ScratchVault([
            ("notes/a.md", "---\nid: aaaaaaa1\n---\n# A\n"), ("domains/taken.md", "# X\n"),
            ("notes/taken-2.md", "# Y\n"),
            ("notes/b.markdown", "---\nid: bbbbbbb1\n---\n# B\n"), ("c.md", "---\nid: ccccccc1\n---\n# C\n"),
            ("links.md", "[c](/c.md#x) [[/c]] [[./c.md]]\n"),
        ])
        _ = try rename(vault, "aaaaaaa1", to: "Taken")
        #expect(vault.exists("notes/taken-3.md"))
        #expect(try rename(vault, "aaaaaaa1", to: "Taken!").paths == ["notes/taken-3.md"])
        _ = try rename(vault, "bbbbbbb1", to: "Bee")
        #expect(vault.exists("notes/bee.markdown"))
        _ = try rename(vault, "ccccccc1", to: "Sea")
        #expect(vault.exists("sea.md"))
        #expect(try vault.read("links.md") == "[c](/sea.md#x) [[/sea]] [[./sea.md]]\n")
        #expect(try rename(vault, "ccccccc1", to: "Sea").isEmpty)
        _ = try rename(vault, "ccccccc1", to: "🌊")
        #expect(try vault.read("sea.md") == "---\nid: ccccccc1\n---\n# 🌊\n")
    }

    @Test("give links another name where the title is somebody else's too, and say so")
    func namesakes() throws {
        let vault = try ScratchVault([
            ("notes/a.md", "---\nid: aaaaaaa1\ntitle: Old\n---\n"), ("notes/n.md", "[[Old]]\n"),
            ("notes/other.md", "# Same\n"),
            ("domains/x.md", "---\naliases: [same]\n---\n"),
        ])
        let plan = try rename(vault, "aaaaaaa1", to: "Same")
        #expect(plan.notes == [.namesakes(["domains/x.md", "notes/other.md"])])
        #expect(try vault.read("notes/n.md") == "[[same-2]]\n")
        #expect(try vault.open().detail(of: "notes/n.md").outgoing.map(\.target.id) == ["aaaaaaa1"])
    }

    @Test("leave a file that links and cannot be read, and are refused where one cannot be changed")
    func refusals() throws {
        let vault = try ScratchVault([
            ("notes/a.md", "# A\n"), ("notes/b.md", "---\nx: [\n---\n[[a]]\n"), ("notes/c.md", "# C\n"),
            ("notes/d.md", "---\nrelates_to: &x c\nother: *x\n---\n"),
            ("users/e.md", "# E\n"),
            ("workspace.md", "---\ntype: workspace\nmembers: [{user: &x e}]\nother: *x\n---\n"),
        ])
        let plan = try vault.open().planRenaming("a", to: "New")
        #expect(
            plan.notes == [.losesHistory(title: "A"), .linksLeft(["notes/b.md"])]
                && plan.paths == ["notes/a.md", "notes/new.md"])
        #expect(
            vaultError { try rename(vault, "notes/c.md", to: "New") }
                == .uneditableField(path: "notes/d.md", field: "relates_to"))
        #expect(
            vaultError { try rename(vault, "users/e.md", to: "New") }
                == .uneditableField(path: "workspace.md", field: "members"))
        #expect(vaultError { try rename(vault, "notes/c.md", to: " ") } == .invalidTitle(" "))
        #expect(try vault.git("status", "--porcelain") == "")
    }

    @Test("keep the entity's history, and take its own links along")
    func history() throws {
        let vault = try ScratchVault([
            (".mosaic/config.yaml", ""), ("notes/a.md", "---\nid: aaaaaaa1\n---\n# See [[a]]\n\n[[a#x]]\n"),
        ])
        _ = try rename(vault, "a", to: "B")
        #expect(try vault.read("notes/b.md") == "---\nid: aaaaaaa1\n---\n# B\n\n[[b#x]]\n")
        var filter = ActivityFilter()
        filter.entities = [try vault.open().entity("aaaaaaa1")]
        let actions = try vault.open().activities(filter).activities.map(\.action)
        #expect(actions.contains(.moved) && actions.contains(.created))
        #expect(try vault.lastCommitPaths() == ["notes/a.md", "notes/b.md"])
    }

    @Test("say that a history ends where a file without an id keeps too little of what it says to be followed")
    func shortFile() throws {
        let vault = try ScratchVault([
            ("short.md", "# Tea\n"), ("id.md", "---\nid: aaaaaaa1\n---\n# Sum\n"), ("long.md", "# Long\n\n" + .long),
        ])
        for (reference, title, notes) in [
            ("short", "Of milk and honey", [ChangeNote.losesHistory(title: "Tea")]), ("id", "Of milk and sugar", []),
            ("long", "Of milk and cream", []),
        ] {
            #expect(try rename(vault, reference, to: title).notes == notes)
            let log = try vault.open().fieldLog(of: Slug.of(title) ?? "")
            #expect((log.count == 1) == !notes.isEmpty)
        }
    }

    @Test("writes the path from the top of the vault where a shorter name would lead to another file")
    func namesake() throws {
        let vault = try ScratchVault(
            [
                ("workspace.md", "---\ntype: workspace\n---\n# Home base\n"), ("a/workspace.md", "# A place to work\n"),
                ("a/p.md", "---\nrelates_to: [Home base]\n---\n[[home base]]\n"), ("b.md", "# Base\n"),
            ])
        try vault.change { try $0.planRenaming("Home base", to: "Base") }
        #expect(try vault.read("a/p.md") == "---\nrelates_to: [/workspace.md]\n---\n[[/workspace.md]]\n")
        #expect(try vault.open().detail(of: "a/p.md").outgoing.map(\.target.path) == ["workspace.md", "workspace.md"])
    }
}

extension String {
    /// Lines enough that a heading is the least of them.
    fileprivate static var long: String { (1...20).map { "Line \($0) of a text that goes on\n" }.joined() }
}
