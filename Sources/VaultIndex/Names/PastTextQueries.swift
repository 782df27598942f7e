import GRDB
import VaultModel

/// Finds the texts of the past that mean what a reference does.
///
/// A text means what it would mean today in the same field of the same entity, as ``LinkResolver`` has it; one that leads to
/// nothing any more, or could lead to several, means what is spelled like it.
package struct PastTextQueries {
    let database: Database
    let schema: Schema

    /// The text of an `item` of JSON in a column of `changes`, as the file had it: SQLite would take `4.10` for 4.1.
    static func text(_ column: String) -> String {
        """
        CASE item.type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false'
          WHEN 'real' THEN iif(instr(item.fullkey, '"'), CAST(item.atom AS TEXT), changes.\(column) -> item.fullkey)
          ELSE CAST(item.atom AS TEXT) END
        """
    }

    /// What a field of the entities that are there said once.
    ///
    /// - Parameters:
    ///   - field: as the files name it.
    ///   - reference: what is asked for.
    ///   - path: of the file that the reference leads to; nil where it leads to none, or is the beginning of names.
    /// - Returns: The texts, each once for an entity, in the order of the entities.
    /// - Throws: What the database throws.
    package func texts(of field: String, meaning reference: QueryReference, at path: String?) throws -> [PastText] {
        let wanted =
            try reference.isPrefix ? paths(beginningWith: reference.text) : Set<ExactText>(of: path.map { [$0] } ?? [])
        let spelling = NameKey.fold(reference.text)
        let resolver = LinkResolver(database: database, schema: schema)
        var meanings: [Written: String?] = [:]
        var texts: [PastText] = []
        try said(in: field, keys: reference.isPrefix ? nil : keys(of: path, reference.text)) { said in
            let target = Reference(said.text)?.target ?? said.text
            let kind = schema.kinds[said.kind]?.field(field)?.type.referencedKind
            let written = Written(text: target, folder: String(VaultPath.folder(of: said.path)), expectedKind: kind)
            let place = LinkPlace(file: said.path, expectedKind: kind)
            let meaning = try meanings[written] ?? resolver.path(meantBy: target, at: place)
            meanings[written] = .some(meaning)
            let folded = NameKey.fold(target)
            let isMeant =
                meaning.map(wanted.contains) ?? (reference.isPrefix ? folded.hasPrefix(spelling) : folded == spelling)
            if isMeant { texts.append(PastText(lineage: said.lineage, text: said.text)) }
        }
        return texts.uniqued()
    }

    /// All that tells what a text means.
    private struct Written: Hashable {
        var text: String
        var folder: String
        var expectedKind: String?
    }

    private struct Said {
        var lineage: Int64
        var path: String
        var kind: String
        var text: String
    }

    /// The texts of both sides of all changes of a field, of those that have one of the keys; of all of them for nil.
    private func said(in field: String, keys: [String]?, _ body: (Said) throws -> Void) throws {
        let sides = ["before", "after"].map { side in
            """
            SELECT activity, \(Self.text(side)) AS text FROM changes JOIN json_tree(changes.\(side)) AS item
            WHERE field = ?1 AND item.atom IS NOT NULL
            """
        }
        var writer = JSONWriter()
        writer.array { writer in for key in keys ?? [] { writer.value(key) } }
        try RowStatement(
            database,
            """
            WITH said AS MATERIALIZED (\(sides.joined(separator: " UNION ALL "))),
              texts AS MATERIALIZED (SELECT DISTINCT text FROM said),
              meant AS MATERIALIZED (SELECT text FROM texts
                WHERE ?2 OR \(ValueFunctions.targetKey)(text) IN (SELECT value FROM json_each(?3)))
            SELECT DISTINCT activities.lineage, entities.path, entities.kind, said.text
            FROM said CROSS JOIN activities ON activities.id = said.activity
            CROSS JOIN entities ON entities.lineage = activities.lineage
            WHERE said.text IN (SELECT text FROM meant) ORDER BY activities.lineage, entities.path, said.text
            """
        ).bind(field).bind(keys == nil ? 1 : 0).bind(String(decoding: writer.takeBytes(), as: UTF8.self)).forEach {
            row in
            try body(Said(lineage: row.int(0), path: row.text(1), kind: row.text(2), text: row.text(3)))
        }
    }

    /// What every text has in common that leads to the file at a path, or is spelled like a reference.
    private func keys(of path: String?, _ reference: String) throws -> [String] {
        var keys = [NameKey.key(reference)]
        try RowStatement(
            database, "SELECT DISTINCT key FROM names WHERE file = (SELECT id FROM files WHERE path = ?)"
        ).bind(path).forEach { keys.append($0.text(0)) }
        return keys
    }

    private func paths(beginningWith text: String) throws -> Set<ExactText> {
        let files = NameBeginning(text, schema).files
        var paths: Set<ExactText> = []
        try RowStatement(database, "SELECT path FROM files WHERE id IN (\(files.sql))").bind(files.values)
            .forEach { paths.insert(ExactText($0.text(0))) }
        return paths
    }
}
