/// A piece of a statement with the values for its question marks, in their order. No value is ever part of the text.
struct SQLFragment {
    enum Value {
        case integer(Int64)
        case real(Double)
        case text(String)
    }

    var sql: String
    var values: [Value]

    init(_ sql: String, _ values: Value...) {
        self.sql = sql
        self.values = values
    }

    init(_ sql: String, values: [Value]) {
        self.sql = sql
        self.values = values
    }

    /// Something that always holds, or never does.
    init(_ isTrue: Bool) { self.init(isTrue ? "1" : "0") }

    static func all(_ parts: [SQLFragment]) -> SQLFragment { joined(parts, by: " AND ", empty: true) }

    static func any(_ parts: [SQLFragment]) -> SQLFragment { joined(parts, by: " OR ", empty: false) }

    /// `column IN (?, …)`
    static func `in`(_ column: String, _ texts: [String]) -> SQLFragment {
        if texts.count == 1 { return SQLFragment("\(column) = ?", .text(texts[0])) }
        return SQLFragment(
            "\(column) IN (\(texts.map { _ in "?" }.joined(separator: ", ")))", values: texts.map(Value.text))
    }

    /// That a column begins with a text, by their bytes, so that an index of the column helps; for an empty text, that the
    /// column is not NULL.
    static func begins(_ column: String, with prefix: String) -> SQLFragment {
        if prefix.isEmpty { return SQLFragment("\(column) IS NOT NULL") }
        return SQLFragment("(\(beginning(column, with: "?")))", .text(prefix), .text(prefix))
    }

    /// The same with a parameter of the statement for a text that is not empty, twice.
    static func beginning(_ column: String, with parameter: String) -> String {
        "\(column) >= \(parameter) AND \(column) < \(parameter) || char(0x10FFFF)"
    }

    /// The text before and behind this.
    func wrapped(_ before: String, _ after: String) -> SQLFragment {
        SQLFragment(before + sql + after, values: values)
    }

    /// This, a word and another.
    func followed(by word: String, _ other: SQLFragment) -> SQLFragment {
        SQLFragment(sql + word + other.sql, values: values + other.values)
    }

    private static let mostJoined = 100

    private static func joined(_ parts: [SQLFragment], by word: String, empty: Bool) -> SQLFragment {
        if parts.count == 1 { return parts[0] }
        if parts.isEmpty { return SQLFragment(empty) }
        // SQLite takes a long row of them for one expression within another, of which it bears a thousand.
        if parts.count > mostJoined {
            let groups = stride(from: 0, to: parts.count, by: mostJoined).map { start in
                joined(Array(parts[start..<min(start + mostJoined, parts.count)]), by: word, empty: empty)
            }
            return joined(groups, by: word, empty: empty)
        }
        return SQLFragment(
            "(" + parts.map(\.sql).joined(separator: word) + ")", values: parts.flatMap(\.values))
    }
}

extension RowStatement {
    /// Binds the values of a fragment, behind what is bound already.
    @discardableResult
    func bind(_ values: [SQLFragment.Value]) -> RowStatement {
        for value in values {
            switch value {
            case .integer(let number): bind(number)
            case .real(let number): bind(number)
            case .text(let text): bind(text)
            }
        }
        return self
    }
}
