import ArgumentParser
import VaultEngine
import VaultModel

/// Which entities a command is about, as a query.
struct WhereOptions: ParsableArguments {
    @Option(
        name: .customLong("where"),
        help: ArgumentHelp("The entities that 'mosaic list' would show for this.", valueName: "query"),
        completion: Completion.wholeQuery)
    var query: String?

    func validate() throws {
        // As an empty variable of a script would say.
        if let query, query.allSatisfy(\.isWhitespace) { throw ValidationError("--where has nothing to ask for") }
    }

    /// What the query asks for; everything where there is none.
    func request(in vault: Vault) throws -> EntityRequest {
        try query.map { try QueryArguments.request([$0], in: vault) } ?? EntityRequest()
    }

    /// Entities are named, or asked for, and not both.
    func validate(against references: [String]) throws {
        guard !references.isEmpty || query != nil else {
            throw ValidationError("Name an entity, or ask for some with --where.")
        }
        guard references.isEmpty || query == nil else {
            throw ValidationError("--where does not go with an entity; give one of them")
        }
    }

    /// Opens the vault, with the text of entities in the index where the query asks for it.
    ///
    /// - Returns: It, and what the query asks for; nil where there is none.
    func open(_ vault: some VaultChoice, in context: CommandContext) throws -> (vault: Vault, request: EntityRequest?) {
        let (vault, request) = try vault.open(asking: query.map { [$0] } ?? [], in: context)
        return (vault, query == nil ? nil : request)
    }
}

/// How a command asks before it changes many things.
struct ConfirmationOptions: ParsableArguments {
    @Flag(name: [.customShort("y"), .long], help: "Do not ask before changing what --where finds.")
    var yes = false

    /// Carries out what is planned for all that a request finds, once the person agrees. Where somebody else is faster, it is
    /// planned anew, and for what the person has agreed to alone.
    ///
    /// - Throws: A ``CommandFailure`` where nobody can be asked.
    func carryOut(
        of request: EntityRequest, _ changes: ChangeOptions, in vault: Vault, context: CommandContext,
        _ report: ReportOptions, _ plan: (ResolvedQuery) throws -> BulkPlan
    ) throws {
        let bulk = try vault.planning(includingText: request.asksForText) { try plan(vault.query(for: request)) }
        if bulk.found == 0 { return report.writeNothing("nothing matches", context: context) }
        if changes.dryRun { return try report.show(bulk.plan, in: vault, context: context) }
        let asks = !bulk.plan.isEmpty && !yes
        if try asks && !isAgreed(bulk, context) {
            return report.writeNothing("nothing was changed", context: context)
        }
        let origin = changes.origin(context)
        let done = try vault.carryOut(bulk, of: request, isAgreed: asks, origin, orAnew: plan)
        try report.write(done.plan.plan, done.receipt, origin, in: vault, context: context)
    }

    /// So many are named before a person is asked.
    private static let mostNamed = 10

    private func isAgreed(_ bulk: BulkPlan, _ context: CommandContext) throws -> Bool {
        let count = bulk.changed.count
        let matches = bulk.found == count ? "" : " (of \(bulk.found) that match)"
        guard context.terminal.isInput, context.terminal.isError else {
            throw CommandFailure(
                .usage, "this would \(bulk.plan.verb.rawValue.lowercased()) \(bulk.plan.object)\(matches)",
                remedy: "Say --yes to do it, or --dry-run to see what would change.")
        }
        for entity in bulk.changed.prefix(Self.mostNamed) {
            context.standardError.write(TerminalText.escaped("  \(entity.title) (\(entity.path))") + "\n")
        }
        if count > Self.mostNamed {
            context.standardError.write("  and \(Progress.grouped(count - Self.mostNamed)) more\n")
        }
        let question = TerminalText.escaped("\(bulk.plan.subject)\(matches)? [y/N] ")
        context.standardError.write(question)
        context.standardError.flush()
        return ["y", "yes"].contains(context.answer()?.lowercased() ?? "")
    }
}
