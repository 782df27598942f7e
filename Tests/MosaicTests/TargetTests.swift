import Testing

@testable import mosaic_bench

@Suite("Targets of the benchmark")
struct TargetTests {
    @Test(
        "The words of a target say what reaches it",
        arguments: [
            ("at most 15 ms", 15, nil, true), ("at most 15 ms", 15.1, nil, false), ("under 30 ms", 30, nil, false),
            ("under 30 ms", 29.9, nil, true), ("none", 0, nil, true), ("none", 0.1, nil, false),
            ("ratio at most 1.5", 900, 1.5, true), ("ratio at most 1.5", 1, 1.6, false),
            ("ratio at most 1.5", 1, nil, nil),
            ("at most 1 s", 1, nil, nil), ("at most 15", 1, nil, nil), ("some 15 ms", 1, nil, nil), ("", 1, nil, nil),
        ] as [(String, Double, Double?, Bool?)])
    func words(words: String, value: Double, ratio: Double?, isReached: Bool?) {
        #expect(Target(words: words)?.isReached(by: value, .milliseconds, ratio: ratio) == isReached)
    }
}
