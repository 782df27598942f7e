import VaultIndex
import VaultModel

extension Vault {
    /// The one entity that a reference names.
    ///
    /// A reference is an id, a unique prefix of one, a path, a file stem, a title or an alias, each also behind `kind/`, in
    /// that order of precedence. It is never guessed.
    ///
    /// - Parameters:
    ///   - reference: what the person wrote.
    ///   - includesGone: whether an entity that is only in the history counts, where none is there now.
    /// - Returns: The entity.
    /// - Throws: `VaultError.unknownReference`, `VaultError.ambiguousReference`, `VaultError.goneReference`.
    package func entity(_ reference: String, includesGone: Bool = false) throws -> EntityHandle {
        let schema = try schema()
        return try ask { index in
            let found = try index.find(reference, schema: schema)
            if found.count == 1 { return found[0] }
            if found.count > 1 { throw try ambiguity(reference, found, index) }
            let gone = try index.findGone(reference)
            if let last = gone.first {
                guard includesGone else { throw VaultError.goneReference(reference, path: last.path) }
                if gone.count == 1 { return last }
                throw try ambiguity(reference, gone, index)
            }
            throw VaultError.unknownReference(reference, suggestion: try index.similar(to: reference))
        }
    }

    /// The one entity that a reference names, where one of a kind is expected: of several that go by the name, the one of it.
    package func entity(_ reference: String, expecting kind: String?) throws -> EntityHandle {
        do {
            return try entity(reference)
        } catch VaultError.ambiguousReference(let text, let candidates) {
            let fitting = candidates.filter { $0.entity.type == kind }
            guard fitting.count == 1 else { throw VaultError.ambiguousReference(text, candidates: candidates) }
            return fitting[0].entity
        }
    }

    private func ambiguity(
        _ reference: String, _ candidates: [EntityHandle], _ index: IndexReader
    ) throws -> VaultError {
        let shortIDs = try index.shortIDs(of: candidates.map(\.id))
        let isSharedID = Set<ExactText>(of: candidates.map(\.id)).count < candidates.count
        return .ambiguousReference(
            reference,
            candidates: candidates.map {
                .init(entity: $0, shortID: isSharedID ? $0.path : shortIDs[$0.id] ?? $0.id)
            })
    }
}
