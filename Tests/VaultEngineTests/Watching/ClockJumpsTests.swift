import Testing

@testable import VaultEngine

struct ClockJumpsTests {
    /// What the clocks show later: milliseconds that each of them went on.
    private static let later: [(awake: Int64, elapsed: Int64, wall: Int64, isJump: Bool, what: String)] = [
        (0, 0, 0, false, "at once"),
        (60_000, 60_000, 60_000, false, "a minute later"),
        (60_000, 60_400, 60_900, false, "a little apart"),
        (100, 3_600_100, 3_600_100, true, "after an hour's sleep"),
        (100, 2_000, 2_000, true, "after two seconds' sleep"),
        (60_000, 60_000, 3_660_000, true, "set an hour ahead"),
        (60_000, 60_000, -3_540_000, true, "set an hour back"),
    ]

    @Test("A machine that slept and a clock that was set are told from time that goes by", arguments: later.indices)
    func jumps(index: Int) {
        let later = Self.later[index]
        let start = ClockJumps.Reading(awake: 5_000_000, elapsed: 7_000_000, wall: 1_800_000_000_000)
        var clocks = ClockJumps(start)
        var reading = start
        for _ in 0..<2 {
            reading.awake += later.awake
            reading.elapsed += later.elapsed
            reading.wall += later.wall
            let told = [clocks.note(reading), clocks.note(reading)]
            #expect(told == [later.isJump, false], "\(later.what)")
        }
    }

    @Test("A clock that is adjusted for long, little by little, does not jump")
    func adjusted() {
        var reading = ClockJumps.Reading(awake: 0, elapsed: 0, wall: 0)
        var clocks = ClockJumps(reading)
        for _ in 0..<100 {
            reading.awake += 10_000
            reading.elapsed += 10_000
            reading.wall += 10_050
            let isJump = clocks.note(reading)
            #expect(!isJump)
        }
    }

    @Test("The system's own clocks agree from one moment to the next")
    func now() {
        var clocks = ClockJumps()
        let isJump = clocks.note()
        #expect(!isJump)
    }
}
