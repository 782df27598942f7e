import TestSupport
import Testing

@testable import mosaic

struct ConfirmationTests {
    @Test(
        "Before many things change, a person is asked, and anything but a yes means no",
        .timeLimit(.minutes(SanitizerSettings.minutes(15))),
        arguments: [("y\n", true), ("YES\n", true), ("n\n", false), ("\n", false), ("", false)])
    func question(input: String, isAgreed: Bool) throws {
        let session = try TranscriptSession()
        #expect(try session.run(["mosaic init vault"]).exitCode == 0)
        let context = CommandContext.test(
            environment: try session.environment(), isTerminal: true, input: input)
        let status = CommandLineRunner(context: context).run(arguments: [
            "set", "-C", session.home.path + "/vault", "--where", "tasks project:quiet-study is:open",
            "priority=low", "due=2026-12-04",
        ])
        #expect(status == .done)
        #expect(context.standardError.captured.hasPrefix("Set priority, due of 2 entities? [y/N] "))
        #expect(context.standardError.captured.contains("nothing was changed") == !isAgreed)
        #expect(context.standardOutput.captured == (isAgreed ? "Set priority, due of 2 entities.\n" : ""))
        let log = try session.run(["cd vault && git log --format=%s"]).output
        #expect(log.count == (isAgreed ? 2 : 1))
    }
}
