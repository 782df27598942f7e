import ArgumentParser
import VaultEngine
import VaultModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Options that say which vault, and how fresh its index has to be.
///
/// Those who conform have the groups beside each other and not one in another: where it is built for debugging, the parser of
/// arguments checks a group four times as often for each group that it is in.
protocol VaultChoice {
    var place: VaultPlace { get }
    /// Whether the index will do as it is.
    var acceptsStale: Bool { get }
    /// The moment that is asked of, as the person names it; nil for the present.
    var at: String? { get }
}

/// Which vault, and how fresh its index has to be.
struct VaultOptions: ParsableArguments, VaultChoice {
    @OptionGroup var place: VaultPlace
    @OptionGroup var freshness: FreshnessOptions

    var at: String? { nil }
    var acceptsStale: Bool { freshness.stale }
}

/// Which vault is changed. Its index is always made current first: an old one knows another entity at a path than is there.
struct ChangedVault: ParsableArguments, VaultChoice {
    @OptionGroup var place: VaultPlace

    var at: String? { nil }
    var acceptsStale: Bool { false }
}

/// Which vault a question is asked of, and of which moment.
struct ReadingOptions: ParsableArguments, VaultChoice {
    @OptionGroup var place: VaultPlace
    @OptionGroup var freshness: FreshnessOptions
    @OptionGroup var moment: MomentOptions

    var at: String? { moment.at }
    var acceptsStale: Bool { freshness.stale }
}

extension VaultChoice {
    /// Opens the vault and brings its index up to date, or makes that of the moment ready, with progress on a terminal.
    ///
    /// `includingText` asks for the full-text index as well.
    func open(in context: CommandContext, includingText: Bool = false) throws -> Vault {
        try open(at: at, in: context, includingText: includingText)
    }

    /// Opens the vault as it was at a moment, whose index is made ready with progress on a terminal; as it is, for nil.
    ///
    /// `includingText` asks for the full-text index as well.
    func open(at moment: String?, in context: CommandContext, includingText: Bool = false) throws -> Vault {
        let present = try place.open(in: context)
        guard let moment else {
            if !acceptsStale { try present.refresh(includingText: includingText, in: context) }
            return present
        }
        let progress = Progress(context)
        let past = try present.asOf(moment, includingText: includingText, refreshing: !acceptsStale) {
            progress.update($0)
        }
        progress.finish()
        if !acceptsStale { try past.noteMissingContents(in: context) }
        return past
    }

    /// Opens the vault for a query, with the text of entities in the index where the query asks for it.
    func open(asking words: [String], in context: CommandContext) throws -> (vault: Vault, request: EntityRequest) {
        try open(asking: words, at: at, in: context)
    }

    /// Opens the vault as it was at a moment for a query; as it is, for nil.
    func open(
        asking words: [String], at moment: String?, in context: CommandContext
    ) throws -> (vault: Vault, request: EntityRequest) {
        // The first word may be a kind, which only the vault knows.
        let isText = Query.asksForText(try QueryArguments.text(QueryArguments.behindFirst(words)))
        var vault = try open(at: moment, in: context, includingText: isText)
        let request = try QueryArguments.request(words, in: vault)
        if !isText, request.asksForText {
            if moment != nil {
                vault = try open(at: moment, in: context, includingText: true)
            } else if !acceptsStale {
                try vault.refresh(includingText: true, in: context)
            }
        }
        return (vault, request)
    }
}

extension ChangedVault {
    /// Opens the vault to make something new in it, which does not wait for room for the index on a full disk.
    func openToMake(in context: CommandContext) throws -> Vault {
        let vault = try place.open(in: context)
        do {
            try vault.refresh(includingText: false, in: context)
        } catch VaultError.diskFull(let path) {
            context.note(
                "the index could not be brought up to date: the disk is full at \(path)\n"
                    + "Nothing was lost. It catches up once there is room.")
        }
        return vault
    }
}

/// How fresh the index has to be.
struct FreshnessOptions: ParsableArguments {
    @Flag(help: "Answer at once from the index as it is.")
    var stale = false
}

