import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

@Suite("A reference that is written")
struct LinkTextTests {
    private func target(_ vault: ScratchVault, of reference: String, _ name: String) throws -> String? {
        try vault.open().detail(of: reference).outgoing.first { $0.name == name }?.target.path
    }

    @Test(
        "leads to what was meant, though a file nearer by has the name",
        arguments: [
            ("sub/p.md", "index.md", "index.md", "/index.md"),
            ("sub/p.md", "sub/index.md", "sub/index.md", "sub/index.md"),
            ("projects/x.md", "notes/garden.md", "notes/garden.md", "/notes/garden.md"),
            ("projects/x.md", "[[notes/garden|the garden]]", "notes/garden.md", "[[/notes/garden.md|the garden]]"),
            ("projects/x.md", "projects/notes/garden.md", "projects/notes/garden.md", "projects/notes/garden.md"),
            ("sub/p.md", "Roof", "roof.md", "Roof"), ("p.md", "index.md", "index.md", "index.md"),
        ])
    func nearer(owner: String, reference: String, path: String, written: String) throws {
        let vault = try ScratchVault(
            [
                (".mosaic/config.yaml", ""), ("index.md", "# Start\n"), ("sub/index.md", "# Below\n"),
                ("sub/p.md", "x\n"), ("p.md", "x\n"), ("notes/garden.md", "# Bed\n"), ("projects/x.md", "x\n"),
                ("projects/notes/garden.md", "# Plan\n"), ("roof.md", "---\nid: r1\n---\n# The roof\n"),
                ("sub/tiles.md", "---\naliases: [Roof]\n---\n"),
            ])
        try vault.set(owner, "relates_to=\(reference)")
        #expect(try vault.document(owner).field("relates_to")?.value == .list([.string(written)]))
        #expect(try target(vault, of: owner, "relates_to") == path)
        try vault.set(owner, "relates_to+=\(reference)")
        #expect(try vault.document(owner).items("relates_to").count == 1)
        try vault.set(owner, "relates_to-=\(path)")
        #expect(try vault.document(owner).items("relates_to").isEmpty)
    }

