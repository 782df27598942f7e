#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What the index remembers of one directory, so that the next scan can tell what changed in it.
///
/// The index keeps one row a directory: the path relative to the vault's root (`""` for the root itself) and these bytes.
/// A scan reads them in place, without an allocation for an entry. All numbers are little-endian:
///
/// | at | size | what |
/// |---|---|---|
/// | 0 | 4 | `MDS` and the version of the format, 1 |
/// | 4 | 4 | flags of the directory (`Flags`) |
/// | 8 | 4 | n, the number of stamped entries: Markdown files and rule files |
/// | 12 | 4 | m, the number of plain entries: all others |
/// | 16 | 4 | k, the size of the names |
/// | 20 | 4 | zero |
/// | 24 | 24 | the directory's own modification time, change time and inode |
/// | 48 | 48·n | stamped entries, sorted by name: offset of the name (4), its length (2), kind (1), flags (1), size (8), modification time (8), change time (8), inode (8), mode (4), zero (4) |
/// | 48 + 48·n | 8·m | plain entries, sorted by name: offset of the name (4), its length (2), kind (1), flags (1) |
/// | the rest | k | the names, each ended by a NUL |
///
/// Names that begin with a dot are not remembered, save those of rule files (see `FileName.isRuleFile`).
package struct DirectorySnapshot: Sendable {
    package let bytes: [UInt8]

    /// Nil for bytes that are no such snapshot, or one of another version.
    package init?(_ bytes: [UInt8]) {
        guard bytes.withUnsafeBytes({ SnapshotView($0) != nil }) else { return nil }
        self.bytes = bytes
    }

    /// What a name in a directory is. The numbers are those of the snapshot's bytes.
    package enum Kind: UInt8, Sendable {
        /// A regular file whose name is a Markdown file's. Stamped.
        case markdown = 1
        /// `.gitignore`, `.mosaicignore` or `.gitattributes`. Stamped.
        case ruleFile = 2
        /// Any other regular file.
        case attachment = 3
        case directory = 4
        /// Never followed: what it points to is either in the vault under its own name or not part of the vault, and so
        /// no chain of links can make the scan run in circles. Its name is a link target, as an attachment's is.
        case symbolicLink = 5
        /// A FIFO, socket or device whose name is a Markdown file's. Never opened.
        case special = 6
        /// Anything whose name is not UTF-8: no reference, query or JSON could name it.
        case unnameable = 7
    }

    /// One name of a directory.
    package struct Entry: Hashable, Sendable {
        /// Repaired where it is not UTF-8.
        package var name: String
        package var kind: Kind
        /// True for what the ignore rules keep out of the vault.
        package var isExcluded: Bool
        /// Nil for the kinds that are not stamped, and for excluded files.
        package var stamp: FileStamp?
    }

    /// Every entry, the stamped ones first. For inspection: a scan reads the bytes.
    package var entries: [Entry] {
        bytes.withUnsafeBytes { buffer in
            guard let view = SnapshotView(buffer) else { return [] }
            var entries: [Entry] = []
            for index in 0..<view.stampedCount where view.stampedFlags(index) & EntryFlags.gone == 0 {
                let isExcluded = view.stampedFlags(index) & EntryFlags.excluded != 0
                entries.append(
                    Entry(
                        name: String(decoding: view.stampedName(index), as: UTF8.self),
                        kind: view.stampedKind(index), isExcluded: isExcluded,
                        stamp: isExcluded ? nil : view.stamp(index)))
            }
            for index in 0..<view.plainCount where view.plainFlags(index) & EntryFlags.gone == 0 {
                entries.append(
                    Entry(
                        name: String(decoding: view.plainName(index), as: UTF8.self), kind: view.plainKind(index),
                        isExcluded: view.plainFlags(index) & EntryFlags.excluded != 0))
            }
            return entries
        }
    }

    /// The same, with a file that is stamped in it taken for one that may have changed by the next scan.
    package func doubting(_ name: String) -> DirectorySnapshot {
        var bytes = bytes
        bytes.withUnsafeMutableBytes { buffer in
            guard let view = SnapshotView(UnsafeRawBufferPointer(buffer)) else { return }
            for index in 0..<view.stampedCount where view.stampedName(index).elementsEqual(name.utf8) {
                buffer[Layout.header + index * Layout.stamped + 7] |= EntryFlags.racy
            }
        }
        return DirectorySnapshot(trusted: bytes)
    }

    private init(trusted bytes: [UInt8]) { self.bytes = bytes }

    /// How many of the bytes say what is so of the directory itself.
    package static let headerSize = Layout.header

    /// True for the first bytes of a snapshot that has an entry which git's ignore rules match.
    package static func hasGitIgnored(header: UnsafeRawBufferPointer) -> Bool {
        guard let start = header.baseAddress, header.count >= headerSize else { return false }
        return start.number(at: 4, UInt32.self) & Flags.hasGitIgnored != 0
    }

    /// When something last came to the directory or went from it, by the first bytes of its snapshot; nanoseconds since
    /// 1970, UTC.
    package static func modified(header: UnsafeRawBufferPointer) -> Int64? {
        guard let start = header.baseAddress, header.count >= headerSize else { return nil }
        return start.number(at: 24, Int64.self)
    }

    /// Flags of the directory.
    enum Flags {
        /// The names must be read again by the next scan, whatever the directory's stamp says.
        static let mustReread: UInt32 = 1
        /// It could not be read; there are no entries.
        static let unreadable: UInt32 = 2
        /// It holds a `.git` of its own; there are no entries.
        static let nestedRepository: UInt32 = 4
        /// Some entry has `EntryFlags.gitIgnored`.
        static let hasGitIgnored: UInt32 = 8
        /// Some entry is a problem to report.
        static let hasProblems: UInt32 = 16
    }

    /// Flags of an entry.
    enum EntryFlags {
        static let excluded: UInt8 = 1
        /// Its stamp was too young to be trusted.
        static let racy: UInt8 = 2
        /// It was not remembered before. Never stored.
        static let new: UInt8 = 4
        /// It was not there any more when it was to be stamped; always with `Flags.mustReread`.
        static let gone: UInt8 = 8
        /// Git's ignore rules match it, so that whether it is excluded hangs on git's index too.
        static let gitIgnored: UInt8 = 16
    }

    /// Sizes and places in the format.
    enum Layout {
        static let magic: UInt32 = 0x0153_444D  // "MDS", 1
        static let header = 48
        static let stamped = 48
        static let plain = 8
    }
}

