import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic check`: every diagnostic of the vault.
struct CheckCommand: ListingCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Lists everything in the vault that may want mending, with file, line and column.",
        discussion: """
            Ends with exit code 1 where there is an error; warnings alone end with 0. --fix gives a new id to the younger of \
            two files that have the same, and makes the next of a recurring task that was completed in an editor. Where two machines \
            completed the same task and made the next in two places, it removes one of the two files, if they are the same to the byte. A \
            recurrence in words becomes its rule ('every week' is 'FREQ=WEEKLY'), and 'tags: #a #b', which YAML takes for a comment, a list.

              mosaic check
              mosaic check --sarif > mosaic.sarif
            """)

    @Flag(help: "Mend what can be mended without a decision.")
    var fix = false

    @Flag(help: "Write SARIF 2.1.0, for editors and code hosts.")
    var sarif = false

    @OptionGroup var changes: ChangeOptions
    @OptionGroup var vault: ReadingOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard !fix || vault.at == nil else {
            throw ValidationError("--fix mends the present, and not what --at asks of")
        }
        guard !fix || !vault.acceptsStale else {
            throw ValidationError("--fix mends what is there now, and not what --stale answers from")
        }
        guard !fix || !changes.dryRun || !sarif && output.form == .table else {
            throw ValidationError("--fix --dry-run shows what would change, and in no other form")
        }
        guard !sarif || output.form == .table else {
            throw ValidationError("--sarif goes with no other form of output")
        }
    }

    static func fieldNames(in words: VaultWords, _ typed: TypedWord) -> [String] {
        listing.names
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try vault.open(in: context)
        if fix {
            let plan = { try vault.planOfFixes(random: &context.random) }
            let first = try vault.planning(plan)
            if changes.dryRun {
                if !first.plan.isEmpty || !first.plan.notes.isEmpty {
                    context.show(first.plan, style: output.colors.style(in: context))
                }
                return try write(first.left(of: check(vault)), to: context)
            }
            let done = try vault.carryOut(first.plan, changes.origin(context)) { try plan().plan }
            context.tell(done.plan, done.receipt)
            try vault.refresh(includingText: false, in: context)
        }
        let diagnostics = try check(vault)
        try vault.noteMissingContents(in: context)
        if sarif {
            context.standardOutput.write(bytes: SARIFWriter(diagnostics: diagnostics).bytes)
        } else if output.form == .table {
            Pager.start(context)
            return write(diagnostics, to: context)
        } else {
            try Self.listing.write(diagnostics, options: output, context: context) { meta in
                meta.member("total", diagnostics.count)
                meta.member("errors", diagnostics.count { $0.severity == .error })
                meta.member("warnings", diagnostics.count { $0.severity == .warning })
            }
        }
        return Self.status(of: diagnostics)
    }

    private func check(_ vault: Vault) throws -> [LocatedDiagnostic] {
        try vault.check { CommandFailure($0).message }
    }

    private static func status(of diagnostics: [LocatedDiagnostic]) -> ExitStatus {
        diagnostics.contains { $0.severity == .error } ? .negative : .done
    }

    /// Writes diagnostics for a person, and gives what the exit code says of them.
    private func write(_ diagnostics: [LocatedDiagnostic], to context: CommandContext) -> ExitStatus {
        for diagnostic in diagnostics {
            let lines = DiagnosticText.lines(of: context.placed(diagnostic), width: context.terminal.outputWidth)
            for line in lines {
                context.standardOutput.write(line: line)
            }
        }
        guard context.terminal.isOutput else { return Self.status(of: diagnostics) }
        let errors = diagnostics.count { $0.severity == .error }
        let warnings = diagnostics.count { $0.severity == .warning }
        func count(_ number: Int, _ word: String) -> String {
            "\(Progress.grouped(number)) \(word)\(number == 1 ? "" : "s")"
        }
        context.standardOutput.write(
            diagnostics.isEmpty ? "Nothing to mend.\n" : "\(count(errors, "error")), \(count(warnings, "warning")).\n")
        return Self.status(of: diagnostics)
    }

    private static var listing: Listing<LocatedDiagnostic> {
        func number(_ number: Int?) -> FieldValue { number.map { .integer(Int64($0)) } ?? .null }
        return Listing(
            fields: [
                .init("path") { $0.path },
                .init("line", value: { number($0.line) }) { $0.line.map(String.init) ?? "" },
                .init("column", value: { number($0.column) }) { $0.column.map(String.init) ?? "" },
                .init("severity") { $0.severity.rawValue },
                .init("code") { $0.code.rawValue },
                .init("message") { $0.message },
            ], path: { $0.path }, emptyMessage: ""
        ) { diagnostic, writer in writer.value(diagnostic) }
    }
}
