import VaultModel

/// Text from a vault, made fit to be shown: a terminal takes control characters as orders, so that none may reach it.
enum TerminalText {
    /// The text with its control characters written out: `\t`, `\n`, `\r`, `\x1b`, `\u{202e}`.
    ///
    /// Those are what `Unicode.Scalar.isTerminalOrder` names.
    ///
    /// `keepingLines` leaves line feeds and tabs as they are.
    static func escaped(_ text: String, keepingLines: Bool = false) -> String {
        escaped(text, keepingLines: keepingLines, escapingBackslash: false)
    }

    /// The text as a cell of tab-separated values: without a tab or a line end, and to be had back exactly, since a
    /// backslash is written `\\`.
    static func cell(_ text: String) -> String {
        escaped(text, keepingLines: false, escapingBackslash: true)
    }

    private static func escaped(_ text: String, keepingLines: Bool, escapingBackslash: Bool) -> String {
        let isClean = text.utf8.withContiguousStorageIfAvailable { bytes in
            bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F && (!escapingBackslash || $0 != 0x5C) }
        }
        if isClean ?? false { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where keepingLines, "\t" where keepingLines: result.append(scalar)
            case "\\" where escapingBackslash: result.append(contentsOf: "\\\\".unicodeScalars)
            case "\t": result.append(contentsOf: "\\t".unicodeScalars)
            case "\n": result.append(contentsOf: "\\n".unicodeScalars)
            case "\r": result.append(contentsOf: "\\r".unicodeScalars)
            case _ where scalar.isTerminalOrder:
                let digits = String(scalar.value, radix: 16)
                let written = digits.count > 2 ? "\\u{\(digits)}" : "\\x\(digits.count == 1 ? "0" : "")\(digits)"
                result.append(contentsOf: written.unicodeScalars)
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
