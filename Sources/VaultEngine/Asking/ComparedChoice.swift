import VaultIndex
import VaultModel

/// Which entities a comparison of two moments tells of: those that a request finds in either of them.
struct ComparedChoice {
    /// Their paths in the first moment, and in the second.
    private let old: Set<ExactText>
    private let new: Set<ExactText>

    /// Asks the request of each moment as it was, what was dropped included.
    ///
    /// A reference means in a moment what it names there; where it names nothing, or several things, it is what it names in the
    /// other moment, wherever that was. What only one of the moments understands finds nothing in the other.
    ///
    /// - Parameters:
    ///   - request: what is asked for.
    ///   - before: the first moment.
    ///   - after: the second moment.
    ///   - pairs: the paths of each entity in both moments.
    /// - Throws: `VaultError` where neither moment understands the request, as the second one says it.
    init(
        _ request: EntityRequest, from before: Vault, to after: Vault, pairs: [(old: String?, new: String?)]
    ) throws {
        func places(_ pairs: [(from: String?, to: String?)]) -> [ExactText: String] {
            let known = pairs.compactMap { pair in
                pair.from.flatMap { from in pair.to.map { (ExactText(from), $0) } }
            }
            return Dictionary(known, uniquingKeysWith: { first, _ in first })
        }
        let found = (
            old: try Self.paths(request, in: before, after, places(pairs.map { ($0.new, $0.old) })),
            new: try Self.paths(request, in: after, before, places(pairs.map { ($0.old, $0.new) }))
        )
        if case .failure = found.old { _ = try found.new.get() }
        let (oldFound, newFound) = ((try? found.old.get()) ?? [], (try? found.new.get()) ?? [])
        let chosen = pairs.filter { pair in
            pair.old.map(oldFound.contains) == true || pair.new.map(newFound.contains) == true
        }
        old = Set<ExactText>(of: chosen.compactMap(\.old))
        new = Set<ExactText>(of: chosen.compactMap(\.new))
    }

    /// True for an entity with these paths in the two moments.
    func contains(old path: String?, new newPath: String?) -> Bool {
        path.map(old.contains) == true || newPath.map(new.contains) == true
    }

    /// True for a connection of the first moment that one of the entities states or has at an end.
    func isOld(_ statement: StatedConnection) -> Bool { statement.places.contains(where: old.contains) }

    /// The same of the second moment.
    func isNew(_ statement: StatedConnection) -> Bool { statement.places.contains(where: new.contains) }

    // MARK: - Asking

    /// What a request finds in a moment; a failure where the moment does not understand it.
    /// `places` are the paths in this moment of what has a path in the other.
    private static func paths(
        _ request: EntityRequest, in vault: Vault, _ other: Vault, _ places: [ExactText: String]
    ) throws -> Result<Set<ExactText>, VaultError> {
        var request = request
        request.includesHidden = true
        while true {
            do {
                let query = try vault.query(for: request)
                return .success(Set<ExactText>(of: try vault.ask { try $0.entities.paths(query) }))
            } catch let error as VaultError {
                if let known = renamed(request, after: error, other, places) {
                    request = known
                    continue
                }
                switch error {
                case .unknownKind, .invalidQuery, .unresolvedReference(.unknownReference, _, _),
                    .unresolvedReference(.goneReference, _, _), .unresolvedReference(.renamedReference, _, _),
                    .unresolvedReference(.wrongKind, _, _),
                    .unresolvedReference(.ambiguousReference, _, _):
                    return .failure(error)
                default: throw error
                }
            }
        }
    }

    /// The request with the path in this moment of what it names as only the other moment does; nil where that is not why it
    /// failed.
    private static func renamed(
        _ request: EntityRequest, after error: VaultError, _ other: Vault, _ places: [ExactText: String]
    ) -> EntityRequest? {
        guard case .unresolvedReference(let cause, let text, let span) = error,
            let place = request.queries.firstIndex(of: text)
        else { return nil }
        switch cause {
        case .unknownReference(let name, _), .goneReference(let name, _), .renamedReference(let name, _),
            .ambiguousReference(let name, _):
            guard let path = (try? other.entity(name)).flatMap({ places[$0.path] }), !path.isExactly(name) else {
                return nil
            }
            var bytes = Array(text.utf8)
            bytes.replaceSubrange(span, with: QueryWriting.value(path).utf8)
            var request = request
            request.queries[place] = String(decoding: bytes, as: UTF8.self)
            return request
        default: return nil
        }
    }
}

extension StatedConnection {
    /// The paths of the file that states it and of its ends.
    fileprivate var places: [String] { [owner, source, target].compactMap { $0 } }
}
