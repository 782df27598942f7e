import Testing

/// The time that tests and demonstrations have instead of the present.
struct FixedTimeTests {
    @Test("No time that it is set to is too far away for an answer", arguments: [Int64.min, .max])
    func farTimes(time: Int64) throws {
        let vault = try ProcessVault(tasks: ["roof"])
        for arguments in [["stats"], ["review"], ["show", "roof"], ["agenda"], ["list", "is:stale"]] {
            let outcome = try vault.run("mosaic", arguments, environment: ["MOSAIC_NOW": "\(time)"])
            #expect(outcome.code == 0 && !outcome.isKilled, "\(arguments): \(outcome)")
        }
    }
}
