import GRDB
import VaultModel

/// Which entity each path is, in each commit: the memory behind identity through renames, ids, deletions and merges.
///
/// An entity with an `id` is its id. One without is its path, and follows renames; after a deletion the same path is the
/// same entity again, after a rename away it is another. What a path is belongs to the commit: it is noted where it
/// changes, and holds for the commits that go on from there (`CommitLines`), so that lines of development do not see each
/// other's renames. A path has one note for all of a history in which nothing of it but its content changes.
final class LineageTracker {
    enum Ending: String {
        case deleted, moved
    }

    /// What a path became in a commit.
    struct Occupant {
        var lineage: Int64
        fileprivate var since: Int32
        fileprivate var line: Int32
        /// nil while the path is the lineage's.
        var ending: Ending?

        fileprivate var point: CommitPoint { CommitPoint(line: Int64(line), position: Int64(since)) }
    }

    /// Everything that a path was, on any line.
    private struct Notes {
        var last: Occupant
        /// In the order of the stack; mostly none, which costs no memory.
        var earlier: [Occupant] = []

        mutating func add(_ note: Occupant) {
            if last.since != note.since { earlier.append(last) }
            last = note
        }

        mutating func replace(_ lineage: Int64, by other: Int64) {
            if last.lineage == lineage { last.lineage = other }
            for index in earlier.indices where earlier[index].lineage == lineage { earlier[index].lineage = other }
        }
    }

    private struct Record {
        var identifier: String?
        /// The paths that it ever had, in the order in which it had them first: mostly one.
        var path: ExactText?
        var others: [ExactText] = []

        var paths: [ExactText] { (path.map { [$0] } ?? []) + others }

        mutating func add(_ new: ExactText) {
            if path == nil { path = new } else if path != new, !others.contains(new) { others.append(new) }
        }
    }

    private let database: Database
    private let lines: CommitLines
    /// True while the tables were empty at the start: then what memory does not know is not there.
    private let isComplete: Bool
    private var notes: [ExactText: Notes] = [:]
    private var absent: Set<ExactText> = []
    private var identified: [ExactText: Int64?] = [:]
    private var records: [Int64: Record] = [:]
    /// The commit that is being pushed.
    private(set) var here = CommitPoint(line: CommitLines.spine, position: 0)
    private(set) var nextLineage: Int64
    /// The lineages whose activities or names changed in this run.
    private(set) var touched: Set<Int64> = []
    /// The paths whose occupant changed in this run.
    private(set) var touchedPaths: Set<ExactText> = []
    /// The paths without an id at which more than one line has begun an entity since the last commit of the spine.
    private var contested: Set<ExactText> = []
    /// The first lineage that was begun since the last commit of the spine.
    private var firstLineage: Int64

    private let insertLineage: RowStatement
    private let insertOccupancy: RowStatement
    private let identifyLineage: RowStatement

    init(database: Database, lines: CommitLines) throws {
        self.database = database
        self.lines = lines
        nextLineage =
            try RowStatement(database, "SELECT coalesce(max(id), 0) + 1 FROM lineages").first { $0.int(0) } ?? 1
        firstLineage = nextLineage
        isComplete = nextLineage == 1
        insertLineage = try RowStatement(
            database, "INSERT INTO lineages (id, identifier, identified_since) VALUES (?, ?, ?)")
        insertOccupancy = try RowStatement(
            database, "INSERT OR REPLACE INTO occupancies (path, since, line, lineage, ending) VALUES (?, ?, ?, ?, ?)")
        identifyLineage = try RowStatement(
            database, "UPDATE lineages SET identifier = ?, identified_since = ? WHERE id = ?")
    }

    /// Begins a commit: what is noted is of it. What it goes on from is its state until then.
    func enter(_ point: CommitPoint) { here = point }

    /// Ends a commit of the spine: nothing that is noted already changes after it.
    func closeSpineCommit() {
        firstLineage = nextLineage
        if !contested.isEmpty { contested = [] }
    }

    // MARK: - What is known

    /// What the path is in a commit, or was last in those that it goes on from; nil for a path that never was.
    func occupant(of path: String, at point: CommitPoint) throws -> Occupant? {
        try notes(of: ExactText(path)).flatMap { try occupant(in: $0, at: point) }
    }

    private func occupant(in notes: Notes, at point: CommitPoint) throws -> Occupant? {
        if try lines.isSeen(notes.last.point, from: point) { return notes.last }
        return try notes.earlier.last { try lines.isSeen($0.point, from: point) }
    }

