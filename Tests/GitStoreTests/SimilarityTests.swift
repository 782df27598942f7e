import Testing

@testable import GitStore

@Suite struct SimilarityTests {
    private static func lines(_ range: ClosedRange<Int>, _ text: String = "the line with number") -> String {
        range.map { "\(text) \($0)\n" }.joined()
    }

    /// Pairs of files that git, too, is asked about. All end in a line end: git before 2.44 leaves out what follows the last.
    private static let pairs: [(name: String, old: String, new: String)] = [
        ("a line more", lines(1...10), lines(1...11)),
        ("half of it", lines(1...10), lines(6...15)),
        ("two thirds", lines(1...12), lines(1...8) + lines(1...4, "another line, number")),
        ("in another order", lines(1...10), lines(6...10) + lines(1...5)),
        ("line ends", lines(1...10), lines(1...10).replacing("\n", with: "\r\n") + "more\n"),
        (
            "long lines", String(repeating: "abcdefghij", count: 50) + "\n",
            String(repeating: "abcdefghij", count: 45) + "\n"
        ),
        ("repeated lines", String(repeating: "again\n", count: 20), String(repeating: "again\n", count: 31)),
        ("a bit in common", lines(1...5) + lines(1...10, "old"), lines(1...5) + lines(1...10, "new")),
        ("binary", "\u{0}\u{1}" + lines(1...9), "\u{0}\u{1}" + lines(2...9).replacing("\n", with: "\r\n") + "x\n"),
        ("nothing in common", lines(1...5, "one"), lines(1...5, "other")),
    ]

    @Test(arguments: pairs.indices)
    func similarityIsWhatGitMeasures(index: Int) throws {
        let pair = Self.pairs[index]
        let repository = try TestRepository()
        try repository.write("old", pair.old)
        try repository.commitAll()
        try repository.git("rm", "-q", "old")
        try repository.write("new", pair.new)
        try repository.commitAll()
        let raw = try repository.git("diff-tree", "-r", "-M1%", "--diff-filter=R", "HEAD~1", "HEAD")
        let status = raw.split(whereSeparator: \.isWhitespace).first { $0.hasPrefix("R") }
        let expected = status.flatMap { Int($0.dropFirst()) } ?? 0
        let found = Self.similarity(Array(pair.old.utf8), Array(pair.new.utf8))
        #expect(Int(found * 100) == expected, "\(pair.name)")
        #expect(found == Self.similarity(Array(pair.new.utf8), Array(pair.old.utf8)))
    }

    private static func similarity(_ left: [UInt8], _ right: [UInt8]) -> Double {
        SimilarityFingerprint(left).similarity(to: SimilarityFingerprint(right))
    }

    @Test func whatFollowsTheLastLineEndCounts() {
        #expect(Self.similarity(Array("abc".utf8), Array("abc".utf8)) == 1)
        #expect(Self.similarity(Array("abc".utf8), Array("abd".utf8)) == 0)
    }

    @Test func anEmptyFileIsSimilarToNothing() {
        #expect(Self.similarity([], []) == 0)
        #expect(Self.similarity([], Array("a\n".utf8)) == 0)
    }
}
