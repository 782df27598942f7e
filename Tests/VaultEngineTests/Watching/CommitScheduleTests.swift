import Testing

@testable import VaultEngine

/// Times are in milliseconds.
struct CommitScheduleTests {
    @Test("A commit is due after a time of quiet, and what is no work does not lengthen it")
    func quiet() {
        var schedule = CommitSchedule(quiet: 60)
        #expect(schedule.due == nil)
        schedule.note(isWork: false, at: 1_000)
        #expect(schedule.due == 61_000)
        schedule.note(isWork: true, at: 5_000)
        schedule.note(isWork: false, at: 9_000)
        #expect(schedule.due == 65_000)
        var never = CommitSchedule(quiet: nil)
        never.note(isWork: true, at: 1_000)
        #expect(never.due == nil)
    }

    @Test("What happens while a commit is under way is for the next one")
    func next() {
        var schedule = CommitSchedule(quiet: 1)
        schedule.note(isWork: true, at: 0)
        schedule.begin()
        #expect(schedule.due == nil)
        schedule.note(isWork: true, at: 2_000)
        schedule.end()
        #expect(schedule.due == 3_000)
    }

    @Test("Where another commits, it is tried again soon, with what waited before")
    func putOff() {
        var schedule = CommitSchedule(quiet: 1)
        schedule.note(isWork: true, at: 0)
        schedule.begin()
        schedule.putOff(at: 1_500)
        #expect(schedule.due == 2_500)
    }

    @Test("Where no commit can be made, the pauses grow up to a longest, and begin anew after one that was made")
    func failures() throws {
        var schedule = CommitSchedule(quiet: 0)
        schedule.note(isWork: true, at: 0)
        var pauses: [UInt64] = []
        for _ in 0..<20 {
            schedule.begin()
            schedule.fail(at: 0)
            pauses.append(try #require(schedule.due) / 1_000)
        }
        #expect(pauses.starts(with: [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]) && pauses.last == 300)
        schedule.begin()
        schedule.end()
        schedule.note(isWork: true, at: 0)
        schedule.begin()
        schedule.fail(at: 0)
        #expect(schedule.due == 1_000)
    }
}
