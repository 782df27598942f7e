import GRDB
import GitStore
import VaultModel

/// An entity as far as it takes to find it again in another moment.
package struct EntityPlace: Hashable, Sendable {
    package var path: String
    package var title: String
    /// The blob of its file, in hexadecimal.
    package var content: String
    /// Which entity it is through all its names; only to be compared with one of a past that is shared.
    package var lineage: Int64?
    /// Its `id`; nil where its path is its identity.
    package var identifier: String?
}

/// A connection as a file states it, as far as it takes to find it again in another moment.
package struct StatedConnection: Hashable, Sendable {
    /// What the index calls it.
    package var number: Int64
    package var category: Edge.Category
    package var name: String
    /// The path of the file that states it.
    package var owner: String
    /// The paths of its ends; nil where an end is not there, or could be any of several.
    package var source: String?
    package var target: String?
    /// What is written for the ends; nil for one that is the file itself.
    package var sourceText: String?
    package var targetText: String?
    /// True where an end does not exist.
    package var isWanted: Bool

    /// True where both ends are there.
    package var isWhole: Bool { source != nil && target != nil }
}

/// Answers for a comparison of two moments.
package struct ComparisonQueries {
    let database: Database

    /// Every entity, as far as it takes to find it in another moment; by path.
    package func places() throws -> [EntityPlace] {
        var places: [EntityPlace] = []
        try RowStatement(
            database,
            """
            SELECT entities.path, oid, lineage, CASE WHEN is_explicit THEN identifier END, title
            FROM entities JOIN files USING (id) ORDER BY entities.path
            """
        ).forEach { row in
            places.append(
                EntityPlace(
                    path: row.text(0), title: row.text(4), content: row.objectID(1)?.description ?? "",
                    lineage: row.optionalInt(2),
                    identifier: row.optionalText(3)))
        }
        return places
    }

    /// The entities of these paths, in the order of the paths.
    package func summaries(at paths: Set<ExactText>) throws -> [EntitySummary] {
        let select = try RowStatement(
            database, "SELECT entities.id FROM files JOIN entities USING (id) WHERE files.path = ?")
        let ids = try paths.sorted().compactMap { path in try select.bind(path.text).first { $0.int(0) } }
        return try EntityQueries(database: database).summaries(ids: ids)
    }

    /// Those that the last commit has in folders which cannot be looked at; by path.
    package func unseenPlaces() throws -> [EntityPlace] { try UnseenPlaces(database: database).entities() }

    /// Every connection that files state, in the order of the files.
    package func statements() throws -> [StatedConnection] {
        var paths: [Int64: String] = [:]
        try RowStatement(database, "SELECT id, path FROM files").forEach { paths[$0.int(0)] = $0.text(1) }
        var statements: [StatedConnection] = []
        try RowStatement(
            database,
            """
            SELECT edges.id, category, name, owner, source, source_text, target, target_text,
              source IS NULL AND source_candidates = 0 OR target IS NULL AND target_candidates = 0
            FROM edges JOIN files ON files.id = owner ORDER BY path, ordinal
            """
        ).forEach { row in
            statements.append(
                StatedConnection(
                    number: row.int(0), category: Edge.Category(rawValue: row.text(1)) ?? .link, name: row.text(2),
                    owner: paths[row.int(3)] ?? "", source: row.optionalInt(4).flatMap { paths[$0] },
                    target: row.optionalInt(6).flatMap { paths[$0] }, sourceText: row.optionalText(5),
                    targetText: row.optionalText(7), isWanted: row.bool(8)))
        }
        return statements
    }

    /// The connections that statements stand for, in the order of the files that state them.
    package func connections(of statements: [StatedConnection]) throws -> [Connection] {
        try GraphQueries(database: database).connections(numbers: statements.map(\.number))
    }

    /// What tells the rules by which the past was told: those of two moments that share one are equal.
    package func pastRules() throws -> String {
        let metadata = Metadata(database: database)
        return "\(try metadata.text(.mosaicIgnores) ?? "") \(try metadata.text(.shallowBoundary) ?? "")"
    }

    /// The commits of the past, those before which none of the others comes first.
    package func newestCommits() throws -> [ObjectID] {
        var commits: [ObjectID] = []
        try RowStatement(
            database, "SELECT oid FROM commits WHERE oid IS NOT NULL ORDER BY rank DESC, position DESC"
        ).forEach { row in if let id = row.objectID(0) { commits.append(id) } }
        return commits
    }

    /// The path that each entity has in a commit of the past, the first one of several, by its lineage.
    package func paths(at commit: ObjectID) throws -> [Int64: String] {
        let point = try RowStatement(database, "SELECT line, position FROM commits WHERE oid = ?").bind(commit)
            .first { CommitPoint(line: $0.int(0), position: $0.int(1)) }
        guard let point else { return [:] }
        let lines = CommitLines(database: database)
        var paths: [Int64: String] = [:]
        var last: (path: String, lineage: Int64?)?
        func close() {
            if let last, let lineage = last.lineage, paths[lineage] == nil { paths[lineage] = last.path }
        }
        // What was noted of a path last, as the commit sees it, is what it is there.
        try RowStatement(
            database,
            "SELECT path, lineage, since, line, ending FROM occupancies WHERE since <= \(point.position) ORDER BY path, since"
        ).forEach { row in
            let path = row.text(0)
            if last?.path.isExactly(path) != true {
                close()
                last = (path, nil)
            }
            if try lines.isSeen(CommitPoint(line: row.int(3), position: row.int(2)), from: point) {
                last?.lineage = row.optionalText(4) == nil ? row.int(1) : nil
            }
        }
        close()
        return paths
    }

    /// True where a commit, in hexadecimal, is on the first-parent line that the past ends in.
    package func isOnFirstParentLine(_ commit: String) throws -> Bool {
        try RowStatement(database, "SELECT 1 FROM commits WHERE oid = ? AND line = 0").bind(ObjectID(hex: commit))
            .hasRow()
    }
}
