import VaultIndex
import VaultModel

extension Vault {
    /// Every diagnostic of the vault, by path, line and column; first what is wrong with its settings,
    /// in whose queries, and those of widgets, a name that leads nowhere is wrong as well.
    package func check() throws -> [LocatedDiagnostic] {
        let schema = try schema()
        let found = try ask { try $0.diagnostics(schema: schema) } + widgetDiagnostics()
        return try settingsDiagnostics()
            + found.sorted {
                ($0.path, $0.line ?? 0, $0.column ?? 0, $0.code.rawValue) < (
                    $1.path, $1.line ?? 0, $1.column ?? 0, $1.code.rawValue
                )
            }
    }

    /// What is wrong with the settings: all of them, or what of them cannot be understood, the queries that they keep included.
    private func settingsDiagnostics() throws -> [LocatedDiagnostic] {
        if let diagnostic = settingsDiagnostic() { return [diagnostic] }
        let settings = settings()
        let doubts = settings.doubts.map { doubt in
            LocatedDiagnostic(
                code: doubt.code, message: doubt.message, path: Self.settingsPath, line: doubt.position?.line,
                column: doubt.position?.column)
        }
        let broken = try settings.queries.filter { try !isUnderstood($0, among: settings.queries) }.map { saved in
            LocatedDiagnostic(
                code: .invalidQuery,
                message: "The query '\(saved.name)' cannot be asked: '@\(saved.name)' says why.",
                path: Self.settingsPath, line: nil, column: nil)
        }
        return doubts + broken
    }

    /// False for a saved query that no values of its parameters could make one of. One that needs values is not looked at.
    private func isUnderstood(_ saved: SavedQuery, among queries: [SavedQuery]) throws -> Bool {
        guard saved.parameters.allSatisfy({ $0.defaultValue != nil }) else { return true }
        do {
            var request = EntityRequest()
            request.queries = [try expanding("@" + saved.name, with: queries)]
            _ = try query(for: request)
            return true
        } catch VaultError.invalidQuery, VaultError.unresolvedReference, VaultError.unknownSavedQuery {
            return false
        }
    }

    /// What is wrong with the queries of widgets. Those that call a saved query are not looked at where the settings
    /// cannot be read.
    private func widgetDiagnostics() throws -> [LocatedDiagnostic] {
        guard try schema().kinds[KindRole.widget.kind] != nil else { return [] }
        var request = EntityRequest()
        request.kind = KindRole.widget.kind
        request.includesHidden = true
        return try list(query(for: request)).compactMap { widget in
            guard let text = widget.value("query")?.string, try !isUnderstood(text) else { return nil }
            let document = try document(of: widget.path)
            let position = document.field("query").map {
                LineTable(document.bytes).position(of: $0.node.span.lowerBound)
            }
            return LocatedDiagnostic(
                code: .invalidQuery, message: "The query of the widget cannot be asked: asked by itself, it says why.",
                path: widget.path, line: position?.line, column: position?.column)
        }
    }

    private func isUnderstood(_ text: String) throws -> Bool {
        do {
            _ = try query(for: request(asking: text))
            return true
        } catch VaultError.invalidQuery, VaultError.unresolvedReference, VaultError.unknownSavedQuery {
            return false
        } catch VaultError.unreadableSettings {
            return true
        }
    }
}
