#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// One scan under way: goes through the directories on the calling thread, leaves the stamping of files to the pool, and
/// puts together what was found when both are through.
final class WorkTreeWalk {
    private typealias Flags = DirectorySnapshot.Flags
    private typealias EntryFlags = DirectorySnapshot.EntryFlags

    private let clock: RacyClock
    private let recheck: WorkTreeScanner.Recheck
    private let previous: (String) throws -> [UInt8]?
    private let isExcluded: (String, Bool) -> Exclusion
    private let pool: StampCheckPool
    private var scan = WorkTreeScan()
    private var visits: [Visit] = []
    /// Whether directories are entered that are remembered already.
    private var entersKnown = true
    private var forgotten: Set<String> = []

    /// A directory that was entered, until its stamps are known.
    private struct Visit {
        var path: String
        /// Nil for a directory that was not remembered.
        var old: [UInt8]?
        /// The old snapshot itself, or one laid out anew.
        var bytes: [UInt8]
        var isLaidOutAnew: Bool
        var checks: [StampCheck] = []
        /// Plain entries that vanished while they were being visited.
        var gone: [Int] = []
    }

    init(
        clock: RacyClock, recheck: WorkTreeScanner.Recheck, threads: Int,
        previous: @escaping (String) throws -> [UInt8]?, isExcluded: @escaping (String, Bool) -> Exclusion
    ) {
        self.clock = clock
        self.recheck = recheck
        self.previous = previous
        self.isExcluded = isExcluded
        pool = StampCheckPool(threadLimit: threads)
    }

    func run(from root: OpenDirectory, within scope: WorkTreeScanner.Scope) throws -> WorkTreeScan {
        do {
            defer { pool.finish() }
            switch scope {
            case .everything: try visit(root, path: "", depth: 0, isKnown: true)
            case .directories(let paths): try visit(paths, below: root)
            }
        }
        for visit in visits { conclude(visit) }
        return scan
    }

    /// Visits some directories, those that hold others first, as they say which of the others are new or gone.
    private func visit(_ paths: Set<String>, below root: OpenDirectory) throws {
        guard try remembered("") != nil else { return try visit(root, path: "", depth: 0, isKnown: true) }
        entersKnown = false
        scan.visitedDirectories = []
        for path in paths.sorted() where scan.visitedDirectories?.contains(path) == false {
            if forgotten.contains(path) { continue }
            let components = path.split(separator: "/").map(String.init)
            // What is not remembered is new in the directory that holds it, or no part of the vault.
            guard components.count <= WorkTreeScanner.maximumDepth, try previous(path) != nil else { continue }
            switch open(components, below: root) {
            case .success(let directory): try visit(directory, path: path, depth: components.count, isKnown: true)
            case .failure(let error) where error.meansVanished: continue
            case .failure(let error): try setUnreadable(path, error, isKnown: true)
            }
        }
    }

    private func open(_ components: [String], below root: OpenDirectory) -> Result<OpenDirectory, SystemError> {
        var directory = root
        for component in components {
            switch directory.directory(named: component) {
            case .success(let next): directory = next
            case .failure(let error): return .failure(error)
            }
        }
        return .success(directory)
    }

    // MARK: - Directories

