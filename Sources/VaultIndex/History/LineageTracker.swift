import GRDB
import VaultModel

/// Which entity each path is, as commits are pushed: the memory behind identity through renames, ids and deletions.
///
/// An entity with an `id` is its id. One without is its path, and follows renames; after a deletion the same path is the
/// same entity again, after a rename away it is another.
final class LineageTracker {
    enum Ending: String {
        case deleted, moved
    }

    struct Occupant {
        var lineage: Int64
        var since: Int64
        /// nil while the path is the lineage's.
        var ending: Ending?
    }

    private let database: Database
    /// True while the tables were empty at the start: then what memory does not know is not there.
    private let isComplete: Bool
    private var occupants: [ExactText: Occupant?] = [:]
    private var identified: [ExactText: Int64?] = [:]
    private var identifiers: [Int64: String?] = [:]
    private var livePaths: [Int64: Int] = [:]
    private(set) var nextLineage: Int64
    /// The lineages whose activities or names changed in this run.
    private(set) var touched: Set<Int64> = []
    /// The paths whose occupant changed in this run.
    private(set) var touchedPaths: Set<ExactText> = []

    private let insertLineage: RowStatement
    private let insertOccupancy: RowStatement
    private let endOccupancy: RowStatement
    private let identifyLineage: RowStatement

    init(database: Database) throws {
        self.database = database
        nextLineage =
            try RowStatement(database, "SELECT coalesce(max(id), 0) + 1 FROM lineages").first { $0.int(0) } ?? 1
        isComplete = nextLineage == 1
        insertLineage = try RowStatement(
            database, "INSERT INTO lineages (id, identifier, identified_since) VALUES (?, ?, ?)")
        insertOccupancy = try RowStatement(
            database, "INSERT OR REPLACE INTO occupancies (path, since, lineage) VALUES (?, ?, ?)")
        endOccupancy = try RowStatement(
            database, "UPDATE occupancies SET until = ?, ending = ? WHERE path = ? AND since = ?")
        identifyLineage = try RowStatement(
            database, "UPDATE lineages SET identifier = ?, identified_since = ? WHERE id = ?")
    }

    // MARK: - What is known

    /// The last lineage that had the path; nil for a path that never was.
    func occupant(of path: String) throws -> Occupant? {
        if let known = occupants[ExactText(path)] { return known }
        if isComplete { return nil }
        let found = try RowStatement(
            database, "SELECT lineage, since, ending FROM occupancies WHERE path = ? ORDER BY since DESC LIMIT 1"
        ).bind(path).first {
            Occupant(lineage: $0.int(0), since: $0.int(1), ending: $0.optionalText(2).flatMap(Ending.init))
        }
        occupants[ExactText(path)] = .some(found)
        return found
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
    func identifier(of lineage: Int64) throws -> String? {
        if let known = identifiers[lineage] { return known }
        if isComplete { return nil }
        let found = try RowStatement(database, "SELECT identifier FROM lineages WHERE id = ?").bind(lineage)
            .first { $0.optionalText(0) }
        identifiers[lineage] = .some(found ?? nil)
        return found ?? nil
    }

    /// True while some path is the lineage's.
    func isLive(_ lineage: Int64) throws -> Bool { try livePathCount(lineage) > 0 }

    /// Every path that the lineage ever had, the latest first.
    func paths(of lineage: Int64) throws -> [String] {
        var paths: [String] = []
        try RowStatement(database, "SELECT path FROM occupancies WHERE lineage = ? ORDER BY since DESC").bind(lineage)
            .forEach { paths.append($0.text(0)) }
        return paths
    }

    private func livePathCount(_ lineage: Int64) throws -> Int {
        if let known = livePaths[lineage] { return known }
        if isComplete { return 0 }
        let count =
            try RowStatement(
                database, "SELECT count(*) FROM occupancies WHERE lineage = ? AND until IS NULL"
            ).bind(lineage).first { Int($0.int(0)) } ?? 0
        livePaths[lineage] = count
        return count
    }

    // MARK: - What happens

    /// Begins an entity.
    func begin(identifier: String?, at position: Int64) throws -> Int64 {
        let lineage = nextLineage
        nextLineage += 1
        touched.insert(lineage)
        try insertLineage.bind(lineage).bind(identifier).bind(identifier == nil ? nil : position).run()
        if let identifier { identified[ExactText(identifier)] = lineage }
        identifiers[lineage] = .some(identifier)
        livePaths[lineage] = 0
        return lineage
    }

    /// Gives an entity that was known by its path an id.
    func identify(_ lineage: Int64, by identifier: String, at position: Int64) throws {
        try identifyLineage.bind(identifier).bind(position).bind(lineage).run()
        touched.insert(lineage)
        identified[ExactText(identifier)] = lineage
        identifiers[lineage] = .some(identifier)
    }

    /// Makes the path the lineage's, if it is not.
    func claim(_ path: String, by lineage: Int64, at position: Int64) throws {
        if let occupant = try occupant(of: path), occupant.ending == nil {
            if occupant.lineage == lineage { return }
            // A path that two branches gave to two entities: the later one has it.
            try release(path, .moved, at: position)
        }
        touched.insert(lineage)
        touchedPaths.insert(ExactText(path))
        livePaths[lineage] = try livePathCount(lineage) + 1
        try insertOccupancy.bind(path).bind(position).bind(lineage).run()
        occupants[ExactText(path)] = Occupant(lineage: lineage, since: position, ending: nil)
    }

    /// Takes the path from the lineage that has it.
    func release(_ path: String, _ ending: Ending, at position: Int64) throws {
        guard var occupant = try occupant(of: path), occupant.ending == nil else { return }
        touched.insert(occupant.lineage)
        touchedPaths.insert(ExactText(path))
        livePaths[occupant.lineage] = try livePathCount(occupant.lineage) - 1
        try endOccupancy.bind(position).bind(ending.rawValue).bind(path).bind(occupant.since).run()
        occupant.ending = ending
        occupants[ExactText(path)] = occupant
    }

    /// Notes that something happened to a lineage.
    func touch(_ lineage: Int64) { touched.insert(lineage) }
}
