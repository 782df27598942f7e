import GRDB
import GitStore
import VaultModel

/// The past as a stack of commits: pushing one derives its activities, popping one takes back all that it left.
///
/// Pushing goes commit → changed paths (`TreeComparer`) → contents on both sides (`ContentCache`) → entities
/// (`CommitChanges`) → activities (`VersionChange`) → rows (`ActivityWriter`).
final class HistoryStack {
    /// What is not committed comes after every commit.
    static let rankOfWorkTree = Int64.max

    private let database: Database
    private let repository: Repository
    private let comparer: TreeComparer
    private let contents: ContentCache
    private let schemas: SchemaCache
    private let includes: (String) -> Bool
    private let lines: CommitLines
    private let tracker: LineageTracker
    private let writer: ActivityWriter
    private let authors: AuthorTable
    private let insertCommit: RowStatement
    private struct Place {
        var tree: ObjectID
        var rank: Int64
        var point: CommitPoint
    }

    /// The commits pushed in this run: most parents are among them.
    private var pushed: [ObjectID: Place] = [:]
    /// What the files that cannot be read said last, each as one lineage.
    private var lastReadable: [LineagePath: EntityContent] = [:]
    /// The lineages of which no version until now can be read: there is nothing to look for.
    private var neverReadable: Set<Int64> = []

    /// The number of commits on the stack.
    private(set) var height: Int64
    /// The first activity since the last commit of the spine.
    private var firstActivity: Int64
    /// The lineages that this run changed anything of.
    var touchedLineages: Set<Int64> { tracker.touched }
    /// The paths that this run gave to another lineage, or took from one.
    var touchedPaths: Set<ExactText> { tracker.touchedPaths }

