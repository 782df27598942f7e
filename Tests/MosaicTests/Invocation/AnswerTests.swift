import Foundation
import Testing

@testable import mosaic

/// What commands answer a person on a terminal who asks for nothing, or for what there is not.
struct AnswerTests {
    private let vault: ProcessVault

    init() throws { vault = try ProcessVault(tasks: ["roof", "gutter"]) }

    private func run(
        _ arguments: String..., isTerminal: Bool = true, environment: [String: String] = [:], width: Int = 80
    ) -> (status: mosaic.ExitStatus, output: String, error: String) {
        let environment = ["HOME": vault.home.path, "GIT_CONFIG_NOSYSTEM": "1", "PAGER": "cat", "NO_COLOR": "1"]
            .merging(environment) { $1 }
        let context = CommandContext.test(
            environment: environment, isTerminal: isTerminal, width: width, workingDirectory: vault.root.path)
        let status = CommandLineRunner(context: context).run(arguments: arguments)
        return (status, context.standardOutput.captured, context.standardError.captured)
    }

    @Test("A page that there is not is not taken for a history in which nothing happened")
    func noSuchPage() {
        #expect(run("activity", "--page", "9") == (.done, "", "There is no page 9: there is only one.\n"))
        #expect(run("audit", "roof", "--page", "2").error == "There is no page 2: there is only one.\n")
        let many = run("activity", "--page", "1000", "--limit", "1").error
        #expect(many.hasPrefix("There is no page 1,000: there are ") && !many.contains("Nothing"), "\(many)")
        #expect(run("activity", "--kind", "idea").error == "Nothing happened.\n")
    }

