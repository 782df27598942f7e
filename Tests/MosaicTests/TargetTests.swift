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

    @Test("What costs the same on every vault is held against the smaller one, with its floor")
    func growth() throws {
        func measured(_ cost: Double, _ floor: Double) -> [Measurement] {
            var commit = Measurement("each commit", .microseconds, [(floor: floor, ours: cost)], target: nil)
            commit.isFlat = true
            return [Measurement("all", .seconds, [cost], target: nil), commit]
        }
        let growth = Growth(from: "M", to: "L", measured(100, 50), measured(150, 60))
        #expect(growth.costs.map(\.factor) == [1.5, 1.2] && growth.costs.map(\.isFloor) == [false, true])
        let report = MeasurementReport(
            machine: Machine(processor: "P", cores: 2, system: "S", git: "g"), runs: 1,
            vaults: [("M", measured(100, 50)), ("L", measured(150, 60))]
        ).text
        #expect(report.contains("each commit  100.0 µs  150.0 µs   1.50  at most 1.3  missed\n"))
        #expect(report.contains("its floor     50.0 µs   60.0 µs   1.20\n"))
    }
}
