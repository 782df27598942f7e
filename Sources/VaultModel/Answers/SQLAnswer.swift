/// What a statement of SQL gives: rows of values under the names of their columns.
package struct SQLAnswer: Hashable, Sendable {
    /// A value as SQLite has it.
    package enum Value: Hashable, Sendable {
        case null
        case integer(Int64)
        case real(Double)
        case text(String)
        case blob([UInt8])
    }

    /// As the statement names them; several may have one name.
    package var columns: [String]
    /// Each as long as `columns`.
    package var rows: [[Value]]

    package init(columns: [String], rows: [[Value]]) {
        self.columns = columns
        self.rows = rows
    }

    /// Whom an answer is told to as it comes, so that nobody has to hold all of it.
    package struct Listener {
        /// Is told the names of the columns, before any row; more than once where it turns out only then that the index
        /// has to be built anew.
        package var columns: ([String]) throws -> Void
        /// Is told a row; false where it wants no more.
        package var row: ([Value]) throws -> Bool

        package init(columns: @escaping ([String]) throws -> Void, row: @escaping ([Value]) throws -> Bool) {
            self.columns = columns
            self.row = row
        }
    }
}

/// Says why a statement of SQL has no answer.
package enum SQLError: Error, Hashable, Sendable {
    /// SQLite's own words; the place in bytes of the text, where it knows one; and what was meant, most likely.
    case invalid(message: String, offset: Int?, suggestion: String?)
    /// Something that changes what there is, or how it is read.
    case notReadOnly
    /// A table that is none of the views, or a function that is not for everyone.
    case refused(name: String)
    /// There is no statement, or more than one.
    case notOneStatement
}
