import GitStore
import VaultIndex
import VaultModel

/// Compares a vault in two moments, by what its entities say.
///
/// An entity is the same in both if the history says so, whatever became of its file. Where the two have no history in
/// common (two branches), it is the one with its `id`, or with its path, or else with its content.
package struct VaultComparison {
    let before: Vault?
    let after: Vault
    let request: EntityRequest?

    /// - Parameters:
    ///   - before: the vault in the first moment; nil for the time before the first commit, when nothing was there.
    ///   - after: the vault in the second moment, or in the present.
    ///   - request: which entities to tell of: those that it finds in either moment, as each moment was, what was dropped
    ///     included; of relations and links, those that one of them states or has at an end. nil for all.
    package init(from before: Vault?, to after: Vault, where request: EntityRequest? = nil) {
        self.before = before
        self.after = after
        self.request = request
    }

    /// One entity in both moments, by its paths.
    private struct Pair {
        var before: EntityPlace?
        var after: EntityPlace?
    }

    /// - Throws: `VaultError` where a moment cannot be asked, or neither moment understands the request.
    package func run() throws -> VaultDifference {
        let places = (old: try before?.ask { try $0.places() } ?? [], new: try after.ask { try $0.places() })
        let pairs = try pairs(places.old, places.new)
        let isSchemaChanged = try before?.schema() != after.schema()
        let paths = pairs.map { ($0.before?.path, $0.after?.path) }
        let chosen = try request.map {
            try ComparedChoice($0, from: before ?? after, to: after, pairs: paths)
        }
        let differing = pairs.filter { pair in
            (pair.before != pair.after || isSchemaChanged)
                && chosen?.contains(old: pair.before?.path, new: pair.after?.path) != false
        }
        let old =
            try before.map { try summaries(of: $0, at: Set<ExactText>(of: differing.compactMap(\.before?.path))) }
            ?? [:]
        let new = try summaries(of: after, at: Set<ExactText>(of: differing.compactMap(\.after?.path)))
        let connections = ComparedConnections(
            pairs: paths, old: try before?.ask { try $0.statements() } ?? [],
            new: try after.ask { try $0.statements() })
        let titles = (old: Self.titles(places.old), new: Self.titles(places.new))
        let entities = try differing.compactMap { pair in
            try difference(
                of: pair, pair.before.flatMap { old[$0.path] }, pair.after.flatMap { new[$0.path] }, connections,
                domain: connections.domain(of: (pair.before?.path, pair.after?.path), titles: titles))
        }
        return VaultDifference(
            entities: entities.sorted { Self.key($0).lexicographicallyPrecedes(Self.key($1)) },
            relationsAdded: try after.ask {
                try $0.connections(of: connections.added.filter { chosen?.isNew($0) != false })
            },
            relationsLost: try before?.ask {
                try $0.connections(of: connections.lost.filter { chosen?.isOld($0) != false })
            } ?? [],
            brokenLinks: try after.ask {
                try $0.connections(of: connections.broken.filter { chosen?.isNew($0) != false })
            })
    }

    private static func titles(_ places: [EntityPlace]) -> [ExactText: String] {
        Dictionary(places.map { (ExactText($0.path), $0.title) }, uniquingKeysWith: { first, _ in first })
    }

    private static func key(_ entity: EntityDifference) -> [String] {
        [entity.last?.type ?? "", entity.domain ?? "\u{10FFFF}", entity.last?.title ?? "", entity.last?.path ?? ""]
    }

    private func summaries(of vault: Vault, at paths: Set<ExactText>) throws -> [ExactText: EntitySummary] {
        let found = try vault.ask { try $0.summaries(at: paths) }
        return Dictionary(found.map { (ExactText($0.path), $0) }, uniquingKeysWith: { first, _ in first })
    }

    // MARK: - Which are the same

    private func pairs(_ old: [EntityPlace], _ new: [EntityPlace]) throws -> [Pair] {
        guard let before else { return new.map { Pair(before: nil, after: $0) } }
        let isPastShared = try isPastShared(with: before)
        func identity(_ place: EntityPlace) -> ExactText {
            if isPastShared, let lineage = place.lineage { return ExactText("lineage \(lineage)") }
            return ExactText(place.identifier.map { "id \($0)" } ?? "path \(place.path)")
        }
        var waiting = Dictionary(grouping: old, by: identity)
        var pairs: [Pair] = []
        var others: [EntityPlace] = []
        // Of several files that are one entity, those that kept their paths belong together.
        for place in new {
            let key = identity(place)
            if let index = waiting[key]?.firstIndex(where: { $0.path.isExactly(place.path) }) {
                pairs.append(Pair(before: waiting[key]?.remove(at: index), after: place))
            } else {
                others.append(place)
            }
        }
        for place in others {
            let key = identity(place)
            let known = waiting[key]?.isEmpty == false ? waiting[key]?.removeFirst() : nil
            pairs.append(Pair(before: known, after: place))
        }
        pairs += waiting.values.joined().map { Pair(before: $0, after: nil) }
        return isPastShared ? pairs : try joinedByContent(pairs, in: before)
    }

    /// Puts together what is gone from its path and what is new at another, where content alone can tell that it is one.
    private func joinedByContent(_ pairs: [Pair], in before: Vault) throws -> [Pair] {
        func files(_ side: (Pair) -> EntityPlace?, _ other: (Pair) -> EntityPlace?) -> [RenameDetector.File] {
            pairs.compactMap { pair in
                guard other(pair) == nil, let place = side(pair), place.identifier == nil else { return nil }
                return ObjectID(hex: place.content).map { .init(path: place.path, id: $0) }
            }
        }
        let gone = files(\.before, \.after)
        let new = files(\.after, \.before)
        let old = Dictionary(gone.map { ($0.id, $0.path) }, uniquingKeysWith: { first, _ in first })
        let added = Dictionary(new.map { ($0.id, $0.path) }, uniquingKeysWith: { first, _ in first })
        let renames = RenameDetector().renames(deleted: gone, added: new) { id in
            old[id].flatMap { try? before.contents(of: $0) } ?? added[id].flatMap { try? after.contents(of: $0) }
        }
        let targets = Dictionary(
            renames.map { (ExactText($0.old.path), ExactText($0.new.path)) }, uniquingKeysWith: { first, _ in first })
        let taken = Set(targets.values)
        let places = Dictionary(
            pairs.compactMap(\.after).map { (ExactText($0.path), $0) }, uniquingKeysWith: { first, _ in first })
        return pairs.compactMap { pair in
            if let path = pair.before?.path, pair.after == nil, let target = targets[ExactText(path)] {
                return Pair(before: pair.before, after: places[target])
            }
            if pair.before == nil, let path = pair.after?.path, taken.contains(ExactText(path)) { return nil }
            return pair
        }
    }

    /// True where one moment's past is the beginning of the other's, so that their entities have the same numbers.
    private func isPastShared(with before: Vault) throws -> Bool {
        guard try before.ask({ try $0.pastRules() }) == after.ask({ try $0.pastRules() }) else { return false }
        if let commit = before.moment?.commit, try after.ask({ try $0.isOnFirstParentLine(commit) }) { return true }
        guard let commit = after.moment?.commit else { return before.moment == nil }
        return try before.ask { try $0.isOnFirstParentLine(commit) }
    }

    // MARK: - What is different

    private func difference(
        of pair: Pair, _ old: EntitySummary?, _ new: EntitySummary?, _ connections: ComparedConnections,
        domain: String?
    ) throws -> EntityDifference? {
        var result = EntityDifference(
            before: old, after: new, domain: domain, events: [], fields: [],
            isTextChanged: false)
        if let old, let new, let before {
            result.fields = try changes(old, new, relations: before.schema().relations.keys).filter {
                !connections.isSameReference($0.field, old: old.path, new: new.path)
            }
            result.isTextChanged =
                try pair.before?.content != pair.after?.content
                && body(old.path, of: before) != body(new.path, of: after)
        }
        let isChanged = !result.fields.isEmpty || result.isTextChanged
        result.events = EntityDifference.Event.allCases.filter { event in
            switch event {
            case .created: old == nil
            case .completed: !Self.isPromoted(new) && new?.statusGroup == .done && old?.statusGroup != .done
            case .promoted: Self.isPromoted(new) && !Self.isPromoted(old)
            case .archived: new?.statusGroup == .dropped && old?.statusGroup != .dropped
            case .reopened:
                [.done, .dropped].contains(old?.statusGroup) && [.open, .paused].contains(new?.statusGroup)
            case .moved: old.map { old in new.map { !old.path.isExactly($0.path) } ?? false } ?? false
            case .changed: isChanged
            case .deleted: new == nil
            }
        }
        return result.events.isEmpty ? nil : result
    }

    /// An idea is not completed but acted on.
    private static func isPromoted(_ entity: EntitySummary?) -> Bool {
        entity?.type == "idea" && entity?.status == "actionable"
    }

    private func body(_ path: String, of vault: Vault) throws -> [UInt8] {
        let bytes = (try? vault.contents(of: path)) ?? []
        return bytes.withUnsafeBytes { Array($0[Document.bodySpan(of: bytes)]) }
    }

    /// `formerRelations` are those of the first moment.
    private func changes(
        _ old: EntitySummary, _ new: EntitySummary, relations formerRelations: some Sequence<String>
    ) throws -> [FieldChange] {
        let relations = Set(try after.schema().relations.keys).union(formerRelations)
        let (known, present) = (Self.values(of: old), Self.values(of: new))
        let names = present.map(\.name) + known.map(\.name)
        return names.uniqued().filter { !relations.contains($0) }.compactMap { name in
            let change = FieldChange(
                field: name, before: known.first { $0.name == name }?.value,
                after: present.first { $0.name == name }?.value)
            return change.before == change.after ? nil : change
        }
    }

    private static func values(of entity: EntitySummary) -> [EntityField] {
        var fields = [
            EntityField(name: "type", value: .string(entity.type)),
            EntityField(name: "title", value: .string(entity.title)),
        ]
        if let status = entity.status { fields.append(EntityField(name: "status", value: .string(status))) }
        if !entity.tags.isEmpty {
            fields.append(EntityField(name: "tags", value: .list(entity.tags.map(FieldValue.string))))
        }
        return fields + entity.fields
    }
}

