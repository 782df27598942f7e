import GRDB
import VaultModel

/// Finds the entities that the ends of edges name.
///
/// An end is a function of its text, of the file that states it, and of the files that bear a name with the same key; so
/// after a change only the edges of changed files, and those that name a key that came or went, are looked at again.
final class LinkResolver {
    private struct Pending {
        var edge: Int64
        var place: LinkPlace
        var source: (text: String, key: String)?
        var target: (text: String, key: String)?
    }

    private let database: Database
    /// The kinds that a name can stand behind; nil where it cannot.
    private let schema: Schema?
    private let upcoming: UpcomingFiles
    private var candidates: [String: LinkCandidates] = [:]

    init(database: Database, schema: Schema?, with upcoming: UpcomingFiles = []) {
        self.database = database
        self.schema = schema
        self.upcoming = upcoming
    }

    /// Resolves every edge, some at a time.
    func resolveAll() throws {
        var last: Int64 = 0
        while true {
            let some = try pending("WHERE edges.id > ? ORDER BY edges.id LIMIT 4096", [.integer(last)])
            guard let end = some.last?.edge else { return }
            try resolve(some)
            last = end
        }
    }

    /// Resolves the edges that files state, and those that name a key.
    func resolve(owners: Set<Int64>, keys: Set<String>) throws {
        for owner in owners.sorted() { try resolve(pending("WHERE edges.owner = ?", [.integer(owner)])) }
        for key in keys.sorted() {
            try resolve(
                pending("WHERE edges.target_key = ? OR edges.source_key = ?", [.text(key), .text(key)]))
        }
    }

    private enum Argument {
        case integer(Int64)
        case text(String)
    }

    private func pending(_ condition: String, _ arguments: [Argument]) throws -> [Pending] {
        let select = try RowStatement(
            database,
            """
            SELECT edges.id, is_path, path, expected_kind, source_text, source_key, target_text, target_key
            FROM edges JOIN files ON files.id = edges.owner \(condition)
            """)
        for argument in arguments {
            switch argument {
            case .integer(let value): select.bind(value)
            case .text(let value): select.bind(value)
            }
        }
        var pending: [Pending] = []
        try select.forEach { row in
            func end(_ column: Int32) -> (text: String, key: String)? {
                row.optionalText(column).map { ($0, row.text(column + 1)) }
            }
            pending.append(
                Pending(
                    edge: row.int(0),
                    place: LinkPlace(file: row.text(2), isPath: row.bool(1), expectedKind: row.optionalText(3)),
                    source: end(4), target: end(6)))
        }
        return pending
    }

    private func resolve(_ pending: [Pending]) throws {
        let updateSource = try RowStatement(
            database, "UPDATE edges SET source = ?, source_candidates = ? WHERE id = ?")
        let updateTarget = try RowStatement(
            database, "UPDATE edges SET target = ?, target_candidates = ? WHERE id = ?")
        for edge in pending {
            if let source = edge.source {
                let (file, count) = try find(source, edge.place)
                try updateSource.bind(file).bind(count).bind(edge.edge).run()
            }
            if let target = edge.target {
                let (file, count) = try find(target, edge.place)
                try updateTarget.bind(file).bind(count).bind(edge.edge).run()
            }
        }
    }

    // MARK: - One end

    /// The path of the file that a text means where it stands; nil where it means none, or could mean several.
    func path(meantBy text: String, at place: LinkPlace) throws -> String? {
        guard let file = try find((text, NameKey.key(text)), place).file else { return nil }
        if file < 0 { return upcoming.path(ofRow: file) }
        return try RowStatement(database, "SELECT path FROM files WHERE id = ?").bind(file).first { $0.text(0) }
    }

    /// The file that is meant, and how many could be: none is a wanted target, several are an ambiguous one.
    private func find(_ end: (text: String, key: String), _ place: LinkPlace) throws -> (file: Int64?, count: Int) {
        let all = try candidates(for: end.key)
        if all.isEmpty { return (nil, 0) }
        let text = NameKey.fold(end.text)
        let isPath = place.isPath || text.utf8.contains(UInt8(ascii: "/"))
        if !isPath, let only = all.only(named: text) { return (only, 1) }
        let folder = NameKey.fold(String(VaultPath.folder(of: place.file)))
        if isPath {
            for isRelative in [true, false] {
                guard let path = VaultPath.resolve(text, from: isRelative ? folder : "") else { continue }
                let there = all.at(path)
                guard let first = there.first else { continue }
                if there.allSatisfy({ $0.file == first.file }) { return (first.file, 1) }
                let written = VaultPath.resolve(end.text, from: isRelative ? VaultPath.folder(of: place.file) : "")
                return Self.file(at: written, among: there)
            }
        }
        switch all.choice(for: text, expectedKind: place.expectedKind, schema) {
        case .nothing: return (nil, 0)
        case .one(let file): return (file, 1)
        case .ambiguous(let count): return (nil, count)
        case .nearest(let files, let spelled):
            let nearest = files.nearest(to: folder)
            // Names that differ only by case, or by how a character is composed, are told apart where nothing else does.
            guard nearest.file == nil, let file = spelled[ExactText(VaultPath.withoutSuffix(end.text))] else {
                return nearest
            }
            return (file, 1)
        }
    }

    /// Of files whose paths differ only by case, by how a character is composed, or by their ending, the one at just this path, be it
    /// without an ending; none where that is none or several of them. And how many could be meant.
    private static func file(at path: String?, among files: [LinkCandidate]) -> (file: Int64?, count: Int) {
        func isWritten(_ file: LinkCandidate) -> Bool { file.exactPath.isExactly(path) }
        func isBegun(_ file: LinkCandidate) -> Bool { VaultPath.withoutSuffix(file.exactPath).isExactly(path) }
        for isMeant in [isWritten, isBegun] {
            let meant = Set(files.filter(isMeant).map(\.file))
            if meant.count == 1 { return (meant.first, 1) }
            if meant.count > 1 { return (nil, meant.count) }
        }
        return (nil, Set(files.map(\.file)).count)
    }

    private func candidates(for key: String) throws -> LinkCandidates {
        if let known = candidates[key] { return known }
        var found: [LinkCandidate] = []
        try RowStatement(
            database,
            """
            SELECT names.file, names.rank, names.name, files.path, entities.kind FROM names
            JOIN files ON files.id = names.file LEFT JOIN entities ON entities.id = names.file WHERE key = ?
            """
        ).bind(key).forEach { row in
            guard let rank = NameRank(rawValue: row.int(1)) else { return }
            found.append(
                LinkCandidate(
                    file: row.int(0), rank: rank, name: row.text(2), path: row.text(3), kind: row.optionalText(4)))
        }
        found.removeAll { upcoming.replacedPaths.contains($0.exactPath) }
        found += upcoming.names(withKey: key)
        let arranged = LinkCandidates(found)
        candidates[key] = arranged
        return arranged
    }
}
