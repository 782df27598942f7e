import Testing
import VaultModel

@testable import mosaic

/// The guide as the program shows it, where there is no vault.
struct GuideTests {
    private func run(_ arguments: [String], isTerminal: Bool = false) -> (ExitStatus, output: String, error: String) {
        let context = CommandContext.test(environment: ["PAGER": "cat"], isTerminal: isTerminal)
        let status = CommandLineRunner(context: context).run(arguments: ["guide"] + arguments)
        return (status, context.standardOutput.captured, context.standardError.captured)
    }

    private static let topics = [
        "start-here", "writing-entities", "linking", "asking", "answers", "history", "kinds-of-your-own",
        "query-reference",
        "sql-views", "watching", "commands",
    ]

    @Test("Every page of the guide is listed, in the order in which one reads them, with what it says")
    func list() {
        let (status, output, _) = run([])
        let lines = output.split(separator: "\n").map { $0.split(separator: "\t") }
        #expect(status == .done)
        #expect(lines.map { String($0[0]) } == Self.topics)
        #expect(lines.allSatisfy { $0.count == 2 && $0[1].hasSuffix(".") })
    }

    @Test("A page is shown whole, without its front matter", arguments: topics)
    func page(topic: String) throws {
        let text = try #require(VaultTemplate.files.first { $0.path == "notes/guide/\(topic).md" }).text
        let (status, output, error) = run([topic])
        #expect(status == .done && error.isEmpty)
        #expect(output.hasPrefix("# "))
        #expect(text.hasSuffix("---\n" + output))
    }

    @Test("On a terminal a page fits its width")
    func width() {
        let (status, output, _) = run(["start-here"], isTerminal: true)
        #expect(status == .done)
        #expect(output.split(separator: "\n").allSatisfy { $0.count <= 80 })
        #expect(output.contains("Every file is\none thing:"))
        #expect(run(["commands"], isTerminal: true).output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test(
        "A topic is found by its name, its title or its beginning, and nothing is guessed",
        arguments: [
            (["query-reference"], "# Query reference\n"), (["SQL", "views"], "# SQL views\n"),
            (["sql"], "# SQL views\n"),
            (["Asking"], "# Asking\n"), (["w"], nil), (["nothing"], nil), ([""], nil),
        ] as [([String], String?)])
    func topic(words: [String], beginning: String?) {
        let (status, output, error) = run(words)
        #expect(status == (beginning == nil ? .negative : .done))
        #expect(beginning.map { output.hasPrefix($0) } ?? output.isEmpty)
        #expect(error.contains("There are start-here, ") == (beginning == nil))
    }

    @Test("Another program gets a page as one object")
    func json() throws {
        let (status, output, _) = run(["asking", "--jsonl"])
        #expect(status == .done)
        let page = try #require(GuidePage.all.first { $0.topic == "asking" })
        let start = ##"{"topic":"asking","title":"Asking","description":"\##(page.summary)","text":"# Asking\n"##
        #expect(output.hasPrefix(start))
    }

    @Test("Topics are offered by shells, and a topic that is typed as a command leads to its page")
    func topicsAreOffered() {
        let context = CommandContext.test()
        #expect(CommandLineRunner(context: context).run(arguments: ["--generate-completion-script", "fish"]) == .done)
        #expect(Self.topics.allSatisfy { context.standardOutput.captured.contains($0) })
        for arguments in [["linking"], ["help", "sql-views"]] {
            let context = CommandContext.test()
            #expect(CommandLineRunner(context: context).run(arguments: arguments) == .usage)
            #expect(context.standardError.captured.contains("Did you mean 'mosaic guide \(arguments.last ?? "")'?"))
        }
    }

    @Test("No help sends a person to a page that only some vaults have")
    func helpLeadsToTheGuide() {
        for command in Mosaic.groups.flatMap(\.subcommands) {
            let help = Mosaic.helpMessage(for: command, columns: 1000)
            for topic in Self.topics { #expect(!help.contains("mosaic show \(topic)"), "\(command._commandName)") }
        }
    }
}
