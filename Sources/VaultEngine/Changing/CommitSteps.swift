import GitStore
import VaultIndex
import VaultModel

/// What a commit did to the files of a vault.
struct CommitSteps {
    /// What it did to one file.
    struct Step {
        /// Nil for a file that the commit added.
        var before: Side?
        /// Nil for a file that it removed.
        var after: Side?
    }

    /// A file as a commit has it.
    struct Side {
        /// Relative to the vault.
        var path: String
        /// As they would be in the work tree.
        var bytes: [UInt8]
        var isExecutable: Bool
        /// The id that its front matter states.
        var identifier: String? { EntityContent(Document(bytes: bytes)).identifier }
    }

    /// Says why the steps of a commit cannot be taken back.
    struct Refusal: Error {
        var obstacle: UndoObstacle
    }

    /// By path; a file that the commit moved is one step where it is as it was, or has an id.
    let steps: [Step]
    /// The paths outside of the vault that the commit changes, from the root of the repository on.
    let elsewhere: [String]

    /// - Throws: ``Refusal``; `GitStoreError` where an object cannot be read.
    init(of commit: Commit, _ repository: Repository, in source: IndexSource) throws {
        guard let parent = commit.parents.first else {
            throw Refusal(obstacle: repository.shallowBoundary.contains(commit.id) ? .cutOff : .first)
        }
        if commit.parents.count > 1 { throw Refusal(obstacle: .merge) }
        let changes = try repository.entryChanges(from: repository.commitNode(parent).tree, to: commit.tree)
        let own = changes.filter { source.pathInVault($0.path) != nil }
        if own.isEmpty { throw Refusal(obstacle: .elsewhere) }
        let beyond = try own.filter { change in try !Self.isOfTexts(change, repository) }
        if !beyond.isEmpty { throw Refusal(obstacle: .beyondText(paths: beyond.map(\.path))) }
        func side(_ entry: TreeEntry?, _ path: String) throws -> Side? {
            try entry.map { entry in
                Side(
                    path: source.pathInVault(path) ?? path, bytes: try repository.checkedOut(entry.id, at: path),
                    isExecutable: entry.isExecutable)
            }
        }
        steps = Self.joiningMoves(
            try own.map { Step(before: try side($0.old, $0.path), after: try side($0.new, $0.path)) })
        elsewhere = changes.map(\.path).filter { source.pathInVault($0) == nil }
    }

    /// True where texts alone differ, which are in the work tree as git itself has them, but for line ends.
    private static func isOfTexts(_ change: EntryChange, _ repository: Repository) throws -> Bool {
        let sides = [change.old, change.new].compactMap(\.self)
        guard sides.allSatisfy(\.isFile), !change.isPathRepaired, Set(sides.map(\.mode)).count == 1 else {
            return false
        }
        return try !repository.isConvertedByOthers(change.path)
    }

    private static func joiningMoves(_ steps: [Step]) -> [Step] {
        var added: [Step?] = steps.filter { $0.before == nil }
        // By what tells that a file is the same one: where it was added, the last place first.
        var places: [Mark: [Int]] = [:]
        for (place, step) in added.enumerated().reversed() {
            for mark in step?.after.map(Mark.all) ?? [] { places[mark, default: []].append(place) }
        }
        var result: [Step] = []
        for step in steps {
            guard let before = step.before else { continue }
            var step = step
            if step.after == nil {
                let marks = Mark.all(of: before)
                for mark in marks {
                    while let last = places[mark]?.last, added[last] == nil { places[mark]?.removeLast() }
                }
                if let place = marks.compactMap({ places[$0]?.last }).min() {
                    step.after = added[place]?.after
                    added[place] = nil
                }
            }
            result.append(step)
        }
        return result + added.compactMap(\.self)
    }

    /// What a file has in common with itself in another place: all that it holds, or its id; and its mode.
    private enum Mark: Hashable {
        case bytes([UInt8], isExecutable: Bool)
        case identifier(ExactText, isExecutable: Bool)

        static func all(of side: Side) -> [Mark] {
            [.bytes(side.bytes, isExecutable: side.isExecutable)]
                + (side.identifier.map { [.identifier(ExactText($0), isExecutable: side.isExecutable)] } ?? [])
        }
    }
}
