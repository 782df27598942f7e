import GRDB

/// A commit by its place: on a line of development, at a position of the stack.
struct CommitPoint: Equatable {
    var line: Int64
    var position: Int64
}

/// The lines of development that the commits of the stack are on.
///
/// The first-parent line of the head is the spine, line 0. Each other line bears the position of its first commit, and goes
/// on from its fork, the commit that the first one is based on. A commit is of the line of its base where it is the first
/// that goes on from there. What is noted of a commit holds for those that go on from it, until something else is noted.
final class CommitLines {
    static let spine: Int64 = 0

    private let database: Database
    private var forks: [Int64: CommitPoint?] = [:]
    private var tips: [Int64: Int64] = [:]

    init(database: Database) { self.database = database }

    /// Gives a commit that is pushed its line. `base` is the parent whose state it goes on from; nil for a root.
    func place(_ position: Int64, on base: CommitPoint?, isSpine: Bool) throws -> CommitPoint {
        if isSpine { return CommitPoint(line: Self.spine, position: position) }
        if let base, base.line != Self.spine, try tip(of: base) == base.position {
            tips[base.line] = position
            return CommitPoint(line: base.line, position: position)
        }
        forks[position] = .some(base)
        tips[position] = position
        return CommitPoint(line: position, position: position)
    }

    /// True where `point` is `other` or what it goes on from. Costs in proportion to the forks between them.
    func isSeen(_ point: CommitPoint, from other: CommitPoint) throws -> Bool {
        var next: CommitPoint? = other
        // A fork is below all of its line.
        while let here = next, here.position >= point.position {
            if here.line == point.line { return true }
            next = try fork(of: here.line)
        }
        return false
    }

    /// The highest commit of the spine that a commit goes on from, below which everything is an ancestor of it; nil where
    /// there is none.
    func spinePosition(below point: CommitPoint) throws -> Int64? {
        var next: CommitPoint? = point
        while let here = next {
            if here.line == Self.spine { return here.position }
            next = try fork(of: here.line)
        }
        return nil
    }

    /// True where `point` is `other`, what it goes on from, or below the part of the spine that it goes on from.
    func isAncestor(_ point: CommitPoint, of other: CommitPoint) throws -> Bool {
        if let spine = try spinePosition(below: other), point.position <= spine { return true }
        return try isSeen(point, from: other)
    }

    private func fork(of line: Int64) throws -> CommitPoint? {
        if line == Self.spine { return nil }
        if let known = forks[line] { return known }
        let fork = try RowStatement(
            database,
            """
            SELECT base.line, base.position FROM commits JOIN commits AS base ON base.position = commits.base
            WHERE commits.position = ?
            """
        ).bind(line).first { CommitPoint(line: $0.int(0), position: $0.int(1)) }
        forks[line] = .some(fork)
        return fork
    }

    /// The last commit of the line of `point`.
    private func tip(of point: CommitPoint) throws -> Int64 {
        if let known = tips[point.line] { return known }
        let later = try RowStatement(
            database, "SELECT max(position) FROM commits WHERE position > ? AND line = ?"
        ).bind(point.position).bind(point.line).first { $0.optionalInt(0) }
        let tip = (later ?? nil) ?? point.position
        tips[point.line] = tip
        return tip
    }
}
