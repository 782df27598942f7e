import GRDB
import VaultModel

/// Writes activities, their changes, and what entities are called from them on.
final class ActivityWriter {
    private let database: Database
    private let insertActivity: RowStatement
    private let changes: RowInserter
    private let names: RowInserter
    private(set) var nextActivity: Int64

    init(database: Database) throws {
        self.database = database
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
        names = RowInserter(database, into: "told_names", ["activity", "key"], ignoresKnown: true)
    }

    /// Makes activities those of other lineages, as given by their own, from the activity `first` on.
    func unite(_ lineages: [Int64: Int64], since first: Int64) throws {
        var found: [(activity: Int64, lineage: Int64)] = []
        try RowStatement(database, "SELECT id, lineage FROM activities WHERE id >= ?").bind(first).forEach { row in
            if let lineage = lineages[row.int(1)] { found.append((row.int(0), lineage)) }
        }
        let update = try RowStatement(database, "UPDATE activities SET lineage = ? WHERE id = ?")
        for row in found { try update.bind(row.lineage).bind(row.activity).run() }
    }

    /// Writes what an entity is called from the activity on that is written next; its aliases are no names of the past.
    func write(namesOf entity: Entity) throws {
        let texts = [entity.path, entity.title] + (entity.explicitIdentifier.map { [$0] } ?? [])
        try names.insert(texts.count) { row, insert in insert.bind(nextActivity).bind(NameKey.key(texts[row])) }
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
