import ArgumentParser

/// How a list is written.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Write one JSON object, {\"data\": …, \"meta\": …}.")
    var json = false

    @Flag(help: "Write one JSON object a line.")
    var jsonl = false

    @Option(
        help: ArgumentHelp(
            "Write each as the template says, such as '{id}\\t{title:30}'.", valueName: "template"))
    var format: String?

    @Flag(name: [.customShort("0"), .customLong("null")], help: "Write only paths, each ended by a NUL.")
    var endsPathsWithNull = false

    @OptionGroup var colors: ColorOptions

    /// What the options ask for together.
    enum Form: Equatable {
        /// A table on a terminal, tab-separated values otherwise.
        case table
        case json
        case jsonLines
        case template(String)
        case paths
    }

    var form: Form {
        if json { return .json }
        if jsonl { return .jsonLines }
        if endsPathsWithNull { return .paths }
        return format.map { .template($0) } ?? .table
    }

    mutating func validate() throws {
        let chosen = [
            json ? "--json" : nil, jsonl ? "--jsonl" : nil, format == nil ? nil : "--format",
            endsPathsWithNull ? "-0" : nil,
        ].compactMap { $0 }
        guard chosen.count <= 1 else {
            throw ValidationError("\(chosen.joined(separator: " and ")) do not go together; give one of them")
        }
    }
}

/// Whether to colour.
struct ColorOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Colour the output: auto, always or never.", valueName: "when"))
    var color: Style.Choice = .auto

    func style(in context: CommandContext) -> Style {
        Style(choice: color, isTerminal: context.terminal.isOutput, environment: context.environment)
    }
}

extension Style.Choice: ExpressibleByArgument {}
