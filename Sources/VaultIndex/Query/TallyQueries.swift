import GRDB
import VaultModel

/// Counts entities by the values of their fields.
struct TallyQueries {
    let database: Database
    let query: ResolvedQuery
    private let asked: SQLFragment
    /// Entities with hundreds of values of several fields have more combinations than memory has room for.
    private static let mostCombinations = 2_000_000

    init(database: Database, query: ResolvedQuery) {
        self.database = database
        self.query = query
        let ids = QueryCompiler(resolved: query).statement().set(of: "entities.id AS id")
        asked = ids.wrapped("WITH found(id) AS (", ")")
    }

    /// How many entities of the query have each combination of values, the greatest number first. An entity with several values
    /// of a field counts for each of them. A field has `field.` before its name.
    ///
    /// - Throws: `QueryError` where there are too many combinations, and what the database throws.
    func tally(by names: [String]) throws -> [QueryTally] {
        let values = try names.map { try self.values(of: $0) }
        var counts: [[String?]: Int] = [:]
        var rest = Self.mostCombinations
        try select("id FROM found").forEach { row in
            let lists = values.map { $0.texts[row.int(0)]?.map(Optional.some) ?? [nil] }
            let (count, isHuge) = lists.reduce((1, false)) { product, list in
                let (next, overflow) = product.0.multipliedReportingOverflow(by: list.count)
                return (next, product.1 || overflow)
            }
            guard !isHuge, count <= rest else { throw QueryError(.tooManyCombinations, at: 0..<0) }
            rest -= count
            for number in 0..<count {
                var (combination, number) = ([String?](), number)
                for list in lists {
                    combination.append(list[number % list.count])
                    number /= list.count
                }
                counts[combination, default: 0] += 1
            }
        }
        let sorted = counts.sorted { first, second in
            if first.value != second.value { return first.value > second.value }
            // What has no value comes last.
            return first.key.lexicographicallyPrecedes(second.key) { left, right in
                guard let left else { return false }
                return right.map { left < $0 } ?? true
            }
        }
        return sorted.map { texts, count in
            let values = zip(texts, values).map { text, values in text.map { values.scalars[$0] ?? .string($0) } }
            return QueryTally(values: values, count: count)
        }
    }

    private func select(_ columns: String) throws -> RowStatement {
        try RowStatement(database, "\(asked.sql) SELECT \(columns)").bind(asked.values)
    }

    // MARK: - Values

    /// The values that entities have for a field.
    private struct Values {
        /// Of each entity, in order.
        var texts: [Int64: [String]] = [:]
        /// Those of the texts that are numbers or answers wherever they stand.
        var scalars: [String: FieldValue] = [:]
    }

    private func values(of name: String) throws -> Values {
        let columns = [
            "type": "kind", "status": "status", "path": "path", "title": "title", "id": "identifier",
            "group": "status_group",
        ]
        var found = Values()
        if let column = columns[name] {
            try select("found.id, \(column) FROM found JOIN entities USING (id)").forEach { row in
                if let text = row.optionalText(1) { found.texts[row.int(0)] = [text] }
            }
        } else if name == "tag" {
            // Case does not count; of several spellings one is shown.
            let tags = "FROM found JOIN tags ON entity = found.id"
            var spellings: [String: String] = [:]
            try select("key, max(name) \(tags) GROUP BY key").forEach { spellings[$0.text(0)] = $0.text(1) }
            try select("DISTINCT found.id, key \(tags) ORDER BY 1, 2").forEach { row in
                found.texts[row.int(0), default: []].append(spellings[row.text(1)] ?? row.text(1))
            }
        } else if let boxes = QueryBoxes(rawValue: name) {
            try select("id, \(QueryCompiler.count(boxes, of: "found.id")) FROM found").forEach { row in
                let text = String(row.int(1))
                found.texts[row.int(0)] = [text]
                found.scalars[text] = .integer(row.int(1))
            }
        } else if name == "created" || name == "updated" {
            let column = name == "created" ? QueryCompiler.created : QueryCompiler.updated
            try select("found.id, \(column) FROM found JOIN entities USING (id)").forEach { row in
                guard let time = row.optionalInt(1) else { return }
                found.texts[row.int(0)] = [query.clock.local(utc: time).day.formatted]
            }
        } else {
            let field = String(name.dropFirst(QueryKey.fieldPrefix.count))
            found = try values(ofField: field)
            if field == "domain" { try addDomainsOfProjects(to: &found) }
        }
        return found
    }

