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

    /// The words of a query, of which the first may call a saved one: `@name`, with `parameter=value` behind it for what the
    /// saved one leaves open, and more terms.
    ///
    /// - Throws: `VaultError.unknownSavedQuery`, `VaultError.unreadableSettings`, and `VaultError.invalidQuery` where a parameter has no value.
    package func expanding(_ words: [String]) throws -> [String] {
        guard words.first?.hasPrefix("@") == true else { return words.isEmpty ? [] : [words.joined(separator: " ")] }
        let words = words.count == 1 ? words[0].split(separator: " ").map(String.init) : words
        guard let first = words.first, first.count > 1 else { return [words.joined(separator: " ")] }
        let name = String(first.dropFirst())
        let known = try savedQueries()
        guard let saved = known.first(where: { $0.name == name }) else {
            let names = known.map(\.name)
            throw VaultError.unknownSavedQuery(
                name, suggestion: Spelling.nearest(to: name, among: names), known: names)
        }
        var values: [String: String] = [:]
        var rest: [String] = []
        for word in words.dropFirst() {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            if parts.count == 2, saved.parameters.contains(where: { $0.name == parts[0] }) {
                values[parts[0]] = parts[1]
            } else {
                rest.append(word)
            }
        }
        do {
            let text = try saved.filled(with: values)
            return rest.isEmpty ? [text] : [text, rest.joined(separator: " ")]
        } catch {
            throw VaultError.invalidQuery(error, text: saved.text)
        }
    }
}
