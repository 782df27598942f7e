import ArgumentParser
import VaultEngine
import VaultModel

/// What a command says of what it changed, or would change; in JSON the same of every command.
struct ReportOptions: ParsableArguments {
    @Flag(help: "Write one JSON object of what was changed, or would be.")
    var json = false

    @OptionGroup var colors: ColorOptions

    /// Shows what would change, and what a person should know of it.
    func show(_ plan: ChangePlan, in vault: Vault, context: CommandContext) throws {
        if json { return try writeObject(plan, ChangeReceipt(), operation: nil, in: vault, context) }
        context.show(plan, style: colors.style(in: context))
    }

    /// Says what was changed, and why it is not committed where it should have been.
    func write(
        _ plan: ChangePlan, _ receipt: ChangeReceipt, _ origin: ChangeOrigin, in vault: Vault, context: CommandContext
    ) throws {
        if json {
            context.tell(receipt)
            try writeObject(plan, receipt, operation: origin.operationID, in: vault, context)
        } else {
            context.tell(plan, receipt)
            context.writeStatement(plan, receipt)
        }
    }

    /// Says that there is nothing to change, and why.
    func writeNothing(_ reason: String, context: CommandContext) {
        context.note(reason)
        if json { writeObject([], [], ChangeReceipt(), operation: nil, context) }
    }

    /// `made` is what was made, of a command that makes something.
    func writeObject(
        _ plan: ChangePlan, made: MakingPlan? = nil, _ receipt: ChangeReceipt, operation: String?, in vault: Vault,
        _ context: CommandContext
    ) throws {
        let activities = try vault.activities(of: plan)
        writeObject(
            activities, made: made, plan.notes, receipt, operation: activities.isEmpty ? nil : operation, context)
    }

    private func writeObject(
        _ activities: [PlannedActivity], made: MakingPlan? = nil, _ notes: [ChangeNote], _ receipt: ChangeReceipt,
        operation: String?, _ context: CommandContext
    ) {
        context.standardOutput.writeData { writer in
            writer.object { writer in
                if let made {
                    writer.member("id", made.id)
                    writer.member("title", made.title)
                    writer.member("path", made.path)
                }
                writer.member("commit", receipt.commit)
                writer.member("operationId", receipt.commit.flatMap { _ in operation })
                writer.member("activities") { writer in
                    writer.array { writer in
                        for activity in activities {
                            writer.lineBreak()
                            writer.value(activity)
                        }
                    }
                }
                writer.member("notes", notes.map(\.text))
            }
        }
    }
}
