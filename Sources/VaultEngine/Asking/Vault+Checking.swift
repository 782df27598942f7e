import VaultIndex
import VaultModel

extension Vault {
    /// Every diagnostic of the vault, by path, line and column; first what is wrong with its settings,
    /// in whose queries, and those of widgets, a name that leads nowhere is wrong as well.
    ///
    /// `reason` has the words for what is wrong with a query, without a full stop.
    package func check(saying reason: ((VaultError) -> String)? = nil) throws -> [LocatedDiagnostic] {
        let schema = try schema()
        let found =
            try ask { try $0.diagnostics(schema: schema).all() } + widgetDiagnostics(reason) + seriesDiagnostics()
            + headingDiagnostics()
        return try settingsDiagnostics(reason)
            + found.sorted {
                ($0.path, $0.line ?? 0, $0.column ?? 0, $0.code.rawValue) < (
                    $1.path, $1.line ?? 0, $1.column ?? 0, $1.code.rawValue
                )
            }
    }

    /// What is wrong with the settings: all of them, or what of them cannot be understood, the queries that they keep included.
    private func settingsDiagnostics(_ reason: ((VaultError) -> String)?) throws -> [LocatedDiagnostic] {
        if let diagnostic = settingsDiagnostic() { return [diagnostic] }
        let settings = settings()
        let doubts = settings.doubts.map { doubt in
            LocatedDiagnostic(
                code: doubt.code, message: doubt.message, path: Self.settingsPath, line: doubt.position?.line,
                column: doubt.position?.column)
        }
        let broken = try settings.queries.compactMap { saved -> LocatedDiagnostic? in
            let isCallable = QueryExpansion.isCallable(saved.name)
            let error = isCallable ? try error(of: saved, among: settings.queries) : nil
            guard !isCallable || error != nil else { return nil }
            let why =
                isCallable ? error.flatMap { reason?($0) } : "its name has to be one word, without spaces and quotes"
            return LocatedDiagnostic(
                code: .invalidQuery, message: "The query '\(saved.name)' cannot be asked\(Self.ending(why))",
                path: Self.settingsPath, line: saved.position?.line, column: saved.position?.column)
        }
        return doubts + broken
    }

    private static func ending(_ reason: String?) -> String { reason.map { ": \($0)." } ?? "." }

    /// Why no values of its parameters could make a question of a saved query; nil where they could. One that needs values is not
    /// looked at.
    private func error(of saved: SavedQuery, among queries: [SavedQuery]) throws -> VaultError? {
        guard saved.parameters.allSatisfy({ $0.defaultValue != nil }) else { return nil }
        return try error(of: {
            var request = EntityRequest()
            request.queries = [try expanding("@" + saved.name, with: queries)]
            _ = try query(for: request)
        })
    }

    /// What is wrong with the queries of widgets. Those that call a saved query are not looked at where the settings
    /// cannot be read.
    private func widgetDiagnostics(_ reason: ((VaultError) -> String)?) throws -> [LocatedDiagnostic] {
        guard try schema().kinds[KindRole.widget.kind] != nil else { return [] }
        var request = EntityRequest()
        request.kind = KindRole.widget.kind
        request.includesHidden = true
        return try list(query(for: request)).compactMap { widget in
            guard let text = widget.value("query")?.string,
                let error = try error(of: { _ = try query(for: self.request(asking: text)) })
            else { return nil }
            let document = try document(of: widget.path)
            let position = document.field("query").map {
                LineTable(document.bytes).position(of: $0.node.span.lowerBound)
            }
            return LocatedDiagnostic(
                code: .invalidQuery, message: "The query of the widget cannot be asked\(Self.ending(reason?(error)))",
                path: widget.path, line: position?.line, column: position?.column)
        }
    }

    /// What comes back, is done and has no next.
    private func seriesDiagnostics() throws -> [LocatedDiagnostic] {
        try completedWithoutNext().map { entity in
            let position = entity.document.field("status").map {
                LineTable(entity.document.bytes).position(of: $0.nameSpan.lowerBound)
            }
            return LocatedDiagnostic(
                code: .missingNext, message: "It comes back, and its next was not made when it was completed.",
                path: entity.handle.path, line: position?.line, column: position?.column)
        }
    }

    /// Links that lead to a file and name what it has not behind a `#`. They follow from two files, so that they are looked for anew;
    /// each file that is named so is read once.
    private func headingDiagnostics() throws -> [LocatedDiagnostic] {
        var found: [LocatedDiagnostic] = []
        var read: (path: String, anchors: LinkAnchors)?
        for link in try ask({ try $0.graph.anchoredLinks() }) {
            if read?.path.isExactly(link.target) != true {
                read = (link.target, LinkAnchors(of: try document(of: link.target)))
            }
            guard let anchors = read?.anchors, !anchors.has(link.anchor) else { continue }
            found.append(
                LocatedDiagnostic(
                    code: .unknownHeading, message: anchors.message(lacking: link.anchor, "\(link.target) has"),
                    path: link.path, line: link.line, column: link.column))
        }
        return found
    }

    /// What keeps a query from being asked; nil where nothing does. Settings that cannot be read are told of elsewhere.
    private func error(of asking: () throws -> Void) throws -> VaultError? {
        do {
            try asking()
            return nil
        } catch let error as VaultError {
            switch error {
            case .invalidQuery, .unresolvedReference, .unknownSavedQuery: return error
            case .unreadableSettings: return nil
            default: throw error
            }
        }
    }
}