    @Test("Who asks the feed for an entity is told how")
    func entityOfFeed() {
        let asked = run("activity", "roof")
        #expect(asked.status == .usage)
        #expect(
            asked.error.hasSuffix(
                "\n'mosaic audit roof' tells of one entity; --entity, --kind and others choose.\n"),
            "\(asked.error)")
    }

    @Test("What is shown without the text has none in JSON either")
    func brief() {
        let (whole, brief) = (run("show", "roof", "--json").output, run("show", "roof", "--brief", "--json").output)
        #expect(whole.contains("\"body\":") && whole.contains("\"outgoing\":"))
        #expect(!brief.contains("\"body\":") && brief.contains("\"outgoing\":"))
    }

    @Test(
        "What the history cannot tell, since the repository has lost it, is said wherever the answer goes",
        arguments: ["log tasks/roof.md", "audit tasks/roof.md", "activity", "stats", "check", "list --at HEAD~1"])
    func lostContents(command: String) throws {
        for text in ["# One\n", "# Two\n"] {
            try vault.write("tasks/roof.md", text)
            #expect(try vault.git("commit", "-qam", text).code == 0)
        }
        let lost = try vault.git("rev-parse", "HEAD~1:tasks/roof.md").output.prefix(40)
        try FileManager.default.removeItem(
            at: vault.root.appending(path: ".git/objects/\(lost.prefix(2))/\(lost.dropFirst(2))"))
        let context = CommandContext.test(
            environment: ["HOME": vault.home.path, "GIT_CONFIG_NOSYSTEM": "1"], workingDirectory: vault.root.path)
        _ = CommandLineRunner(context: context).run(arguments: command.split(separator: " ").map(String.init))
        let said = context.standardError.captured
        #expect(said.contains("the repository is damaged; 'git fsck'"), "\(said)")
    }

    @Test("Before the first commit nothing was there, and nothing is different")
    func beforeHistory() {
        let between = run("diff", "1999-10-01..1999-11-01")
        #expect(between.status == .done)
        #expect(between.output == "The beginning to the beginning: nothing is different.\n")
        #expect(between.error == "mosaic: there is no commit as early as '1999-11-01'\n")
        #expect(run("diff", "1999", "--json", isTerminal: false).output.contains("\"from\":null,\"to\":null"))
    }

    @Test("What would change nothing says so, and so does a graph of nothing")
    func nothing() {
        #expect(run("set", "roof", "status=not_started", "--dry-run") == (.done, "Nothing to change.\n", ""))
        #expect(run("graph", "--where", "tasks") == (.done, "", "No connections.\n"))
        #expect(run("graph", "--where", "tasks", isTerminal: false) == (.done, "", ""))
        #expect(run("graph", "--where", "tasks", "--format", "dot").output.hasPrefix("digraph"))
    }

    @Test("A word that changes a field is no part of a title, and what sets it is told")
    func fieldWords() {
        let made = run("new", "task", "Call", "the bank", "due=friday", "Priority:high")
        #expect(made.status == .usage && made.output.isEmpty)
        #expect(
            made.error == """
                mosaic: 'due=friday' is the change of a field, and would be a part of the title
                  mosaic new task Call 'the bank' --set due=friday --set priority=high
                That sets it. To have it in the title, put all of the title in quotes.

                """)
        let renamed = run("rename", "roof", "The roof", "status=completed")
        #expect(renamed.status == .usage)
        #expect(renamed.error.contains("  mosaic set roof status=completed && mosaic rename roof 'The roof'\n"))
        let quoted = run("new", "task", "Call the bank due=friday", "--dry-run")
        #expect(quoted.status == .done && quoted.output.contains("+# Call the bank due=friday\n"))
        let note =
            "'due=friday' is a part of the title and sets nothing: 'mosaic set tasks/call-the-bank-due-friday.md due=friday' does.\n"
        #expect(quoted.error == "mosaic: " + note)
        #expect(run("capture", "Call", "due=friday", "--dry-run").error.isEmpty)
    }

    @Test("Of many fields, those are named that are nearest to one that there is not, and where all are")
    func unknownFields() {
        let error = run("list", "tasks", "--fields", "title,xyzzy", isTerminal: false).error
        #expect(error.hasPrefix("mosaic: there is no field 'xyzzy'\nThe nearest are "), "\(error)")
        #expect(error.contains("'mosaic guide answers'") && error.utf8.count < 300, "\(error)")
        #expect(run("list", "tasks", "--fields", "titel").error.hasSuffix("\nDid you mean 'title'?\n"))
        #expect(run("list", "tasks", "--format", "{xyzzy}").error.contains("The nearest are "))
        #expect(run("check", "--fields", "xyzzy").error.contains("The fields are path, line, column"))
    }

    @Test("Names of fields can have spaces around them")
    func spaces() {
        let fields = run("list", "tasks", "--fields", "title, status", isTerminal: false)
        #expect(fields.output.contains("roof\tnot_started\n"), "\(fields)")
        let counts = run("count", "tasks", "--by", "type, status", isTerminal: false)
        #expect(counts.output == "2\ttask\tnot_started\n", "\(counts)")
    }

    @Test(
        "A number below zero is told to be wrong, and not to be missing",
        arguments: [
            ["list", "--limit", "-1"], ["activity", "--limit", "-1"], ["next", "--limit", "-2"],
            ["search", "roof", "--limit", "-1"], ["graph", "--depth", "-3"], ["activity", "--page", "-1"],
        ])
    func negative(arguments: [String]) {
        let context = CommandContext.test(workingDirectory: vault.root.path)
        #expect(CommandLineRunner(context: context).run(arguments: arguments) == .usage)
        let error = context.standardError.captured
        #expect(!error.contains("missing") && (error.contains("from 0") || error.contains("from 1")), "\(error)")
    }

    @Test("Paths are asked for where there are some, and offered nowhere else")
    func paths() {
        for command in Mosaic.groups.flatMap(\.subcommands) {
            let help = Mosaic.helpMessage(for: command, columns: 100)
            let hasPaths = !["count", "queries", "guide"].contains(command._commandName)
            #expect(help.contains("-0, --null") == (hasPaths && help.contains("--jsonl")), "\(command._commandName)")
        }
        #expect(run("guide", "--json", "--jsonl").error.contains("--json and --jsonl do not go together"))
        #expect(run("count", "--fields", "count", "--format", "{count}").status == .usage)
    }

    @Test("A trial of mending lists what would stay, and ends as a check does")
    func trialOfMending() throws {
        #expect(run("check", "--fix", "--dry-run") == (.done, "Nothing to mend.\n", ""))
        for name in ["one", "two"] { try vault.write("notes/\(name).md", "---\nid: same\n---\n# \(name)\n") }
        try vault.git("add", "--all")
        try vault.git("commit", "--quiet", "--message", "Two of one id")
        let mended = run("check", "--fix", "--dry-run", isTerminal: false)
        #expect(
            mended.status == .done && mended.output.hasPrefix("diff --git") && !mended.output.contains("duplicate-id"))
        try vault.write("tasks/odd.md", "---\ntype: task\nstatus: odd\n---\n# Odd\n")
        let left = run("check", "--fix", "--dry-run", isTerminal: false)
        #expect(left.status == .negative && left.output.hasPrefix("diff --git"))
        #expect(left.output.hasSuffix(" [invalid-value]\n") && !left.output.contains("duplicate-id"), "\(left.output)")
        try vault.write("notes/two.md", "---\nid: same\na: 1\na: 2\n---\n# two\n")
        #expect(run("check", "--fix", "--dry-run", isTerminal: false).output.contains("duplicate-id"))
    }

    @Test("Of a value that changed both what it was and what it is are seen")
    func difference() throws {
        let long = { (word: String) in Array(repeating: word, count: 40).joined(separator: " ") }
        try vault.write("notes/long.md", "---\nabout: \(long("old"))\n---\n# Long\n")
        try vault.git("add", "--all")
        try vault.git("commit", "--quiet", "--message", "Long")
        try vault.write("notes/long.md", "---\nabout: \(long("new"))\n---\n# Long\n")
        let shown = run("diff", "HEAD", width: 60).output
        #expect(shown.contains("about: old old") && shown.contains("… → new new"), "\(shown)")
        let piped = run("diff", "HEAD", isTerminal: false).output
        #expect(piped.contains(": about: \(long("old")) → \(long("new"))\n"))
    }

    @Test("What a terminal that is too simple shows goes through no pager")
    func simpleTerminal() {
        let context = CommandContext.test(environment: ["PAGER": "cat >/dev/null", "TERM": "dumb"], isTerminal: true)
        Pager.start(context)
        #expect(context.pager == nil)
    }
}
