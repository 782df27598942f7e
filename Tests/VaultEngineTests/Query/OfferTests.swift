import Foundation
import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

/// The references that a vault offers for what is typed.
struct OfferTests {
    private func texts(_ vault: Vault, _ prefix: String, kind: String? = nil) throws -> [String] {
        try vault.offers(beginningWith: prefix, kind: kind).map(\.text)
    }

    @Test("An offer is a short id, a stem or a path, and names the entity whose title it shows")
    func forms() throws {
        let repository = try TestVault()
        try repository.write("tasks/roof.md", "---\nid: roof2345\ntype: task\n---\n# Mend the roof\n")
        try repository.write("tasks/Rooms.md", "---\nid: 7k3m9q2x\ntype: task\n---\n# Paint the rooms\n")
        try repository.write("projects/rook.md", "---\nid: 7k3m9q3y\ntype: project\n---\n# Chess\n")
        try repository.write("a/same.md", "# Same\n")
        try repository.write("b/same.md", "# Same again\n")
        let vault = try repository.refreshed()
        #expect(try texts(vault, "ro") == ["roof", "roof", "rook", "Rooms"])
        #expect(try texts(vault, "ro", kind: "project") == ["rook"])
        #expect(try texts(vault, "7k3m") == ["7k3m9q2", "7k3m9q3"])
        #expect(try texts(vault, "7k3m9q2x") == ["7k3m9q2x"])
        #expect(try texts(vault, "sa").isEmpty && texts(vault, "a/") == ["a/same.md"] && texts(vault, "zz").isEmpty)
        #expect(try Set(texts(vault, "")) == ["roof", "Rooms", "rook", "a/same.md", "b/same.md"])
        for prefix in ["", "r", "R", "7", "a/", "projects/"] {
            for offer in try vault.offers(beginningWith: prefix) {
                #expect(try vault.entity(offer.text).title == offer.title, "\(offer)")
            }
        }
    }

    @Test("Of what can be done, what is open comes first, and without a text it alone, by its day")
    func toComplete() throws {
        let repository = try TestVault()
        func write(_ name: String, _ fields: String) throws {
            try repository.write(name, "---\n\(fields)\n---\n")
        }
        try write("tasks/roof-a.md", "type: task\nstatus: completed")
        try write("tasks/roof-b.md", "type: task\ndue: 2026-12-02")
        try write("tasks/roof-c.md", "type: task\ndue: 2026-12-01")
        try write("notes/roof-d.md", "type: note")
        try write("agents/roof-e.md", "type: agent")
        let vault = try repository.refreshed()
        func offered(_ prefix: String) throws -> [String] {
            try vault.offersOfOpen(beginningWith: prefix).map(\.text)
        }
        #expect(try offered("roof") == ["roof-b", "roof-c"] && offered("roof-a") == ["roof-a"])
        #expect(try offered("").prefix(2) == ["roof-c", "roof-b"] && !offered("").contains("roof-a"))
        try write("ideas/roof-f.md", "type: idea\nstatus: actionable")
        try write("ideas/roof-g.md", "type: idea")
        try vault.refresh()
        #expect(try vault.offersOfOpen(beginningWith: "", kind: "idea").map(\.text) == ["roof-g"])
        #expect(try vault.offersOfOpen(beginningWith: "roof", kind: "idea").map(\.text) == ["roof-g"])
        #expect(try !offered("").contains("roof-e") && !offered("ROOF").contains("roof-e"))
    }

