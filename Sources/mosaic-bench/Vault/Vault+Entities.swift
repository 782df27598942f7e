import VaultEngine
import VaultModel

extension Vault {
    /// All entities of a kind, or that a query finds, hidden ones included.
    func entities(of kind: String? = nil, matching query: String = "") throws -> [EntitySummary] {
        var request = EntityRequest()
        request.kind = kind
        request.queries = [query]
        request.includesHidden = true
        return try list(self.query(for: request))
    }
}
