import Testing

@testable import VaultEngine

@Suite("Merging two versions of a file")
struct FileMergeTests {
    private static func file(_ lines: String...) -> String {
        "---\n" + lines.joined(separator: "\n") + "\n---\n# Roof\n"
    }

    private static let base = file("type: task", "a: 1", "b: 2", "c: 3")

    @Test(
        "makes none that has a key twice, unless one of them had it so",
        arguments: [
            ("due: 1", "due: 1", file("type: task", "due: 1", "a: 1", "b: 2", "c: 3")),
            ("due: 1", "due: 2", nil),
            ("d: 4", "due: 2", file("type: task", "d: 4", "a: 1", "b: 2", "c: 3", "due: 2")),
            ("a: 0", "due: 2", file("type: task", "a: 0", "a: 1", "b: 2", "c: 3", "due: 2")),
        ])
    func keys(ours: String, theirs: String, merged: String?) throws {
        let result = try FileMerge.merge(
            base: Array(Self.base.utf8), ours: Array(Self.file("type: task", ours, "a: 1", "b: 2", "c: 3").utf8),
            theirs: Array(Self.file("type: task", "a: 1", "b: 2", "c: 3", theirs).utf8))
        #expect(result.map { String(decoding: $0, as: UTF8.self) } == merged)
    }

    @Test(
        "gives the line ends of the one that is there, where the others have other ones",
        arguments: [
            ("a\nb\n", "a\r\nb\r\n", "a\r\nb\r\nc\r\n", "a\nb\nc\n"),
            ("x\nb\n", "a\r\nb\r\n", "y\r\nb\r\n", nil),
            ("x\na\nb\nc\nd\n", "a\r\nb\r\nc\r\nd\r\n", "a\r\nb\r\nc\r\n", "x\na\nb\nc\n"),
            ("a\r\nb\r\n", "a\nb\n", "a\nb\nc\n", "a\r\nb\r\nc\r\n"),
            ("a\r\nb\n", "a\r\nb\r\n", "a\r\nB\r\n", nil),
        ])
    func lineEnds(ours: String, base: String, theirs: String, merged: String?) throws {
        let result = try FileMerge.merge(base: Array(base.utf8), ours: Array(ours.utf8), theirs: Array(theirs.utf8))
        #expect(result.map { String(decoding: $0, as: UTF8.self) } == merged)
    }
}
