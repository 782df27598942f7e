import GRDB
import VaultModel

/// Finds the entity that a person means.
package struct ReferenceQueries {
    let database: Database

    /// Every entity that the reference could be, by the first reading of it that finds any: an id, a path, a file stem, a title,
    /// an alias, the beginning of an id; each also behind `kind/`. In the order of their paths. Names are compared without regard
    /// to case, as links are; of ids, one that is written just so comes first.
    ///
    /// The beginning of an id comes last: ids are random, and what a person called a file must not come to mean another one
    /// because of how the id of that begins. Where `expected` names a kind, the first reading that finds one of the kind counts,
    /// and those of it, as where a file names the entity; but a whole path means the file that is there, whatever its kind. Without
    /// a schema, what stands behind `kind/` names nothing.
    package func find(_ reference: String, expecting expected: String? = nil, schema: Schema?) throws -> [EntityHandle]
    {
        let found = try find(reference, expected: expected, kind: nil)
        if !found.isEmpty { return found }
        guard let (kind, name) = schema?.kindForm(of: reference) else { return [] }
        return try find(name, expected: nil, kind: kind.name)
    }

    private func find(_ reference: String, expected: String?, kind: String?) throws -> [EntityHandle] {
        guard !reference.isEmpty else { return [] }
        let folded = NameKey.fold(reference)
        // As in a file, a slash in front leads from the top of the vault.
        let path = reference.hasPrefix("/") ? String(reference.dropFirst()) : reference
        let isBeginning = SQLFragment.all([
            SQLFragment("is_explicit"), .begins("identifier", with: reference),
        ])
        let readings: [(condition: SQLFragment, isStem: Bool)] = [
            (SQLFragment("identifier = ?", .text(reference)), false), (Self.isNamed(folded, .identifier), false),
            (Self.isAt(path), false), (Self.isAt(path + ".md"), false),
            (Self.isNamed(NameKey.fold(VaultPath.stem(of: reference)), .stem), true),
            (Self.isNamed(folded, .title), false), (Self.isNamed(folded, .alias), false), (isBeginning, false),
        ]
        var first: [EntityHandle] = []
        for reading in readings {
            var found = try handles(reading.condition)
            if let kind { found.removeAll { $0.type != kind } }
            if reading.isStem, reference.contains("/") {
                let wanted = VaultPath.withoutSuffix(folded)
                found.removeAll { !VaultPath.ends(VaultPath.withoutSuffix(NameKey.fold($0.path)), in: wanted) }
            }
            if found.isEmpty { continue }
            guard let expected, found[0].path != path else { return found }
            let fitting = found.filter { $0.type == expected }
            if !fitting.isEmpty { return fitting }
            if first.isEmpty { first = found }
        }
        guard let kind else { return first }
        // Of two with one title, the later one's file has a number behind its name: behind its kind, the name is enough.
        return try handles(SQLFragment("kind = ?", .text(kind))).filter { Slug.of($0.title) == folded }
    }

    /// The attachments that a reference could be: the one at that path, else those with that name in such a folder. In the order of
    /// their paths. They have no kind.
    package func attachments(_ reference: String) throws -> [EntityHandle] {
        let path = reference.hasPrefix("/") ? String(reference.dropFirst()) : reference
        let folded = NameKey.fold(path)
        let name = String(VaultPath.name(of: folded))
        var found: [EntityHandle] = []
        try RowStatement(
            database,
            """
            SELECT DISTINCT path FROM names JOIN files ON files.id = names.file
            WHERE key = ? AND name = ? AND NOT is_entity ORDER BY path
            """
        ).bind(NameKey.key(name)).bind(name).forEach { row in
            let path = row.text(0)
            guard VaultPath.ends(NameKey.fold(path), in: folded) else { return }
            found.append(EntityHandle(id: path, type: "", title: path, path: path, isGone: false, lineage: nil))
        }
        let exact = found.filter { $0.path.isExactly(path) }
        return exact.isEmpty ? found : exact
    }

    /// The paths of the files that go by a name, be it their id, file stem, title or an alias, in order; without regard to case.
    package func bearers(of name: String) throws -> [String] {
        try RowStatement(
            database,
            """
            SELECT DISTINCT files.path FROM names JOIN files ON files.id = names.file WHERE key = ? AND name = ?
            ORDER BY files.path
            """
        ).bind(NameKey.key(name)).bind(NameKey.fold(name)).allTexts()
    }

    /// The file that a link or a reference leads to by its text where it stands.
    ///
    /// - Parameters:
    ///   - text: what names the target.
    ///   - place: where that stands.
    ///   - schema: the kinds behind which a name can stand (`task/roof`); nil where that is no name.
    ///   - upcoming: files that are about to be written, which count as they will be.
    /// - Returns: The path; nil where the text leads nowhere, or could lead to several.
    /// - Throws: What the database throws.
    package func path(
        meantBy text: String, at place: LinkPlace, schema: Schema?, with upcoming: UpcomingFiles = []
    ) throws -> String? {
        try LinkResolver(database: database, schema: schema, with: upcoming).path(meantBy: text, at: place)
    }

    /// The shortest prefixes by which entities can be called, by their ids; an id that is a path stays whole.
    package func shortIDs(of ids: some Sequence<String>) throws -> [ExactText: String] {
        let shortener = try IdentifierShortener(database: database)
        var shortIDs: [ExactText: String] = [:]
        for id in ids where shortIDs[id] == nil { shortIDs[id] = try shortener.shortestIfExplicit(id) }
        return shortIDs
    }

    /// The entity whose title or file stem is nearest to a reference that nothing answers to, of a kind where one is given; nil where
    /// none is near. The kinds themselves are not among them, unless the reference asks for one.
    package func similar(to reference: String, kind: String?) throws -> EntityHandle? {
        let asksForKinds =
            kind == KindRole.definition.kind || reference.hasPrefix("kind/") || reference.hasPrefix("kinds/")
        var names: [String] = []
        var paths: [String] = []
        try RowStatement(
            database,
            "SELECT title, path FROM entities WHERE kind = coalesce(?1, kind) AND (?2 OR kind <> '\(KindRole.definition.kind)') ORDER BY path"
        ).bind(kind).bind(asksForKinds).forEach { row in
            paths.append(row.text(1))
            names += [row.text(0), VaultPath.stem(of: row.text(1))]
        }
        let word = asksForKinds ? VaultPath.stem(of: reference) : reference
        guard let nearest = Spelling.nearest(to: word, among: names), let place = names.firstIndex(of: nearest)
        else { return nil }
        return try handles(Self.isAt(paths[place / 2])).first
    }

    private static func isAt(_ path: String) -> SQLFragment {
        SQLFragment("id = (SELECT id FROM files WHERE path = ?)", .text(path))
    }

    /// `name` is folded.
    private static func isNamed(_ name: String, _ rank: NameRank) -> SQLFragment {
        SQLFragment(
            "id IN (SELECT file FROM names WHERE key = ? AND name = ? AND rank = \(rank.rawValue))",
            .text(NameKey.key(name)), .text(name))
    }

    private func handles(_ condition: SQLFragment) throws -> [EntityHandle] {
        var found: [EntityHandle] = []
        try RowStatement(
            database,
            """
            SELECT identifier, kind, title, path, lineage FROM entities WHERE \(condition.sql)
            ORDER BY path
            """
        ).bind(condition.values).forEach { row in
            found.append(
                EntityHandle(
                    id: row.text(0), type: row.text(1), title: row.text(2), path: row.text(3), isGone: false,
                    lineage: row.optionalInt(4)))
        }
        return found
    }
}
