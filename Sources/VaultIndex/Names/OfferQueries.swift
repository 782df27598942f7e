import GRDB
import VaultModel

/// Finds the references that a person may be about to write. Its work is bounded, however many entities there are.
package struct OfferQueries {
    /// How many ids, stems or paths are offered at most; of more, the last one is added, so that all that begin alike still
    /// show how they go on.
    static let limit = 60

    let database: Database

    /// The short ids, the stems and, behind a slash, the paths that begin with a text and name one entity; without a text, those
    /// of the entities that changed last.
    package func references(beginningWith prefix: String, kind: String?) throws -> [ReferenceOffer] {
        if prefix.isEmpty { return try latest(kind) }
        if prefix.contains("/") { return try paths(prefix, kind) }
        return try identifiers(prefix, kind) + stems(prefix, kind)
    }

    private func latest(_ kind: String?) throws -> [ReferenceOffer] {
        let shortener = try IdentifierShortener(database: database)
        return try rows(
            """
            SELECT title, path, identifier FROM entities
            WHERE ?1 IS NULL OR kind = ?1 ORDER BY updated_at DESC, path LIMIT \(Self.limit)
            """, kind, nil
        ) { row in [VaultPath.stem(of: row.text(1)), try shortener.shortestIfExplicit(row.text(2)), row.text(1)] }
    }

    /// An id is offered as short as it can be, and not shorter than what stands there.
    private func identifiers(_ prefix: String, _ kind: String?) throws -> [ReferenceOffer] {
        let shortener = try IdentifierShortener(database: database)
        return try ends(
            "SELECT title, path, identifier FROM entities WHERE is_explicit AND \(Self.begins("identifier"))",
            by: "identifier", kind, prefix
        ) { row in
            let (short, whole) = (try shortener.shortestIfExplicit(row.text(2)), row.text(2))
            return [short.count < prefix.count ? whole : short]
        }
    }

    /// Of very many files with one name, such as an `index.md` in each folder, none is looked at but the one that the name can mean.
    private func stems(_ prefix: String, _ kind: String?) throws -> [ReferenceOffer] {
        try ends(
            """
            SELECT title, path FROM names JOIN entities ON entities.id = names.file
            WHERE names.rank = \(Self.stem) AND \(Self.begins("names.key")) AND (instr(path, '/') = 0 OR NOT EXISTS (
              SELECT 1 FROM names AS other JOIN entities ON entities.id = other.file
              WHERE other.key = names.key AND other.rank = \(Self.stem) AND other.name = names.name
                AND other.file <> names.file))
            """, by: "names.key", kind, NameKey.fold(prefix)
        ) { [VaultPath.stem(of: $0.text(1))] }
    }

    private func paths(_ prefix: String, _ kind: String?) throws -> [ReferenceOffer] {
        try ends(
            """
            SELECT title, files.path FROM files JOIN entities USING (id)
            WHERE \(Self.begins("files.path"))
            """, by: "files.path", kind, prefix
        ) { [$0.text(1)] }
    }

    /// The tags that begin with a text, without regard to case, in order.
    package func tags(beginningWith prefix: String) throws -> [String] {
        try RowStatement(
            database,
            """
            SELECT min(name) FROM tags WHERE \(SQLFragment.beginning("key", with: "?1"))
            GROUP BY key ORDER BY key LIMIT \(Self.limit)
            """
        ).bind(NameKey.fold(prefix)).allTexts()
    }

    /// The first rows, and the very last one.
    private func ends(
        _ sql: String, by column: String, _ kind: String?, _ prefix: String,
        texts: (RowColumns) throws -> [String]
    ) throws -> [ReferenceOffer] {
        let first = try rows("\(sql) ORDER BY \(column) LIMIT \(Self.limit)", kind, prefix, texts: texts)
        guard first.count == Self.limit else { return first }
        return first + (try rows("\(sql) ORDER BY \(column) DESC LIMIT 1", kind, prefix, texts: texts))
    }

    /// What each row is offered by: the first of its texts that means it.
    private func rows(
        _ sql: String, _ kind: String?, _ prefix: String?, texts: (RowColumns) throws -> [String]
    ) throws -> [ReferenceOffer] {
        var found: [(title: String, path: String, texts: [String])] = []
        let statement = try RowStatement(database, sql).bind(kind)
        if let prefix { statement.bind(prefix) }
        try statement.forEach { found.append(($0.text(0), $0.text(1), try texts($0))) }
        let references = ReferenceQueries(database: database)
        return try found.compactMap { row in
            let text = try row.texts.first { text in
                let meant = try references.find(text, schema: nil)
                return meant.count == 1 && meant[0].path.isExactly(row.path)
            }
            return text.map { ReferenceOffer(text: $0, title: row.title) }
        }
    }

    private static let stem = NameRank.stem.rawValue

    /// That a column begins with the second parameter, and the entity is of the kind that is the first.
    private static func begins(_ column: String) -> String {
        "\(SQLFragment.beginning(column, with: "?2")) AND (?1 IS NULL OR entities.kind = ?1)"
    }
}