extension StatedConnection {
    /// True for what a field refers to.
    fileprivate var isReference: Bool { category == .reference }
}

/// What leads where in two moments.
private struct ComparedConnections {
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

    /// `pairs` are the paths of each entity in both moments.
    init(pairs: [(old: String?, new: String?)], old: [StatedConnection], new: [StatedConnection]) {
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
        let whole = Set(old.lazy.filter(\.isWhole).map { wording($0, oldNumbers) })
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
            if !$0.isWhole { return !newWordings.contains(wording($0, oldNumbers)) }
            // What broke is told as broken.
            return !brokenWordings.contains(wording($0, oldNumbers))
                && present.insert(meaning($0, oldNumbers)).inserted
        }
        oldDomains = ComparedDomains(old)
        newDomains = ComparedDomains(new)
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

    /// The domain of an entity in the last moment that has it.
    func domain(of pair: (old: String?, new: String?), titles: (old: [ExactText: String], new: [ExactText: String]))
        -> String?
    {
        guard let statement = pair.new.map(newDomains.statement(of:)) ?? pair.old.flatMap(oldDomains.statement(of:))
        else {
            return nil
        }
        // What is gone stands with what is there, by the present name of their domain.
        let title = statement.target.flatMap { path in
            pair.new == nil ? followed[path].flatMap { titles.new[$0] } ?? titles.old[path] : titles.new[path]
        }
        return title ?? statement.targetText
    }
}

/// Which domains the files of one moment are in.
private struct ComparedDomains {
    private let domains: [ExactText: [StatedConnection]]
    private let projects: [ExactText: [StatedConnection]]

    init(_ statements: [StatedConnection]) {
        func references(_ field: String) -> [ExactText: [StatedConnection]] {
            Dictionary(grouping: statements.lazy.filter { $0.isReference && $0.name == field }) { ExactText($0.owner) }
        }
        domains = references("domain")
        projects = references("project")
    }

    /// What says which domain a file is in: its own field, else that of its project.
    func statement(of path: String) -> StatedConnection? {
        domains[path]?.first
            ?? projects[path]?.lazy.compactMap { $0.target.flatMap { domains[$0]?.first } }.first
    }
}
