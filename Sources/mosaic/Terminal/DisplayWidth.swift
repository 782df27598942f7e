/// How many columns text takes on a terminal.
///
/// East Asian wide and full-width characters and emoji take two, combining marks and format characters none. An emoji
/// sequence (joined by ZWJ, with a skin tone, a flag) takes two as a whole. Control characters count as none: they have
/// to be escaped before.
enum DisplayWidth {
    static func of(_ text: String) -> Int {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return asciiWidth(text) }
        return text.reduce(0) { $0 + of($1) }
    }

    /// The width of one character as a person sees it, which may be several scalars.
    static func of(_ character: Character) -> Int {
        let scalars = character.unicodeScalars
        guard let first = scalars.first else { return 0 }
        guard scalars.dropFirst().first != nil else { return of(first) }
        if isRegionalIndicator(first) { return 2 }
        var width = 0
        var previous: Unicode.Scalar?
        for scalar in scalars {
            defer { previous = scalar }
            // Within an emoji sequence only the first picture counts.
            if previous == "\u{200D}", first.properties.isEmoji { continue }
            if scalar.properties.isEmojiModifier, previous != nil { continue }
            // VARIATION SELECTOR-16 asks for the emoji form, which is wide.
            if scalar == "\u{FE0F}" {
                width = max(width, 2)
                continue
            }
            width += of(scalar)
        }
        return width
    }

    /// The text cut to so many columns, with an ellipsis in the last one where something was left out.
    static func truncated(_ text: String, to columns: Int) -> String {
        guard of(text) > columns else { return text }
        guard columns > 0 else { return "" }
        var result = ""
        var width = 0
        for character in text {
            let next = of(character)
            if width + next > columns - 1 { break }
            result.append(character)
            width += next
        }
        return result + "…"
    }

    /// The text cut to so many columns, with an ellipsis in the place of what is left out before its end: the end of a
    /// path says most.
    static func truncatedInside(_ text: String, to columns: Int) -> String {
        guard of(text) > columns else { return text }
        var end = ""
        var width = 0
        for character in text.reversed() {
            let next = of(character)
            if width + next > (columns - 1) * 2 / 3 { break }
            end = String(character) + end
            width += next
        }
        return truncated(text, to: columns - width) + end
    }

    /// The text with as many spaces after it (or before it) as fill the columns.
    static func padded(_ text: String, to columns: Int, alignsRight: Bool = false) -> String {
        let space = String(repeating: " ", count: max(0, columns - of(text)))
        return alignsRight ? space + text : text + space
    }

    private static func asciiWidth(_ text: String) -> Int {
        text.utf8.reduce(0) { $0 + ($1 >= 0x20 && $1 != 0x7F ? 1 : 0) }
    }

    private static func of(_ scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x300 { return value < 0x20 || (0x7F..<0xA0).contains(value) || value == 0xAD ? 0 : 1 }
        // The vowels and final consonants of Hangul stand in the square of the initial consonant.
        if (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FF).contains(value) { return 0 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator: return 0
        default: break
        }
        return isWide(value) || scalar.properties.isEmojiPresentation ? 2 : 1
    }

    private static func isRegionalIndicator(_ scalar: Unicode.Scalar) -> Bool {
        (0x1F1E6...0x1F1FF).contains(scalar.value)
    }

    private static func isWide(_ value: UInt32) -> Bool {
        guard value >= wideRanges[0].lowerBound else { return false }
        var low = 0
        var high = wideRanges.count
        while low < high {
            let middle = (low + high) / 2
            if wideRanges[middle].upperBound < value { low = middle + 1 } else { high = middle }
        }
        return low < wideRanges.count && wideRanges[low].contains(value)
    }

    /// The scalars of East Asian width W and F in Unicode 18.0 (<https://www.unicode.org/reports/tr11/>), without those
    /// that the standard library knows as emoji. Ranges that only unassigned scalars or marks part are joined.
    private static let wideRanges: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2630...0x2637, 0x268A...0x268F, 0x2E80...0x303E, 0x3041...0x3247,
        0x3250...0xA4C6, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE6B, 0xFF01...0xFF60,
        0xFFE0...0xFFE6, 0x16FE0...0x16FE3, 0x16FF2...0x191D2, 0x1AFF0...0x1B2FB, 0x1D300...0x1D376,
        0x1F200...0x1F265, 0x20000...0x3FFFD,
    ]
}
