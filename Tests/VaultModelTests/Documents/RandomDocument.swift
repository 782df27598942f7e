import TestSupport
import VaultModel

/// Makes documents as people write them, with every style, comment and oddity of front matter that can be edited.
struct RandomDocument {
    var random: SeededGenerator
    private var anchors = 0
    private var indentation = ""

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func text() -> String {
        let lineEnd = random.oneIn(3) ? "\r\n" : "\n"
        let close = random.oneIn(8) ? "..." : "---"
        var text = "---\n" + content() + close
        if !random.oneIn(20) { text += "\n" + body() }
        text = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: lineEnd)
        return (random.oneIn(6) ? "\u{FEFF}" : "") + text
    }

    mutating func content() -> String {
        anchors = 0
        var names = ["a", "title", "tags", "ünï", "\"q k\"", "'s'", "due on", "depends_on", "9", "x-y"]
        names.shuffle(using: &random)
        var text = filler(indentation: "")
        for name in names.prefix(Int.random(in: 0...7, using: &random)) {
            text += name + (random.oneIn(12) ? " :" : ":") + value() + filler(indentation: "")
        }
        return text
    }

    /// A value of a key, from right after the colon to its line's end.
    private mutating func value() -> String {
        switch Int.random(in: 0..<14, using: &random) {
        case 0: return comment() + "\n"
        case 1: return " |" + random.pick(["", "-", "+"]) + comment() + "\n" + blockText()
        case 2: return " >" + random.pick(["", "-"]) + comment() + "\n" + blockText()
        case 3, 4: return blockList()
        case 5: return blockMapping()
        case 6, 7: return space() + flowList() + comment() + "\n"
        case 8: return space() + "{k: \(scalar(inFlow: true)), l: \(scalar(inFlow: true))}" + comment() + "\n"
        case 9 where anchors > 0: return " *n\(Int.random(in: 1...anchors, using: &random))" + comment() + "\n"
        case 10: return " plain\n  that goes on ä" + comment() + "\n"
        case 11: return space() + properties() + scalar(inFlow: false) + comment() + "\n"
        default: return space() + scalar(inFlow: false) + comment() + "\n"
        }
    }

    private mutating func space() -> String { random.oneIn(6) ? "   " : " " }

    private mutating func properties() -> String {
        if random.oneIn(2) { return "!!str " }
        anchors += 1
        return "&n\(anchors) "
    }

    private mutating func comment() -> String { random.pick(["", "", "", " # why", "  # ä: [x] - \"y", " "]) }

    private mutating func filler(indentation: String) -> String {
        random.pick(["", "", "", "", "\n", "\(indentation)# note: ä\n", "\n# - x\n\n"])
    }

    mutating func scalar(inFlow: Bool) -> String {
        random.pick([
            "one", "two words", "ä ö", "🎉", "12", "-3.5", "true", "2026-12-01", "null", "0x1F", "no", "'single'",
            "'it''s'", "\"double\"", "\"a\\nb\\u00e4\"", "'a: b # c'", "\"\"", "x:y", inFlow ? "z" : "a, b [c]",
            inFlow ? "\"q, r\"" : "say \"x\"", "'[[link]]'", "http://x.y/z",
        ])
    }

    private mutating func blockText() -> String {
        let indentation = random.pick(["  ", " ", "    "])
        var lines = ["first ä", "second: x", "  deeper", "", "# no comment", "- last"].map {
            $0.isEmpty ? "" : indentation + $0
        }
        lines = Array(lines.prefix(Int.random(in: 1...6, using: &random)))
        return lines.joined(separator: "\n") + random.pick(["\n", "\n", "\n\n"])
    }

    private mutating func blockList() -> String {
        let indentation = random.pick(["", "  ", "    "])
        var text = comment() + "\n"
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            text += indentation + "-"
            switch Int.random(in: 0..<7, using: &random) {
            case 0: text += comment() + "\n"
            case 1: text += " k: " + scalar(inFlow: false) + comment() + "\n\(indentation)  l: x\n"
            case 2: text += " " + flowList() + comment() + "\n"
            case 3: text += " |\n\(indentation)    text\n"
            default: text += random.pick([" ", "   "]) + scalar(inFlow: false) + comment() + "\n"
            }
            text += filler(indentation: indentation)
        }
        return text
    }

    private mutating func blockMapping() -> String {
        let indentation = random.pick(["  ", "    "])
        var text = comment() + "\n"
        for key in ["k", "l", "ä"].prefix(Int.random(in: 1...3, using: &random)) {
            text +=
                indentation + key + ": " + scalar(inFlow: false) + comment() + "\n" + filler(indentation: indentation)
        }
        return text
    }

    private mutating func flowList() -> String {
        let items = (0..<Int.random(in: 0...4, using: &random)).map { _ in scalar(inFlow: true) }
        if items.isEmpty { return random.pick(["[]", "[ ]"]) }
        let trailing = random.oneIn(5) ? "," : ""
        switch Int.random(in: 0..<4, using: &random) {
        case 0:
            let lines = items.map { "    " + $0 }
            return "[\n" + lines.joined(separator: random.pick([",\n", ", # c\n"])) + trailing + comment() + "\n  ]"
        case 1: return "[" + items.joined(separator: ",\n    ") + trailing + "]"
        default:
            return random.pick(["[", "[ "]) + items.joined(separator: random.pick([", ", ","])) + trailing
                + random.pick(["]", " ]"])
        }
    }

    mutating func body() -> String {
        (0..<Int.random(in: 0...6, using: &random)).map { _ in
            random.pick([
                "# Title", "Text with [[link#h|t]] and #tag.", "- [ ] box", "```", "`code [[x]]`", "", "",
                "[m](a%20b.md)",
                "> quoted ![[e]]", "<!-- c", "-->", "%%", "| [[a\\|b]] |", "===", "    indented", "* [x] ä",
                "\u{3000}#ä/b", "[x][l] [L]", "[l]: <a b.md> 't'", "[l]:",
            ]) + "\n"
        }.joined()
    }

    /// A value that a person may set a field to.
    mutating func fieldValue(depth: Int = 0) -> FieldValue {
        switch Int.random(in: 0..<(depth < 2 ? 10 : 7), using: &random) {
        case 0: return .null
        case 1: return .boolean(random.oneIn(2))
        case 2: return .integer(Int64.random(in: -1_000_000...1_000_000, using: &random))
        case 3: return .number(Double.random(in: -10...10, using: &random))
        case 4...6: return .string(string())
        case 7, 8:
            return .list((0..<Int.random(in: 0...4, using: &random)).map { _ in fieldValue(depth: depth + 1) })
        default:
            return .mapping(
                ["k", "l m", "1", "ä: ö"].prefix(Int.random(in: 0...4, using: &random)).map {
                    .init(key: $0, value: fieldValue(depth: depth + 1))
                })
        }
    }

    mutating func string() -> String {
        if random.oneIn(3) {
            return random.pick([
                "", " ", "x", "true", "12", "a: b", "a #b", "# c", "- d", "it's", "\"q\"", "line\nline\n",
                "line\n\nline", "\n",
                " lead", "trail ", "[[link]]", "{x}", "x,y", "? q", "!t", "&a", "*a", "%p", "@m", "`c`", "|", ">", "~",
                "a\tb",
                "a\\b", "\u{7F}\u{85}\u{2028}", "\u{FEFF}x", "ä🎉", "---", "--- x", "...", "=", "<<", "\r\n", ":", "a:",
                "-", "?",
            ])
        }
        let alphabet = Array("abcXYZ 019-_:#,.[]{}'\"\\\n\t|>&*!?%@ä🎉~=".unicodeScalars)
        var scalars = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...30, using: &random) { scalars.append(random.pick(alphabet)) }
        return String(scalars)
    }
}
