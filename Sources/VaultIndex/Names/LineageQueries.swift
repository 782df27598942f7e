import GRDB
import VaultModel

/// Answers about entities through the whole history.
package struct LineageQueries {
    let database: Database

    /// What the entity is called now: its id, else the path that it has, or had last.
    func identifier(of lineage: Int64) throws -> String {
        try RowStatement(
            database,
            """
            SELECT coalesce(identifier, (SELECT path FROM occupancies WHERE lineage = lineages.id
              AND ending IS NULL ORDER BY line = 0 DESC, since DESC, path LIMIT 1)) FROM lineages WHERE id = ?
            """
        ).bind(lineage).first { $0.text(0) } ?? ""
    }

    /// The entities that no longer are and that bore this id, path, file stem or title; the last to go first.
    package func gone(_ reference: String) throws -> [EntityHandle] { try bearers(of: reference, areGone: true) }

    /// The paths of the entities that are still there and that once bore this id, path, file stem or title; the last to bear it first.
    package func renamed(_ reference: String) throws -> [String] {
        let path = try RowStatement(database, "SELECT path FROM entities WHERE lineage = ?")
        return try bearers(of: reference, areGone: false).compactMap { former in
            try path.bind(former.lineage).first { $0.text(0) }
        }
    }

    /// Each as it was when it last bore the name.
    private func bearers(of reference: String, areGone: Bool) throws -> [EntityHandle] {
        let name = FormerName(reference)
        var found: [(activity: Int64, handle: EntityHandle)] = []
        let activities = try RowStatement(
            database, "SELECT id, path, title, kind FROM activities WHERE lineage = ? ORDER BY id DESC")
        try RowStatement(
            database,
            """
            SELECT id, identifier FROM lineages
            WHERE id IN (SELECT lineage FROM told_names JOIN activities ON activities.id = activity WHERE key = ?)
              AND \(areGone ? "NOT " : "")EXISTS (SELECT 1 FROM entities WHERE entities.lineage = lineages.id)
            """
        ).bind(NameKey.key(reference)).forEach { row in
            let (lineage, identifier) = (row.int(0), row.optionalText(1))
            var last: (activity: Int64, handle: EntityHandle)?
            try activities.bind(lineage).forEach { row in
                let (path, title, kind) = (row.text(1), row.text(2), row.text(3))
                guard last == nil, name.isOf(id: identifier, path: path, title: title, kind: kind) else { return }
                last = (
                    row.int(0),
                    EntityHandle(
                        id: identifier ?? path, type: kind, title: title, path: path, isGone: areGone, lineage: lineage)
                )
            }
            if let last { found.append(last) }
        }
        let bearers = found.sorted { $0.activity > $1.activity }.map(\.handle)
        return bearers.first(by: { $0.id.isExactly(reference) }, { name.isWhole(path: $0.path) })
    }
}

extension [EntityHandle] {
    /// Those of the first condition that any of them meets, else all.
    fileprivate func first(by conditions: (EntityHandle) -> Bool...) -> [EntityHandle] {
        for condition in conditions {
            let found = filter(condition)
            if !found.isEmpty { return found }
        }
        return self
    }
}

/// What a reference asks of the past for: an id, a title, a path or the end of one, also behind a kind.
private struct FormerName {
    private let folded: String
    private let path: String
    private let place: String
    /// As in a file, a slash in front leads from the top of the vault.
    private let isWhole: Bool

    init(_ reference: String) {
        isWhole = reference.hasPrefix("/")
        folded = NameKey.fold(reference)
        path = isWhole ? String(reference.dropFirst()) : reference
        place = VaultPath.withoutSuffix(NameKey.fold(path))
    }

    /// True where it is a whole path.
    func isWhole(path other: String) -> Bool { other.isExactly(path) || other.isExactly(path + ".md") }

    func isOf(id: String?, path: String, title: String, kind: String) -> Bool {
        if id.map(NameKey.fold) == folded || NameKey.fold(title) == folded { return true }
        let whole = VaultPath.withoutSuffix(NameKey.fold(path))
        if isWhole { return whole.isExactly(place) }
        return VaultPath.ends(whole, in: place) || place.isExactly("\(kind)/\(VaultPath.stem(of: whole))")
    }
}