    /// Continues the stack that the database holds. `comparer` compares the vault's folder in the repository, which is
    /// `prefix` with a slash at its end, or empty; `includes` says whether a path, relative to it, is part of the vault.
    init(
        database: Database, repository: Repository, contents: ContentCache, comparer: TreeComparer, prefix: String,
        includes: @escaping (String) -> Bool
    ) throws {
        self.database = database
        self.repository = repository
        self.contents = contents
        self.includes = includes
        self.comparer = comparer
        schemas = SchemaCache(repository: repository, contents: contents, prefix: prefix, comparer: comparer)
        lines = CommitLines(database: database)
        tracker = try LineageTracker(database: database, lines: lines)
        writer = try ActivityWriter(database: database)
        firstActivity = writer.nextActivity
        authors = try AuthorTable(database: database)
        height = try RowStatement(database, "SELECT count(*) FROM commits").first { $0.int(0) } ?? 0
        insertCommit = try RowStatement(
            database,
            """
            INSERT INTO commits (position, oid, tree, line, base, rank, author, authored_at, agent, session, via, operation,
              subject, first_activity, first_lineage)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
    }

    // MARK: - Pushing

    /// Pushes a commit. `reading` is what was read of it already, where anything was.
    func push(_ commit: Commit, isSpine: Bool, reading: CommitReading? = nil) throws {
        let parents = try commit.parents.map { try place(of: $0) }
        // The corrected commit date of git's commit-graph: topological, by time where the graph leaves it open, and never
        // changed by what comes later.
        let rank = parents.reduce(commit.committer.time) { max($0, $1.rank + 1) }
        let reading =
            try reading
            ?? CommitReading(tree: commit.tree, parents: parents.map(\.tree), isSpine: isSpine, comparer: comparer)
        let base = parents.isEmpty ? nil : parents[reading.base].point
        let point = try lines.place(height, on: base, isSpine: isSpine)
        let trailers = commit.trailers
        func trailer(_ key: String) -> String? { trailers.isEmpty ? nil : trailers.values(named: key).last }
        try insertCommit.bind(height).bind(commit.id).bind(commit.tree).bind(point.line).bind(base?.position).bind(rank)
            .bind(try authors.id(name: commit.author.name, email: commit.author.email)).bind(commit.author.time)
            .bind(trailer("Mosaic-Agent")).bind(trailer("Mosaic-Session"))
            .bind(trailer("Mosaic-Via")).bind(trailer("Mosaic-Operation"))
            .bind(String(commit.subject)).bind(writer.nextActivity).bind(tracker.nextLineage).run()
        pushed[commit.id] = Place(tree: commit.tree, rank: rank, point: point)
        for (id, content) in reading.contents { contents.insert(content, for: id) }
        tracker.enter(point)
        if parents.count > 1 { try join(parents, reading) }
        let changes = try reading.changes.compactMap { try isPart($0) ? pathChange($0) : nil }
        let absences = reading.differences.filter { $0.new == nil && isPart($0) }.map(\.path)
        if !changes.isEmpty || !absences.isEmpty {
            try record(
                changes, absences: (reading.base, absences), tree: commit.tree, parents: parents,
                rules: try schemas.rules(forTree: commit.tree, key: reading.rules), rank: rank, blob: contents.bytes,
                at: { _ in commit.author.time })
        }
        if parents.count == 1 {
            for change in changes {
                if let old = change.old[0], old.oid != change.new?.oid { contents.drop(old.oid) }
            }
        }
        height += 1
        if isSpine {
            tracker.closeSpineCommit()
            firstActivity = writer.nextActivity
        }
    }

    /// True where the path is part of the vault. A name that had to be repaired is that of no file of it.
    private func isPart(_ change: TreeChange) -> Bool { !change.isPathRepaired && includes(change.path) }

    /// Brings together what the parents of a merge have: entities that are one from now on, and at each path that the merge
    /// has not from its base, but from another parent, what it is there. What it has from none is its own doing.
    private func join(_ parents: [Place], _ reading: CommitReading) throws {
        let united = try tracker.unite(at: parents.map(\.point))
        if !united.isEmpty {
            try writer.unite(united, since: firstActivity)
            lastReadable = [:]
            neverReadable = []
        }
        let own = Set(reading.changes.lazy.map { ExactText($0.path) })
        for change in reading.differences where isPart(change) && !own.contains(ExactText(change.path)) {
            let parent = try parents.indices.first { parent in
                guard parent != reading.base else { return false }
                if parents.count == 2 { return true }
                let entry = try comparer.entry(at: change.path, in: parents[parent].tree)
                return (entry?.isSymbolicLink == true ? nil : entry) == change.new
            }
            guard let parent else { continue }
            try tracker.takeOver(change.path, from: parents[parent].point, isThere: change.new != nil)
        }
    }

    /// Pushes the work tree as a commit without an id on top of all others: what is not committed.
    ///
    /// - Parameters:
    ///   - changes: what differs from the last commit.
    ///   - head: the last commit; nil where there is none.
    ///   - merging: the trees that a merge which waits to be committed brings in. What is as one of them has it is nobody's
    ///     change, as it will be none in the merge.
    ///   - rules: the kinds as the work tree has them.
    ///   - author: who would be the author if it were committed now.
    ///   - bytes: reads a file of the work tree.
    ///   - at: when each path changed; seconds since 1970, UTC.
    /// - Throws: `GitStoreError` where an object cannot be read, and what the database and `bytes` throw.
    func pushWorkTree(
        _ changes: [PathChange], head: ObjectID?, merging: [ObjectID], rules: TreeRules,
        author: (name: String, email: String)?,
        bytes: @escaping (_ path: String) throws -> [UInt8], at: (String) -> Int64
    ) throws {
        guard !changes.isEmpty else { return }
        let authorID = try author.map { try authors.id(name: $0.name, email: $0.email) }
        let parents = try head.map { [try place(of: $0)] } ?? []
        let point = try lines.place(height, on: parents.first?.point, isSpine: true)
        try insertCommit.bind(height).bind(nil as ObjectID?).bind(nil as ObjectID?).bind(point.line)
            .bind(parents.first?.point.position).bind(Self.rankOfWorkTree)
            .bind(authorID).bind(changes.map { at($0.path) }.max() ?? 0)
            .bind(nil as String?).bind(nil as String?).bind(nil as String?).bind(nil as String?)
            .bind("").bind(writer.nextActivity).bind(tracker.nextLineage).run()
        tracker.enter(point)
        // What is not committed is in no store.
        let paths = Dictionary(
            changes.compactMap { change in change.new.map { ($0.oid, change.path) } },
            uniquingKeysWith: { first, _ in first })
        let blob = { [contents] (id: ObjectID) throws -> [UInt8]? in
            try paths[id].map { try bytes($0) } ?? contents.bytes(id)
        }
        try record(
            changes, absences: (0, []), tree: nil, parents: parents, merging: merging, rules: rules,
            rank: Self.rankOfWorkTree, blob: blob, at: at)
        height += 1
    }

    /// `absences` are the paths that a merge has not from the parent that it goes on from, by the number of that.
    private func record(
        _ changes: [PathChange], absences: (parent: Int, paths: [String]), tree: ObjectID?, parents: [Place],
        merging: [ObjectID] = [], rules: TreeRules, rank: Int64, blob: @escaping (ObjectID) throws -> [UInt8]?,
        at: (String) -> Int64
    ) throws {
        let resolver = CommitChanges(
            tracker: tracker, parents: parents.map(\.point), blob: blob,
            contentInParent: { [self] parent, path in
                guard let entry = try comparer.entry(at: path, in: parents[parent].tree), !entry.isSymbolicLink
                else { return nil }
                return .init(oid: entry.id, content: try contents.content(entry.id))
            },
            absences: { [self] in
                guard let tree else { return [] }
                return try parents.indices.flatMap { parent in
                    try comparer.changes(from: [parents[parent].tree], to: tree).compactMap { change in
                        guard change.new == nil, let old = change.old[0], isPart(change) else { return nil }
                        return .init(parent: parent, path: change.path, oid: old.id)
                    }
                }
            })
        let resolved = try resolver.resolve(changes, absentFrom: absences.parent, absences.paths)
        let renamed = renamedNames(resolved, rules)
        let blobs = Dictionary(
            merging.isEmpty ? [] : changes.compactMap { change in change.new.map { (ExactText(change.path), $0.oid) } },
            uniquingKeysWith: { first, _ in first })
        for change in resolved {
            tracker.touch(change.lineage)
            if try merging.contains(where: { try isTaken(change, from: $0, blobs) }) { continue }
            func version(_ side: EntityChange.Side, _ content: EntityContent) -> VersionChange.Version {
                let entity = Entity(
                    content: content, path: side.path, schema: rules.schema, usesFolders: rules.usesFolders)
                return .init(entity: entity, content: content)
            }
            let merged = try merging.compactMap { try side(of: change, in: $0) }
            let before = try (change.before + merged).map { version($0, try readable($0, lineage: change.lineage)) }
            let after = try change.after.map { version($0, try readable($0, lineage: change.lineage)) }
            let versions = VersionChange(
                before: before, after: after, isRestored: change.isRestored, goesOn: change.goesOn, renamed: renamed)
            guard let entity = after?.entity ?? before.first?.entity else { continue }
            let time = at(change.path)
            let drafts = versions.activities(schema: rules.schema)
            if !drafts.isEmpty, let after, !before.contains(where: { $0.entity.isCalled(as: after.entity) }) {
                try writer.write(namesOf: after.entity)
            }
            for draft in drafts {
                try writer.write(draft, of: entity, lineage: change.lineage, position: height, rank: rank, at: time)
            }
        }
    }

    /// True where an entity became what a tree has that is being merged: it has the same blob, or none either.
    private func isTaken(_ change: EntityChange, from tree: ObjectID, _ blobs: [ExactText: ObjectID]) throws -> Bool {
        guard let after = change.after else {
            return try change.before.allSatisfy { try comparer.entry(at: $0.path, in: tree) == nil }
        }
        return try comparer.entry(at: after.path, in: tree)?.id == blobs[ExactText(after.path)]
    }

    /// What a tree that is being merged has at the path of an entity; nil for nothing.
    private func side(of change: EntityChange, in tree: ObjectID) throws -> EntityChange.Side? {
        guard let path = change.after?.path, let entry = try comparer.entry(at: path, in: tree), !entry.isSymbolicLink
        else { return nil }
        return .init(path: path, content: try contents.content(entry.id))
    }

    /// What the entities are called that a commit renamed, before it and after it.
    private func renamedNames(_ changes: [EntityChange], _ rules: TreeRules) -> RenamedNames {
        func entity(_ side: EntityChange.Side) -> Entity {
            Entity(content: side.content, path: side.path, schema: rules.schema, usesFolders: rules.usesFolders)
        }
        let renamed = changes.compactMap { change -> (before: [Entity], after: Entity)? in
            let before = change.before.filter { !$0.content.isMalformed }
            guard let after = change.after, !after.content.isMalformed,
                before.contains(where: { !$0.isNamed(like: after) })
            else { return nil }
            return (before.map(entity), entity(after))
        }
        return RenamedNames(of: renamed)
    }

    private struct LineagePath: Hashable {
        var lineage: Int64
        var path: String
    }

    /// The content itself, or, where it cannot be read, its body with the fields of the last version that could be.
    private func readable(_ side: EntityChange.Side, lineage: Int64) throws -> EntityContent {
        let key = LineagePath(lineage: lineage, path: side.path)
        guard side.content.isMalformed else {
            lastReadable[key] = nil
            neverReadable.remove(lineage)
            return side.content
        }
        if neverReadable.contains(lineage) { return side.content }
        // Beside the spine, what other lines say of the file does not count.
        let (here, isSpine) = (tracker.here, tracker.here.line == CommitLines.spine)
        var known = isSpine ? lastReadable[key] : nil
        if known == nil {
            let found = try LastReadable(database: database, comparer: comparer, contents: contents)
                .content(of: lineage, at: side.path, before: height) { try isSpine || lines.isAncestor($0, of: here) }
            known = found?.content
            // Until the file can be read again, nothing else is found at its own path, and nothing at all where nothing was.
            if isSpine, let found, found.isOwn { lastReadable[key] = found.content }
            if isSpine, found == nil { neverReadable.insert(lineage) }
        }
        return side.content.completed(by: known)
    }

    private func pathChange(_ change: TreeChange) throws -> PathChange? {
        let old = try change.old.map { try side($0) }
        let new = try side(change.new)
        if new == nil && old.allSatisfy({ $0 == nil }) { return nil }
        return PathChange(path: change.path, old: old, new: new)
    }

    private func side(_ entry: TreeEntry?) throws -> PathChange.Side? {
        try entry.map { .init(oid: $0.id, content: try contents.content($0.id)) }
    }

    private func place(of id: ObjectID) throws -> Place {
        if let known = pushed[id] { return known }
        let found = try RowStatement(database, "SELECT tree, rank, line, position FROM commits WHERE oid = ?").bind(id)
            .first { row in
                row.objectID(0).map {
                    Place(tree: $0, rank: row.int(1), point: CommitPoint(line: row.int(2), position: row.int(3)))
                }
            }
        guard let place = found ?? nil else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the commit \(id) is not in the index")
        }
        pushed[id] = place
        return place
    }

    // MARK: - Popping

    /// Takes everything back that was pushed after the first `height` commits.
    ///
    /// To be called before a stack of the same database is made. Returns the lineages and the paths whose state is no longer
    /// what it was.
    static func pop(to height: Int64, database: Database) throws -> (lineages: Set<Int64>, paths: Set<ExactText>) {
        let marks = try RowStatement(
            database, "SELECT first_activity, first_lineage FROM commits WHERE position = ?"
        ).bind(height).first { (activity: $0.int(0), lineage: $0.int(1)) }
        guard let marks else { return ([], []) }
        var lineages: Set<Int64> = []
        var paths: Set<ExactText> = []
        // Asked for distinct ones, the planner would go through a whole index that has them side by side.
        try RowStatement(database, "SELECT lineage FROM activities WHERE id >= ?").bind(marks.activity)
            .forEach { lineages.insert($0.int(0)) }
        try RowStatement(database, "SELECT path, lineage FROM occupancies WHERE since >= ?").bind(height)
            .forEach { row in
                paths.insert(ExactText(row.text(0)))
                lineages.insert(row.int(1))
            }
        for statement in [
            "DELETE FROM changes WHERE activity >= \(marks.activity)",
            "DELETE FROM told_names WHERE activity >= \(marks.activity)",
            "DELETE FROM activities WHERE id >= \(marks.activity)",
            "DELETE FROM occupancies WHERE since >= \(height)",
            "DELETE FROM lineages WHERE id >= \(marks.lineage)",
            "UPDATE lineages SET identifier = NULL, identified_since = NULL WHERE identified_since >= \(height)",
            "DELETE FROM commits WHERE position >= \(height)",
        ] {
            try database.execute(sql: statement)
        }
        return (lineages.filter { $0 < marks.lineage }, paths)
    }
}

extension EntityChange.Side {
    /// True where another version of the entity has all that names are made of as this one has it.
    fileprivate func isNamed(like other: EntityChange.Side) -> Bool {
        path.isExactly(other.path) && content.identifier == other.content.identifier
            && content.value("title") == other.content.value("title") && content.heading == other.content.heading
            && content.aliases == other.content.aliases && content.signature == other.content.signature
    }
}

extension Entity {
    /// True where another version of the entity has the id, the path and the title of this one.
    fileprivate func isCalled(as other: Entity) -> Bool {
        path.isExactly(other.path) && title.isExactly(other.title)
            && (explicitIdentifier ?? "").isExactly(other.explicitIdentifier ?? "")
    }
}
