import VaultEngine
import VaultModel

extension Vault {
    /// The entities that a text asks for, hidden ones included; all of them where it is empty.
    func entities(matching text: String = "", kind: String? = nil) throws -> [EntitySummary] {
        var request = EntityRequest()
        request.kind = kind
        request.queries = [text]
        request.includesHidden = true
        return try list(query(for: request))
    }
}
