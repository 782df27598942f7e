import GRDB
import VaultModel

/// The folders that cannot be looked at, and such files: nobody can say what is in them, so that nothing of it is gone.
struct UnseenPlaces {
    private let database: Database
    private let paths: Set<ExactText>

    init(database: Database) throws {
        self.database = database
        var paths: Set<ExactText> = []
        try RowStatement(database, "SELECT path FROM problems WHERE code = ?")
            .bind(DiagnosticCode.unreadableFolder.rawValue).forEach { paths.insert(ExactText($0.text(0))) }
        self.paths = paths
    }

    /// True in an ordinary vault.
    var isEmpty: Bool { paths.isEmpty }

    /// True for what is one of them, or below one.
    func contain(_ path: String) -> Bool {
        if isEmpty { return false }
        var place = path
        while !place.isEmpty {
            if paths.contains(ExactText(place)) { return true }
            place = String(VaultPath.folder(of: place))
        }
        return false
    }

    /// The entities that the last commit has there, by path; their titles are not among what is known.
    func entities() throws -> [EntityPlace] {
        if isEmpty { return [] }
        var places: [EntityPlace] = []
        try RowStatement(
            database,
            """
            SELECT files.path, head_oid, lineage, identifier FROM \(Self.occupied)
            LEFT JOIN lineages ON lineages.id = lineage WHERE \(Self.isAbsent) ORDER BY files.path
            """
        ).forEach { row in
            let path = row.text(0)
            guard contain(path) else { return }
            places.append(
                EntityPlace(
                    path: path, title: "", content: row.objectID(1)?.description ?? "", lineage: row.optionalInt(2),
                    identifier: row.optionalText(3)))
        }
        return places
    }

    /// The keys of the names that these entities have had; but for their aliases, which are no names of the past.
    func keys() throws -> Set<String> {
        if isEmpty { return [] }
        var keys: Set<String> = []
        try RowStatement(
            database,
            """
            SELECT files.path, key FROM \(Self.occupied)
            JOIN activities USING (lineage) JOIN told_names ON told_names.activity = activities.id WHERE \(Self.isAbsent)
            """
        ).forEach { row in if contain(row.text(0)) { keys.insert(row.text(1)) } }
        return keys
    }

    /// What the last commit has and the work tree has not.
    private static let isAbsent = "is_entity AND oid IS NULL AND oid IS NOT head_oid"
    /// Files, each with the entity that it is.
    private static let occupied = """
        files LEFT JOIN occupancies ON occupancies.path = files.path AND line = 0
          AND since = (SELECT max(since) FROM occupancies AS later WHERE later.path = files.path AND later.line = 0)
        """
}
