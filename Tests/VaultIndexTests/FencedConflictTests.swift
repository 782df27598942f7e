import Foundation
import Testing
import VaultModel

@testable import VaultIndex

/// Conflict markers in fenced code are an example, unless git has the file in a conflict.
struct FencedConflictTests {
    private func note(_ line: String) -> String { "---\ntype: note\n---\n```\n\(line)\n```\n" }

    private func findings(_ index: IndexStore) throws -> [String] {
        try index.refreshUntilCurrent()
        #expect(try index.verify().differences == [])
        return try index.read { reader in
            try reader.diagnostics(schema: .builtIn).all().map { "\($0.code.rawValue) \($0.path) \($0.line ?? 0)" }
        }
    }

    private func conflict() throws -> (HistoryRepository, IndexStore) {
        let repository = try HistoryRepository()
        try repository.write("a.md", note("one"))
        try repository.commit("one")
        try repository.git("checkout", "-q", "-b", "side")
        try repository.write("a.md", note("theirs"))
        try repository.commit("side")
        try repository.git("checkout", "-q", "main")
        try repository.write("a.md", note("ours"))
        try repository.commit("main")
        let index = try repository.index()
        #expect(try findings(index) == [])
        try repository.git("merge", "-q", "side")
        return (repository, index)
    }

    @Test("A conflict in fenced code is one until git has the file as resolved, be it as it is")
    func inFencedCode() throws {
        let (repository, index) = try conflict()
        #expect(try findings(index) == ["conflict-marker a.md 5"])
        try repository.git("add", "a.md")
        #expect(try findings(index) == [])
        try repository.git("checkout", "-q", "-m", "a.md")
        #expect(try findings(index) == ["conflict-marker a.md 5"])
        try repository.write("a.md", note("both"))
        #expect(try findings(index) == [])
    }

    @Test("An example of a conflict is none, in a file beside one that has a conflict as well")
    func example() throws {
        let (repository, index) = try conflict()
        try repository.write("b.md", note("<<<<<<< ours\none\n=======\nother\n>>>>>>> theirs"))
        #expect(try findings(index) == ["conflict-marker a.md 5"])
        try repository.git("add", "b.md")
        #expect(try findings(index) == ["conflict-marker a.md 5"])
    }

    @Test("What git's index says only later, when the file was read already, is noticed")
    func indexIsBehind() throws {
        let (repository, index) = try conflict()
        let staged = try Data(contentsOf: URL(filePath: repository.path + "/.git/index"))
        try repository.git("add", "a.md")
        #expect(try findings(index) == [])
        try repository.write(".git/index", bytes: staged)
        #expect(try findings(index) == ["conflict-marker a.md 5"])
    }
}