    private func visit(_ directory: OpenDirectory, path: String, depth: Int, isKnown: Bool) throws {
        scan.directoryCount += 1
        scan.visitedDirectories?.insert(path)
        let stamp: FileStamp
        switch directory.stamp() {
        case .success(let taken): stamp = taken
        case .failure(let error):
            scan.directoryCount -= 1
            return try setUnreadable(path, error, isKnown: isKnown)
        }
        let old = isKnown ? try remembered(path) : nil
        if let old, isCurrent(old, stamp) {
            let visit = Visit(path: path, old: old, bytes: old, isLaidOutAnew: false)
            return try enter(directory, visit, depth: depth)
        }
        let names: NameList
        switch NameList.read(directory) {
        case .success(let list): names = list
        case .failure(let error):
            scan.directoryCount -= 1
            return try setUnreadable(path, error, isKnown: isKnown, old: old)
        }
        if names.holdsGit, depth > 0 {
            try forgetEntries(of: path, old)
            var flags = Flags.nestedRepository
            if clock.isRacy(stamp.statusChanged) { flags |= Flags.mustReread }
            remember(path, SnapshotDraft.empty(stamp: stamp, flags: flags), insteadOf: old)
            scan.directoryCount -= 1
            return
        }
        let draft = withView(old) { view in
            SnapshotDraft(
                path: path, stamp: stamp, names: names, old: view, recheck: recheck, isExcluded: isExcluded)
        }
        scan.removedFiles += draft.removedFiles
        scan.addedAttachments += draft.addedAttachments
        scan.removedAttachments += draft.removedAttachments
        if draft.ruleFileRemoved {
            scan.ignoreRulesChanged = true
            scan.ruleFilesChanged = true
        }
        for removed in draft.removedDirectories { try forget(removed) }
        var bytes = draft.bytes
        if clock.isRacy(stamp.statusChanged) { WorkTreeWalk.setFlags(Flags.mustReread, in: &bytes) }
        try enter(directory, Visit(path: path, old: old, bytes: bytes, isLaidOutAnew: true), depth: depth)
    }

    /// Whether the names in a directory must be as they are remembered.
    private func isCurrent(_ old: [UInt8], _ stamp: FileStamp) -> Bool {
        withView(old) { view in
            guard let view, view.isOf(stamp) else { return false }
            if view.flags & (Flags.mustReread | Flags.unreadable) != 0 { return false }
            switch recheck {
            case .nothing: return true
            case .gitIgnored: return view.flags & Flags.hasGitIgnored == 0
            case .everything: return false
            }
        }
    }

    /// Has the files of a directory stamped and goes through the directories in it.
    private func enter(_ directory: OpenDirectory, _ visit: Visit, depth: Int) throws {
        let position = visits.count
        visits.append(visit)
        let bytes = visit.bytes
        try bytes.withUnsafeBytes { buffer in
            guard let view = SnapshotView(trusted: buffer) else { return }
            if view.flags & Flags.nestedRepository != 0 { return scan.directoryCount -= 1 }
            for start in stride(from: 0, to: view.stampedCount, by: StampCheckPool.entriesPerCheck) {
                let range = start..<min(start + StampCheckPool.entriesPerCheck, view.stampedCount)
                let check = StampCheck(directory, bytes, range)
                visits[position].checks.append(check)
                pool.add(check, entries: range.count)
            }
            if view.flags & Flags.hasProblems != 0 { reportProblems(view, visit.path) }
            for index in 0..<view.plainCount {
                let flags = view.plainFlags(index)
                if flags & (EntryFlags.excluded | EntryFlags.gone) != 0 { continue }
                let kind = view.plainKind(index)
                if kind.isAttachment { scan.attachmentCount += 1 }
                guard kind == .directory else { continue }
                let isKnown = flags & EntryFlags.new == 0
                if isKnown, !entersKnown { continue }
                let path = WorkTreeWalk.path(visit.path, view.plainName(index))
                if try !open(view.plainName(index), in: directory, path: path, depth: depth + 1, isKnown: isKnown) {
                    visits[position].gone.append(index)
                }
            }
        }
    }

