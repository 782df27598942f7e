#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The names of a directory that was read anew, laid out as a snapshot, with the stamps of before where the name was known:
/// checking it then finds what is new, what changed and nothing else, just as with a directory that was not read.
struct SnapshotDraft {
    private(set) var bytes: [UInt8] = []
    private(set) var removedFiles: [String] = []
    private(set) var addedAttachments: [String] = []
    private(set) var removedAttachments: [String] = []
    /// Directories that were part of the vault and are not any more.
    private(set) var removedDirectories: [String] = []
    private(set) var ruleFileRemoved = false

    private let path: String
    private let recheck: WorkTreeScanner.Recheck
    private let isExcluded: (String, Bool) -> Exclusion
    private var flags: UInt32 = 0
    private var records: [Record] = []
    private var stampedCount = 0

    private struct Record {
        var name: UnsafeRawBufferPointer
        var kind: DirectorySnapshot.Kind
        var flags: UInt8
        var stamp: FileStamp?

        var isProblem: Bool {
            guard flags & EntryFlags.excluded == 0 else { return false }
            switch kind {
            case .special, .unnameable: return true
            case .symbolicLink: return FileName.isMarkdown(name)
            case .markdown, .ruleFile, .attachment, .directory: return false
            }
        }
    }

    private typealias Flags = DirectorySnapshot.Flags
    private typealias EntryFlags = DirectorySnapshot.EntryFlags

    /// Lays out a directory whose own stamp, of before its names were read, is `stamp`. `old` is what was remembered of it.
    init(
        path: String, stamp: FileStamp, names: NameList, old: SnapshotView?, recheck: WorkTreeScanner.Recheck,
        isExcluded: @escaping (String, Bool) -> Exclusion
    ) {
        self.path = path
        self.recheck = recheck
        self.isExcluded = isExcluded
        names.names.withUnsafeBytes { heap in
            records.reserveCapacity(names.stamped.count + names.plain.count)
            mergeStamped(names.stamped, heap, old)
            stampedCount = records.count
            mergePlain(names.plain, heap, old)
            bytes = layOut(stamp)
        }
        records = []
    }

