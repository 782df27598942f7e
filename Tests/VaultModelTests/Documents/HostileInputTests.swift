import TestSupport
import Testing
import VaultModel

/// Input that is made to break a reader: it must come back, with a diagnostic where it is past a bound.
struct HostileInputTests {
    @Test func `an alias bomb is refused`() {
        var content = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...30 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            content += "a\(level): &a\(level) [\(aliases)]\n"
        }
        let document = Document(frontMatter(content))
        #expect(document.diagnostics.map(\.code) == [.aliasExpansion])
        #expect(document.fields.isEmpty)
    }

    @Test func `long texts count in the expansion of aliases`() {
        let long = String(repeating: "x", count: 500_000)
        let aliases = Array(repeating: "*a", count: 5_000).joined(separator: ", ")
        let document = Document(frontMatter("a: &a \(long)\n? [\(aliases)]\n: 1\n"))
        #expect(document.diagnostics.map(\.code) == [.aliasExpansion])
    }

    @Test func `aliases that nest too deep are refused`() {
        let nested = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
        let around = String(repeating: "[", count: 40) + "*a" + String(repeating: "]", count: 40)
        let document = Document(frontMatter("a: &a \(nested)\nb: \(around)\n"))
        #expect(document.diagnostics.map(\.code) == [.tooDeep])
    }

    @Test func `aliases within the bound are read`() {
        let aliases = Array(repeating: "*a", count: 1_000).joined(separator: ", ")
        let document = Document(frontMatter("a: &a [1, 2]\nb: [\(aliases)]\n"))
        #expect(document.diagnostics.isEmpty)
        #expect(document.field("b")?.value == .list(Array(repeating: [1, 2], count: 1_000)))
    }

    @Test(arguments: [
        "[", "{", "{a: ", "[{a: ", "- ", "? ", "!!x [", "&a [", "- - ? ", "a: [", "\"", "' ", "|", "*a: ",
    ])
    func `a front matter of the same thing over and over comes back`(part: String) {
        for prefix in ["", "k: ", "k:\n  "] {
            let document = Document(frontMatter(prefix + String(repeating: part, count: 100_000) + "\n"))
            #expect(document.isMalformed)
            #expect(document.fields.isEmpty)
        }
    }

    @Test(arguments: [
        "[", "]", "[[", "![", "](", "[a](", "[a](b", "[a](<", "[a](b \"", "`", "`a``b```c", "<!--", "<!-- `", "%%", "%",
        "> ", ">",
        "- ", "* ", "1. ", "# ", "#", "#a", "=", "-", "- - * ", "\\", "```\n", "~~~\n> ", "- ```\n", "<", "[[a|",
        "[[a#", "- [ ] ",
        "\t", "  \n", "a\n===\n", "<<<<<<<\n", "<<<<<<<\n=======\n", "[![a](b", "\u{3000}#", "🎉", "\r", "> - ", "`\n\n",
        "``\n# ", "[a]: b\n", "[a]: b\n\n[a] [a][] [c][a] ", "[a]: b '", "[a]:\n", "[a]: ", "[a][", "[a][b]", "[\\",
        "[a\n", "]: x\n\n[",
        "> [a]: b\n", "- [a]: b\n- [a]\n", "![a][a]",
    ])
    func `a body of the same thing over and over comes back`(part: String) {
        let text = String(repeating: part, count: 20_000)
        for suffix in ["", "x", "\n", "]](x) ` -->", "\n\n[a]: b\n[b]: c"] {
            expectSoundSpans(Document(text + suffix), part)
        }
    }

    @Test func `invalid UTF-8 anywhere is found at its place`() throws {
        let text = Array(
            "---\nä: [é, \"🎉\"] # ü\nb: |\n  ö\n---\n# Tïtle\n[[ä|b]] #täg `c` [x](é.md) [é]\n- [ü] x\n\n[É]: ö\n".utf8)
        for offset in text.indices {
            for byte: UInt8 in [0x80, 0xC0, 0xE2, 0xF5, 0xFF] where text[offset] < 0x80 {
                var bytes = text
                bytes[offset] = byte
                let document = Document(bytes: bytes)
                let diagnostic = try #require(document.diagnostics.first { $0.code == .invalidUTF8 })
                #expect(diagnostic.span?.lowerBound == offset)
                expectSoundSpans(document, "byte \(byte) at \(offset)")
            }
        }
    }

    @Test func `a file that ends anywhere comes back`() {
        let text = Array(
            "\u{FEFF}---\r\nä: &x [é, {k: *x}]\r\nb: |\r\n  ö\r\n---\r\n# T\r\n[[ä|b]] ![a](<b c> \"t\") <!-- c --> [x][ä]\r\n\r\n[Ä]:\r\n<d> 't'"
                .utf8)
        for count in text.indices { expectSoundSpans(Document(bytes: Array(text[..<count])), "\(count) bytes") }
    }

    @Test(arguments: (1...30).map { UInt64($0) * 104_729 })
    func `bytes changed at random never trap, and edits of them are exact or refused`(seed: UInt64) {
        var random = RandomDocument(seed: seed)
        for round in 0..<100 {
            var bytes = Array(random.text().utf8)
            for _ in 0..<Int.random(in: 1...4, using: &random.random) { mutate(&bytes, &random.random) }
            let document = Document(bytes: bytes)
            expectSoundSpans(document, "seed \(seed), round \(round)")
            for name in document.fields.map(\.name) + ["new"] {
                let value = random.random.oneIn(2) ? .string(random.string()) : random.fieldValue()
                let edits: [DocumentEdit] = [.set(name, to: value), .append(value, to: name), .remove(name)]
                for edit in edits {
                    guard let result = try? document.applying([edit]) else { continue }
                    let reread = Document(bytes: result)
                    #expect(!reread.isMalformed, "seed \(seed), round \(round): \(edit)")
                    #expect(
                        reread.bytes[reread.bodySpan] == document.bytes[document.bodySpan],
                        "seed \(seed), round \(round): \(edit)")
                }
            }
        }
    }

    @Test func `links that stand in each other, or share a target, keep no more than a few times what the file has`() {
        let depth = 5_000
        let nested = String(repeating: "![", count: depth) + "x" + String(repeating: "](y.md)", count: depth) + "\n"
        let far = String(repeating: "a", count: 50_000)
        let shared =
            "[l]: <\(far)>\n\n[m]: <\(far.prefix(1_500))>\n\n" + String(repeating: "[l] [m] ", count: 3_000) + "\n"
        for (text, count) in [(nested, depth), (shared, 3_000)] {
            let links = Document(bytes: Array(text.utf8)).links
            #expect(links.count == count)
            #expect(links.map(\.span.lowerBound) == links.map(\.span.lowerBound).sorted())
            let kept = links.reduce(0) { $0 + $1.target.utf8.count + ($1.text ?? "").utf8.count }
            #expect(kept < 100 * text.utf8.count)
        }
    }

    @Test(arguments: ["\r", "\u{85}", "\u{2028}", "\u{2029}"])
    func `line breaks of YAML that end no line of a file are no trap`(lineBreak: String) {
        // libyaml ends a line at each of them; the file's own lines end with LF alone.
        for content in [
            "a: |\n  x\n  y\nb: 1\n", "a: |\nb: 1\n", "a:\n  - x\n  - y\nb: 1\n", "a: &x [1,\n  2]\nb: 1\n",
        ] {
            for place in content.indices where content[place] == "\n" {
                let text = content.replacingCharacter(at: place, with: lineBreak)
                let document = Document(frontMatter(text))
                expectSoundSpans(document, text)
                for value: FieldValue in ["x\ny\n", "z", ["p", "q"], .mapping([.init(key: "k", value: [])])] {
                    for edit: DocumentEdit in [.set("a", to: value), .append(value, to: "a"), .remove("a")] {
                        guard let result = try? document.applying([edit]) else { continue }
                        #expect(Document(bytes: result).field("b")?.value == document.field("b")?.value)
                    }
                }
            }
        }
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        let length = min(Int.random(in: 0...6, using: &random), bytes.count - place)
        let inserted: [UInt8] =
            switch Int.random(in: 0..<4, using: &random) {
            case 0: []
            case 1: [UInt8.random(in: 0...255, using: &random)]
            case 2:
                Array(
                    random.pick(["\n", "---\n", "...", "- ", ": ", "#", "[", "}", "&x ", "*x", "|\n", "\"", "\t", "\r"])
                        .utf8)
            default: Array(bytes[place..<place + length]) + Array(bytes[place..<place + length])
            }
        bytes.replaceSubrange(place..<place + length, with: inserted)
    }
}

extension String {
    fileprivate func replacingCharacter(at place: Index, with text: String) -> String {
        self[..<place] + text + self[index(after: place)...]
    }
}