    /// False if there is no such directory any more.
    private func open(
        _ name: UnsafeRawBufferPointer, in parent: OpenDirectory, path: String, depth: Int, isKnown: Bool
    ) throws -> Bool {
        guard let start = name.baseAddress?.assumingMemoryBound(to: CChar.self) else { return false }
        guard depth <= WorkTreeScanner.maximumDepth else {
            scan.problems.append(WorkTreeProblem(path: path, kind: .tooDeep))
            // Remembered only so that its row is there to be read.
            let old = isKnown ? try remembered(path) : nil
            remember(path, SnapshotDraft.empty(stamp: nil, flags: Flags.unreadable), insteadOf: old)
            return true
        }
        switch parent.directory(named: start) {
        case .success(let directory):
            try visit(directory, path: path, depth: depth, isKnown: isKnown)
        case .failure(let error) where error.meansVanished:
            if isKnown { try forget(path) }
            return false
        case .failure(let error):
            try setUnreadable(path, error, isKnown: isKnown)
        }
        return true
    }

    // MARK: - What is remembered

    private func remembered(_ path: String) throws -> [UInt8]? {
        guard let bytes = try previous(path) else {
            if !path.isEmpty { scan.foundDamagedSnapshot = true }
            return nil
        }
        guard bytes.withUnsafeBytes({ SnapshotView($0) != nil }) else {
            scan.foundDamagedSnapshot = true
            return nil
        }
        return bytes
    }

    private func remember(_ path: String, _ bytes: [UInt8], insteadOf old: [UInt8]?) {
        if bytes != old { scan.changedDirectories.append((path, bytes)) }
    }

    /// What cannot be read has no files, as it would have none for a scan with no memory; it is tried again each time.
    private func setUnreadable(_ path: String, _ error: SystemError, isKnown: Bool) throws {
        try setUnreadable(path, error, isKnown: isKnown, old: isKnown ? try remembered(path) : nil)
    }

    private func setUnreadable(_ path: String, _ error: SystemError, isKnown: Bool, old: [UInt8]?) throws {
        if error.meansExhausted { throw FileError(error, path) }
        scan.problems.append(WorkTreeProblem(path: path, kind: .unreadable(error)))
        try forgetEntries(of: path, old)
        remember(path, SnapshotDraft.empty(stamp: nil, flags: Flags.unreadable), insteadOf: old)
    }

    private func forget(_ path: String) throws {
        scan.removedDirectories.append(path)
        if !entersKnown { forgotten.insert(path) }
        try forgetEntries(of: path, try remembered(path))
    }

    private func forgetEntries(of path: String, _ bytes: [UInt8]?) throws {
        guard let bytes else { return }
        try bytes.withUnsafeBytes { buffer in
            guard let view = SnapshotView(trusted: buffer) else { return }
            let absent = EntryFlags.excluded | EntryFlags.gone
            for index in 0..<view.stampedCount where view.stampedFlags(index) & absent == 0 {
                guard view.stampedKind(index) == .markdown else {
                    scan.ruleFilesChanged = true
                    continue
                }
                scan.removedFiles.append(WorkTreeWalk.path(path, view.stampedName(index)))
            }
            for index in 0..<view.plainCount where view.plainFlags(index) & absent == 0 {
                let entry = WorkTreeWalk.path(path, view.plainName(index))
                if view.plainKind(index).isAttachment { scan.removedAttachments.append(entry) }
                if view.plainKind(index) == .directory { try forget(entry) }
            }
        }
    }

    private func reportProblems(_ view: SnapshotView, _ path: String) {
        for index in 0..<view.plainCount where view.plainFlags(index) & EntryFlags.excluded == 0 {
            let name = view.plainName(index)
            let kind: WorkTreeProblem.Kind
            switch view.plainKind(index) {
            case .special: kind = .notAFile
            case .unnameable: kind = .nameNotUTF8([UInt8](name))
            case .symbolicLink where FileName.isMarkdown(name): kind = .symbolicLink
            default: continue
            }
            scan.problems.append(WorkTreeProblem(path: WorkTreeWalk.path(path, name), kind: kind))
        }
    }

    // MARK: - Conclusion

