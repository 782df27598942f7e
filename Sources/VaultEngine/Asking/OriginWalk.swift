import GitStore
import VaultIndex
import VaultModel

/// Finds the commits that values of one entity come from, as `git blame` finds those of lines.
///
/// From the last commit back: a commit that has the value and of which no parent has it is where it comes from. Of a merge
/// the walk goes to the first parent that has it. What commits without a merge did, the activities know already; so files
/// are read at merges only, and where one activity alone can be meant, no commit is read.
struct OriginWalk {
    let repository: Repository
    /// The versions of the entity's files, each read once.
    let contents: ContentCache
    /// Reads trees below the vault's folder.
    let comparer: TreeComparer
    /// The entity's explicit id; nil where it has none.
    let identifier: String?
    /// Every activity of the entity, by its commit.
    let activities: [String: [Activity]]
    /// Every path that the entity ever had.
    let paths: [String]

    /// A field of the entity's file, or its body, as versions of it are asked about it.
    final class Aspect {
        /// The field's name, or `body`.
        let field: String
        private let says: (EntityContent) -> Set<FieldValue>
        private let made: (Activity) -> Set<FieldValue>
        private var known: [String: Set<FieldValue>] = [:]

        /// - Parameters:
        ///   - field: the field's name, or `body`.
        ///   - says: what a version says of it: one value, or each item of several.
        ///   - made: what an activity made it say that it did not say before.
        init(
            _ field: String, says: @escaping (EntityContent) -> Set<FieldValue>,
            made: @escaping (Activity) -> Set<FieldValue>
        ) {
            self.field = field
            self.says = says
            self.made = made
        }

        /// What a blob says, whose content is asked for once.
        func values(in blob: ObjectID, _ content: () throws -> EntityContent) rethrows -> Set<FieldValue> {
            try remembered(blob.description) { says(try content()) }
        }

        func values(madeBy activity: Activity) -> Set<FieldValue> { remembered(activity.id) { made(activity) } }

        /// Many items are asked for one after the other.
        private func remembered(_ key: String, _ make: () throws -> Set<FieldValue>) rethrows -> Set<FieldValue> {
            if let known = known[key] { return known }
            let values = try make()
            known[key] = values
            return values
        }
    }

    /// Something that a file says.
    struct Statement {
        var aspect: Aspect
        var value: FieldValue
    }

    /// - Parameters:
    ///   - repository: where the commits are.
    ///   - prefix: the vault's folder in it; empty for all of it.
    ///   - identifier: the entity's explicit id; nil where it has none.
    ///   - activities: of the entity, the newest first.
    init(repository: Repository, prefix: String, identifier: String?, activities: [Activity]) {
        self.repository = repository
        self.identifier = identifier
        contents = ContentCache(repository: repository)
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

    /// The first parent that says it, and the entity's path there. Where none does, the first whose file cannot be
    /// read: that says what it said last.
    private func parent(
        of node: CommitNode, saying statement: Statement, _ path: String
    ) throws -> (ObjectID, String)? {
        var unreadable: (ObjectID, String)?
        for parent in node.parents {
            let tree = try repository.commitNode(parent).tree
            for path in [path] + paths.filter({ !$0.isExactly(path) }) {
                guard let entry = try comparer.entry(at: path, in: tree), !entry.isSymbolicLink else { continue }
                let content = try contents.content(entry.id)
                // Another entity may have had the path; this one may not have had its id yet.
                if content.identifier != nil, content.identifier != identifier { continue }
                let said = statement.aspect.values(in: entry.id) { content }
                if said.contains(statement.value) { return (parent, path) }
                if content.isMalformed, statement.aspect.field != "body" { unreadable = unreadable ?? (parent, path) }
                break
            }
        }
        return unreadable
    }

    /// The activity of a commit after which the statement is true and before which it was not.
    private func maker(of statement: Statement, in commit: String) -> Activity? {
        activities[commit]?.first { statement.aspect.values(madeBy: $0).contains(statement.value) }
    }

    /// Where the entity was before a commit.
    private func origin(ofPath path: String, in commit: String) -> String {
        let move = activities[commit]?.first { $0.action == .moved && $0.path.isExactly(path) }
        return move?.changes.first { $0.field == "path" }?.before?.text ?? path
    }
}
