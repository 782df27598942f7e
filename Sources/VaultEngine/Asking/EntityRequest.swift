import VaultModel

/// Which entities a face asks for, in the words of the person: what is unknown is an error that says what was meant.
package struct EntityRequest: Sendable {
    /// The name of a kind, its plural or its folder; nil for every kind.
    package var kind: String?
    /// Statuses or groups of them; any of them will do.
    package var statuses: [String] = []
    package var tags: [String] = []
    package var priorities: [String] = []
    /// References to the entities that these fields have to name.
    package var references: [(field: String, reference: String)] = []
    /// Names of fields, each with `-` before it for the greatest first.
    package var sort: [String] = []
    /// nil for all.
    package var limit: Int?
    /// Whether what was dropped (archived, discarded) and the kinds themselves are among the answers without being named.
    package var includesHidden = false

    package init() {}
}

extension Vault {
    /// The filter that a request stands for.
    ///
    /// - Throws: `VaultError.unknownKind`, `VaultError.unknownValue`, and what ``entity(_:includesGone:)`` throws.
    package func filter(for request: EntityRequest) throws -> EntityFilter {
        let schema = try schema()
        var filter = EntityFilter()
        let kind = try request.kind.map { try self.kind(named: $0) }
        let kinds = kind.map { [$0] } ?? schema.kinds.values.sorted { $0.name < $1.name }
        filter.kinds = kind.map { [$0.name] } ?? []
        if !request.includesHidden {
            if kind == nil { filter.excludedKinds = ["kind"] }
            if request.statuses.isEmpty { filter.excludedGroups = [.dropped] }
        }
        filter.statuses = try request.statuses.map {
            try known($0, of: "status", in: kinds, also: StatusGroup.allCases.map(\.rawValue))
        }
        if !request.priorities.isEmpty {
            let values = try request.priorities.map { try known($0, of: "priority", in: kinds, also: []) }
            filter.fields.append(.init(name: "priority", values: values))
        }
        filter.tags = request.tags.map { $0.hasPrefix("#") ? String($0.dropFirst()) : $0 }
        filter.references = try request.references.map { field, reference in
            let expected = kinds.lazy.compactMap { $0.field(field)?.type.referencedKind }.first
            return .init(name: field, path: try entity(reference, expecting: expected).path)
        }
        filter.sort = try request.sort.map { try sortKey($0, kinds: kinds) }
        filter.limit = request.limit
        return filter
    }

    /// A value that the field can have in one of the kinds.
    private func known(_ value: String, of field: String, in kinds: [Kind], also names: [String]) throws -> String {
        var values = names
        for kind in kinds {
            if case .enumeration(let allowed)? = kind.field(field)?.type { values += allowed.map(\.name) }
        }
        if values.contains(value) { return value }
        throw VaultError.unknownValue(
            field: field, value: value, suggestion: Spelling.nearest(to: value, among: values), known: values.uniqued())
    }

    private func sortKey(_ text: String, kinds: [Kind]) throws -> EntityFilter.SortKey {
        let isDescending = text.hasPrefix("-")
        let name = isDescending ? String(text.dropFirst()) : text
        let own = EntityFilter.SortKey.ownNames
        let fields = kinds.flatMap { $0.fields.map(\.name) }
        if own.contains(name) || fields.contains(name) { return .init(name: name, isDescending: isDescending) }
        let used = try ask { try $0.fieldNames() }
        if used.contains(name) { return .init(name: name, isDescending: isDescending) }
        throw VaultError.unknownSortKey(
            name, suggestion: Spelling.nearest(to: name, among: own + fields + used),
            known: own)
    }
}

extension Array where Element: Hashable {
    /// The elements without repetitions, in the order of their first appearances.
    func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
