import GRDB
import VaultModel

/// Counts entities by the values of their fields.
struct TallyQueries {
    let database: Database

    /// How many entities of a query have each combination of values, the greatest number first. An entity with several values
    /// of a field counts for each of them.
    func tally(_ query: ResolvedQuery, by names: [String]) throws -> [QueryTally] {
        let ids = QueryCompiler(resolved: query).statement().set(of: "entities.id AS id")
        var combinations: [Int64: [[String?]]] = [:]
        try RowStatement(database, ids.sql).bind(ids.values).forEach { combinations[$0.int(0)] = [[]] }
        for name in names {
            let values = try values(of: name, ids)
            for (id, known) in combinations {
                let next: [String?] = values[id].map { $0.map(Optional.some) } ?? [nil]
                combinations[id] = known.flatMap { start in next.map { start + [$0] } }
            }
        }
        var counts: [[String?]: Int] = [:]
        for combination in combinations.values.joined() { counts[combination, default: 0] += 1 }
        return counts.map { QueryTally(values: $0.key, count: $0.value) }.sorted { first, second in
            if first.count != second.count { return first.count > second.count }
            // What has no value comes last.
            return first.values.lexicographicallyPrecedes(second.values) { left, right in
                guard let left else { return false }
                return right.map { left < $0 } ?? true
            }
        }
    }

    /// The values that each entity has for a field.
    private func values(of name: String, _ ids: SQLFragment) throws -> [Int64: [String]] {
        let from = "WITH found(id) AS (\(ids.sql)) SELECT found.id"
        let select: RowStatement
        switch name {
        case "type", "status", "path":
            let column = name == "type" ? "kind" : name
            select = try RowStatement(
                database, "\(from), NULL, \(column) FROM found JOIN entities USING (id)"
            ).bind(ids.values)
        case "tag":
            select = try RowStatement(database, "\(from), NULL, name FROM found JOIN tags ON entity = found.id")
                .bind(ids.values)
        default:
            select = try RowStatement(
                database,
                """
                \(from), iif(is_stated, front_matter, NULL), text FROM found JOIN documents ON documents.entity = found.id
                JOIN fields ON fields.entity = found.id AND name = ? AND item = 0
                """
            ).bind(ids.values).bind(name)
        }
        var found: [Int64: [String]] = [:]
        try select.forEach { row in
            // Without a value, it is what the kind gives.
            let stated = row.isNull(1) ? nil : row.fields(1).first { $0.name == name }?.value
            let texts = stated.map { FieldType.any.items(of: $0).map(\.text) } ?? row.optionalText(2).map { [$0] } ?? []
            let references = texts.map { Reference($0)?.target ?? $0 }
            if !references.isEmpty { found[row.int(0), default: []] += references }
        }
        return found.mapValues { Set($0).sorted() }
    }
}
