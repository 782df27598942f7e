import VaultIndex
import VaultModel

/// What a face looks for in titles, other names and texts, in the words of the person.
package struct SearchRequest: Sendable {
    /// How many are found where nobody says how many.
    package static let defaultLimit = 20

    /// The words to look for, and other terms of the query language, which may call a saved query.
    package var text: String
    /// The name of a kind, its plural or its folder; nil for every kind.
    package var kind: String?
    /// More queries that have to hold.
    package var queries: [String] = []
    /// In place of what the text says; nil for what it says, else ``defaultLimit``, and 0 for all.
    package var limit: Int?

    package init(text: String) { self.text = text }
}

extension Vault {
    /// The query that a search stands for: what was dropped is found as well, the kinds where one is asked for.
    ///
    /// - Throws: What ``query(for:)`` and ``expanding(_:)`` throw, and `VaultError.noWords` where there is no word to
    ///   look for.
    package func query(for search: SearchRequest) throws -> ResolvedQuery {
        let text = try expanding(search.text)
        var request = EntityRequest()
        request.kind = search.kind
        request.queries = [text] + search.queries
        request.includesHidden = true
        request.readsStateAliases = false
        var resolved = try query(for: request)
        resolved.query.condition = resolved.query.condition.leavingOutKinds
        let limit = search.limit ?? resolved.query.limit ?? SearchRequest.defaultLimit
        resolved.query.limit = limit == 0 ? nil : limit
        guard Query.asksForText(text, readsStateAliases: false) else { throw VaultError.noWords }
        return resolved
    }
}
