import ArgumentParser
import GitStore

/// What the index reads of a repository's past and nothing that it makes of it: every commit, the files that each touched, and
/// every version of them once, by the same code. A process of its own, so that its cost is measured as all others are.
struct WalkHistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "walk-history", abstract: "Reads the history of a vault as the index does.", shouldDisplay: false)

    @Argument(help: "The vault.", completion: .directory)
    var vault: String

    func run() throws {
        let repository = try Repository(opening: vault)
        // One for itself, as each stage of the index has.
        let contents = try Repository(opening: vault)
        let comparer = TreeComparer(
            repository: repository, fileSuffixes: [".md", ".markdown"], cacheByteLimit: Self.treeBytes)
        var trees: [ObjectID: ObjectID] = [:]
        var read: Set<ObjectID> = []
        var (changes, bytes) = (0, 0)
        let commits = try Self.commits(from: repository.resolve("HEAD"), in: repository)
        for commit in commits {
            trees[commit.id] = commit.tree
            for change in try comparer.changes(from: commit.parents.compactMap { trees[$0] }, to: commit.tree) {
                changes += 1
                for entry in change.old + [change.new] {
                    guard let id = entry?.id, read.insert(id).inserted else { continue }
                    bytes += try contents.blob(id).count
                }
            }
        }
        print("\(commits.count) commits, \(changes) changes, \(read.count) versions, \(bytes) bytes")
    }

    /// As many as the index keeps.
    private static let treeBytes = 80 << 20

    /// Every commit that one reaches, parents before children.
    private static func commits(from head: ObjectID, in repository: Repository) throws -> [Commit] {
        var seen: Set<ObjectID> = [head]
        var pending = [(commit: try repository.commit(head), next: 0)]
        var commits: [Commit] = []
        while let (commit, next) = pending.last {
            guard next < commit.parents.count else {
                commits.append(commit)
                pending.removeLast()
                continue
            }
            pending[pending.count - 1].next += 1
            let parent = commit.parents[next]
            if seen.insert(parent).inserted { pending.append((try repository.commit(parent), 0)) }
        }
        return commits
    }
}
