import VaultModel

extension Vault {
    /// The questions that the vault keeps, in the order of its settings.
    ///
    /// - Throws: `VaultError.unreadableSettings`.
    package func savedQueries() throws -> [SavedQuery] {
        if let diagnostic = settingsDiagnostic() { throw VaultError.unreadableSettings(diagnostic) }
        return settings().queries
    }

    /// Those that the vault kept at a moment, as ``resolve(moment:)`` reads its name. Needs no index.
    ///
    /// - Throws: `VaultError.unreadableSettings`, and what ``resolve(moment:)`` throws.
    package func savedQueries(at moment: String) throws -> [SavedQuery] {
        try Vault(self, asOf: resolve(moment: moment)).savedQueries()
    }

    /// What a text asks for, of which the first word may be a kind (`tasks due<7d`) and any word may call a saved query.
    ///
    /// - Throws: What ``expanding(_:)`` throws.
    package func request(asking text: String) throws -> EntityRequest {
        var request = EntityRequest()
        var text = text
        if let head = QueryExpansion.head(of: text, try schema()) {
            let rest = String(head.rest.drop { $0 == " " })
            if ["or ", "and "].contains(where: rest.lowercased().hasPrefix) {
                // One of several terms, and not what all of it is about.
                text = "type:\(head.kind) \(rest)"
            } else {
                request.kind = head.kind
                text = rest
            }
        }
        if !text.isEmpty { request.queries = [try expanding(text)] }
        return request
    }

    /// A query with the saved ones in the place of their names: `@name`, with `parameter=value` beside it for what the saved one
    /// leaves open.
    ///
    /// - Throws: `VaultError.unknownSavedQuery`, `VaultError.unreadableSettings`, and `VaultError.invalidQuery` where a
    ///   parameter has no value.
    package func expanding(_ text: String) throws -> String {
        guard QueryExpansion.isNeeded(for: text) else { return text }
        return try expanding(text, with: savedQueries())
    }

    /// The same, where the saved queries are at hand.
    func expanding(_ text: String, with known: [SavedQuery]) throws -> String {
        do {
            return try QueryExpansion(queries: known, schema: schema()).expanded(text)
        } catch let failure as QueryExpansion.Failure {
            switch failure {
            case .invalid(let error, let text): throw VaultError.invalidQuery(error, text: text)
            case .unknownQuery(let name):
                let names = known.map(\.name)
                throw VaultError.unknownSavedQuery(
                    name, suggestion: Spelling.nearest(to: name, among: names), known: names)
            }
        }
    }
}
