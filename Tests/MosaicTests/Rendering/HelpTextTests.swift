import ArgumentParser
import Testing

@testable import mosaic

/// What the parser says, on a terminal.
struct HelpTextTests {
    private func run(_ arguments: [String], isTerminal: Bool = true, width: Int = 80) -> (output: String, error: String)
    {
        let context = CommandContext.test(isTerminal: isTerminal, width: width)
        _ = CommandLineRunner(context: context).run(arguments: arguments)
        return (context.standardOutput.captured, context.standardError.captured)
    }

    private static let commands = Mosaic.groups.flatMap(\.subcommands).map { $0._commandName }

    @Test("The help of every command fits, and no option and no example is torn", arguments: [60, 80, 120])
    func fits(width: Int) {
        for command in Self.commands {
            let wide = run([command, "--help"], width: 10_000).output
            let shown = run([command, "--help"], width: width).output
            let lines = shown.split(separator: "\n").map(String.init)
            #expect(lines.allSatisfy { DisplayWidth.of($0) <= width }, "\(command)")
            let words = { (text: String) in text.split(whereSeparator: \.isWhitespace) }
            #expect(words(shown) == words(wide), "\(command)")
            let usage = lines.drop { !$0.hasPrefix("USAGE: ") }.prefix {
                $0.hasPrefix("USAGE: ") || $0.hasPrefix("       ")
            }
            #expect(
                !usage.isEmpty
                    && usage.allSatisfy { line in
                        line.count { $0 == "[" } == line.count { $0 == "]" } && !line.hasSuffix("--set")
                    }, "\(usage)")
        }
    }

    @Test("An example that is too long goes on further in than it begins")
    func example() {
        let shown = run(["pick", "--help"], width: 60).output
        #expect(shown.contains("\n  mosaic show --at 'last month' \"$(mosaic pick --at 'last\n    month')\"\n"))
    }

    @Test("The usage behind an error is broken between its options")
    func usage() {
        let (_, error) = run(["promote", "x", "--foo"])
        let usage = error.split(separator: "\n").drop { !$0.hasPrefix("Usage: ") }.dropLast()
        #expect(usage.count > 1 && usage.dropFirst().allSatisfy { $0.hasPrefix("       [--") && $0.hasSuffix("]") })
        #expect(error.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test("A script of completion is whole on a terminal, and help in a pipe is the parser's own")
    func others() {
        let script = ["--generate-completion-script", "bash"]
        #expect(run(script, width: 40).output == run(script, isTerminal: false).output)
        let help = Mosaic.helpMessage(for: ListCommand.self, columns: 80)
        #expect(run(["list", "--help"], isTerminal: false).output.trimmingSpaces.hasPrefix(help.prefix(400)))
    }
}
