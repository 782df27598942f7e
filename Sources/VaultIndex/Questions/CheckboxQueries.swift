import GRDB
import VaultModel

/// Answers about the task boxes in the texts of entities.
package struct CheckboxQueries {
    let database: Database

    /// A box as its row has it.
    private struct Found {
        var entity: Int64
        var line: Int
        var column: Int
        var mark: String
        var text: String
        var heading: String?
    }

    /// The boxes of the entities that a query is of: in the order of their paths, or in that of the query where it sorts; those
    /// of one entity in the order of their lines.
    ///
    /// - Parameters:
    ///   - query: which entities.
    ///   - choice: which of their boxes.
    ///   - limit: how many boxes at most; nil for all.
    /// - Returns: The boxes.
    /// - Throws: What the database throws.
    package func list(_ query: ResolvedQuery, _ choice: CheckboxChoice, limit: Int?) throws -> [Checkbox] {
        var found = try self.found(query, choice, limit: query.query.sort.isEmpty ? limit : nil)
        if !query.query.sort.isEmpty {
            let boxes = Dictionary(grouping: found, by: \.entity)
            found = try EntityQueries(database: database).ids(query).flatMap { boxes[$0] ?? [] }
            if let limit { found = Array(found.prefix(limit)) }
        }
        let ids = found.map(\.entity).uniqued()
        let entities = Dictionary(
            uniqueKeysWithValues: zip(ids, try EntityQueries(database: database).summaries(ids: ids)))
        return found.compactMap { box in
            entities[box.entity].map { entity in
                Checkbox(
                    entity: entity, line: box.line, column: box.column, mark: box.mark, text: box.text,
                    heading: box.heading)
            }
        }
    }

    /// How many such boxes the entities of a query have.
    package func count(_ query: ResolvedQuery, _ choice: CheckboxChoice) throws -> Int {
        let asked = Self.asked(query)
        return try RowStatement(
            database,
            "\(asked.sql) SELECT count(*) FROM found CROSS JOIN checkboxes ON entity = found.id \(choice.condition)"
        ).bind(asked.values).first { Int($0.int(0)) } ?? 0
    }

    /// How many boxes each entity of a query has, by its path; those that have none are left out.
    package func counts(_ query: ResolvedQuery) throws -> [ExactText: CheckboxCounts] {
        let asked = Self.asked(query)
        var counts: [ExactText: CheckboxCounts] = [:]
        try RowStatement(
            database,
            """
            \(asked.sql) SELECT path, count(*), sum(\(IndexSchema.isOpen)), sum(\(IndexSchema.isTicked))
            FROM found CROSS JOIN checkboxes ON entity = found.id CROSS JOIN entities ON entities.id = found.id GROUP BY found.id
            """
        ).bind(asked.values).forEach { row in
            counts[ExactText(row.text(0))] = CheckboxCounts(
                all: Int(row.int(1)), open: Int(row.int(2)), ticked: Int(row.int(3)))
        }
        return counts
    }

    /// The rows of the boxes, in the order of paths and lines; at most so many.
    private func found(_ query: ResolvedQuery, _ choice: CheckboxChoice, limit: Int?) throws -> [Found] {
        let asked = Self.asked(query)
        var found: [Found] = []
        try RowStatement(
            database,
            """
            \(asked.sql) SELECT found.id, line, column, mark, text, heading
            FROM found CROSS JOIN checkboxes ON entity = found.id \(choice.condition)
            JOIN entities ON entities.id = found.id ORDER BY path, ordinal LIMIT ?
            """
        ).bind(asked.values).bind(limit ?? -1).forEach { row in
            found.append(
                Found(
                    entity: row.int(0), line: Int(row.int(1)), column: Int(row.int(2)), mark: row.text(3),
                    text: row.text(4), heading: row.optionalText(5)))
        }
        return found
    }

    private static func asked(_ query: ResolvedQuery) -> SQLFragment {
        QueryCompiler(resolved: query).statement().set(of: "entities.id AS id").wrapped("WITH found(id) AS (", ")")
    }
}

extension CheckboxChoice {
    /// What is asked of the rows of `checkboxes`, behind what is asked of them already.
    fileprivate var condition: String {
        switch self {
        case .open: "AND \(IndexSchema.isOpen)"
        case .ticked: "AND \(IndexSchema.isTicked)"
        case .all: ""
        }
    }
}
