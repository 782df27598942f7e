/// Scripts that put no spaces between words. FTS5's `unicode61` takes a run of them for one word, so that only the whole
/// run would be found; here each character is a word, and what a person looks for is a phrase of them.
package enum SpacelessScript {
    /// Stands around the characters in the index: no word, invisible, and in no other use there.
    private static let separator: Unicode.Scalar = "\u{200B}"

    /// The text with a separator after every character of such a script, and before one that stands behind a word of another
    /// (`Sync同期`); the text itself where there is none.
    static func separated(_ text: String) -> String {
        var text = text
        guard text.withUTF8({ $0.contains { $0 >= 0xE0 } }) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            guard contains(scalar) else {
                result.append(scalar)
                continue
            }
            if let last = result.last, last != separator, last != " ", last != "\n" { result.append(separator) }
            result.append(scalar)
            result.append(separator)
        }
        return String(result)
    }

    /// The text as it was before `separated`.
    static func joined(_ text: String) -> String {
        guard text.unicodeScalars.contains(separator) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != separator }))
    }

    /// Blocks as in Unicode 15: Thai, Lao, Tibetan, Myanmar, Khmer, kana, Bopomofo, Hangul and Han with their extensions.
    package static func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0E00...0x0FFF, 0x1000...0x109F, 0x1100...0x11FF, 0x1780...0x17FF, 0x3005...0x3007, 0x3040...0x318F,
            0x31A0...0x31BF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA960...0xA97F, 0xAC00...0xD7FF,
            0xF900...0xFAFF, 0xFF66...0xFF9F, 0x1B000...0x1B16F, 0x20000...0x3FFFF:
            true
        default:
            false
        }
    }
}
