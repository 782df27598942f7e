import GRDBSQLite
import VaultModel

/// Decides what a statement that a person wrote may do: read the views, and nothing else.
///
/// SQLite tells with each access which view it comes from. A common table expression could bear a view's name and pass for it,
/// so that tables are read only for views whose names nobody can know: each public view is a selection from one of these.
final class SQLAuthorizer {
    /// What was refused first, since SQLite's own message does not say it.
    private(set) var refusal: SQLError?
    private let suffix = String(UInt64.random(in: .min ... .max), radix: 36)
    private let tables: Set<String>
    private let publicNames = Set(SQLView.all.map(\.name))
    /// Tables that a view has read.
    private var read: Set<String> = []

    /// `tables` are the names of everything in the index itself.
    init(tables: Set<String>) {
        self.tables = tables
    }

    /// The name of the view that reads the tables for a public one.
    func innerName(_ name: String) -> String { "\(name) \(suffix)" }

    /// Holds the statements of a connection from now on to what is allowed. To be kept as long as the connection.
    func guardStatements(of database: OpaquePointer) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        sqlite3_set_authorizer(
            database,
            { context, action, first, second, schema, accessor in
                guard let context else { return SQLITE_DENY }
                let authorizer = Unmanaged<SQLAuthorizer>.fromOpaque(context).takeUnretainedValue()
                func text(_ pointer: UnsafePointer<CChar>?) -> String? { pointer.map { String(cString: $0) } }
                let refusal = authorizer.refusal(
                    action, text(first), text(second), schema: text(schema), accessor: text(accessor))
                if authorizer.refusal == nil { authorizer.refusal = refusal }
                return refusal == nil ? SQLITE_OK : SQLITE_DENY
            }, context)
    }

    /// Forgets what was refused, before the next statement.
    func reset() {
        refusal = nil
        read = []
    }

    private func refusal(
        _ action: Int32, _ first: String?, _ second: String?, schema: String?, accessor: String?
    ) -> SQLError? {
        switch action {
        case SQLITE_SELECT, SQLITE_RECURSIVE: return nil
        case SQLITE_READ:
            let table = first ?? ""
            return mayRead(table, column: second ?? "", schema, accessor) ? nil : .refused(name: table)
        case SQLITE_FUNCTION:
            let name = second ?? ""
            return Self.refusedFunctions.contains(name.lowercased()) ? .refused(name: name) : nil
        default: return .notReadOnly
        }
    }

    private func mayRead(_ table: String, column: String, _ schema: String?, _ accessor: String?) -> Bool {
        if schema == "temp" { return publicNames.contains(table) || isInner(table) }
        if let accessor, isInner(accessor) {
            read.insert(table)
            return true
        }
        if Self.tableFunctions.contains(table) { return true }
        // Without a column only rows are counted: those of a table that a view reads, or of something without a schema, which is a
        // view or an expression of the statement's own.
        guard column.isEmpty else { return false }
        if read.contains(table) { return true }
        return schema == nil
            && (publicNames.contains(table) || !tables.contains(table) && !table.hasPrefix("sqlite_"))
    }

    private func isInner(_ name: String) -> Bool { name.hasSuffix(" \(suffix)") }

    private static let tableFunctions: Set<String> = ["json_each", "json_tree"]
    private static let refusedFunctions: Set<String> = ["load_extension", "fts3_tokenizer", "fts5"]
}
