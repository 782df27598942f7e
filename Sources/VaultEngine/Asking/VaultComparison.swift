import VaultIndex
import VaultModel

/// Compares a vault in two moments, by what its entities say.
///
/// Which entities are the same in both is told by ``ComparedPairs``.
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

    /// - Throws: `VaultError` where a moment cannot be asked, or neither moment understands the request.
    package func run() throws -> VaultDifference { try after.asOne { try compared() } }

    private func compared() throws -> VaultDifference {
        let places = (
            old: try before?.ask { try $0.comparison.places() } ?? [], new: try after.ask { try $0.comparison.places() }
        )
        let (pairs, unseen) = try seenPairs(places.old, places.new)
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
            pairs: paths, old: try before?.ask { try $0.comparison.statements() } ?? [],
            new: try after.ask { try $0.comparison.statements() }, places: places, unseen: unseen)
        let entities = try differing.compactMap { pair in
            try difference(
                of: pair, pair.before.flatMap { old[$0.path] }, pair.after.flatMap { new[$0.path] }, connections,
                domain: connections.domain(of: (pair.before?.path, pair.after?.path)))
        }
        return VaultDifference(
            entities: entities.sorted { Self.key($0).lexicographicallyPrecedes(Self.key($1)) },
            relationsAdded: try after.ask {
                try $0.comparison.connections(of: connections.added.filter { chosen?.isNew($0) != false })
            },
            relationsLost: try before?.ask {
                try $0.comparison.connections(of: connections.lost.filter { chosen?.isOld($0) != false })
            } ?? [],
            brokenLinks: try after.ask {
                try $0.comparison.connections(of: connections.broken.filter { chosen?.isNew($0) != false })
            })
    }

    private static func key(_ entity: EntityDifference) -> [String] {
        [entity.last?.type ?? "", entity.domain ?? "\u{10FFFF}", entity.last?.title ?? "", entity.last?.path ?? ""]
    }

    private func summaries(of vault: Vault, at paths: Set<ExactText>) throws -> [ExactText: EntitySummary] {
        let found = try vault.ask { try $0.comparison.summaries(at: paths) }
        return Dictionary(found.map { (ExactText($0.path), $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The pairs of which something can be told; and the first paths of what is now in folders that cannot be looked at, which is not
    /// gone for that.
    private func seenPairs(
        _ old: [EntityPlace], _ new: [EntityPlace]
    ) throws -> (pairs: [ComparedPairs.Pair], unseen: Set<ExactText>) {
        let unseen = try after.ask { try $0.comparison.unseenPlaces() }
        let all = try ComparedPairs(from: before, old, to: after, new + unseen).pairs
        if unseen.isEmpty { return (all, []) }
        let paths = Set<ExactText>(of: unseen.map(\.path))
        func isSeen(_ pair: ComparedPairs.Pair) -> Bool { pair.after.map { !paths.contains($0.path) } ?? true }
        return (all.filter(isSeen), Set(all.filter { !isSeen($0) }.compactMap { $0.before.map { ExactText($0.path) } }))
    }

    // MARK: - What is different

    private func difference(
        of pair: ComparedPairs.Pair, _ old: EntitySummary?, _ new: EntitySummary?, _ connections: ComparedConnections,
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
                pair.before?.content != pair.after?.content
                && !isSame(body(old.path, of: before), body(new.path, of: after))
        }
        let isChanged = !result.fields.isEmpty || result.isTextChanged
        result.events = EntityDifference.Event.allCases.filter { event in
            switch event {
            case .created: old == nil
            case .completed: new?.isPromoted != true && new?.statusGroup == .done && old?.statusGroup != .done
            case .promoted: new?.isPromoted == true && old?.isPromoted != true
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

    /// nil for a file that cannot be read, as one that is too large.
    private func body(_ path: String, of vault: Vault) -> [UInt8]? {
        guard let bytes = try? vault.contents(of: path) else { return nil }
        return bytes.withUnsafeBytes { Array($0[Document.bodySpan(of: bytes)]) }
    }

    /// Of what cannot be read all that is known is that its bytes are others.
    private func isSame(_ old: [UInt8]?, _ new: [UInt8]?) -> Bool { old != nil && old == new }

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