    /// What files state, else what their kinds give; of what names an entity, the title of that.
    private func values(ofField name: String) throws -> Values {
        let titles = try titles(ofField: name)
        var values = Values()
        var strings: Set<String> = []
        try select(
            """
            found.id, iif(is_stated, front_matter, NULL), kind FROM found JOIN entities USING (id)
            JOIN documents ON documents.entity = found.id
            JOIN fields ON fields.entity = found.id AND name = ? AND item = 0
            """
        ).bind(name).forEach { row in
            let value =
                row.isNull(1)
                ? query.schema.kinds[row.text(2)]?.field(name)?.defaultValue
                : row.fields(1).first { $0.name == name }?.value
            let texts = value.map { FieldType.any.items(of: $0).map(\.text) } ?? []
            guard let value, !texts.isEmpty else { return }
            for scalar in value.scalars {
                guard let text = scalar.text else { continue }
                switch scalar {
                case .integer, .number, .written, .boolean: values.scalars[text] = scalar
                default: strings.insert(text)
                }
            }
            let named = titles[row.int(0)]
            values.texts[row.int(0)] = Set(
                texts.map { text in
                    let text = Reference(text)?.target ?? text
                    return named?[text] ?? text
                }
            ).sorted()
        }
        for text in strings { values.scalars[text] = nil }
        return values
    }

    /// Adds the domain of its project to what states none.
    private func addDomainsOfProjects(to values: inout Values) throws {
        var rows: [(id: Int64, text: String, path: String?, title: String?)] = []
        try select(
            """
            member.source, own.target_text, named.path, named.title FROM \(DomainRule.inherited)
            LEFT JOIN entities AS named ON named.id = own.target WHERE member.source IN (SELECT id FROM found)
            """
        ).forEach { row in
            guard values.texts[row.int(0)] == nil else { return }
            rows.append((row.int(0), row.text(1), row.optionalText(2), row.optionalText(3)))
        }
        let shared = SharedTitles(
            rows.lazy.compactMap { row in row.path.flatMap { path in row.title.map { (path: path, title: $0) } } })
        for row in rows {
            let name = row.path.flatMap { path in row.title.map { shared.name(path: path, title: $0) } }
            values.texts[row.id, default: []].append(name ?? row.text)
        }
        for row in rows { values.texts[row.id] = values.texts[row.id].map { Set($0).sorted() } }
    }

    /// What the entities are called that a field or a relation names, by the owner of the field and what is written; by the path
    /// where several have one title.
    private func titles(ofField name: String) throws -> [Int64: [String: String]] {
        let relation = query.schema.relations[name]
        let isInverse = relation.map { !$0.isSymmetric && $0.inverse == name } ?? false
        let end = isInverse ? "source" : "target"
        var rows: [(owner: Int64, text: String, path: String, title: String)] = []
        try select(
            """
            found.id, \(end)_text, named.path, named.title FROM found JOIN edges ON owner = found.id
            JOIN entities AS named ON named.id = \(end)
            WHERE category = ? AND name = ? AND is_inverse = ? AND \(end)_text IS NOT NULL
            """
        ).bind(relation == nil ? "reference" : "relation").bind(relation?.name ?? name).bind(isInverse ? 1 : 0)
            .forEach { row in rows.append((row.int(0), row.text(1), row.text(2), row.text(3))) }
        let shared = SharedTitles(rows.lazy.map { (path: $0.path, title: $0.title) })
        var titles: [Int64: [String: String]] = [:]
        for row in rows { titles[row.owner, default: [:]][row.text] = shared.name(path: row.path, title: row.title) }
        return titles
    }
}

extension FieldValue {
    /// The value, or each item of a list.
    fileprivate var scalars: [FieldValue] {
        if case .list(let items) = self { return items.flatMap(\.scalars) }
        return [self]
    }
}
