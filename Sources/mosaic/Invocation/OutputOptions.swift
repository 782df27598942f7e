import ArgumentParser
import VaultEngine

/// In which form a list is written.
struct FormOptions: ParsableArguments {
    @Flag(help: "Write one JSON object, {\"data\": …, \"meta\": …}.")
    var json = false

    @Flag(help: "Write one JSON object a line.")
    var jsonl = false

    @Option(
        help: ArgumentHelp(
            "Write each as the template says, such as '{id}\\t{title:30}'.", valueName: "template"))
    var format: String?

    @Option(
        help: ArgumentHelp(
            "Only these fields, in this order: 'id,title,due'; in the table, or with --json or --jsonl.",
            valueName: "fields"), completion: Completion.listedFields)
    var fields: String?
}

/// How a list is written of which nothing has a path.
struct PathlessOutputOptions: ParsableArguments {
    @OptionGroup var forms: FormOptions
    @OptionGroup var colors: ColorOptions

    mutating func validate() throws { try output.validate() }

    /// The same for what writes lists.
    var output: OutputOptions {
        var output = OutputOptions()
        output.forms = forms
        output.colors = colors
        output.endsPathsWithNull = false
        return output
    }
}

/// How a list is written.
struct OutputOptions: ParsableArguments {
    @OptionGroup var forms: FormOptions

    @Flag(
        name: [.customShort("0"), .customLong("null")],
        help: "Write only paths, from where you are, each ended by a NUL.")
    var endsPathsWithNull = false

    @OptionGroup var colors: ColorOptions

    /// True where a person reads the answer: on a terminal, or with `--color always` through a program that shows colours.
    func isForReading(in context: CommandContext) -> Bool { context.terminal.isOutput || colors.color == .always }

    /// What the options ask for together.
    enum Form: Equatable {
        /// A table on a terminal, tab-separated values otherwise.
        case table
        /// A table of the fields that were chosen.
        case columns
        case json
        case jsonLines
        case template(String)
        case paths
    }

    var form: Form {
        if forms.json { return .json }
        if forms.jsonl { return .jsonLines }
        if endsPathsWithNull { return .paths }
        return forms.format.map { .template($0) } ?? (forms.fields == nil ? .table : .columns)
    }

    /// The fields that were chosen, in order; nil for what the command shows by itself.
    var fieldNames: [String]? {
        forms.fields.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmingSpaces).uniqued() }
    }

    /// True where a field may be among what is shown by name.
    func names(_ field: String) -> Bool {
        fieldNames?.contains(field) == true || forms.format?.contains("{\(field)") == true
    }

    func validate() throws {
        let chosen = [
            forms.json ? "--json" : nil, forms.jsonl ? "--jsonl" : nil, forms.format == nil ? nil : "--format",
            endsPathsWithNull ? "-0" : nil,
        ].compactMap { $0 }
        guard chosen.count <= 1 else { throw Self.conflict(chosen) }
        if forms.fields != nil, let form = chosen.first, form == "--format" || form == "-0" {
            throw Self.conflict(["--fields", form])
        }
    }
}

extension OutputOptions {
    private static func conflict(_ options: [String]) -> ValidationError {
        ValidationError("\(options.joined(separator: " and ")) do not go together; give one of them")
    }
}

/// Whether to colour.
struct ColorOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Colour: auto, always (into a pipe as well, as on a terminal) or never.", valueName: "when"))
    var color: Style.Choice = .auto

    func style(in context: CommandContext) -> Style {
        Style(choice: color, isTerminal: context.terminal.isOutput, environment: context.environment)
    }
}

extension Style.Choice: ExpressibleByArgument {}