/// The bytes of a snapshot, checked once and then read in place. Valid as long as the buffer is.
struct SnapshotView {
    typealias Layout = DirectorySnapshot.Layout

    let start: UnsafeRawPointer
    let stampedCount: Int
    let plainCount: Int
    private let plainStart: Int
    private let namesStart: Int

    /// Nil unless every number in the buffer is in its bounds.
    init?(_ buffer: UnsafeRawBufferPointer) {
        self.init(trusted: buffer)
        let namesSize = buffer.count - namesStart
        for index in 0..<stampedCount where !isValid(at: stampedOffset(index), namesSize, kinds: 1...2) { return nil }
        for index in 0..<plainCount where !isValid(at: plainOffset(index), namesSize, kinds: 3...7) { return nil }
        // A name with a slash would lead out of the directory.
        guard namesSize == 0 || memchr(start + namesStart, CInt(UInt8(ascii: "/")), namesSize) == nil else {
            return nil
        }
    }

    /// Does without the check of the entries, for a buffer that has passed it.
    init?(trusted buffer: UnsafeRawBufferPointer) {
        guard let start = buffer.baseAddress, buffer.count >= Layout.header,
            start.number(at: 0, UInt32.self) == Layout.magic
        else { return nil }
        self.start = start
        stampedCount = Int(start.number(at: 8, UInt32.self))
        plainCount = Int(start.number(at: 12, UInt32.self))
        plainStart = Layout.header + stampedCount * Layout.stamped
        namesStart = plainStart + plainCount * Layout.plain
        guard namesStart + Int(start.number(at: 16, UInt32.self)) == buffer.count else { return nil }
    }