    /// What the path is in a commit, or was last before it; also on a line that a merge has brought in without the path.
    func lastOccupant(of path: String, at point: CommitPoint) throws -> Occupant? {
        guard let known = try notes(of: ExactText(path)) else { return nil }
        if let occupant = try occupant(in: known, at: point) { return occupant }
        guard let spine = try lines.spinePosition(below: point) else { return nil }
        guard var last = (known.earlier + [known.last]).last(where: { $0.since <= spine }) else { return nil }
        if last.ending == nil { last.ending = .deleted }
        return last
    }

    /// The lineage of an explicit id; nil for an id that never was.
    func lineage(identifiedBy identifier: String) throws -> Int64? {
        if let known = identified[ExactText(identifier)] { return known }
        if isComplete { return nil }
        let found = try RowStatement(database, "SELECT id FROM lineages WHERE identifier = ?").bind(identifier)
            .first { $0.int(0) }
        identified[ExactText(identifier)] = .some(found)
        return found
    }

    /// The explicit id of a lineage; nil for one that is known by its paths.
    func identifier(of lineage: Int64) throws -> String? { try record(of: lineage).identifier }

    /// True while some path is the lineage's.
    func isLive(_ lineage: Int64, at point: CommitPoint) throws -> Bool {
        try record(of: lineage).paths.contains { try isOccupied($0, by: lineage, at: point) }
    }

    /// The paths that are the lineage's in a commit, the latest first.
    func livePaths(of lineage: Int64, at point: CommitPoint) throws -> [String] {
        try record(of: lineage).paths.reversed().filter { try isOccupied($0, by: lineage, at: point) }.map(\.text)
    }

    private func isOccupied(_ path: ExactText, by lineage: Int64, at point: CommitPoint) throws -> Bool {
        guard let occupant = try occupant(of: path.text, at: point) else { return false }
        return occupant.lineage == lineage && occupant.ending == nil
    }

    /// True where some path was the lineage's in the commit or before it.
    func hasBeen(_ lineage: Int64, at point: CommitPoint) throws -> Bool {
        try record(of: lineage).paths.contains { path in
            guard let known = try notes(of: path) else { return false }
            return try (known.earlier + [known.last]).contains {
                try $0.lineage == lineage && lines.isAncestor($0.point, of: point)
            }
        }
    }

    private func notes(of path: ExactText) throws -> Notes? {
        if let known = notes[path] { return known }
        if isComplete || absent.contains(path) { return nil }
        var found: Notes?
        try RowStatement(
            database, "SELECT lineage, since, line, ending FROM occupancies WHERE path = ? ORDER BY since"
        ).bind(path.text).forEach { row in
            let note = Occupant(
                lineage: row.int(0), since: Int32(row.int(1)), line: Int32(row.int(2)),
                ending: row.optionalText(3).flatMap(Ending.init))
            if found == nil { found = Notes(last: note) } else { found?.add(note) }
        }
        if let found { notes[path] = found } else { absent.insert(path) }
        return found
    }

    private func record(of lineage: Int64) throws -> Record {
        if let known = records[lineage] { return known }
        var record = Record()
        if !isComplete {
            record.identifier =
                try RowStatement(database, "SELECT identifier FROM lineages WHERE id = ?").bind(lineage)
                .first { $0.optionalText(0) } ?? nil
            try RowStatement(database, "SELECT path FROM occupancies WHERE lineage = ? ORDER BY since, path")
                .bind(lineage).forEach { record.add(ExactText($0.text(0))) }
        }
        records[lineage] = record
        return record
    }

    // MARK: - What happens

    /// Begins an entity.
    func begin(identifier: String?) throws -> Int64 {
        let lineage = nextLineage
        nextLineage += 1
        touched.insert(lineage)
        try insertLineage.bind(lineage).bind(identifier).bind(identifier == nil ? nil : here.position).run()
        if let identifier { identified[ExactText(identifier)] = lineage }
        records[lineage] = Record(identifier: identifier)
        return lineage
    }

    /// Begins an entity that has no id at a path that is another's, or nobody's, where the commit stands.
    func begin(at path: String) throws -> Int64 {
        if here.line != CommitLines.spine, try notes(of: ExactText(path)) != nil { contested.insert(ExactText(path)) }
        return try begin(identifier: nil)
    }

    /// Gives an entity that was known by its path an id.
    func identify(_ lineage: Int64, by identifier: String) throws {
        _ = try record(of: lineage)
        try identifyLineage.bind(identifier).bind(here.position).bind(lineage).run()
        touched.insert(lineage)
        identified[ExactText(identifier)] = lineage
        records[lineage]?.identifier = identifier
    }

