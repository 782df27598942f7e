import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic verify`: proves that the index equals one that is built from nothing.
struct VerifyCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Compares the index with one that is built anew, row by row.",
        discussion: """
            Ends with exit code 1, and names the rows, where the two differ: that would be a fault in Mosaic. \
            'mosaic index --rebuild' puts it right. What is kept of past moments, as --at asks of them, is forgotten, and made \
            anew where it is asked for.

              mosaic verify
            """)

    @Flag(help: "Write one JSON object, {\"data\": …}.")
    var json = false

    @OptionGroup var place: VaultPlace

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try place.open(in: context)
        let progress = Progress(context)
        defer { progress.finish() }
        let result = try vault.verify { progress.update($0) }
        progress.finish()
        if vault.hasReplacedDamagedIndex { context.note("the index was damaged, and is built anew") }
        if json {
            context.standardOutput.writeData { $0.value(result) }
        } else if result.differences.isEmpty {
            context.standardOutput.write(
                "The index equals a new one: \(Progress.grouped(result.rowsCompared)) rows compared.\n")
        } else {
            for difference in result.differences {
                let sign = difference.isSurplus ? "only in the index" : "missing from the index"
                context.standardOutput.write(
                    TerminalText.escaped("\(difference.table): \(sign): \(difference.row)") + "\n")
            }
        }
        return result.differences.isEmpty ? .done : .negative
    }
}

extension JSONWriter {
    fileprivate mutating func value(_ result: IndexVerification) {
        object { writer in
            writer.member("rowsCompared", result.rowsCompared)
            writer.member("differences") { writer in
                writer.array { writer in
                    for difference in result.differences {
                        writer.object { writer in
                            writer.member("table", difference.table)
                            writer.member("isSurplus", difference.isSurplus)
                            writer.member("row", difference.row)
                        }
                    }
                }
            }
        }
    }
}