/// Which moment a question is asked of.
struct MomentOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "As it was then: a commit, a branch or a tag, or a date ('2026-11-01', 'last month', '2w').",
            valueName: "rev|date"))
    var at: String?
}

/// Where the vault is.
struct VaultPlace: ParsableArguments {
    @Option(
        name: [.customShort("C"), .long],
        help: ArgumentHelp("Work in the vault at this place.", valueName: "dir"), completion: .directory)
    var vault: String?

    /// Opens the vault, whatever the state of its index.
    func open(in context: CommandContext) throws -> Vault {
        let path = context.absolute(vault ?? ".")
        if vault != nil, access(path, F_OK) != 0 {
            throw CommandFailure(
                .usage, "could not open a vault at \(path): there is no such folder",
                remedy: "Name another with -C, or make a vault there with 'mosaic init \(path)'.")
        }
        let vault = try Vault(discovering: path, surroundings: context.surroundings)
        context.vaultRoot = vault.root
        if vault.isIndexInCache {
            context.note("the vault cannot be written, so its index is kept in your cache folder")
        }
        return vault
    }
}

extension CommandContext {
    /// What the engine may know of the process.
    var surroundings: Surroundings {
        let now = now
        var surroundings = Surroundings(
            environment: environment, now: { now() }, secondsFromUTC: secondsFromUTC)
        surroundings.puttingOffInterruptions = puttingOffInterruptions
        return surroundings
    }

    /// Dates in words, seen from the moment that a vault is asked of.
    func dates(in vault: Vault) -> CalmDates {
        CalmDates(now: vault.surroundings.now(), secondsFromUTC: secondsFromUTC)
    }

    /// A path of the command line, seen from where the person stands.
    func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : path == "." ? workingDirectory : "\(workingDirectory)/\(path)"
    }
}

extension Vault {
    /// Brings the index up to date, with progress on a terminal, and says what a person should know of it.
    @discardableResult
    func refresh(includingText: Bool, in context: CommandContext) throws -> IndexSummary {
        let progress = Progress(context)
        defer { progress.finish() }
        let wasDaemonSilent = isDaemonSilent
        let summary = try refresh(includingText: includingText) { progress.update($0) }
        progress.finish()
        if isDaemonSilent, !wasDaemonSilent {
            context.note("the daemon that watches the vault does not answer, so its work was done without it")
        }
        if isIndexBehind { context.note("the index cannot be written, so the answer may be behind") }
        if summary.replaced == .damaged { context.note("the index was damaged, and is built anew") }
        return summary
    }
}

extension Vault {
    /// Says that there may have been more than the history knows of: of a shallow clone on a terminal alone.
    func noteIncompleteHistory(in context: CommandContext) throws {
        if hasShallowHistory, context.terminal.isError {
            context.note(
                "the clone is shallow, so that the history begins where it was cut off; 'git fetch --unshallow' brings the rest"
            )
        }
        try noteMissingContents(in: context)
    }

    /// Says that the repository lacks what files said: of a partial clone, which was made so, on a terminal alone.
    func noteMissingContents(in context: CommandContext) throws {
        let count = try missingContentCount()
        if count == 0 { return }
        let isPartial = isPartialClone
        guard !isPartial || context.terminal.isError else { return }
        context.note(
            Progress.counted(count, "version of a file is", "versions of files are")
                + " missing, and what changed there is not known: "
                + (isPartial
                    ? "the clone is partial; 'git fetch --refetch --filter=blob:limit=1g' brings the rest"
                    : "the repository is damaged; 'git fsck' says what it lacks"))
    }
}

extension Progress {
    func update(_ state: IndexProgress) {
        switch state {
        case .waiting: update("Waiting for another mosaic to finish with the index", done: nil, total: nil)
        case .history(let done, let total): update("Reading commits", done: done, total: total)
        case .files(let done, let total): update("Reading files", done: done, total: total)
        case .links: update("Following links", done: nil, total: nil)
        case .texts(let done, let total): update("Reading texts", done: done, total: total)
        }
    }
}