    @Test("is added beside one by the same text that leads to another")
    func sameText() throws {
        let vault = try ScratchVault(
            [("index.md", "x\n"), ("sub/index.md", "x\n"), ("sub/p.md", "---\nrelates_to: [index.md]\n---\n")])
        try vault.set("sub/p.md", "relates_to+=index.md")
        #expect(
            try vault.open().detail(of: "sub/p.md").outgoing.map(\.target.path) == ["sub/index.md", "index.md"])
    }

    @Test(
        "is read as one on the command line is: paths count from where the person stands",
        arguments: [
            ("sub", "sub/p.md", "index.md", "sub/index.md", "index.md"),
            ("sub", "p.md", "index.md", "sub/index.md", nil),
            ("sub", "sub/p.md", "../index.md", "index.md", "../index.md"),
            ("sub", "p.md", "../index.md", "index.md", nil),
            ("", "sub/p.md", "/index.md", "index.md", "/index.md"), ("sub", "p.md", "/sub/index", "sub/index.md", nil),
        ])
    func standpoint(place: String, owner: String, reference: String, path: String, written: String?) throws {
        let vault = try ScratchVault([
            ("index.md", "x\n"), ("sub/index.md", "x\n"), ("sub/p.md", "x\n"), ("p.md", "x\n"),
        ])
        let opened = try vault.open(in: place)
        let plan = try opened.planSetting([ScratchVault.assignment("relates_to=\(reference)")], of: owner)
        _ = try opened.carryOut(plan, ScratchVault.origin())
        #expect(try target(vault, of: owner, "relates_to") == path)
        if let written { #expect(try vault.document(owner).items("relates_to") == [written]) }
    }

    @Test("to a namesake in another folder is none to the entity itself, and a promoted idea is what it came from")
    func namesakes() throws {
        let vault = try ScratchVault(
            [
                (".mosaic/config.yaml", ""), ("garden.md", "---\ntype: idea\nproject: ../b/x.md\n---\n# A garden\n"),
                ("ideas/bed.md", "---\ntype: idea\nproject: x.md\n---\n"), ("ideas/x.md", "---\ntype: project\n---\n"),
                ("x.md", "---\ntype: project\n---\n"), ("tasks/garden.md", "---\ntype: task\n---\n# Dig\n"),
            ])
        #expect(
            vaultError { try vault.set("tasks/garden.md", "parent=garden.md") }
                == .wrongKind(path: "garden.md", kind: "idea", expected: ["task"]))
        try vault.set("tasks/garden.md", "part_of=garden.md")
        #expect(try target(vault, of: "tasks/garden.md", "part_of") == "garden.md")
        func promote(_ reference: String) throws -> String {
            var made: MakingPlan?
            try vault.change { opened in
                let plan = try opened.planPromotion(of: reference, to: "task", random: &vault.random)
                made = plan
                return plan.plan
            }
            return try #require(made?.path)
        }
        let dug = try promote("garden.md")
        #expect(try vault.document(dug).field("derived_from")?.value == .string("/garden.md"))
        #expect(try vault.document(dug).field("project")?.value == .string("../b/x.md"))
        let bed = try promote("ideas/bed.md")
        #expect(try target(vault, of: bed, "project") == "ideas/x.md")
        #expect(try target(vault, of: bed, "derived_from") == "ideas/bed.md")
    }

    @Test("by a title leads to what has it, though what states it has the same one from now on")
    func ownTitle() throws {
        let vault = try ScratchVault([(".mosaic/config.yaml", ""), ("tasks/a.md", "---\ntitle: Fix it\n---\n")])
        let made = try vault.make("task", "Fix it", ["relates_to=Fix it"])
        #expect(try target(vault, of: made.path, "relates_to") == "tasks/a.md")
        #expect(try vault.document(made.path).field("relates_to")?.value == .list([.string("a")]))
    }

    @Test("leads to what it means on the command line, whatever goes by similar names", arguments: UInt64(1)...25)
    func law(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let words = ["garden", "roof", "Roof", "The roof", "r1"]
        let folders = ["", "tasks", "notes", "tasks/notes", "projects"]
        func pick(_ choices: [String]) -> String { choices.randomElement(using: &random) ?? "" }
        func place() -> String {
            let folder = pick(folders)
            return (folder.isEmpty ? "" : folder + "/") + (Slug.of(pick(words)) ?? "")
                + pick([".md", ".md", ".markdown"])
        }
        let vault = try ScratchVault([(".mosaic/config.yaml", "")])
        var paths: [String] = []
        for number in 0..<8 {
            let path = place()
            if !vault.exists(path) { paths.append(path) }
            var lines = ["---", "type: \(pick(["task", "project", "note", "idea"]))"]
            if Bool.random(using: &random) { lines.append("id: \(pick(["r1", "roof", "garden7", "id\(number)"]))") }
            if Bool.random(using: &random) { lines.append("title: \(pick(words))") }
            if Bool.random(using: &random) { lines.append("aliases: [\(pick(words))]") }
            try vault.write(path, (lines + ["---", ""]).joined(separator: "\n"))
        }
        let opened = try vault.open()
        for step in 0..<25 {
            let text = pick([
                pick(words), place(), VaultPath.withoutSuffix(place()),
                pick(["task/", "note/", "projects/"]) + pick(words),
                pick(["gard", "id", "id3"]), pick(paths),
            ])
            let owner = pick(paths)
            let (field, kind) = Bool.random(using: &random) ? ("relates_to", nil) : ("project", "project")
            let written = "\(field)=\(pick([text, "[[\(text)]]"]))"
            guard let meant = try? opened.entity(text, expecting: kind), kind == nil || meant.type == kind else {
                continue
            }
            var (plan, path) = (ChangePlan(files: [], verb: .set, object: ""), owner)
            if step % 3 == 0 {
                let made = try opened.planMaking(
                    NewEntity(kind: "task", title: pick(words), assignments: [ScratchVault.assignment(written)]),
                    random: &random)
                (plan, path) = (made.plan, made.path)
            } else {
                guard let present = try? opened.editable(opened.handle(at: owner)) else { continue }
                if kind != nil, present.kind?.field(field) == nil { continue }
                var planned = PlannedSuccessors()
                plan = try opened.planSetting([ScratchVault.assignment(written)], of: present, beside: &planned)
            }
            _ = try opened.carryOut(plan, ScratchVault.origin(commits: false))
            try opened.refresh()
            let edge = try opened.graph(around: nil, depth: 0).first { $0.path == path && $0.name == field }
            #expect(edge?.target.path == meant.path, "seed \(seed), step \(step): \(written) in \(path)")
            if path != owner { try vault.remove(path) }
            try opened.refresh()
        }
    }
}

extension Document {
    fileprivate func items(_ name: String) -> [String] { field(name)?.value.texts ?? [] }
}
