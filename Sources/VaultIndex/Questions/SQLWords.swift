/// The words of a statement of SQL that stand outside of brackets, quotes and comments, in upper case.
struct SQLWords: Sequence, IteratorProtocol {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = text[...].utf8
    }

    /// True for a statement that begins as those do that change, set, attach or begin something
    /// (<https://www.sqlite.org/lang.html>).
    var isChange: Bool {
        var words = self
        guard let first = words.next() else { return false }
        if Self.changes.contains(first) { return true }
        // What is changed can stand behind expressions that have names, and behind a wish for an explanation.
        guard first == "WITH" || first == "EXPLAIN" else { return false }
        return words.first { Self.changes.contains($0) || $0 == "SELECT" || $0 == "VALUES" }.map(Self.changes.contains)
            ?? false
    }

    mutating func next() -> String? {
        var depth = 0
        while let byte = rest.first {
            switch byte {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"): skip(past: [byte], behind: 1)
            case UInt8(ascii: "["): skip(past: [UInt8(ascii: "]")], behind: 1)
            case UInt8(ascii: "-") where rest.starts(with: "--".utf8): skip(past: [UInt8(ascii: "\n")], behind: 2)
            case UInt8(ascii: "/") where rest.starts(with: "/*".utf8): skip(past: Array("*/".utf8), behind: 2)
            default:
                let word = rest.prefix(while: Self.isPartOfWord)
                if !word.isEmpty {
                    rest = rest.dropFirst(word.count)
                    if depth <= 0 { return Substring(word).uppercased() }
                    continue
                }
            }
            rest = rest.dropFirst()
        }
        return nil
    }

    /// Goes on to the last byte of the next such text, or to the end, behind so many bytes.
    private mutating func skip(past end: [UInt8], behind count: Int) {
        rest = rest.dropFirst(count)
        while !rest.isEmpty, !rest.starts(with: end) { rest = rest.dropFirst() }
        rest = rest.dropFirst(end.count - 1)
    }

    private static func isPartOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A, 0x80...: true
        default: false
        }
    }

    private static let changes: Set<String> = [
        "ALTER", "ANALYZE", "ATTACH", "BEGIN", "COMMIT", "CREATE", "DELETE", "DETACH", "DROP", "END", "INSERT",
        "PRAGMA",
        "REINDEX", "RELEASE", "REPLACE", "ROLLBACK", "SAVEPOINT", "UPDATE", "VACUUM",
    ]
}
