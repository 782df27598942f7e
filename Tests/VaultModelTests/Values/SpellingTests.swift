import Testing

@testable import VaultModel

@Suite("Spelling")
struct SpellingTests {
    private static let words = ["not_started", "in_progress", "paused", "completed", "archived"]

    @Test(
        "finds the word that was meant",
        arguments: [
            ("in_progres", "in_progress"), ("In Progress", "in_progress"), ("in-progress", "in_progress"),
            ("pasued", "paused"), ("complete", "completed"), ("comp", "completed"), ("acrhived", "archived"),
            ("notstarted", "not_started"),
        ])
    func finds(word: String, meant: String) {
        #expect(Spelling.nearest(to: word, among: Self.words) == meant)
    }

    @Test(
        "finds nothing where nothing is near",
        arguments: ["", "blue", "x", "someday", String(repeating: "a", count: 500)])
    func findsNothing(word: String) {
        #expect(Spelling.nearest(to: word, among: Self.words) == nil)
    }

    @Test(
        "counts insertions, deletions, replacements and swaps",
        arguments: [("", "", 0), ("abc", "", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("kitten", "sitting", 3)])
    func distance(first: String, second: String, expected: Int) {
        #expect(Spelling.distance(Array(first.utf8), Array(second.utf8)) == expected)
        #expect(Spelling.distance(Array(second.utf8), Array(first.utf8)) == expected)
    }
}