    @Test("Behind a file and a colon its boxes are offered, those that are open first")
    func boxes() throws {
        let repository = try TestVault()
        try repository.write("notes/a b.md", "- [x] done\n- [ ] open\n- [-]\n")
        let vault = try repository.refreshed()
        for name in ["notes/a b.md", "a b"] {
            #expect(
                try vault.offersOfBoxes(beginningWith: name + ":") == [
                    ReferenceOffer(text: "\(name):2", title: "open"), ReferenceOffer(text: "\(name):1", title: "done"),
                    ReferenceOffer(text: "\(name):3", title: "[-]"),
                ])
        }
        #expect(
            try vault.offersOfBoxes(beginningWith: "a b").isEmpty && vault.offersOfBoxes(beginningWith: "x:").isEmpty)
    }

    @Test("A name is offered though it begins another's id, and not where it is the id of another")
    func precedence() throws {
        let repository = try TestVault()
        try repository.write("other.md", "---\nid: roofabcd\n---\n# Some other\n")
        try repository.write("roof.md", "# The roof\n")
        try repository.write("wall.md", "# The wall\n")
        try repository.write("third.md", "---\nid: wall\n---\n# Third\n")
        let vault = try repository.refreshed()
        let offers = try vault.offers(beginningWith: "roof")
        #expect(offers.map(\.text) == ["roofa", "roof"] && offers.map(\.title) == ["Some other", "The roof"])
        #expect(try vault.offers(beginningWith: "wal").map(\.title) == ["Third"])
        #expect(try vault.offers(beginningWith: "").map(\.text).sorted() == ["other", "roof", "third", "wall.md"])
    }

    @Test("Whatever files are called, each offer means the entity that it is made for", arguments: UInt64(1)...40)
    func law(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let names = ["roof", "Roof", "roofa", "roo", "r", "roof.md", "garden", "ro of"]
        let repository = try TestVault()
        for number in 0..<9 {
            func pick(_ choices: [String]) -> String { choices.randomElement(using: &random) ?? "" }
            let id = pick([
                "", "id: \(pick(["roof", "roofabcd", "roofabce", "ROOFABCD", "r", "garden", "id\(number)"]))\n",
            ])
            let title = pick(["", "title: \(pick(names)) \(number)\n", "title: \(pick(names))\n"])
            let path = pick(["", "a/", "a/b/"]) + pick(names) + pick([".md", ".md", ".markdown"])
            try repository.write(path, "---\nnumber: \(number)\n\(id)\(title)---\n")
        }
        let vault = try repository.refreshed()
        for prefix in ["", "r", "ro", "roof", "Roofa", "a/", "a/b/", "g"] {
            for offer in try vault.offers(beginningWith: prefix) {
                #expect(try vault.entity(offer.text).title == offer.title, "seed \(seed), \(prefix): \(offer)")
            }
        }
    }

    @Test("Tags are offered by how they begin, each once however it is written")
    func tags() throws {
        let repository = try TestVault()
        try repository.write("a.md", "---\ntags: [House, house/roof]\n---\n")
        try repository.write("b.md", "#house and #garden\n")
        let vault = try repository.refreshed()
        #expect(try vault.tags(beginningWith: "HO") == ["House", "house/roof"])
        #expect(try vault.tags(beginningWith: "") == ["garden", "House", "house/roof"])
        #expect(try vault.tags(beginningWith: "x").isEmpty)
    }

    @Test("However many there are, few are offered, and they go on in all the ways that there are")
    func many() throws {
        let repository = try TestVault()
        for number in 0..<200 {
            try repository.write("a\(number).md", "---\nid: \(number)x\(number)\ntype: task\n---\n")
        }
        try repository.write("az.md", "---\ntype: note\n---\n")
        try repository.write("n/az.md", "---\ntype: note\n---\n")
        try repository.write("ay.md", "---\ntype: note\n---\n")
        let vault = try repository.refreshed()
        let offered = try texts(vault, "a")
        #expect(offered.first == "a0" && offered.last == "az" && offered.count == 61)
        #expect(try texts(vault, "").count == 60 && texts(vault, "a", kind: "note") == ["ay", "az"])
    }

    @Test("An index that is not there, or is no index, is left as it is")
    func untouched() throws {
        let repository = try TestVault()
        try repository.write("a.md", "# A\n")
        func ask() throws -> [ReferenceOffer] {
            try Vault.asItIs(discovering: repository.path, surroundings: repository.surroundings)
                .offers(beginningWith: "")
        }
        #expect(throws: VaultError.self) { try ask() }
        _ = try repository.refreshed()
        try repository.write("b.md", "# B\n")
        #expect(try ask().map(\.text) == ["a"])
        let folder = repository.path + "/.git/mosaic"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        let index = folder + "/" + (try #require(names.first { $0.hasSuffix(".sqlite") }))
        try Data("no index".utf8).write(to: URL(fileURLWithPath: index))
        #expect(throws: VaultError.self) { try ask() }
        #expect(try String(contentsOfFile: index, encoding: .utf8) == "no index")
    }

    @Test("Folders are offered by the beginning of their paths")
    func folders() throws {
        let scratch = try ScratchVault([
            ("archive/2026/a.md", ""), ("archive/b.md", ""), ("area/.x/c.md", ""), (".trash/d.md", ""), ("Ä/e.md", ""),
        ])
        let vault = try scratch.open()
        try vault.refresh()
        for (prefix, folders) in [
            ("", ["archive", "archive/2026", "area", "Ä"]), ("ar", ["archive", "archive/2026", "area"]),
            ("archive/", ["archive/2026"]), ("area/", []), (".", []), ("x", []),
        ] {
            #expect(try vault.folders(beginningWith: prefix) == folders, "\(prefix)")
        }
    }
}
