/// Finds what changed in a work tree since it was last looked at: the first stage of bringing an index up to date, and the
/// only one that every query pays for.
///
/// A directory whose own stamp is unchanged has the same names in it. It is not read: its Markdown files are stamped by the
/// names remembered, and its subdirectories visited. So an unchanged tree costs one `fstatat` a Markdown file and one
/// `openat` a directory, and no memory for an entry. See `DirectorySnapshot` for what is remembered.
///
/// What is part of the vault:
/// - Names that begin with a dot are not (see `FileName.isHidden`), but `.gitignore` and `.mosaicignore` are watched.
/// - A directory below the root that holds a `.git` (another repository, a submodule, another work tree) is not entered.
/// - Symbolic links are not followed, and nothing but regular files is ever opened.
/// - What the ignore rules exclude is neither stamped nor entered.
package struct WorkTreeScanner {
    /// What to look at again in spite of an unchanged stamp.
    package enum Recheck: Sendable {
        case nothing
        /// Which of the files that git's rules match are part of the vault; to be asked for when git's index has changed.
        case gitIgnored
        /// All names and which of them are part of the vault; to be asked for when the ignore rules have changed. Files
        /// whose stamp is the same are still not reported as changed.
        case everything
    }

    /// Where to look.
    package enum Scope: Hashable, Sendable {
        case everything
        /// Only into these directories, by their paths relative to the root, and into what is new in them: what events have
        /// named (see `FileEvents`). A directory that came or went has to be named by the one that holds it.
        case directories(Set<String>)

        /// All that this and another look into.
        package func union(_ other: Scope) -> Scope {
            guard case .directories(let some) = self, case .directories(let others) = other else { return .everything }
            return .directories(some.union(others))
        }
    }

    /// How deep directories may nest; the root's own are at depth 1.
    package static let maximumDepth = 128

    /// Safely above the tick of any kernel (at most 10 ms), in nanoseconds.
    package static let defaultRacyThreshold: Int64 = 20_000_000

    private let root: String
    private let isExcluded: (String, Bool) -> Exclusion
    private let racyThreshold: Int64
    private let threads: Int
    private let clock: () -> Int64

    /// Makes a scanner of the vault whose folder is `root`.
    ///
    /// - Parameters:
    ///   - root: the folder of the vault.
    ///   - racyThreshold: how old a stamp must be to be trusted, in nanoseconds.
    ///   - threads: how many threads may stamp files, the calling one included. Two cores are kept busy best by three: the
    ///     system starts a second one on the core of the first more often than not.
    ///   - isExcluded: asked about the path, relative to the root, of each file (false) or directory (true) that was not
    ///     remembered, after its directory; on the thread that scans.
    package init(
        root: String, racyThreshold: Int64 = defaultRacyThreshold, threads: Int = 3,
        isExcluded: @escaping (_ path: String, _ isDirectory: Bool) -> Exclusion
    ) {
        self.init(
            root: root, racyThreshold: racyThreshold, threads: threads, clock: RacyClock.now, isExcluded: isExcluded)
    }

    /// Makes a scanner to which `clock` gives the time at which a scan begins, by the clock that stamps files.
    init(
        root: String, racyThreshold: Int64 = defaultRacyThreshold, threads: Int = 3, clock: @escaping () -> Int64,
        isExcluded: @escaping (_ path: String, _ isDirectory: Bool) -> Exclusion
    ) {
        self.root = root
        self.racyThreshold = racyThreshold
        self.threads = threads
        self.clock = clock
        self.isExcluded = isExcluded
    }

    /// Compares the work tree with what is remembered of it.
    ///
    /// `previous` gives the remembered snapshot of a directory by its path, on this thread, parents first. Nil for the root
    /// means that nothing is remembered, and then everything is reported as new.
    ///
    /// Within a `scope` of some directories, nothing is said of all others. It is for the caller to name those whose entries
    /// `recheck` is about; where everything is to be rechecked, everything is looked at.
    ///
    /// Throws a `FileError` if the root cannot be opened or the process runs out of descriptors, and what `previous` throws.
    package func scan(
        recheck: Recheck = .nothing, within scope: Scope = .everything,
        previous: (_ directory: String) throws -> [UInt8]?
    ) throws -> WorkTreeScan {
        let scan = try walk(recheck, recheck == .everything ? .everything : scope, previous)
        guard scan.ignoreRulesChanged, recheck != .everything else { return scan }
        // Which rule a changed line touches is not known: every verdict is given anew, under the rules as they are now.
        var again = try walk(.everything, .everything, previous)
        again.ignoreRulesChanged = true
        again.ruleFilesChanged = true
        return again
    }

    private func walk(
        _ recheck: Recheck, _ scope: Scope, _ previous: (String) throws -> [UInt8]?
    ) throws -> WorkTreeScan {
        let clock = RacyClock(takenAt: clock(), threshold: racyThreshold)
        let directory: OpenDirectory
        switch OpenDirectory.root(root) {
        case .success(let opened): directory = opened
        case .failure(let error): throw FileError(error, root)
        }
        return try withoutActuallyEscaping(previous) { previous in
            let walk = WorkTreeWalk(
                clock: clock, recheck: recheck, threads: threads, previous: previous, isExcluded: isExcluded)
            return try walk.run(from: directory, within: scope)
        }
    }
}
