import Foundation
import GitStore
import VaultModel

/// Remembers which commits dates stood for, since finding one reads every commit after it.
///
/// What a date stands for follows from the commit that the search begins at, and from where a shallow clone is cut off; both
/// stand in each line: `<tip> <boundary> <second> <commit>`. The last lines are kept.
struct DatedCommits {
    /// Absolute.
    let path: String

    static let mostLines = 64

    /// The commit that a search from `tip` found for a time, in seconds since 1970, UTC; nil where none is remembered.
    func commit(from tip: ObjectID, boundary: String, notAfter second: Int64) -> ObjectID? {
        let start = Self.start(tip, boundary, second)
        return lines().last { $0.hasPrefix(start) }.flatMap { ObjectID(hex: String($0.dropFirst(start.count))) }
    }

    /// Remembers a commit. Where that fails, it is searched again.
    func remember(_ commit: ObjectID, from tip: ObjectID, boundary: String, notAfter second: Int64) {
        let kept = lines().suffix(Self.mostLines - 1) + [Self.start(tip, boundary, second) + commit.description]
        try? Data((kept.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    }

    private static func start(_ tip: ObjectID, _ boundary: String, _ second: Int64) -> String {
        "\(tip) \(boundary) \(second) "
    }

    private func lines() -> [String] {
        ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(separator: "\n").map(String.init)
    }
}

extension IndexStore {
    /// The last commit on the first-parent line from `tip` that was committed no later than a time, in seconds since 1970,
    /// UTC; nil where all of them are younger.
    ///
    /// - Throws: `GitStoreError` where a commit cannot be read.
    package func firstParentCommit(
        from tip: ObjectID, notAfter second: Int64, repository: Repository
    ) throws -> ObjectID? {
        let boundary = try shallowBoundary()
        let dates = DatedCommits(path: "\(moments.path)/dates")
        if let known = dates.commit(from: tip, boundary: boundary, notAfter: second), repository.contains(known) {
            return known
        }
        let found = try repository.firstParentCommit(from: tip, notAfter: second)
        if let found, makeFolder() {
            moments.make()
            dates.remember(found, from: tip, boundary: boundary, notAfter: second)
        }
        return found
    }
}