    /// The snapshot of a directory of which no entry is looked at.
    static func empty(stamp: FileStamp?, flags: UInt32) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: DirectorySnapshot.Layout.header)
        bytes.withUnsafeMutableBytes { buffer in
            guard let start = buffer.baseAddress else { return }
            start.set(DirectorySnapshot.Layout.magic, at: 0)
            start.set(flags, at: 4)
            start.set(stamp?.modified ?? 0, at: 24)
            start.set(stamp?.statusChanged ?? 0, at: 32)
            start.set(stamp?.inode ?? 0, at: 40)
        }
        return bytes
    }

    // MARK: - Merging

    private mutating func mergeStamped(_ new: [NameList.Entry], _ heap: UnsafeRawBufferPointer, _ old: SnapshotView?) {
        var oldIndex = 0
        let oldCount = old?.stampedCount ?? 0
        for entry in new {
            let name = NameList.name(entry, in: heap)
            var known: Int?
            while let old, oldIndex < oldCount {
                let order = NameList.compare(old.stampedName(oldIndex), name)
                if order > 0 { break }
                if order == 0 { known = oldIndex } else { stampedVanished(old, oldIndex) }
                oldIndex += 1
                if order == 0 { break }
            }
            addStamped(name, entry.kind, known, old)
        }
        while let old, oldIndex < oldCount {
            stampedVanished(old, oldIndex)
            oldIndex += 1
        }
    }

    private mutating func addStamped(
        _ name: UnsafeRawBufferPointer, _ kind: DirectorySnapshot.Kind, _ known: Int?, _ old: SnapshotView?
    ) {
        var oldFlags: UInt8?
        if let old, let known, old.stampedFlags(known) & EntryFlags.gone == 0, old.stampedKind(known) == kind {
            oldFlags = old.stampedFlags(known)
        }
        let exclusion = kind == .ruleFile ? 0 : exclusionFlags(name, isDirectory: false, before: oldFlags)
        let wasPart = oldFlags.map { $0 & EntryFlags.excluded == 0 } ?? false
        let isPart = exclusion & EntryFlags.excluded == 0
        if wasPart, !isPart { removedFiles.append(path(of: name)) }
        guard let old, let known, let oldFlags, wasPart, isPart else {
            let new = isPart ? EntryFlags.new : 0
            return records.append(Record(name: name, kind: kind, flags: exclusion | new, stamp: nil))
        }
        records.append(
            Record(name: name, kind: kind, flags: exclusion | oldFlags & EntryFlags.racy, stamp: old.stamp(known)))
    }

    private mutating func stampedVanished(_ old: SnapshotView, _ index: Int) {
        if old.stampedKind(index) == .ruleFile { return ruleFileRemoved = true }
        guard old.stampedFlags(index) & (EntryFlags.gone | EntryFlags.excluded) == 0 else { return }
        removedFiles.append(path(of: old.stampedName(index)))
    }

    private mutating func mergePlain(_ new: [NameList.Entry], _ heap: UnsafeRawBufferPointer, _ old: SnapshotView?) {
        var oldIndex = 0
        let oldCount = old?.plainCount ?? 0
        for entry in new {
            let name = NameList.name(entry, in: heap)
            var known: (kind: DirectorySnapshot.Kind, flags: UInt8)?
            while let old, oldIndex < oldCount {
                let order = NameList.compare(old.plainName(oldIndex), name)
                if order > 0 { break }
                if order == 0 {
                    known = (old.plainKind(oldIndex), old.plainFlags(oldIndex))
                } else {
                    plainVanished(old.plainName(oldIndex), old.plainKind(oldIndex), old.plainFlags(oldIndex))
                }
                oldIndex += 1
                if order == 0 { break }
            }
            addPlain(name, entry.kind, known)
        }
        while let old, oldIndex < oldCount {
            plainVanished(old.plainName(oldIndex), old.plainKind(oldIndex), old.plainFlags(oldIndex))
            oldIndex += 1
        }
    }

    private mutating func addPlain(
        _ name: UnsafeRawBufferPointer, _ kind: DirectorySnapshot.Kind,
        _ known: (kind: DirectorySnapshot.Kind, flags: UInt8)?
    ) {
        var before: UInt8?
        if let known, known.flags & EntryFlags.gone == 0, (known.kind == .directory) == (kind == .directory) {
            before = known.flags
        }
        var flags: UInt8 = 0
        if kind != .unnameable { flags = exclusionFlags(name, isDirectory: kind == .directory, before: before) }
        let isPart = flags & EntryFlags.excluded == 0
        let isSame = known.map { before != nil && $0.kind.isAttachment == kind.isAttachment } ?? false
        let wasPart = isSame && (before ?? EntryFlags.excluded) & EntryFlags.excluded == 0
        if let known, !(wasPart && isPart) { plainVanished(name, known.kind, known.flags) }
        if isPart, !wasPart {
            if kind == .directory { flags |= EntryFlags.new }
            if kind.isAttachment { addedAttachments.append(path(of: name)) }
        }
        records.append(Record(name: name, kind: kind, flags: flags, stamp: nil))
    }

    private mutating func plainVanished(
        _ name: UnsafeRawBufferPointer, _ kind: DirectorySnapshot.Kind, _ flags: UInt8
    ) {
        guard flags & (EntryFlags.gone | EntryFlags.excluded) == 0 else { return }
        if kind == .directory { removedDirectories.append(path(of: name)) }
        if kind.isAttachment { removedAttachments.append(path(of: name)) }
    }

    /// `before` has the flags of the same entry as it was remembered: the rules are asked only about new ones.
    private func exclusionFlags(_ name: UnsafeRawBufferPointer, isDirectory: Bool, before: UInt8?) -> UInt8 {
        let bits = EntryFlags.excluded | EntryFlags.gitIgnored
        if let before, recheck == .nothing || (recheck == .gitIgnored && before & EntryFlags.gitIgnored == 0) {
            return before & bits
        }
        let exclusion = isExcluded(path(of: name), isDirectory)
        return (exclusion.isExcluded ? EntryFlags.excluded : 0) | (exclusion.isGitIgnored ? EntryFlags.gitIgnored : 0)
    }

    private func path(of name: UnsafeRawBufferPointer) -> String {
        let name = String(decoding: name, as: UTF8.self)
        return path.isEmpty ? name : path + "/" + name
    }

    // MARK: - Laying out

    private func layOut(_ stamp: FileStamp) -> [UInt8] {
        typealias Layout = DirectorySnapshot.Layout
        let plainCount = records.count - stampedCount
        let namesSize = records.reduce(0) { $0 + $1.name.count + 1 }
        let plainStart = Layout.header + stampedCount * Layout.stamped
        let namesStart = plainStart + plainCount * Layout.plain
        return [UInt8](unsafeUninitializedCapacity: namesStart + namesSize) { buffer, count in
            count = namesStart + namesSize
            guard let start = UnsafeMutableRawPointer(buffer.baseAddress) else { return }
            var nameOffset = 0
            var flags: UInt32 = 0
            for (index, record) in records.enumerated() {
                let isStamped = index < stampedCount
                let at =
                    isStamped
                    ? Layout.header + index * Layout.stamped : plainStart + (index - stampedCount) * Layout.plain
                start.set(UInt32(truncatingIfNeeded: nameOffset), at: at)
                start.set(UInt16(truncatingIfNeeded: record.name.count), at: at + 4)
                start.set(record.kind.rawValue, at: at + 6)
                start.set(record.flags, at: at + 7)
                if isStamped { start.setStamp(record.stamp ?? .none, at: at + 8) }
                if let name = record.name.baseAddress {
                    (start + namesStart + nameOffset).copyMemory(from: name, byteCount: record.name.count)
                }
                start.set(UInt8(0), at: namesStart + nameOffset + record.name.count)
                nameOffset += record.name.count + 1
                if record.flags & EntryFlags.gitIgnored != 0 { flags |= Flags.hasGitIgnored }
                if record.isProblem { flags |= Flags.hasProblems }
            }
            start.set(Layout.magic, at: 0)
            start.set(flags, at: 4)
            start.set(UInt32(stampedCount), at: 8)
            start.set(UInt32(plainCount), at: 12)
            start.set(UInt32(truncatingIfNeeded: namesSize), at: 16)
            start.set(UInt32(0), at: 20)
            start.set(stamp.modified, at: 24)
            start.set(stamp.statusChanged, at: 32)
            start.set(stamp.inode, at: 40)
        }
    }
}

extension DirectorySnapshot.Kind {
    /// Whether it is something that a link can point to and that is never read.
    var isAttachment: Bool { self == .attachment || self == .symbolicLink }
}

extension FileStamp {
    /// Of no file.
    fileprivate static let none = FileStamp(size: 0, modified: 0, statusChanged: 0, inode: 0, mode: 0)
}
