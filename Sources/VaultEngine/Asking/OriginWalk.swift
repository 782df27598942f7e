import GitStore
import VaultModel

/// Finds the commits that values of one entity come from, as `git blame` finds those of lines.
///
/// From the last commit back: a commit that has the value and of which no parent has it is where it comes from. Of a merge
/// the walk goes to the first parent that has it. What commits without a merge did, the activities know already; so files
/// are read at merges only, and where one activity alone can be meant, no commit is read.
struct OriginWalk {
    let repository: Repository
    /// Reads trees below the vault's folder.
    let comparer: TreeComparer
    /// The entity's explicit id; nil where it has none.
    let identifier: String?
    /// Every activity of the entity, by its commit.
    let activities: [String: [Activity]]
    /// Every path that the entity ever had.
    let paths: [String]

    /// Something that a file can say.
    struct Statement {
        /// A field's name, or `body`.
        var field: String
        /// Whether the content says it.
        var holds: (EntityContent) -> Bool
        /// Whether the value of the field says it; never asked of the body.
        var isValue: (FieldValue?) -> Bool
    }

    /// - Parameters:
    ///   - repository: where the commits are.
    ///   - prefix: the vault's folder in it; empty for all of it.
    ///   - identifier: the entity's explicit id; nil where it has none.
    ///   - activities: of the entity, the newest first.
    init(repository: Repository, prefix: String, identifier: String?, activities: [Activity]) {
        self.repository = repository
        self.identifier = identifier
        comparer = TreeComparer(repository: repository, prefix: prefix)
        self.activities = Dictionary(grouping: activities, by: \.commit)
        paths = activities.map { ExactText($0.path) }.uniqued().map(\.text)
    }

    /// The activity that made a statement true, which is so at a path of the commit `head`, or of the work tree.
    ///
    /// `head` is the last commit, nil where there is none. nil where the history does not say, as beyond the boundary of a
    /// shallow clone.
    func origin(of statement: Statement, at path: String, head: ObjectID?) throws -> Activity? {
        if let activity = maker(of: statement, in: Activity.uncommitted) { return activity }
        guard let head else { return nil }
        let makers = activities.keys.filter { $0 != Activity.uncommitted && maker(of: statement, in: $0) != nil }
        if makers.count == 1, let id = ObjectID(hex: makers[0]), try repository.commitNode(id).parents.count < 2 {
            return maker(of: statement, in: makers[0])
        }
        var path = origin(ofPath: path, in: Activity.uncommitted)
        var next: ObjectID? = head
        while let id = next {
            let node = try repository.commitNode(id)
            let commit = id.description
            if node.parents.count < 2 {
                if let activity = maker(of: statement, in: commit) { return activity }
                path = origin(ofPath: path, in: commit)
                next = node.parents.first
                continue
            }
            guard let (parent, old) = try parent(of: node, saying: statement, path) else {
                return maker(of: statement, in: commit) ?? activities[commit]?.first
            }
            path = old
            next = parent
        }
        return nil
    }

    /// The first parent that says it, and the entity's path there. Where none does, the first whose file cannot be read: that says
    /// what it said last.
    private func parent(
        of node: CommitNode, saying statement: Statement, _ path: String
    ) throws -> (ObjectID, String)? {
        var unreadable: (ObjectID, String)?
        for parent in node.parents {
            let tree = try repository.commitNode(parent).tree
            for path in [path] + paths.filter({ !$0.isExactly(path) }) {
                guard let entry = try comparer.entry(at: path, in: tree), !entry.isSymbolicLink else { continue }
                let content = EntityContent(Document(bytes: try repository.blob(entry.id)))
                // Another entity may have had the path; this one may not have had its id yet.
                if content.identifier != nil, content.identifier != identifier { continue }
                if statement.holds(content) { return (parent, path) }
                if content.isMalformed, statement.field != "body" { unreadable = unreadable ?? (parent, path) }
                break
            }
        }
        return unreadable
    }

    /// The activity of a commit after which the statement is true and before which it was not.
    private func maker(of statement: Statement, in commit: String) -> Activity? {
        activities[commit]?.first { activity in
            switch activity.action {
            case .deleted: false
            case .created, .restored:
                statement.field == "body"
                    || activity.changes.contains { $0.field == statement.field && statement.isValue($0.after) }
            default:
                statement.field == "body"
                    ? activity.body != nil
                    : activity.changes.contains {
                        $0.field == statement.field && statement.isValue($0.after) && !statement.isValue($0.before)
                    }
            }
        }
    }

    /// Where the entity was before a commit.
    private func origin(ofPath path: String, in commit: String) -> String {
        let move = activities[commit]?.first { $0.action == .moved && $0.path.isExactly(path) }
        return move?.changes.first { $0.field == "path" }?.before?.text ?? path
    }
}
