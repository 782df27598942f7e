import ArgumentParser
import VaultEngine
import VaultModel

/// The one place that gives every error its wording and its exit code.
enum ErrorMessage {
    /// The failure that an error of a running command amounts to.
    static func failure(for error: any Error) -> CommandFailure {
        switch error {
        case let failure as CommandFailure: failure
        case let error as VaultError: CommandFailure(error)
        default:
            CommandFailure(
                .fault, "could not go on: \(error)",
                remedy: "This is a fault in Mosaic. What was done before the fault is still in the log of the vault.")
        }
    }

    /// The failure of wrong usage, from ArgumentParser's full report: `Error: …`, and the usage of the command concerned.
    static func usage(report: String, arguments: [String]) -> CommandFailure {
        if let failure = unknownCommand(in: arguments) { return failure }
        var lines = report.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
        guard !lines.isEmpty else { return CommandFailure(.usage, "wrong usage") }
        var message = lines.removeFirst()
        if message.hasPrefix("Error: ") { message.removeFirst("Error: ".count) }
        if arguments.first == "activity", message.hasPrefix("Unexpected argument "),
            let entity = message.split(separator: "'").dropFirst().first
        {
            lines = ["'mosaic audit \(entity)' tells of one entity; --entity, --kind and others choose."]
        }
        return CommandFailure(.usage, startingLow(message), remedy: lines.isEmpty ? nil : lines.joined(separator: "\n"))
    }

    /// The failure of what the parser would take for something else: an option of a command before its name, and help
    /// about what is no command; nil for all else.
    static func misplaced(_ arguments: [String]) -> CommandFailure? {
        guard let first = arguments.first else { return nil }
        if first == "help" { return unknownCommand(in: Array(arguments.dropFirst())) }
        guard ["-C", "--vault"].contains(first), arguments.count > 2 else { return nil }
        let command = ([arguments[2]] + arguments.prefix(2) + arguments.dropFirst(3)).joined(separator: " ")
        return CommandFailure(
            .usage, "'\(first)' is an option of a command, and stands behind its name",
            remedy: "Write 'mosaic \(command)'.")
    }

    /// The failure of a first word that names no command.
    private static func unknownCommand(in arguments: [String]) -> CommandFailure? {
        guard let word = arguments.first, !word.hasPrefix("-") else { return nil }
        let names = Mosaic.configuration.commandNames
        guard word != "help", !names.contains(word) else { return nil }
        let meant =
            CommandSynonyms.counterpart(of: word)
            ?? Spelling.nearest(to: word, among: names + ["help"]).map { "mosaic \($0)" }
        return CommandFailure(
            .usage, "there is no command '\(word)'",
            remedy: (meant.map { "Did you mean '\($0)'? " } ?? "") + "'mosaic --help' lists the commands.")
    }

    /// `Missing expected argument` → `missing expected argument`; `JSON …` stays.
    private static func startingLow(_ sentence: String) -> String {
        let start = sentence.prefix(2)
        guard start.count == 2, start.first?.isUppercase == true, start.last?.isLowercase == true else {
            return sentence
        }
        return sentence.prefix(1).lowercased() + sentence.dropFirst()
    }
}

extension CommandConfiguration {
    /// Every name that a subcommand goes by, its aliases included.
    var commandNames: [String] {
        (ungroupedSubcommands + groupedSubcommands.flatMap(\.subcommands)).flatMap { command in
            [command._commandName] + command.configuration.aliases
        }
    }
}
