/// Writes what a program wants to ask in the language that a person asks in.
package enum QueryWriting {
    /// A value as it stands behind an operator: in quotes where it could be taken for more than one word.
    package static func value(_ text: String) -> String {
        let isPlain =
            !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...: true
                default: "_-./#*@+~".utf8.contains(byte)
                }
            }
        return isPlain ? text : quoted(text)
    }

    /// A text in quotes.
    package static func quoted(_ text: String) -> String {
        var written = "\""
        for character in text.unicodeScalars {
            if character == "\"" || character == "\\" { written.unicodeScalars.append("\\") }
            written.unicodeScalars.append(character)
        }
        return written + "\""
    }
}