    /// Makes the path the lineage's, if it is not.
    func claim(_ path: String, by lineage: Int64) throws {
        let occupant = try occupant(of: path, at: here)
        if let occupant, occupant.ending == nil {
            if occupant.lineage == lineage { return }
            touched.insert(occupant.lineage)
        }
        try note(path, lineage, nil)
    }

    /// Takes the path from the lineage that has it.
    func release(_ path: String, _ ending: Ending) throws {
        guard let occupant = try occupant(of: path, at: here), occupant.ending == nil else { return }
        try note(path, occupant.lineage, ending)
    }

    /// Notes that a lineage ended at a path, whatever the commit goes on from has there.
    func end(_ path: String, of lineage: Int64) throws {
        let occupant = try occupant(of: path, at: here)
        if let occupant, occupant.lineage != lineage, occupant.ending == nil { return }
        try note(path, lineage, .deleted)
    }

    private func note(_ path: String, _ lineage: Int64, _ ending: Ending?) throws {
        let key = ExactText(path)
        _ = try record(of: lineage)
        touched.insert(lineage)
        touchedPaths.insert(key)
        try insertOccupancy.bind(path).bind(here.position).bind(here.line).bind(lineage).bind(ending?.rawValue).run()
        let note = Occupant(
            lineage: lineage, since: Int32(here.position), line: Int32(here.line), ending: ending)
        notes[key, default: Notes(last: note)].add(note)
        if !absent.isEmpty { absent.remove(key) }
        records[lineage]?.add(key)
    }

    /// Notes that something happened to a lineage.
    func touch(_ lineage: Int64) { touched.insert(lineage) }

    // MARK: - Merging

    /// Makes one entity of those that lines which meet have, or had last, at one path without an id, and gives those that
    /// are no longer, with what they are now. Only what has begun since the last commit of the spine can become another, so
    /// that no commit changes what is below the spine's last one.
    func unite(at parents: [CommitPoint]) throws -> [Int64: Int64] {
        var united: [Int64: Int64] = [:]
        for path in contested.sorted() {
            let lineages = try lineages(at: path, in: parents)
            guard let oldest = lineages.min() else { continue }
            for younger in lineages.sorted() where younger != oldest && younger >= firstLineage {
                try unite(younger, into: oldest)
                united[younger] = oldest
            }
        }
        // One that was united twice is what the other became.
        for (younger, older) in united {
            var last = older
            while let next = united[last] { last = next }
            united[younger] = last
        }
        return united
    }

    /// The entities without an id that have the path in some parent of the commit, or had it last, and never moved away.
    private func lineages(at path: ExactText, in parents: [CommitPoint]) throws -> Set<Int64> {
        let known = try notes(of: path).map { $0.earlier + [$0.last] } ?? []
        let moved = Set(known.lazy.filter { $0.ending == .moved }.map(\.lineage))
        // On the spine, everything that is noted is of an ancestor.
        let found =
            here.line == CommitLines.spine
            ? known.map(\.lineage) : try parents.compactMap { try lastOccupant(of: path.text, at: $0)?.lineage }
        return Set(try found.filter { try !moved.contains($0) && identifier(of: $0) == nil })
    }

    private func unite(_ younger: Int64, into older: Int64) throws {
        _ = try record(of: older)
        let update = try RowStatement(
            database, "UPDATE occupancies SET lineage = ? WHERE path = ? AND lineage = ?")
        for path in try record(of: younger).paths {
            _ = try notes(of: path)
            notes[path]?.replace(younger, by: older)
            try update.bind(older).bind(path.text).bind(younger).run()
            records[older]?.add(path)
            touchedPaths.insert(path)
        }
        // Its number stays taken.
        records[younger] = Record()
        touched.insert(older)
    }

    /// Has the path be in this commit, a merge, what it is in one of its parents, which has it as the commit has it.
    func takeOver(_ path: String, from parent: CommitPoint, isThere: Bool) throws {
        if isThere {
            guard let other = try occupant(of: path, at: parent), other.ending == nil else { return }
            try claim(path, by: other.lineage)
        } else if let now = try occupant(of: path, at: here) {
            try release(path, try ending(of: now.lineage, at: path, in: parent))
        }
    }

    /// How a lineage lost a path that is not its own in a commit; another may have had the path since.
    private func ending(of lineage: Int64, at path: String, in point: CommitPoint) throws -> Ending {
        let known = try notes(of: ExactText(path)).map { $0.earlier + [$0.last] } ?? []
        let last = try known.last { try $0.lineage == lineage && lines.isSeen($0.point, from: point) }
        return try last?.ending ?? (isLive(lineage, at: point) ? .moved : .deleted)
    }
}
