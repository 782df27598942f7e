import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic diff A..B [KIND] [QUERY…]`: what is different between two moments.
struct DiffCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Shows what became of the entities between two moments.",
        discussion: """
            Both moments are a commit, a branch or a tag, or a date. Without a second one, it is the present, with what is not \
            committed yet. A date is the last commit no later than its end; before the first commit nothing was there. A week, a month or \
            another stretch of days alone is what became of things in it. Of a query, the same words as for 'mosaic list': what it \
            finds in either moment, asked of each as it was, what was dropped included; and the relations and links of that.

              mosaic diff 7d
              mosaic diff 'last week' tasks domain:garden
              mosaic diff 2026-10-01..2026-11-01
              mosaic diff 'last week' --markdown
              mosaic diff main..idea-branch --json
            """)

    @Argument(
        help: ArgumentHelp("From when, and until when: 'A..B', or 'A' alone for until now.", valueName: "a..b"),
        completion: Completion.days)
    var moments: String

    @Argument(parsing: .allUnrecognized, help: QueryArguments.help, completion: Completion.query)
    var query: [String] = []

    @Flag(help: "Write Markdown, for a review or a message.")
    var markdown = false

    @Flag(help: "Write one JSON object, {\"data\": …}.")
    var json = false

    @OptionGroup var colors: ColorOptions
    @OptionGroup var vault: VaultOptions

    func validate() throws {
        guard !(json && markdown) else { throw ValidationError("--json and --markdown do not go together") }
        guard MomentRange(moments) != nil else { throw Self.isNoRange }
    }

    private static let isNoRange = ValidationError("two moments are written as 'A..B'")

    func run(in context: CommandContext) throws -> ExitStatus {
        guard let ends = MomentRange(moments)?.resolved(context.surroundings.clock) else { throw Self.isNoRange }
        guard let (after, asked) = try end(ends.to, context) else { return try writeNothing(context) }
        if ends.to == nil, let second = query.first, try after.namesMoment(second) {
            throw CommandFailure(
                .usage, "'\(moments)' and '\(second)' are two moments, which '..' joins",
                remedy:
                    "Write 'mosaic diff \(Self.written("\(moments)..\(second)"))'; as a text, '\(second)' is looked for in double "
                    + "quotes: '\"\(second)\"'.")
        }
        let before = try start(ends.from, asked, after, context)
        let comparison = VaultComparison(
            from: before, to: after, where: query.isEmpty ? nil : try Self.request(asked, query, in: before ?? after))
        let view = DifferenceView(
            difference: try comparison.run(), schema: try after.schema(),
            from: before.map { .init($0.moment) } ?? .beginning,
            to: .init(after.moment), dates: context.dates)
        if view.difference.isEmpty, ends.isYetToBegin(after.surroundings.clock) {
            context.note("'\(ends.from)' is not over yet, and a date means its end; name the one before it")
        }
        write(view, context)
        return .done
    }

    private func write(_ view: DifferenceView, _ context: CommandContext) {
        if json {
            view.writeJSON(to: context.standardOutput)
        } else if markdown {
            context.standardOutput.write(view.markdown)
        } else {
            Pager.start(context)
            context.standardOutput.write(
                view.text(style: colors.style(in: context), width: context.terminal.outputWidth))
        }
    }

    /// The vault at the second moment; nil before the first commit.
    private func end(
        _ moment: String?, _ context: CommandContext
    ) throws -> (vault: Vault, request: EntityRequest)? {
        do {
            return try vault.open(asking: query, at: moment, in: context)
        } catch let error as VaultError {
            guard case .beforeHistory = error, try !vault.open(in: context).hasShallowHistory else { throw error }
            if context.terminal.isError { context.note("there is no commit as early as '\(moment ?? "")'") }
            return nil
        }
    }

    /// Says that nothing was there in either moment.
    private func writeNothing(_ context: CommandContext) throws -> ExitStatus {
        let nothing = VaultDifference(entities: [], relationsAdded: [], relationsLost: [], brokenLinks: [])
        let schema = try vault.open(in: context).schema()
        write(
            DifferenceView(
                difference: nothing, schema: schema, from: .beginning, to: .beginning, dates: context.dates), context)
        return .done
    }

    /// The vault at the first moment; nil before the first commit.
    private func start(
        _ moment: String, _ asked: EntityRequest, _ after: Vault, _ context: CommandContext
    ) throws -> Vault? {
        do {
            return try vault.open(at: moment, in: context, includingText: asked.asksForText)
        } catch VaultError.beforeHistory where !after.hasShallowHistory {
            if context.terminal.isError {
                context.note("there is no commit as early as '\(moment)', so that this is all that came since")
            }
            return nil
        }
    }

    /// What is asked for, where the first word may be a kind that the second moment no longer has.
    private static func request(
        _ asked: EntityRequest, _ words: [String], in before: Vault
    ) throws -> EntityRequest {
        guard asked.kind == nil, words.first?.hasPrefix("@") == false else { return asked }
        let earlier = try QueryArguments.request(words, in: before)
        return earlier.kind == nil ? asked : earlier
    }

    /// A word as a shell takes it for one.
    private static func written(_ word: String) -> String { word.contains(" ") ? "'\(word)'" : word }
}
