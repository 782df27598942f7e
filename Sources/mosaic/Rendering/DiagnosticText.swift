import VaultModel

/// A diagnostic in the form that compilers use, so that editors find the place.
enum DiagnosticText {
    /// `tasks/roof.md:3:9: error: … [invalid-value]`
    static func line(of diagnostic: LocatedDiagnostic) -> String {
        var place = diagnostic.path
        if let line = diagnostic.line { place += ":\(line):\(diagnostic.column ?? 1)" }
        return "\(place): \(diagnostic.severity.rawValue): \(diagnostic.message) [\(diagnostic.code.rawValue)]"
    }
}