    /// Takes over what the checks of a directory found, and makes the snapshot to remember of it.
    private func conclude(_ visit: Visit) {
        var isChanged = visit.isLaidOutAnew || !visit.gone.isEmpty
        for check in visit.checks {
            scan.fileCount += check.fileCount
            if !check.findings.isEmpty { isChanged = true }
        }
        guard isChanged else { return }
        var bytes = visit.bytes
        for check in visit.checks {
            for finding in check.findings { take(finding, visit, &bytes) }
        }
        bytes.withUnsafeMutableBytes { buffer in
            guard let view = SnapshotView(trusted: UnsafeRawBufferPointer(buffer)) else { return }
            for index in 0..<view.stampedCount {
                buffer[SnapshotView.flagsOffset(ofStamped: index)] &= ~EntryFlags.new
            }
            for index in 0..<view.plainCount { buffer[view.flagsOffset(ofPlain: index)] &= ~EntryFlags.new }
            for index in visit.gone { buffer[view.flagsOffset(ofPlain: index)] |= EntryFlags.gone }
        }
        if !visit.gone.isEmpty { WorkTreeWalk.setFlags(Flags.mustReread, in: &bytes) }
        remember(visit.path, bytes, insteadOf: visit.old)
    }

    private func take(_ finding: StampCheck.Finding, _ visit: Visit, _ bytes: inout [UInt8]) {
        visit.bytes.withUnsafeBytes { buffer in
            guard let view = SnapshotView(trusted: buffer) else { return }
            take(finding, view, visit, &bytes)
        }
    }

    private func take(_ finding: StampCheck.Finding, _ view: SnapshotView, _ visit: Visit, _ bytes: inout [UInt8]) {
        let path = WorkTreeWalk.path(visit.path, view.stampedName(finding.index))
        let kind = view.stampedKind(finding.index)
        let flags = view.stampedFlags(finding.index)
        let isNew = flags & EntryFlags.new != 0
        let flagsOffset = SnapshotView.flagsOffset(ofStamped: finding.index)
        if kind == .ruleFile {
            scan.ruleFilesChanged = true
            if visit.old != nil { scan.ignoreRulesChanged = true }
        }
        switch finding.outcome {
        case .stamped(let stamp):
            bytes.withUnsafeMutableBytes {
                $0.baseAddress?.setStamp(stamp, at: SnapshotView.stampOffset(finding.index))
                $0[flagsOffset] &= ~EntryFlags.racy
                if clock.isRacy(stamp.statusChanged) { $0[flagsOffset] |= EntryFlags.racy }
            }
            guard kind == .markdown else { return }
            let reason: WorkTreeScan.ChangedFile.Reason =
                isNew ? .added : stamp == view.stamp(finding.index) ? .suspect : .changed
            scan.changedFiles.append(WorkTreeScan.ChangedFile(path: path, stamp: stamp, reason: reason))
        case .gone, .failed:
            if case .failed(let error) = finding.outcome {
                scan.problems.append(WorkTreeProblem(path: path, kind: .unreadable(error)))
            }
            bytes[flagsOffset] |= EntryFlags.gone
            WorkTreeWalk.setFlags(Flags.mustReread, in: &bytes)
            if kind == .markdown, !isNew { scan.removedFiles.append(path) }
        }
    }

    private static func setFlags(_ flags: UInt32, in bytes: inout [UInt8]) {
        bytes.withUnsafeMutableBytes { buffer in
            guard let start = buffer.baseAddress else { return }
            start.set(UnsafeRawPointer(start).number(at: 4, UInt32.self) | flags, at: 4)
        }
    }

    private func withView<Result>(_ bytes: [UInt8]?, _ body: (SnapshotView?) throws -> Result) rethrows -> Result {
        guard let bytes else { return try body(nil) }
        return try bytes.withUnsafeBytes { try body(SnapshotView(trusted: $0)) }
    }

    private static func path(_ directory: String, _ name: UnsafeRawBufferPointer) -> String {
        let name = String(decoding: name, as: UTF8.self)
        return directory.isEmpty ? name : directory + "/" + name
    }
}
