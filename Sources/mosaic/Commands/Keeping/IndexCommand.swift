import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic index`: brings the index up to date, or builds it anew.
struct IndexCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "index", abstract: "Brings the index up to date.",
        discussion: """
            Every question does this by itself: the command is for the first time in a large vault, and to see what there was \
            to do. The index can be deleted at any time; nothing is only in it.

              mosaic index
              mosaic index --rebuild
            """)

    @Flag(help: "Build it anew, beside the present one.")
    var rebuild = false

    @Flag(help: "Leave the full-text index for the first search.")
    var withoutText = false

    @Flag(help: "Write one JSON object, {\"data\": …}.")
    var json = false

    @OptionGroup var place: VaultPlace

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try place.open(in: context)
        let start = context.uptime()
        let summary: IndexSummary
        if rebuild {
            let progress = Progress(context)
            defer { progress.finish() }
            summary = try vault.rebuild(includingText: !withoutText) { progress.update($0) }
        } else {
            summary = try vault.refresh(includingText: !withoutText, in: context)
        }
        let counts = try vault.counts()
        let milliseconds = Int((context.uptime() - start) / 1_000_000)
        if json {
            context.standardOutput.writeData { writer in
                writer.object { $0.members(of: summary, counts: counts, milliseconds: milliseconds) }
            }
        } else {
            context.standardOutput.write(Self.text(of: summary, counts: counts, milliseconds: milliseconds))
        }
        try vault.noteIncompleteHistory(in: context)
        return .done
    }

    private static func text(of summary: IndexSummary, counts: IndexCounts, milliseconds: Int) -> String {
        func count(_ number: Int, _ one: String, _ many: String) -> String {
            "\(Progress.grouped(number)) \(number == 1 ? one : many)"
        }
        var done: [String] = []
        if summary.commitsAdded > 0 { done.append(count(summary.commitsAdded, "commit", "commits") + " added") }
        if summary.commitsRemoved > 0 {
            done.append(count(summary.commitsRemoved, "commit", "commits") + " taken back")
        }
        if summary.filesRead > 0 { done.append(count(summary.filesRead, "file", "files") + " read") }
        if summary.filesRemoved > 0 { done.append(count(summary.filesRemoved, "file", "files") + " gone") }
        if summary.textsFed > 0 { done.append(count(summary.textsFed, "text", "texts") + " fed") }
        let seconds = "\(milliseconds / 1000).\(milliseconds / 100 % 10) s"
        let first =
            done.isEmpty
            ? "Current already."
            : "\(summary.isRebuild ? "Built" : "Updated"): "
                + done.joined(separator: ", ") + ", in \(seconds)."
        let holds = [
            count(counts.entities, "entity", "entities"), count(counts.connections, "connection", "connections"),
            count(counts.commits, "commit", "commits"), count(counts.activities, "activity", "activities"),
        ].joined(separator: ", ")
        return "\(first)\nThe index holds \(holds).\n"
    }
}

extension JSONWriter {
    fileprivate mutating func members(of summary: IndexSummary, counts: IndexCounts, milliseconds: Int) {
        member("isRebuild", summary.isRebuild)
        member("replaced", summary.replaced?.rawValue)
        member("commitsAdded", summary.commitsAdded)
        member("commitsRemoved", summary.commitsRemoved)
        member("filesRead", summary.filesRead)
        member("filesRemoved", summary.filesRemoved)
        member("textsFed", summary.textsFed)
        member("milliseconds", milliseconds)
        member("entities", counts.entities)
        member("connections", counts.connections)
        member("commits", counts.commits)
        member("activities", counts.activities)
    }
}
