import GRDB
import VaultModel

/// Finds the entity that a person means.
struct ReferenceQueries {
    let database: Database

    /// Every entity that the reference could be, by the first reading of it that finds any: an id, a unique prefix of an
    /// id, a path, a file stem, a title or an alias; each also behind `kind/`. In the order of their paths.
    func find(_ reference: String, schema: Schema) throws -> [EntityHandle] {
        let found = try find(reference, kind: nil)
        if !found.isEmpty { return found }
        guard let slash = reference.firstIndex(of: "/"), let kind = schema.kind(named: String(reference[..<slash])) else { return [] }
        return try find(String(reference[reference.index(after: slash)...]), kind: kind.name)
    }

    private func find(_ reference: String, kind: String?) throws -> [EntityHandle] {
        guard !reference.isEmpty else { return [] }
        let folded = NameKey.fold(reference)
        let readings: [(sql: String, text: String)] = [
            ("entities.identifier = ?", reference),
            ("is_explicit AND entities.identifier >= ?1 AND entities.identifier < ?1 || char(0x10FFFF)", reference),
            ("files.path = ? ", reference),
            ("files.path = ? || '.md'", reference),
            (Self.named(.stem), NameKey.fold(VaultPath.stem(of: reference))),
            (Self.named(.title), folded),
            (Self.named(.alias), folded),
        ]
        for reading in readings {
            var found = try handles(reading.sql, reading.text)
            if let kind { found.removeAll { $0.type != kind } }
            if reading.sql == Self.named(.stem), reference.contains("/") {
                let wanted = VaultPath.withoutSuffix(folded)
                found.removeAll { handle in
                    let path = VaultPath.withoutSuffix(NameKey.fold(handle.path))
                    return path != wanted && !path.hasSuffix("/" + wanted)
                }
            }
            if !found.isEmpty { return found }
        }
        return []
    }

    /// The entities nearest to a reference that nothing answers to, the nearest first.
    func similar(to reference: String, limit: Int) throws -> [EntityHandle] {
        let wanted = NameKey.fold(reference)
        var scored: [(distance: Int, handle: EntityHandle)] = []
        for handle in try handles("1 AND ? IS NOT NULL", "") {
            let distance = min(
                Spelling.distance(wanted, NameKey.fold(handle.title)),
                Spelling.distance(wanted, NameKey.fold(VaultPath.stem(of: handle.path))))
            if distance <= max(2, wanted.count / 3) { scored.append((distance, handle)) }
        }
        return scored.sorted { ($0.distance, $0.handle.path) < ($1.distance, $1.handle.path) }.prefix(limit).map(\.handle)
    }

    private static func named(_ rank: NameRank) -> String {
        "entities.id IN (SELECT file FROM names WHERE rank = \(rank.rawValue) AND name = ?)"
    }

    private func handles(_ condition: String, _ text: String) throws -> [EntityHandle] {
        var found: [EntityHandle] = []
        try RowStatement(
            database,
            """
            SELECT identifier, kind, title, files.path, lineage FROM entities JOIN files ON files.id = entities.id
            WHERE \(condition) ORDER BY files.path
            """
        ).bind(text).forEach { row in
            found.append(
                EntityHandle(
                    id: row.text(0), type: row.text(1), title: row.text(2), path: row.text(3), isGone: false,
                    lineage: row.optionalInt(4)))
        }
        return found
    }
}
