import TestSupport
import Testing

@testable import mosaic

struct ConfirmationTests {
    @Test(
        "Nothing to ask for is not everything, where many things would change",
        .timeLimit(.minutes(SanitizerSettings.minutes(15))), arguments: ["", " "])
    func nothingAskedFor(query: String) throws {
        let session = try TranscriptSession()
        #expect(try session.run(["mosaic init vault"]).exitCode == 0)
        let vault = session.home.path + "/vault"
        for arguments in [["rm"], ["done"], ["set"]] {
            let context = CommandContext.test(environment: try session.environment(), isTerminal: false, input: "")
            let changes = arguments == ["set"] ? ["priority=low"] : []
            let status = CommandLineRunner(context: context).run(
                arguments: arguments + ["-C", vault, "--yes", "--where", query] + changes)
            #expect(status == .usage, "\(arguments)")
        }
        #expect(try session.run(["cd vault && git log --format=%s"]).output.count == 1)
    }

    @Test(
        "Words for times count from the moment that is asked of", .timeLimit(.minutes(SanitizerSettings.minutes(15))))
    func periodsOfMoments() throws {
        let session = try TranscriptSession()
        let made = try session.run([
            "git init -q v && cd v", "echo '# A' > a.md && git add -A",
            "GIT_AUTHOR_DATE=2026-05-20T12:00Z GIT_COMMITTER_DATE=2026-05-20T12:00Z git commit -qm a",
            "mosaic activity --at HEAD --since 1d --json", "mosaic activity --at HEAD --until yesterday --json",
        ])
        #expect(made.output.filter { $0.contains("note.created") }.count == 1, "\(made.output)")
    }

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
        let end = input.isEmpty ? "\n" : ""
        let named = "  Paint the study (tasks/paint-the-study.md)\n  Put up the shelves (tasks/put-up-the-shelves.md)\n"
        let said = context.standardError.captured
        #expect(said.hasPrefix(named + "Set priority, due of 2 entities? [y/N] " + end), "\(said)")
        #expect(context.standardError.captured.contains("nothing was changed") == !isAgreed)
        #expect(context.standardOutput.captured == (isAgreed ? "Set priority, due of 2 entities.\n" : ""))
        let log = try session.run(["cd vault && git log --format=%s"]).output
        #expect(log.count == (isAgreed ? 2 : 1))
    }

    @Test(
        "What would change is told in entities that match, whatever else is made of it",
        .timeLimit(.minutes(SanitizerSettings.minutes(15))))
    func count() throws {
        let vault = try ProcessVault(tasks: ["roof", "gutter"])
        #expect(try vault.mosaic("set", "roof", "recurrence=weekly", "due=2026-12-01").code == 0)
        let all = try vault.mosaic("done", "--where", "tasks")
        #expect(all.code == 2 && all.error.hasPrefix("mosaic: this would complete 2 entities\n"), "\(all)")
        let removal = try vault.mosaic("rm", "--where", "tasks")
        #expect(removal.error.hasPrefix("mosaic: this would remove 2 entities\n"), "\(removal)")
        let setting = try vault.mosaic("set", "--where", "tasks", "priority=high", "due=friday")
        #expect(setting.error.hasPrefix("mosaic: this would set priority, due of 2 entities\n"), "\(setting)")
        #expect(try vault.mosaic("done", "gutter").code == 0)
        let one = try vault.mosaic("done", "--where", "tasks")
        #expect(one.error.hasPrefix("mosaic: this would complete \"roof\" (of 2 that match)\n"), "\(one)")
    }
}