    private func isValid(at record: Int, _ namesSize: Int, kinds: ClosedRange<UInt8>) -> Bool {
        let offset = Int(start.number(at: record, UInt32.self))
        let length = Int(start.number(at: record + 4, UInt16.self))
        let kind = start.number(at: record + 6, UInt8.self)
        guard kinds.contains(kind), length > 0, offset + length < namesSize else { return false }
        guard start.number(at: namesStart + offset + length, UInt8.self) == 0 else { return false }
        return kind == DirectorySnapshot.Kind.ruleFile.rawValue || kind == DirectorySnapshot.Kind.unnameable.rawValue
            || start.number(at: namesStart + offset, UInt8.self) != UInt8(ascii: ".")
    }

    var flags: UInt32 { start.number(at: 4, UInt32.self) }

    /// Whether this was taken of the very directory, unchanged, that `status` is of.
    func isOf(_ stamp: FileStamp) -> Bool {
        start.number(at: 24, Int64.self) == stamp.modified && start.number(at: 32, Int64.self) == stamp.statusChanged
            && start.number(at: 40, UInt64.self) == stamp.inode
    }

    @inline(__always) private func stampedOffset(_ index: Int) -> Int { Layout.header + index * Layout.stamped }
    @inline(__always) private func plainOffset(_ index: Int) -> Int { plainStart + index * Layout.plain }

    @inline(__always)
    private func name(at record: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: start + namesStart + Int(start.number(at: record, UInt32.self)),
            count: Int(start.number(at: record + 4, UInt16.self)))
    }

    /// Ended by a NUL just past its last byte.
    func stampedName(_ index: Int) -> UnsafeRawBufferPointer { name(at: stampedOffset(index)) }
    func stampedFlags(_ index: Int) -> UInt8 { start.number(at: stampedOffset(index) + 7, UInt8.self) }
    func stampedKind(_ index: Int) -> DirectorySnapshot.Kind {
        DirectorySnapshot.Kind(rawValue: start.number(at: stampedOffset(index) + 6, UInt8.self)) ?? .markdown
    }

    @inline(__always)
    func stamp(_ index: Int) -> FileStamp {
        let record = start + stampedOffset(index)
        return FileStamp(
            size: record.number(at: 8, Int64.self), modified: record.number(at: 16, Int64.self),
            statusChanged: record.number(at: 24, Int64.self), inode: record.number(at: 32, UInt64.self),
            mode: record.number(at: 40, UInt32.self))
    }

    /// Ended by a NUL just past its last byte.
    func plainName(_ index: Int) -> UnsafeRawBufferPointer { name(at: plainOffset(index)) }
    func plainFlags(_ index: Int) -> UInt8 { start.number(at: plainOffset(index) + 7, UInt8.self) }
    func plainKind(_ index: Int) -> DirectorySnapshot.Kind {
        DirectorySnapshot.Kind(rawValue: start.number(at: plainOffset(index) + 6, UInt8.self)) ?? .attachment
    }

    static func flagsOffset(ofStamped index: Int) -> Int { Layout.header + index * Layout.stamped + 7 }
    func flagsOffset(ofPlain index: Int) -> Int { plainOffset(index) + 7 }
    static func stampOffset(_ index: Int) -> Int { Layout.header + index * Layout.stamped + 8 }
}

extension UnsafeRawPointer {
    /// Reads a little-endian number from any address.
    @inline(__always)
    func number<Number: FixedWidthInteger & BitwiseCopyable>(at offset: Int, _: Number.Type) -> Number {
        Number(littleEndian: loadUnaligned(fromByteOffset: offset, as: Number.self))
    }
}

extension UnsafeMutableRawPointer {
    /// Writes a little-endian number to any address.
    @inline(__always)
    func set<Number: FixedWidthInteger & BitwiseCopyable>(_ number: Number, at offset: Int) {
        storeBytes(of: number.littleEndian, toByteOffset: offset, as: Number.self)
    }

    /// Writes a stamp where `SnapshotView.stamp` reads it.
    func setStamp(_ stamp: FileStamp, at offset: Int) {
        set(stamp.size, at: offset)
        set(stamp.modified, at: offset + 8)
        set(stamp.statusChanged, at: offset + 16)
        set(stamp.inode, at: offset + 24)
        set(stamp.mode, at: offset + 32)
        set(UInt32(0), at: offset + 36)
    }
}
