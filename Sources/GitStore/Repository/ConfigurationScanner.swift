/// Reads the settings of one configuration file of git in their order, without what it includes
/// (<https://git-scm.com/docs/git-config#_syntax>).
///
/// A line that is none is passed over and remembered in ``isWhole``.
struct ConfigurationScanner {
    struct Setting: Hashable {
        /// In lower case.
        var section: String
        /// As written between quotes; in lower case where it stands behind a point. Nil where there is none.
        var subsection: String?
        /// In lower case.
        var key: String
        /// Without its quotes, its escapes and a comment behind it; nil where the key stands alone, which means true.
        var value: String?
    }

    private struct Malformed: Error {}

    private let bytes: [UInt8]
    private var place = 0
    private var section = ""
    private var subsection: String?
    /// False once something was met that git would refuse.
    private(set) var isWhole = true

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
    }

    /// The next setting; nil at the end.
    mutating func next() -> Setting? {
        while let byte = current {
            switch byte {
            case _ where Self.isSpace(byte): place += 1
            case UInt8(ascii: "#"), UInt8(ascii: ";"): skipLine()
            default:
                do throws(Malformed) {
                    if byte != UInt8(ascii: "[") { return try setting() }
                    try readHeader()
                } catch {
                    isWhole = false
                    skipLine()
                }
            }
        }
        return nil
    }

    /// The byte that is next, with the line end of Windows as one; nil at the end.
    private var current: UInt8? {
        guard place < bytes.count else { return nil }
        let isLineEnd =
            bytes[place] == UInt8(ascii: "\r") && place + 1 < bytes.count && bytes[place + 1] == UInt8(ascii: "\n")
        return isLineEnd ? UInt8(ascii: "\n") : bytes[place]
    }

    /// Takes the byte that is next.
    private mutating func take() -> UInt8? {
        guard let byte = current else { return nil }
        place += byte == bytes[place] ? 1 : 2
        return byte
    }

    private mutating func skipLine() {
        while let byte = take(), byte != UInt8(ascii: "\n") {}
    }

    /// Reads `[section]`, `[section.subsection]` or `[section "subsection"]`; a setting may follow on the same line.
    private mutating func readHeader() throws(Malformed) {
        place += 1
        var name: [UInt8] = []
        while let byte = current, Self.isKeyByte(byte) || byte == UInt8(ascii: ".") {
            name.append(Wildcard.lowercased(byte))
            place += 1
        }
        var quoted: String?
        if let byte = current, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") {
            skipBlanks()
            quoted = try quotedName()
        }
        guard take() == UInt8(ascii: "]"), !name.isEmpty else { throw Malformed() }
        let parts = name.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        section = String(decoding: parts[0], as: UTF8.self)
        subsection = quoted ?? (parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : nil)
    }

    private mutating func quotedName() throws(Malformed) -> String {
        guard take() == UInt8(ascii: "\"") else { throw Malformed() }
        var name: [UInt8] = []
        while let byte = current, byte != UInt8(ascii: "\n") {
            place += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: name, as: UTF8.self) }
            if byte != UInt8(ascii: "\\") {
                name.append(byte)
            } else if let escaped = current, escaped != UInt8(ascii: "\n") {
                name.append(escaped)
                place += 1
            }
        }
        throw Malformed()
    }

    private mutating func setting() throws(Malformed) -> Setting {
        var key: [UInt8] = []
        while let byte = current, Self.isKeyByte(byte) {
            key.append(Wildcard.lowercased(byte))
            place += 1
        }
        guard let first = key.first, Self.isLetter(first) else { throw Malformed() }
        skipBlanks()
        var setting = Setting(
            section: section, subsection: subsection, key: String(decoding: key, as: UTF8.self), value: nil)
        switch current {
        case nil, UInt8(ascii: "\n"): break
        case UInt8(ascii: "="):
            place += 1
            setting.value = try value()
        default: throw Malformed()
        }
        return setting
    }

    /// A value up to the end of its line, and on where a backslash ends that; a comment goes no further.
    private mutating func value() throws(Malformed) -> String {
        var value: [UInt8] = []
        /// How many bytes of it stay where it ends in spaces.
        var keptCount = 0
        var isQuoted = false
        while let byte = current {
            if byte == UInt8(ascii: "\n") { break }
            _ = take()
            switch byte {
            case UInt8(ascii: "#") where !isQuoted, UInt8(ascii: ";") where !isQuoted:
                skipLine()
                return String(decoding: value.prefix(keptCount), as: UTF8.self)
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: "\\"):
                guard let escaped = take() else { throw Malformed() }
                if escaped == UInt8(ascii: "\n") { continue }
                guard let meant = Self.escapes[escaped] else { throw Malformed() }
                value.append(meant)
                keptCount = value.count
            case _ where !isQuoted && Self.isSpace(byte):
                if !value.isEmpty { value.append(byte) }
            default:
                value.append(byte)
                keptCount = value.count
            }
        }
        guard !isQuoted else { throw Malformed() }
        return String(decoding: value.prefix(keptCount), as: UTF8.self)
    }

    private static let escapes: [UInt8: UInt8] = [
        UInt8(ascii: "n"): 0x0A, UInt8(ascii: "t"): 0x09, UInt8(ascii: "b"): 0x08, UInt8(ascii: "\""): 0x22,
        UInt8(ascii: "\\"): 0x5C,
    ]

    private mutating func skipBlanks() {
        while let byte = current, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { place += 1 }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(Wildcard.lowercased(byte)) }

    private static func isKeyByte(_ byte: UInt8) -> Bool {
        isLetter(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
    }
}

extension ConfigurationScanner {
    /// What a configuration includes: the paths of `include.path` and `includeIf.….path`, whatever the condition, as they are
    /// written. Those in the person's own folder (`~/…`) are among them where `ofPerson` says so.
    static func includedPaths(in bytes: [UInt8], ofPerson: Bool = false) -> [String] {
        var paths: [String] = []
        var scanner = ConfigurationScanner(bytes)
        while let setting = scanner.next() {
            guard setting.isInclude, setting.key == "path", let path = setting.value else { continue }
            let isHere = !path.isEmpty && !path.hasPrefix("~") && !path.hasPrefix("%(")
            if isHere || ofPerson && path.hasPrefix("~/") { paths.append(path) }
        }
        return paths
    }
}

extension ConfigurationScanner {
    /// How deep configurations may include each other; git and libgit2 stop there too.
    static let mostIncludes = 10

    /// Files of settings with those that they include, whatever the condition, each once and be they there or not. What a file that
    /// cannot be read includes is left out.
    static func files(from paths: [String]) -> [String] {
        var files: [String] = []
        var level = paths
        for _ in 0...mostIncludes {
            var next: [String] = []
            for path in level where !files.contains(path) {
                files.append(path)
                guard let bytes = try? FileReading.contents(of: path) else { continue }
                next += includedPaths(in: bytes, ofPerson: true).map { included in
                    Configuration.personalPath(included) ?? place(of: included, includedBy: path)
                }
            }
            level = next
        }
        return files
    }

    /// Where a file is that another one includes by this path.
    static func place(of included: String, includedBy path: String) -> String {
        included.hasPrefix("/") ? included : "\(path.lastIndex(of: "/").map { path[..<$0] } ?? "")/\(included)"
    }
}

extension ConfigurationScanner.Setting {
    /// True for what brings in another file.
    var isInclude: Bool { section == "include" || section == "includeif" }
}
