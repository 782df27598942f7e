#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The names in one directory as it is now, sorted, split into those to stamp and all others.
///
/// The names lie in one buffer; an entry costs no allocation of its own.
struct NameList {
    struct Entry {
        /// The first eight bytes of the name, most significant first: most comparisons end here.
        var prefix: UInt64
        var offset: UInt32
        var length: UInt16
        var kind: DirectorySnapshot.Kind
    }

    private(set) var names: [UInt8] = []
    private(set) var stamped: [Entry] = []
    private(set) var plain: [Entry] = []
    /// Whether there is a `.git`, file or directory.
    private(set) var holdsGit = false

    /// Reads the names of a directory.
    static func read(_ directory: OpenDirectory) -> Result<NameList, SystemError> {
        var list = NameList()
        list.names.reserveCapacity(4096)
        if let error = directory.forEachName({ list.add($0, type: $1, in: directory) }) { return .failure(error) }
        list.sort()
        return .success(list)
    }

    private mutating func add(_ name: UnsafeRawBufferPointer, type: UInt8, in directory: OpenDirectory) {
        guard let start = name.baseAddress, name.count <= Int(UInt16.max) else { return }
        let isHidden = name[0] == UInt8(ascii: ".")
        let isRuleFile = isHidden && FileName.isRuleFile(name)
        if isHidden, !isRuleFile {
            if FileName.equals(name, ".git") { holdsGit = true }
            return
        }
        var type = type
        if type == UInt8(DT_UNKNOWN) {
            // Some file systems do not tell. A file that has vanished meanwhile leaves the directory's stamp younger.
            guard case .success(let stamp) = directory.stamp(of: start.assumingMemoryBound(to: CChar.self)) else {
                return
            }
            type =
                switch stamp.type {
                case .regular: UInt8(DT_REG)
                case .directory: UInt8(DT_DIR)
                case .symbolicLink: UInt8(DT_LNK)
                case .other: UInt8(DT_FIFO)
                }
        }
        guard let kind = kind(of: name, type: type, isRuleFile: isRuleFile) else { return }
        let entry = Entry(
            prefix: NameList.prefix(of: name), offset: UInt32(truncatingIfNeeded: names.count),
            length: UInt16(name.count), kind: kind)
        names.append(contentsOf: name)
        names.append(0)
        if kind == .markdown || kind == .ruleFile { stamped.append(entry) } else { plain.append(entry) }
    }

    private func kind(of name: UnsafeRawBufferPointer, type: UInt8, isRuleFile: Bool) -> DirectorySnapshot.Kind? {
        if isRuleFile { return type == UInt8(DT_REG) ? .ruleFile : nil }
        guard FileName.isUTF8(name) else { return .unnameable }
        switch type {
        case UInt8(DT_REG): return FileName.isMarkdown(name) ? .markdown : .attachment
        case UInt8(DT_DIR): return .directory
        case UInt8(DT_LNK): return .symbolicLink
        default: return FileName.isMarkdown(name) ? .special : nil
        }
    }

    private mutating func sort() {
        names.withUnsafeBytes { names in
            func isBefore(_ one: Entry, _ other: Entry) -> Bool {
                one.prefix != other.prefix
                    ? one.prefix < other.prefix
                    : NameList.compare(NameList.name(one, in: names), NameList.name(other, in: names)) < 0
            }
            stamped.sort(by: isBefore)
            plain.sort(by: isBefore)
        }
    }

    static func name(_ entry: Entry, in names: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: names[Int(entry.offset)..<Int(entry.offset) + Int(entry.length)])
    }

    /// Orders names by their bytes.
    static func compare(_ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer) -> Int {
        guard let oneStart = one.baseAddress, let otherStart = other.baseAddress else { return one.count - other.count }
        let order = memcmp(oneStart, otherStart, min(one.count, other.count))
        return order != 0 ? Int(order) : one.count - other.count
    }

    private static func prefix(of name: UnsafeRawBufferPointer) -> UInt64 {
        var prefix: UInt64 = 0
        for index in 0..<8 { prefix = prefix << 8 | (index < name.count ? UInt64(name[index]) : 0) }
        return prefix
    }
}
