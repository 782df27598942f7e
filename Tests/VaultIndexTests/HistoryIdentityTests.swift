import Foundation
import Testing
import VaultModel

@testable import VaultIndex

/// What is told of an entity whose files are copied, broken, moved, or called by names that look alike.
struct HistoryIdentityTests {
    private let long = (1...20).map { "line \($0)" }.joined(separator: "\n") + "\n"

    private func told(_ repository: HistoryRepository) throws -> [String] {
        let index = try repository.index()
        try index.refresh(includingText: true)
        #expect(try index.verify().differences == [])
        return try index.read { reader in
            try reader.activities.page(ActivityFilter()).activities.map { "\($0.action.rawValue) \($0.path)" }
                .reversed()
        }
    }

    @Test("A copy that goes ends nothing; the last of them does")
    func copy() throws {
        let repository = try HistoryRepository()
        try repository.write("a.md", "---\nid: x1\ntype: task\n---\n# A\n")
        try repository.commit("one")
        try repository.write("b.md", "---\nid: x1\ntype: task\n---\n# A\n")
        try repository.commit("copy")
        let before = try told(repository)
        try repository.git("rm", "-q", "b.md")
        try repository.commit("no copy")
        #expect(try told(repository) == before + ["updated b.md"])
        try repository.write("b.md", "---\nid: x1\ntype: task\n---\n# A\n")
        try repository.commit("copy")
        try repository.git("rm", "-q", "a.md", "b.md")
        try repository.commit("none")
        #expect(try told(repository).filter { $0.hasPrefix("deleted") }.count == 1)
    }

    @Test(
        "A file that is renamed and broken, or renamed and mended, in one commit is the same entity",
        arguments: ["id: x1\n", ""])
    func broken(id: String) throws {
        let repository = try HistoryRepository()
        try repository.write("a.md", "---\n\(id)type: task\nstatus: paused\n---\n# A\n\(long)")
        try repository.commit("one")
        try repository.git("mv", "a.md", "b.md")
        try repository.write("b.md", "---\n\(id)type: task\nstatus: [\n---\n# A\n\(long)")
        try repository.commit("broken")
        #expect(try told(repository).last == "moved b.md")
        let index = try repository.index()
        try index.refresh(includingText: true)
        #expect(try index.read { try $0.entities.summary(at: "b.md") }?.status == "paused")
        try repository.git("mv", "b.md", "c.md")
        try repository.write("c.md", "---\n\(id)type: task\nstatus: completed\n---\n# A\n\(long)")
        try repository.commit("mended")
        let told = try told(repository)
        #expect(told.filter { $0.hasPrefix("deleted") || $0.hasPrefix("restored") } == [])
        #expect(told.suffix(2).sorted() == ["completed c.md", "moved c.md"])
    }

    @Test(
        "A file that was deleted and comes back broken is what it was, and says what it said last",
        arguments: [true, false])
    func brokenAgain(isBrokenBefore: Bool) throws {
        let repository = try HistoryRepository()
        let text = "---\nid: x1\ntype: task\nstatus: paused\n---\n# A\n\(long)"
        let broken = text.replacing("paused", with: "[paused")
        try repository.write("a.md", text)
        try repository.commit("one")
        if isBrokenBefore {
            try repository.write("a.md", broken)
            try repository.commit("broken")
        }
        try repository.git("rm", "-q", "a.md")
        try repository.commit("gone")
        try repository.write("a.md", broken)
        #expect(try told(repository).last == "restored a.md")
        try repository.commit("back")
        #expect(try told(repository).last == "restored a.md")
        let index = try repository.index()
        try index.refresh(includingText: true)
        #expect(try index.read { try $0.entities.summary(at: "a.md") }?.status == "paused")
        try repository.write("a.md", text.replacing("paused", with: "completed"))
        try repository.commit("mended")
        #expect(try told(repository).suffix(2) == ["restored a.md", "completed a.md"])
        // Where the id is elsewhere by then, the file is another one.
        try repository.git("rm", "-q", "a.md")
        try repository.write("b.md", text)
        try repository.commit("elsewhere")
        try repository.write("a.md", broken)
        try repository.commit("another")
        #expect(try told(repository).last == "created a.md")
    }

    @Test("Names that look alike and differ in their bytes are names of two files", arguments: [true, false])
    func forms(isCommitted: Bool) throws {
        let composed = "caf\u{E9}.md"
        let decomposed = "cafe\u{301}.md"
        let repository = try HistoryRepository()
        try repository.write(composed, "# Composed\n\(long)")
        if isCommitted { try repository.commit("one") }
        let index = try repository.index()
        func paths() throws -> [[UInt8]] {
            try index.refresh(includingText: true)
            #expect(try index.verify().differences == [])
            return try index.read { try $0.entities.list(.everything).map { Array($0.path.utf8) } }.sorted {
                $0.count < $1.count
            }
        }
        #expect(try paths() == [Array(composed.utf8)])
        try repository.write(decomposed, "# Decomposed\n")
        if isCommitted { try repository.commit("two") }
        #expect(try paths() == [Array(composed.utf8), Array(decomposed.utf8)])
        try index.rebuild()
        #expect(try paths() == [Array(composed.utf8), Array(decomposed.utf8)])
        try repository.write(decomposed, "# Decomposed\nand edited\n")
        if isCommitted { try repository.commit("three") }
        #expect(try paths().count == 2)
        repository.remove(decomposed)
        if isCommitted { try repository.commit("four") }
        #expect(try paths() == [Array(composed.utf8)])
        try FileManager.default.moveItem(
            atPath: "\(repository.path)/\(composed)", toPath: "\(repository.path)/\(decomposed)")
        if isCommitted { try repository.commit("five") }
        #expect(try paths() == [Array(decomposed.utf8)])
        guard isCommitted else { return }
        #expect(try told(repository).last?.hasPrefix("moved") == true)
    }

    @Test("An accent that stands alone is no word that the index lacks")
    func accent() throws {
        let repository = try HistoryRepository()
        try repository.write("n.md", "# N\n\nIPA: (\u{303}) is nasal, \u{301} is not\n")
        #expect(try told(repository) == ["created n.md"])
    }
}
