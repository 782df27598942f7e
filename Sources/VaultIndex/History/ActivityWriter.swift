import GRDB
import VaultModel

/// Writes activities and their changes.
final class ActivityWriter {
    private let insertActivity: RowStatement
    private let changes: RowInserter
    private(set) var nextActivity: Int64

    init(database: Database) throws {
        nextActivity =
            try RowStatement(database, "SELECT coalesce(max(id), 0) + 1 FROM activities").first { $0.int(0) } ?? 1
        insertActivity = try RowStatement(
            database,
            """
            INSERT INTO activities (id, position, rank, lineage, action, kind, title, path, at, lines_added, lines_removed)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        changes = RowInserter(
            database, into: "changes", ["activity", "ordinal", "field", "before", "after"])
    }

    /// Writes one activity. `entity` is as the activity leaves it, or the last that there was of it; `at` is in seconds
    /// since 1970, UTC.
    func write(
        _ draft: ActivityDraft, of entity: Entity, lineage: Int64, position: Int64, rank: Int64, at: Int64
    ) throws {
        let id = nextActivity
        nextActivity += 1
        try insertActivity.bind(id).bind(position).bind(rank).bind(lineage).bind(draft.action.rawValue)
            .bind(entity.kind).bind(entity.title).bind(entity.path).bind(at)
            .bind(draft.body.map { Int64($0.added) }).bind(draft.body.map { Int64($0.removed) }).run()
        try changes.insert(draft.changes.count) { row, insert in
            let change = draft.changes[row]
            insert.bind(id).bind(row).bind(change.field).bind(change.before?.json).bind(change.after?.json)
        }
    }
}
