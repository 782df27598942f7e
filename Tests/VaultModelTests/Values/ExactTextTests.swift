import TestSupport
import Testing

@testable import VaultModel

@Suite("A text that is told by its bytes")
struct ExactTextTests {
    @Test("is equal to, and comes before, what the bytes say", arguments: [1, 2, 3] as [UInt64])
    func order(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pieces = ["a", "b", "/", "notes/garden", "\u{E9}", "e\u{301}", "屋根", "😀", "\u{0}"]
        func text() -> String {
            (0..<Int.random(in: 0...6, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
        }
        for _ in 0..<2_000 {
            let start = text()
            let (first, second) = (start + text(), start + text())
            let (one, other) = (Array(first.utf8), Array(second.utf8))
            #expect((ExactText(first) == ExactText(second)) == (one == other), "\(first) \(second)")
            #expect(
                (ExactText(first) < ExactText(second)) == one.lexicographicallyPrecedes(other), "\(first) \(second)")
        }
        #expect(ExactText("\u{E9}") != ExactText("e\u{301}"))
    }
}
