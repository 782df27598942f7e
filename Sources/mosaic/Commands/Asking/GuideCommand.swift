import ArgumentParser
import VaultModel

/// `mosaic guide [TOPIC]`: the guide, which is in the program.
struct GuideCommand: ListingCommand {
    static let configuration = CommandConfiguration(
        commandName: "guide", abstract: "Shows a page of the guide, or lists its pages.",
        discussion: """
            The guide is in the program, so that it is there in any vault, and outside of one. A topic is the first word of a \
            line of the list, or its beginning.

              mosaic guide
              mosaic guide query-reference
              mosaic guide asking --json
            """)

    @Argument(help: "The page.", completion: .list(GuidePage.all.map(\.topic)))
    var topic: [String] = []

    @OptionGroup var writing: PathlessOutputOptions

    private var output: OutputOptions { writing.output }

    static func fieldNames(in words: VaultWords, _ typed: TypedWord) -> [String] {
        listing.names
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let all = GuidePage.all
        var pages = all
        if !topic.isEmpty {
            let name = topic.joined(separator: " ")
            guard let page = all.page(on: name) else { throw Self.unknown(name, among: all.map(\.topic)) }
            if output.form == .table {
                show(page, in: context)
                return .done
            }
            pages = [page]
        }
        try Self.listing.write(pages, options: output, context: context) { $0.member("total", pages.count) }
        return .done
    }

    private func show(_ page: GuidePage, in context: CommandContext) {
        Pager.start(context)
        let lines = BodyText.lines(
            of: page.text, width: context.terminal.outputWidth, style: output.colors.style(in: context))
        context.standardOutput.write(lines.map { $0 + "\n" }.joined())
    }

    private static func unknown(_ name: String, among topics: [String]) -> CommandFailure {
        let meant = Spelling.nearest(to: name, among: topics)
        return CommandFailure(
            .negative, "the guide has no page '\(name)'",
            remedy: (meant.map { "Did you mean '\($0)'? " } ?? "") + "There are \(topics.joined(separator: ", ")).")
    }

    private static var listing: Listing<GuidePage> {
        Listing(
            fields: [
                .init("topic", column: .init(header: "TOPIC", role: .identifier)) { $0.topic },
                .init("title") { $0.title },
                .init("description", column: .init(header: "WHAT IT SAYS", isFlexible: true)) { $0.summary },
                .init("text") { $0.text },
            ], path: nil, emptyMessage: "There is no guide."
        ) { page, writer in
            writer.object { writer in
                writer.member("topic", page.topic)
                writer.member("title", page.title)
                writer.member("description", page.summary)
                writer.member("text", page.text)
            }
        }
    }
}
