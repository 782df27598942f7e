import ArgumentParser
import VaultModel

/// Words of a command that begin with a dash and are no options: `-has:due`, which denies a term of a query, or `-5 degrees`.
///
/// The options of one letter can be written together (`-0h`), so that a word like these would be taken for several of them. What
/// is none is put behind a `--`, with all other words, in their order.
enum DashedWords {
    /// The arguments as the parser is to have them.
    static func separated(_ arguments: [String]) -> [String] {
        guard let name = arguments.first, arguments.dropFirst().contains(where: isDashed) || hasDigitAsValue(arguments),
            // What a shell asks for to complete a word.
            !arguments.contains(where: { $0.hasPrefix("---") }),
            let command = Mosaic.configuration.subcommands.first(where: { $0.configuration.commandName == name }),
            command.configuration.subcommands.isEmpty
        else { return arguments }
        let options = OptionNames(of: command)
        var leading = [name]
        var words: [String] = []
        var rest = arguments.dropFirst()
        while let argument = rest.popFirst() {
            if argument == "--" {
                words += rest
                break
            }
            // A letter that is no option stays where options are, and is refused there; so is a digit in a query.
            guard options.isOption(argument) || isLetter(argument) || options.leavesWords && isDigit(argument) else {
                words.append(argument)
                continue
            }
            leading.append(argument)
            guard options.taking.contains(argument), let value = rest.popFirst() else { continue }
            // `--sort -due`, `--limit -1`: what begins with a dash is a value only as a part of its option.
            if argument.hasPrefix("--"), isDashed(value) || isDigit(value) {
                leading[leading.count - 1] += "=" + value
            } else {
                leading.append(value)
            }
        }
        return leading + ["--"] + words
    }

    /// True for a dash with one letter of ASCII behind it, and nothing else: an option, whether there is such a one or not.
    static func isLetter(_ argument: String) -> Bool {
        argument.utf8.count == 2 && argument.hasPrefix("-") && argument.last?.isLetter == true
    }

    /// True for a dash with one digit of ASCII behind it, and nothing else.
    static func isDigit(_ argument: String) -> Bool {
        argument.utf8.count == 2 && argument.hasPrefix("-") && argument.last?.isNumber == true
    }

    /// True where a digit below zero stands behind what can be an option.
    private static func hasDigitAsValue(_ arguments: [String]) -> Bool {
        zip(arguments, arguments.dropFirst()).contains { $0.hasPrefix("--") && $0.utf8.count > 2 && isDigit($1) }
    }

    /// True for a dash with more than one letter behind it.
    private static func isDashed(_ argument: String) -> Bool {
        argument.utf8.count > 2 && argument.hasPrefix("-") && !argument.hasPrefix("--")
    }
}

/// The names of a command's options, dashes included.
private struct OptionNames {
    private(set) var all: Set<String> = []
    /// Those that take a value.
    private(set) var taking: Set<String> = []
    /// Whether all words that are no options are left to the command, as those of a query are.
    private(set) var leavesWords = false

    /// Asks the parser, which describes its commands in JSON.
    init(of command: any ParsableCommand.Type) {
        guard let description = FieldValue(json: command._dumpHelp()),
            case .list(let arguments)? = description.member("command")?.member("arguments")
        else { return }
        for argument in arguments {
            leavesWords = leavesWords || argument.member("parsingStrategy")?.text == "allUnrecognized"
            guard case .list(let names)? = argument.member("names") else { continue }
            for name in names {
                guard let text = name.member("name")?.text, let kind = name.member("kind")?.text else { continue }
                let written = (kind == "long" ? "--" : "-") + text
                all.insert(written)
                if argument.member("kind")?.text == "option" { taking.insert(written) }
            }
        }
    }

    func isOption(_ argument: String) -> Bool {
        if argument.hasPrefix("--") { return true }
        if argument.utf8.count == 2 { return all.contains(argument) }
        // Several letters in one are options where all of them are.
        return argument.hasPrefix("-") && argument.utf8.count > 2
            && argument.dropFirst().allSatisfy { all.contains("-\($0)") }
    }
}

extension FieldValue {
    fileprivate func member(_ name: String) -> FieldValue? {
        guard case .mapping(let entries) = self else { return nil }
        return entries.first { $0.key == name }?.value
    }
}
