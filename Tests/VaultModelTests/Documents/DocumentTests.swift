import Testing

@testable import VaultModel

struct DocumentTests {
    private func document(_ text: String) -> Document { Document(bytes: Array(text.utf8)) }

    private func source(_ document: Document, _ span: ByteRange) -> String {
        String(decoding: document.bytes[span], as: UTF8.self)
    }

    @Test(
        "a scalar resolves by the YAML 1.2 core schema",
        arguments: [
            ("no", FieldValue.string("no")), ("on", .string("on")), ("true", .boolean(true)), ("~", .null), ("", .null),
            ("12", .integer(12)), ("0o17", .integer(15)), ("0xff", .integer(255)), ("1.5", .number(1.5)),
            ("1e3", .number(1000)), ("2026-12-01", .string("2026-12-01")), ("'12'", .string("12")),
            ("\"a\\n\"", .string("a\n")),
            ("!!str 12", .string("12")), ("[a, 1]", .list([.string("a"), .integer(1)])), ("1.2.3", .string("1.2.3")),
            (".inf", .number(.infinity)), ("+", .string("+")), ("1e", .string("1e")),
        ])
    func resolvesScalars(text: String, value: FieldValue) {
        #expect(document("---\nkey: \(text)\n---\n").field("key")?.value == value)
    }

    @Test(
        "a value's span is its own bytes",
        arguments: [
            ("key: plain text # comment", "plain text"), ("key: 'single'", "'single'"), ("key: \"ü\" # é", "\"ü\""),
            ("ü: ä\nkey: größe", "größe"), ("key: [a, b] # c", "[a, b]"), ("key: &a {b: c}", "{b: c}"),
            ("key:\n  - a\n  - b\n\n# comment\nnext: 1", "- a\n  - b"),
            ("key: |\n  one\n  two\n\nnext: 1", "|\n  one\n  two"),
            ("key: !!str 12", "12"), ("key:\r\nnext: 1\r", ""),
        ])
    func spansAreExact(text: String, expected: String) {
        let document = document("---\n\(text)\n---\n")
        let span = document.field("key")?.node.span
        let found = span.map { source(document, $0) } ?? "none"
        // A block collection starts at its first item.
        #expect(found == expected || found.hasSuffix(expected))
    }

    @Test(
        "what cannot be read is a diagnostic, at its place",
        arguments: [
            ("---\na: 1\na: 2\n---\n", DiagnosticCode.duplicateKey, 3), ("---\na: [1\n---\n", .invalidYAML, 2),
            ("---\n- a\n---\n", .notAMapping, 2), ("---\na: 1\n", .unterminatedFrontMatter, 1),
            ("a\u{0}b", .nulByte, 1), ("text\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n", .conflictMarker, 2),
            ("---\n<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> x\n---\n", .conflictMarker, 2),
        ])
    func diagnosesMalformedFiles(text: String, code: DiagnosticCode, line: Int) throws {
        let document = document(text)
        let diagnostic = try #require(document.diagnostics.first)
        #expect(diagnostic.code == code)
        #expect(document.isMalformed)
        #expect(document.fields.isEmpty)
        let span = try #require(diagnostic.span)
        #expect(abs(LineTable(document.bytes).position(of: span.lowerBound).line - line) <= 1)
    }

    @Test("invalid UTF-8 is found at its byte, and the rest is still read")
    func findsInvalidUTF8() throws {
        let document = Document(bytes: Array("ok [[link]] ".utf8) + [0xFF] + Array(" more".utf8))
        let diagnostic = try #require(document.diagnostics.first)
        #expect(diagnostic.code == .invalidUTF8)
        #expect(diagnostic.span?.lowerBound == 12)
        #expect(document.links.map(\.target) == ["link"])
    }

    @Test("aliases are expanded within a bound")
    func boundsAliases() {
        #expect(document("---\na: &x [1, 2]\nb: *x\n---\n").field("b")?.value == .list([.integer(1), .integer(2)]))
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<10 {
            let items = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            bomb += "a\(level): &a\(level) [\(items)]\n"
        }
        #expect(document("---\n\(bomb)---\n").diagnostics.map(\.code) == [.aliasExpansion])
    }

    @Test(
        "nesting past the bound is a diagnostic, not a crash",
        arguments: [(200, DiagnosticCode.tooDeep), (100_000, .invalidYAML)])
    func boundsDepth(depth: Int, code: DiagnosticCode) {
        let deep = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        #expect(document("---\na: \(deep)\n---\n").diagnostics.map(\.code) == [code])
    }

    @Test("a thousand keys are read")
    func readsManyKeys() {
        let keys = (0..<1_000).map { "k\($0): \($0)\n" }.joined()
        #expect(document("---\n\(keys)---\n").fields.count == 1_000)
    }

    @Test(
        "links of the body are found, with the bytes that name their targets",
        arguments: [
            ("see [[Garden]]", "Garden"), ("![[image.png]]", "image.png"), ("[[Garden#Soil|the soil]]", "Garden"),
            ("| [[a\\|b]] |", "a"), ("[text](notes/a.md)", "notes/a.md"), ("[text](<a b.md>)", "a b.md"),
            ("[t](a%20b.md#h)", "a b.md"), ("# Heading with [[x]]", "x"),
        ])
    func findsLinks(text: String, target: String) {
        #expect(document(text).links.map(\.target) == [target])
    }

    @Test(
        "nothing inside code, comments and escapes is a link or a tag",
        arguments: [
            "`[[a]]`", "```\n[[a]] #tag\n```", "~~~ md\n[[a]]\n~~~", "<!-- [[a]] #t -->", "<!--\n[[a]]\n-->",
            "%% [[a]] %%",
            "\\[[a]]", "[t](https://example.org)", "[t](mailto:a@example.org)", "``a ` [[b]]``", "#123", "a#tag",
        ])
    func ignoresWhatIsNoLink(text: String) {
        let document = document(text)
        #expect(document.links.isEmpty)
        #expect(document.tags.isEmpty)
    }

    @Test("headings, tags and task boxes have their places")
    func findsElements() {
        let document = document("# One #\n\nTwo\n---\n\n- [ ] open #home/garden\n1. [x] done\n")
        #expect(document.headings.map(\.text) == ["One", "Two"])
        #expect(document.headings.map(\.level) == [1, 2])
        #expect(document.tags.map(\.name) == ["home/garden"])
        #expect(document.taskBoxes.map(\.mark) == [" ", "x"])
        #expect(document.taskBoxes.map(\.text) == ["open #home/garden", "done"])
        #expect(document.taskBoxes.map { source(document, $0.span) } == ["[ ]", "[x]"])
    }

    @Test("any bytes at all are read without a trap")
    func survivesNoise() {
        var generator = SeededGenerator(seed: 20_261_124)
        let alphabet = Array("---\n: []{}&*!|>'\"#%`<-->[[a|b]](c)\r\t\u{FEFF}ü漢".utf8) + [0, 0xFF, 0xC3]
        for _ in 0..<3_000 {
            let length = Int.random(in: 0..<120, using: &generator)
            let bytes =
                Array("---\n".utf8)
                + (0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] }
            let document = Document(bytes: bytes)
            #expect(document.bytes == bytes)
            for span in document.fields.map(\.node.span) + document.links.map(\.span) {
                #expect(span.lowerBound >= 0 && span.upperBound <= bytes.count)
            }
        }
    }
}
