import VaultIndex
import VaultModel

/// What could be linked: places at which a text says what an entity is called.
extension Vault {
    /// The query for the texts that have the words of an entity's title or of an alias, in files from which no connection leads to it.
    ///
    /// - Throws: `VaultError.noWords` where its names have none, and what ``query(for:)`` throws.
    package func query(forMentionsOf entity: EntityHandle) throws -> ResolvedQuery {
        let names = try mentionedNames(of: entity)
        if names.isEmpty { throw VaultError.noWords }
        let said = names.map { "body:" + QueryWriting.quoted($0) }.joined(separator: " or ")
        let path = QueryWriting.quoted(entity.path)
        var search = SearchRequest(text: "(\(said)) -links-to:\(path) -path:\(path)")
        search.limit = 0
        return try query(for: search)
    }

    /// What says a name of an entity where a link could stand, and in no other link, tag or address: the best first, each with the words
    /// around the first such place. The text of the index must be current.
    ///
    /// - Parameters:
    ///   - entity: what is mentioned.
    ///   - query: as ``query(forMentionsOf:)`` gives it.
    /// - Returns: What a search would find, as far as it is such a place.
    /// - Throws: `VaultError` where the entity's file, or the index, cannot be read.
    package func mentions(of entity: EntityHandle, among query: ResolvedQuery) throws -> [SearchHit] {
        let names = try mentionedNames(of: entity)
        return try search(query).compactMap { hit in
            guard let document = try? document(of: hit.entity.path), let place = Mention(of: names, in: document) else {
                return nil
            }
            var hit = hit
            hit.snippet = place.excerpt
            return hit
        }
    }

    private func mentionedNames(of entity: EntityHandle) throws -> [String] {
        let aliases = try self.entity(EntityContent(document(of: entity.path)), at: entity.path).aliases
        return ([entity.title] + aliases).filter(QueryText.hasWord).uniqued()
    }
}
