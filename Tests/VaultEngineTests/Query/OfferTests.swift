import Foundation
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
        #expect(offered.first == "a0" && offered.last == "ay" && offered.count == 61)
        #expect(try texts(vault, "").count == 60 && texts(vault, "a", kind: "note") == ["ay"])
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
}
