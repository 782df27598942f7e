import VaultModel

extension CommandContext {
    /// The diagnostic with the path by which an editor finds the file from where the person stands.
    func placed(_ diagnostic: LocatedDiagnostic) -> LocatedDiagnostic {
        var placed = diagnostic
        placed.path = place(of: diagnostic.path)
        return placed
    }
}

/// A diagnostic in the form that compilers use, so that editors find the place.
enum DiagnosticText {
    /// The same in lines that fit a terminal; one line where there is none.
    static func lines(of diagnostic: LocatedDiagnostic, width: Int?) -> [String] {
        WrappedText(TerminalText.escaped(line(of: diagnostic)))
            .lines(behind: "", column: indentation, width: width, style: .plain)
    }

    private static let indentation = 2

    /// `tasks/roof.md:3:9: error: … [invalid-value]`
    static func line(of diagnostic: LocatedDiagnostic) -> String {
        var place = diagnostic.path
        if let line = diagnostic.line { place += ":\(line):\(diagnostic.column ?? 1)" }
        return "\(place): \(diagnostic.severity.rawValue): \(diagnostic.message) [\(diagnostic.code.rawValue)]"
    }
}
