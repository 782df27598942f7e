import GRDB
import VaultModel

/// Answers about what is wrong in the vault.
package struct DiagnosticQueries {
    let database: Database
    let schema: Schema

    /// Every diagnostic of the vault, in no order: what files say, and what they say of each other.
    package func all() throws -> [LocatedDiagnostic] {
        var found: [LocatedDiagnostic] = []
        try RowStatement(
            database,
            "SELECT file, code, message, line, column, path FROM diagnostics JOIN files ON files.id = diagnostics.file"
        ).forEach { row in
            if let diagnostic = Self.diagnostic(row, path: row.text(5)) { found.append(diagnostic) }
        }
        try RowStatement(database, "SELECT code, message, path FROM problems").forEach { row in
            guard let code = DiagnosticCode(rawValue: row.text(0)) else { return }
            found.append(
                LocatedDiagnostic(code: code, message: row.text(1), path: row.text(2), line: nil, column: nil))
        }
        found +=
            try duplicateIdentifiers() + lostIdentifiers() + sharedAddresses() + sharedSignatures() + references()
            + unexpectedKinds() + repeatedRelations() + cycles()
        return try found + collisions()
    }

    /// What a row says whose columns are a file's `file`, `code`, `message`, `line` and `column`.
    static func diagnostic(_ row: RowColumns, path: String) -> LocatedDiagnostic? {
        DiagnosticCode(rawValue: row.text(1)).map {
            LocatedDiagnostic(
                code: $0, message: row.text(2), path: path, line: row.optionalInt(3).map { Int($0) },
                column: row.optionalInt(4).map { Int($0) })
        }
    }

    // MARK: - Between files

    /// Every file but the oldest (by history, then by path) of those that share an id. A file is as old as where it was moved
    /// from; one that is not committed yet is the youngest.
    package func duplicates() throws -> [DuplicateIdentifier] {
        var rows: [(path: String, identifier: String, born: Int64)] = []
        var origins = Origins(database)
        try RowStatement(
            database,
            """
            SELECT path, identifier, lineage FROM entities
            WHERE is_explicit AND identifier IN
              (SELECT identifier FROM entities WHERE is_explicit GROUP BY identifier HAVING count(*) > 1)
            """
        ).forEach { row in
            let born = try row.optionalInt(2).flatMap { try birth(ofFileAt: row.text(0), lineage: $0, &origins) }
            rows.append((row.text(0), row.text(1), born ?? .max))
        }
        rows.sort { ($0.identifier, $0.born, $0.path) < ($1.identifier, $1.born, $1.path) }
        var originals: [ExactText: String] = [:]
        return rows.compactMap { row in
            guard let original = originals[ExactText(row.identifier)] else {
                originals[ExactText(row.identifier)] = row.path
                return nil
            }
            return DuplicateIdentifier(path: row.path, identifier: row.identifier, original: original)
        }
    }

    /// The commit that made the file at a path, however it has been moved since; nil where none has it yet.
    private func birth(ofFileAt path: String, lineage: Int64, _ origins: inout Origins) throws -> Int64? {
        let arrival = try RowStatement(
            database,
            """
            SELECT max(since) FROM occupancies WHERE path = ? AND lineage = ? AND ending IS NULL AND since < ?
            """)
        var (path, born) = (path, nil as Int64?)
        while let since = try arrival.bind(path).bind(lineage).bind(born ?? .max).first({ $0.optionalInt(0) }) ?? nil {
            born = since
            guard let earlier = try origins.origin(of: lineage, at: since) else { break }
            path = earlier
        }
        return born
    }

    /// Where entities were moved from by commits. Each commit is asked once for each of them: of files that share an id, one commit
    /// may have made thousands.
    private struct Origins {
        private struct Arrival: Hashable {
            var lineage: Int64
            var position: Int64
        }

        private let database: Database
        private var known: [Arrival: String?] = [:]

        init(_ database: Database) { self.database = database }

        /// The first by path of those that a lineage was moved from by the commit at a position; nil where there is none.
        mutating func origin(of lineage: Int64, at position: Int64) throws -> String? {
            let arrival = Arrival(lineage: lineage, position: position)
            if let known = known[arrival] { return known }
            let path = try RowStatement(
                database,
                "SELECT path FROM occupancies WHERE lineage = ? AND since = ? AND ending = 'moved' ORDER BY path LIMIT 1"
            ).bind(lineage).bind(position).first { $0.text(0) }
            known[arrival] = .some(path)
            return path
        }
    }

    /// Files without an id that had one, as Mosaic makes them, until a version left it out, while no other file has it.
    private func lostIdentifiers() throws -> [LocatedDiagnostic] {
        var lost: [(path: String, identifier: String)] = []
        try RowStatement(
            database,
            """
            SELECT entities.path, lineages.identifier FROM lineages
            CROSS JOIN occupancies AS former ON former.lineage = lineages.id AND former.line = 0 AND former.ending IS NULL
            CROSS JOIN occupancies AS own ON own.path = former.path AND own.ending IS NULL AND own.since =
              (SELECT min(since) FROM occupancies WHERE path = former.path AND line = 0 AND since > former.since)
            CROSS JOIN entities ON entities.lineage = own.lineage AND entities.path = own.path
            WHERE lineages.identifier IS NOT NULL AND lineages.id <> own.lineage AND NOT is_explicit AND NOT is_malformed
              AND NOT EXISTS (SELECT 1 FROM entities AS bearers WHERE bearers.lineage = lineages.id)
            ORDER BY entities.path, own.since
            """
        ).forEach { row in
            // What was one entity after another is the last of them.
            if lost.last?.path.isExactly(row.text(0)) == true { lost.removeLast() }
            lost.append((row.text(0), row.text(1)))
        }
        return lost.filter { Identifier.isMade($0.identifier) }.map { file in
            LocatedDiagnostic(
                code: .lostID,
                message: """
                    It had the id "\(file.identifier)", by which its history until then is known: with the line \
                    `id: \(file.identifier)` in its front matter it has it again.
                    """,
                path: file.path, line: nil, column: nil)
        }
    }

    private func duplicateIdentifiers() throws -> [LocatedDiagnostic] {
        try duplicates().map { duplicate in
            LocatedDiagnostic(
                code: .duplicateID,
                message: "The id \"\(duplicate.identifier)\" is also that of \(duplicate.original).",
                path: duplicate.path,
                line: nil, column: nil)
        }
    }

    /// Users with an address that another has, who has what is committed under it.
    private func sharedAddresses() throws -> [LocatedDiagnostic] {
        var owners: [String: String] = [:]
        var found: [LocatedDiagnostic] = []
        try UserResolver.forEachAddress(database) { email, _, path in
            guard let owner = owners[email] else {
                owners[email] = path
                return
            }
            if path.isExactly(owner) { return }
            found.append(
                LocatedDiagnostic(
                    code: .duplicateEmail,
                    message: "The address \"\(email)\" is also that of \(owner), whom commits under it are taken for.",
                    path: path, line: nil, column: nil))
        }
        return found
    }

    /// Agents that sign their commits as another does.
    private func sharedSignatures() throws -> [LocatedDiagnostic] {
        var first: (text: String, path: String)?
        var found: [LocatedDiagnostic] = []
        try RowStatement(
            database,
            """
            SELECT text, path FROM fields JOIN entities ON entities.id = entity
            WHERE fields.name = 'agent_id' AND text <> '' AND kind = '\(KindRole.agent.kind)' ORDER BY text, path
            """
        ).forEach { row in
            let (text, path) = (row.text(0), row.text(1))
            guard let owner = first, owner.text == text else {
                first = (text, path)
                return
            }
            found.append(
                LocatedDiagnostic(
                    code: .duplicateAgentID,
                    message: "The agent_id \"\(text)\" is also that of \(owner.path): it names neither of the two.",
                    path: path, line: nil, column: nil))
        }
        return found
    }

    /// Front matter references and relations that name nothing, several things, or the entity itself.
    private func references() throws -> [LocatedDiagnostic] {
        var found: [LocatedDiagnostic] = []
        var bearers = FormerBearers(database)
        try RowStatement(
            database,
            """
            SELECT files.path, line, column, category, edges.name, is_inverse, source = target,
              source_text, source_candidates, target_text, target_candidates
            FROM edges JOIN files ON files.id = edges.owner
            WHERE category <> 'link' AND (source IS NULL OR target IS NULL OR source = target)
               OR category = 'link' AND target_candidates > 1
            """
        ).forEach { row in
            func report(_ code: DiagnosticCode, _ message: String) {
                found.append(
                    LocatedDiagnostic(
                        code: code, message: message, path: row.text(0), line: Int(row.int(1)), column: Int(row.int(2)))
                )
            }
            let relation = row.text(3) == "relation" ? schema.relations[row.text(4)] : nil
            // As the file has it.
            let name = row.bool(5) ? relation?.inverse ?? row.text(4) : row.text(4)
            for end: Int32 in [7, 9] {
                guard let text = row.optionalText(end), let count = row.optionalInt(end + 1), count != 1 else {
                    continue
                }
                if count == 0 {
                    let bearer = try bearers.only(of: text).map { ": \($0) was called so" } ?? ""
                    report(.unknownReference, "\"\(text)\", named by \(name), is no entity of the vault\(bearer).")
                } else {
                    report(.ambiguousReference, "\"\(text)\" could be any of \(count) entities.")
                }
            }
            // A field may name its own entity: only a relation to itself says nothing.
            if row.bool(6), row.text(3) == "relation" { report(.selfRelation, "\(name) names the entity itself.") }
        }
        return found
    }

    /// The paths of entities by what they were called once.
    private struct FormerBearers {
        private let lineages: LineageQueries
        private var known: [String: String?] = [:]

        init(_ database: Database) { lineages = LineageQueries(database: database) }

        /// The path of the entity that once bore a name; nil where none did, or several.
        mutating func only(of name: String) throws -> String? {
            if let known = known[name] { return known }
            let paths = try lineages.renamed(name)
            let path = paths.count == 1 ? paths[0] : nil
            known[name] = .some(path)
            return path
        }
    }

    /// References that name an entity of another kind than their field asks for.
    private func unexpectedKinds() throws -> [LocatedDiagnostic] {
        var found: [LocatedDiagnostic] = []
        try RowStatement(
            database,
            """
            SELECT files.path, edges.line, edges.column, edges.name, coalesce(target_text, source_text), named.kind,
              expected_kind
            FROM edges JOIN files ON files.id = edges.owner
            JOIN entities AS named ON named.id = CASE WHEN target_text IS NULL THEN source ELSE target END
            WHERE expected_kind IS NOT NULL AND named.kind <> expected_kind
            """
        ).forEach { row in
            found.append(
                LocatedDiagnostic(
                    code: .unexpectedKind,
                    message:
                        "\"\(row.text(4))\" is of the kind \(row.text(5)); \(row.text(3)) asks for a \(row.text(6)).",
                    path: row.text(0), line: Int(row.int(1)), column: Int(row.int(2))))
        }
        return found
    }

    private func repeatedRelations() throws -> [LocatedDiagnostic] {
        var found: [LocatedDiagnostic] = []
        func isRepeated(_ source: String, _ target: String) -> String {
            """
            EXISTS (SELECT 1 FROM edges AS other JOIN files AS place ON place.id = other.owner
              WHERE other.source = edges.\(source) AND other.target = edges.\(target) AND other.name = edges.name
                AND other.category = 'relation' AND (place.path, other.ordinal) < (files.path, edges.ordinal))
            """
        }
        // What is its own inverse is the same from both ends.
        let isSymmetric = SQLFragment.in("edges.name", schema.distinctRelations.filter(\.isSymmetric).map(\.name))
        try RowStatement(
            database,
            """
            SELECT files.path, edges.line, edges.column, edges.name FROM edges JOIN files ON files.id = edges.owner
            WHERE category = 'relation' AND source IS NOT NULL AND target IS NOT NULL AND source <> target
              AND (\(isRepeated("source", "target")) OR \(isSymmetric.sql) AND \(isRepeated("target", "source")))
            """
        ).bind(isSymmetric.values).forEach { row in
            found.append(
                LocatedDiagnostic(
                    code: .duplicateRelation, message: "This \(row.text(3)) is stated elsewhere already.",
                    path: row.text(0), line: Int(row.int(1)), column: Int(row.int(2))))
        }
        return found
    }

    private func collisions() throws -> [LocatedDiagnostic] {
        var paths: [String: [String]] = [:]
        try RowStatement(
            database, "SELECT path FROM files WHERE is_entity AND oid IS NOT NULL ORDER BY path"
        ).forEach { paths[NameKey.fold($0.text(0)), default: []].append($0.text(0)) }
        return paths.values.filter { $0.count > 1 }.flatMap { group in
            group.dropFirst().map { path in
                LocatedDiagnostic(
                    code: .pathCollision,
                    message: "Differs from \(group[0]) only by case, or by how a character is composed: "
                        + "some file systems cannot hold both.",
                    path: path, line: nil, column: nil)
            }
        }
    }

    // MARK: - Cycles

    /// One diagnostic for each cycle among the relations that must have none, at the first of its statements.
    private func cycles() throws -> [LocatedDiagnostic] {
        let acyclic = schema.distinctRelations.filter(\.isAcyclic).map(\.name)
        // What has to be done before what is one graph, however it is stated: as `QueryCompiler.steps` has it.
        let steps = acyclic.filter { ["depends_on", "blocks"].contains($0) }
        return try cycles(of: steps) + acyclic.filter { !steps.contains($0) }.flatMap { try cycles(of: [$0]) }
    }

    /// The cycles of the graph that relations make together, in which `blocks` leads the other way.
    private func cycles(of relations: [String]) throws -> [LocatedDiagnostic] {
        func ends(_ row: RowColumns) -> (from: Int64, to: Int64) {
            let isReversed = relations.count > 1 && row.text(0) == "blocks"
            return isReversed ? (row.int(2), row.int(1)) : (row.int(1), row.int(2))
        }
        func select(_ columns: String, _ rest: String) throws -> RowStatement {
            let statement = try RowStatement(
                database,
                """
                SELECT edges.name, source, target\(columns) WHERE category = 'relation'
                  AND edges.name IN (\(relations.map { _ in "?" }.joined(separator: ", ")))
                  AND source IS NOT NULL AND target IS NOT NULL AND source <> target \(rest)
                """)
            for relation in relations { statement.bind(relation) }
            return statement
        }
        var targets: [Int64: [Int64]] = [:]
        try select(" FROM edges", "").forEach { row in
            let (from, to) = ends(row)
            targets[from, default: []].append(to)
        }
        let circles = StronglyConnectedComponents.find(in: targets).filter { $0.count > 1 }
        if circles.isEmpty { return [] }
        let circleOf = Dictionary(
            circles.enumerated().flatMap { circle, members in members.map { ($0, circle) } },
            uniquingKeysWith: { first, _ in first })
        var found: [Int: (diagnostic: LocatedDiagnostic, relations: Set<String>)] = [:]
        try select(
            ", files.path, line, column FROM edges JOIN files ON files.id = edges.owner", "ORDER BY files.path, ordinal"
        ).forEach { row in
            let (from, to) = ends(row)
            guard let circle = circleOf[from], circle == circleOf[to] else { return }
            let place = LocatedDiagnostic(
                code: .relationCycle, message: "", path: row.text(3), line: Int(row.int(4)), column: Int(row.int(5)))
            found[circle, default: (place, [])].relations.insert(row.text(0))
        }
        let title = try RowStatement(database, "SELECT title FROM entities WHERE id = ?")
        return try found.map { circle, found in
            let titles = try circles[circle].map { try title.bind($0).first { $0.text(0) } ?? "" }.sorted()
            let verb = found.relations.count > 1 ? "run" : "runs"
            var diagnostic = found.diagnostic
            diagnostic.message =
                "\(found.relations.sorted().joined(separator: " and ")) \(verb) in a circle through "
                + titles.map { "\"\($0)\"" }.joined(separator: ", ") + "."
            return diagnostic
        }
    }
}
