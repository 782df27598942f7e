import VaultEngine
import VaultModel

/// Goes through captured ideas with a person at the keyboard.
struct InboxDialogue {
    let vault: Vault
    let context: CommandContext
    let style: Style
    /// Whether decisions are committed; nil for what the vault's settings say.
    let commits: Bool?

    private static let linesShown = 12

    private enum Answer {
        case decision(IdeaDecision, done: String)
        case skip, quit
    }

    private struct Choice {
        var answers: [String]
        var label: String
        var decision: IdeaDecision
        var done: String
        /// What it does, behind its letter, by the status that it gives.
        var meaning: @Sendable (_ status: String) -> String
    }

    private static let choices = [
        Choice(
            answers: ["k", "keep"], label: "[k]eep", decision: .keep, done: "Kept.",
            meaning: { "it is worth a thought: its status becomes '\($0)', and it leaves the inbox" }),
        Choice(
            answers: ["p", "promote", "t", "task"], label: "[p]romote to task",
            decision: .promote(to: KindRole.task.kind),
            done: "Made a task of it", meaning: { "make a task of it; the idea stays, as \($0)" }),
        Choice(
            answers: ["P", "project"], label: "[P] to project", decision: .promote(to: KindRole.project.kind),
            done: "Made a project of it", meaning: { "make a project of it; the idea stays, as \($0)" }),
        Choice(
            answers: ["a", "archive"], label: "[a]rchive", decision: .archive, done: "Archived.",
            meaning: { _ in "set it aside: it is kept, and listed with --all" }),
        Choice(
            answers: ["d", "discard"], label: "[d]iscard", decision: .discard, done: "Discarded.",
            meaning: { _ in "have done with it: hidden, and never deleted" }),
    ]

    private enum Outcome {
        /// What was made of it, if anything was.
        case done(made: MakingPlan?)
        /// The idea is not as it was shown.
        case changedMeanwhile
        /// Nothing can be done to its file before a person mends it.
        case refused(VaultError)
    }

    /// Shows each idea and asks, until all have been shown or the person has had enough.
    func goThrough(_ ideas: [EntitySummary]) throws {
        var decided = 0
        ideas: for (place, idea) in ideas.enumerated() {
            while true {
                guard let item = try vault.inboxItem(at: idea.path) else {
                    context.note("'\(idea.title)' is in the inbox no more")
                    continue ideas
                }
                show(item, number: place + 1, of: ideas.count)
                switch ask(about: item) {
                case .quit: break ideas
                case .skip: continue ideas
                case .decision(let decision, let done):
                    switch try carryOut(decision, item) {
                    case .done(let made):
                        let name = made.map { ": " + TerminalText.escaped("\($0.id)  \($0.title)  \($0.path)") }
                        write(style(.good, done) + (name ?? "") + "\n\n")
                        decided += 1
                        continue ideas
                    case .changedMeanwhile: context.note("it has changed meanwhile, and nothing was done to it")
                    case .refused(let error):
                        context.standardError.write(CommandFailure(error).text(width: context.terminal.errorWidth))
                        context.standardError.flush()
                        continue ideas
                    }
                }
            }
        }
        write(Self.summary(decided: decided, of: ideas.count))
    }

    private func carryOut(_ decision: IdeaDecision, _ item: InboxItem) throws -> Outcome {
        do {
            var made: MakingPlan?
            let plan = {
                let planned = try vault.plan(decision, for: item, random: &context.random)
                made = planned.made
                return planned.plan
            }
            let receipt = try vault.carryOut(plan(), context.origin(commits: commits), orAnew: plan).receipt
            context.tell(receipt)
            return .done(made: made)
        } catch VaultError.conflict {
            return .changedMeanwhile
        } catch let error as VaultError {
            switch error {
            case .malformedFile, .uneditableField, .unwritableField, .fileNotWritable, .fileNotReadable:
                return .refused(error)
            default: throw error
            }
        }
    }

    private func ask(about item: InboxItem) -> Answer {
        let choices = Self.choices.compactMap { choice in
            item.status(after: choice.decision).map { (choice: choice, status: TerminalText.escaped($0)) }
        }
        let labels = choices.map(\.choice.label) + ["[s]kip", "[q]uit?"]
        let question = fitting(labels.joined(separator: " ")) + " "
        while true {
            write(question)
            context.standardOutput.flush()
            guard let line = context.standardInput.readLine() else {
                write("\n")
                return .quit
            }
            let answer = line.trimmingSpaces
            switch answer {
            case "s", "skip", "": return .skip
            case "q", "quit": return .quit
            default:
                if let choice = choices.map(\.choice).first(where: { $0.answers.contains(answer) }) {
                    return .decision(choice.decision, done: choice.done)
                }
                if answer != "?" {
                    let answer =
                        "Answer with one of the letters; the return key alone skips, and '?' says what they do."
                    write(fitting(answer) + "\n")
                    continue
                }
                for (choice, status) in choices { explain(choice.answers[0], choice.meaning(status)) }
                explain("s", "leave it in the inbox, as the return key alone does")
                explain("q", "stop here")
            }
        }
    }

    /// What a letter does.
    private func explain(_ letter: String, _ meaning: String) {
        let head = "  \(letter)  "
        let lines = WrappedText(meaning).lines(
            behind: head, column: head.count, width: context.terminal.outputWidth, style: style)
        for line in lines { write(line + "\n") }
    }

    private func fitting(_ text: String) -> String {
        WrappedText.fitting(text, width: context.terminal.outputWidth)
    }

    private func show(_ item: InboxItem, number: Int, of count: Int) {
        let age = item.entity.createdAt.map { ", captured \(context.dates.relative(at: $0))" } ?? ""
        write(style(.faint, "\(number) of \(count)\(age)") + "\n")
        write(style(.strong, TerminalText.escaped(item.entity.title)) + "\n")
        let lines = item.body.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let text = BodyText.lines(
            lines.drop { $0.isEmpty || $0 == "# \(item.entity.title)" },
            width: max(WidthSharing.least, context.terminal.width - 2), style: style)
        for line in text.prefix(Self.linesShown) { write("  " + line + "\n") }
        if text.count > Self.linesShown { write(style(.faint, "  …\n")) }
    }

    private func write(_ text: String) { context.standardOutput.write(text) }

    private static func summary(decided: Int, of count: Int) -> String {
        if count == 0 { return "The inbox is empty.\n" }
        return decided == 0 ? "Nothing was decided.\n" : "Decided about \(decided) of \(count).\n"
    }
}
