import GRDB

/// A table whose rows follow from one file alone.
struct FileTable {
    let name: String
    /// The columns that are written of a file, without what is settled later from the rows of others. The first has its id.
    let columns: [String]

    static let entities = FileTable(
        name: "entities",
        columns: [
            "id", "path", "identifier", "is_explicit", "kind", "title", "status", "status_group", "is_malformed",
            "stated_created", "stated_updated", "is_created_local", "is_updated_local",
        ])
    static let documents = FileTable(name: "documents", columns: ["entity", "front_matter"])
    static let fields = FileTable(
        name: "fields", columns: ["entity", "name", "item", "is_stated", "text", "number", "moment", "is_zoned"])
    static let tags = FileTable(name: "tags", columns: ["entity", "name", "key"])
    static let checkboxes = FileTable(
        name: "checkboxes", columns: ["entity", "ordinal", "mark", "line", "column", "text", "heading"])
    static let names = FileTable(name: "names", columns: ["file", "rank", "key", "name"])
    /// An end without a text is the file itself; another is settled later.
    static let edges = FileTable(
        name: "edges",
        columns: [
            "owner", "ordinal", "category", "name", "is_path", "is_inverse", "expected_kind", "source", "source_text",
            "source_key", "target", "target_text", "target_key", "anchor", "line", "column",
        ])
    static let diagnostics = FileTable(
        name: "diagnostics", columns: ["file", "ordinal", "code", "severity", "message", "line", "column"])
    /// Its text is to be fed.
    static let unfed = FileTable(name: "unfed", columns: ["entity"])
}

extension RowInserter {
    convenience init(_ database: Database, into table: FileTable, ignoresKnown: Bool = false) {
        self.init(database, into: table.name, table.columns, ignoresKnown: ignoresKnown)
    }
}
