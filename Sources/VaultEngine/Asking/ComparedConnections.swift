import VaultIndex
import VaultModel

extension StatedConnection {
    /// True for what a field refers to.
    fileprivate var isReference: Bool { category == .reference }
}

/// What leads where in two moments.
struct ComparedConnections {
    private(set) var added: [StatedConnection] = []
    private(set) var lost: [StatedConnection] = []
    private(set) var broken: [StatedConnection] = []
    /// Which domains the files of each moment are in.
    private let oldDomains: ComparedDomains
    private let newDomains: ComparedDomains
    /// Where what has a path in the first moment is in the second.
    private let followed: [ExactText: String]
    /// What the fields of each moment's files refer to.
    private let oldReferences: [Place: [Meaning.End]]
    private let newReferences: [Place: [Meaning.End]]

    private struct Place: Hashable {
        var path: ExactText
        var field: String

        init(path: String, field: String) {
            self.path = ExactText(path)
            self.field = field
        }
    }

    /// What a connection is, whatever became of the files at its ends.
    private struct Meaning: Hashable {
        enum End: Hashable {
            case entity(Int)
            case text(String)
        }

        var category: Edge.Category
        var name: String
        var source: End
        var target: End
    }

    /// What is written of a connection, and by which entity.
    private struct Wording: Hashable {
        var category: Edge.Category
        var name: String
        var owner: Int?
        var sourceText: String?
        var targetText: String?
    }

    /// - Parameters:
    ///   - pairs: the paths of each entity in both moments.
    ///   - old: what the first moment states.
    ///   - new: what the second moment states.
    ///   - places: the entities of each moment.
    ///   - unseen: the paths in the first moment of what cannot be looked at in the second: of what it states, and of what leads to
    ///     it, nothing is told.
    init(
        pairs: [(old: String?, new: String?)], old: [StatedConnection], new: [StatedConnection],
        places: (old: [EntityPlace], new: [EntityPlace]), unseen: Set<ExactText>
    ) {
        var (oldNumbers, newNumbers): ([ExactText: Int], [ExactText: Int]) = ([:], [:])
        for (number, pair) in pairs.enumerated() {
            if let path = pair.old { oldNumbers[path] = number }
            if let path = pair.new { newNumbers[path] = number }
        }
        followed = Dictionary(
            pairs.compactMap { pair in pair.old.flatMap { old in pair.new.map { (ExactText(old), $0) } } },
            uniquingKeysWith: { first, _ in first })
        func end(_ path: String?, _ text: String?, _ numbers: [ExactText: Int]) -> Meaning.End {
            path.flatMap { numbers[$0] }.map { .entity($0) } ?? .text(path ?? text ?? "")
        }
        func meaning(_ statement: StatedConnection, _ numbers: [ExactText: Int]) -> Meaning {
            Meaning(
                category: statement.category, name: statement.name,
                source: end(statement.source, statement.sourceText, numbers),
                target: end(statement.target, statement.targetText, numbers))
        }
        func wording(_ statement: StatedConnection, _ numbers: [ExactText: Int]) -> Wording {
            Wording(
                category: statement.category, name: statement.name, owner: numbers[statement.owner],
                sourceText: statement.sourceText, targetText: statement.targetText)
        }
        func isSeen(_ statement: StatedConnection) -> Bool {
            unseen.isEmpty
                || ![statement.owner, statement.source, statement.target].contains { $0.map(unseen.contains) == true }
        }
        let whole = Set(old.lazy.filter { $0.isWhole && isSeen($0) }.map { wording($0, oldNumbers) })
        broken = new.filter { $0.isWanted && whole.contains(wording($0, newNumbers)) }
        let brokenWordings = Set(broken.map { wording($0, newNumbers) })

        let oldRelations = old.filter { $0.category == .relation }
        let newRelations = new.filter { $0.category == .relation }
        // Where two files state the same relation, it is told once.
        var known = Set(oldRelations.lazy.filter(\.isWhole).map { meaning($0, oldNumbers) })
        var present = Set(newRelations.lazy.filter(\.isWhole).map { meaning($0, newNumbers) })
        let oldWordings = Set(oldRelations.map { wording($0, oldNumbers) })
        let newWordings = Set(newRelations.map { wording($0, newNumbers) })
        added = newRelations.filter {
            $0.isWhole
                ? known.insert(meaning($0, newNumbers)).inserted : !oldWordings.contains(wording($0, newNumbers))
        }
        lost = oldRelations.filter {
            if !isSeen($0) { return false }
            if !$0.isWhole { return !newWordings.contains(wording($0, oldNumbers)) }
            // What broke is told as broken.
            return !brokenWordings.contains(wording($0, oldNumbers))
                && present.insert(meaning($0, oldNumbers)).inserted
        }
        oldDomains = ComparedDomains(old, places.old)
        newDomains = ComparedDomains(new, places.new)
        oldReferences = Dictionary(
            grouping: old.lazy.filter(\.isReference), by: { Place(path: $0.owner, field: $0.name) }
        )
        .mapValues { $0.map { end($0.target, $0.targetText, oldNumbers) } }
        newReferences = Dictionary(
            grouping: new.lazy.filter(\.isReference), by: { Place(path: $0.owner, field: $0.name) }
        )
        .mapValues { $0.map { end($0.target, $0.targetText, newNumbers) } }
    }

    /// True where a field of an entity leads to the same in both moments, whatever that is called now.
    func isSameReference(_ field: String, old: String, new: String) -> Bool {
        guard let before = oldReferences[Place(path: old, field: field)] else { return false }
        return before == newReferences[Place(path: new, field: field)]
    }

    /// What the domain of an entity is called in the last moment that has it: by its title, or by its path where several domains
    /// have that.
    func domain(of pair: (old: String?, new: String?)) -> String? {
        guard let statement = pair.new.map(newDomains.statement(of:)) ?? pair.old.flatMap(oldDomains.statement(of:))
        else {
            return nil
        }
        // What is gone stands with what is there, by the present name of their domain.
        let name = statement.target.flatMap { path in
            pair.new == nil
                ? followed[path].flatMap(newDomains.name(of:)) ?? oldDomains.name(of: path)
                : newDomains.name(of: path)
        }
        return name ?? statement.targetText
    }
}

/// Which domains the files of one moment are in.
private struct ComparedDomains {
    private let domains: [ExactText: [StatedConnection]]
    private let projects: [ExactText: [StatedConnection]]
    /// What the domains are called that files are in.
    private let names: [ExactText: String]

    init(_ statements: [StatedConnection], _ places: [EntityPlace]) {
        func references(_ field: String) -> [ExactText: [StatedConnection]] {
            Dictionary(grouping: statements.lazy.filter { $0.isReference && $0.name == field }) { ExactText($0.owner) }
        }
        domains = references("domain")
        projects = references("project")
        let targets = Set<ExactText>(of: domains.values.joined().compactMap(\.target))
        let named = places.lazy.filter { targets.contains(ExactText($0.path)) }.map { (path: $0.path, title: $0.title) }
        let shared = SharedTitles(named)
        names = Dictionary(
            named.map { (ExactText($0.path), shared.name(path: $0.path, title: $0.title)) },
            uniquingKeysWith: { first, _ in first })
    }

    func name(of path: String) -> String? { names[ExactText(path)] }

    /// What says which domain a file is in: its own field, else that of its project, as every question has it.
    func statement(of path: String) -> StatedConnection? {
        domains[path]?.first
            ?? projects[path]?.lazy.compactMap { $0.target.flatMap { domains[$0]?.first } }.first
    }
}
