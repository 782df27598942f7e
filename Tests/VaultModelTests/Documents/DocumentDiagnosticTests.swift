import Testing
import VaultModel

/// A text that cannot be trusted, and what is said of it.
struct MalformedCase: CustomTestStringConvertible, Sendable {
    var code: DiagnosticCode
    var bytes: [UInt8]
    /// Where the diagnostic begins.
    var line: Int
    var column: Int

    init(_ code: DiagnosticCode, _ text: String, _ line: Int, _ column: Int) {
        self.init(code, Array(text.utf8), line, column)
    }

    init(_ code: DiagnosticCode, _ bytes: [UInt8], _ line: Int, _ column: Int) {
        self.code = code
        self.bytes = bytes
        self.line = line
        self.column = column
    }

    var testDescription: String {
        "\(code.rawValue) \(String(decoding: bytes.prefix(40), as: UTF8.self).debugDescription)"
    }
}

struct DocumentDiagnosticTests {
    static let nested = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    static let manyKeys = (1...1_001).map { "k\($0): 1\n" }.joined()
    static let large = "a: \"" + String(repeating: "x", count: DocumentLimits.frontMatterBytes) + "\"\n"

    static let cases: [MalformedCase] = [
        MalformedCase(.invalidUTF8, Array("---\na: ä".utf8) + [0xFF] + Array("\n---\n".utf8), 2, 5),
        MalformedCase(.invalidUTF8, Array("---\na: 1\n---\nTä".utf8) + [0xE2, 0x82] + Array("x\n".utf8), 4, 3),
        MalformedCase(.invalidUTF8, [0xC0, 0x80], 1, 1),
        MalformedCase(.invalidUTF8, [0xED, 0xA0, 0x80], 1, 1),
        MalformedCase(.nulByte, "---\na: x\u{0}\n---\n", 2, 5),
        MalformedCase(.nulByte, "Text ä\u{0}", 1, 7),
        MalformedCase(
            .conflictMarker, "---\n<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> other\n---\nText\n", 2, 1),
        MalformedCase(
            .conflictMarker, "---\na: 1\n---\nText\n<<<<<<< HEAD\nx\n||||||| base\nz\n=======\ny\n>>>>>>> b\n", 5, 1),
        MalformedCase(.conflictMarker, "<<<<<<< HEAD\r\nx\r\n=======\r\ny\r\n>>>>>>> b\r\n", 1, 1),
        MalformedCase(.conflictMarker, "Text\n<<<<<<<< HEAD:a.md\nx\n========\ny\n>>>>>>>> b:b.md\n", 2, 1),
        MalformedCase(
            .conflictMarker, "---\n<<<<<<<<<<<< HEAD\na: 1\n============\na: 2\n>>>>>>>>>>>> b\n---\n", 2, 1),
        MalformedCase(.conflictMarker, "<<<<<<<<<\nx\n<<<<<<< a\n=======\ny\n>>>>>>> b\n", 3, 1),
        MalformedCase(
            .conflictMarker,
            "<<<<<<< a\nx\n||||||| base\n<<<<<<<<< c\n=========\n>>>>>>>>> d\n=======\ny\n>>>>>>> b\n", 1, 1),
        MalformedCase(.invalidYAML, "---\na: [1\n---\n", 3, 1),
        MalformedCase(.invalidYAML, "---\na: x\n b: y\n---\n", 3, 3),
        MalformedCase(.invalidYAML, "---\nä: é\n\"b: 1\n---\n", 4, 1),
        MalformedCase(.invalidYAML, "---\na: \"é\\q\"\n---\n", 2, 6),
        MalformedCase(.invalidYAML, "---\nä: \u{7}\n---\n", 2, 4),
        MalformedCase(.invalidYAML, "---\na: *x\n---\n", 2, 4),
        MalformedCase(.invalidYAML, "---\na: 1\n--- b\n---\n", 3, 1),
        MalformedCase(.invalidYAML, "---\n--- b\n---\n", 2, 1),
        MalformedCase(.invalidYAML, "---\nä: 1\n\tb: 1\n---\n", 3, 1),
        MalformedCase(.unterminatedFrontMatter, "---\na: 1\n", 1, 1),
        MalformedCase(.unterminatedFrontMatter, "---\n# comment\na:\nText\n", 1, 1),
        MalformedCase(.unterminatedFrontMatter, "\u{FEFF}---\n\"a b\": 1\n", 1, 1),
        MalformedCase(.notAMapping, "---\njust text\n---\n", 2, 1),
        MalformedCase(.notAMapping, "---\n\n- a\n- b\n---\n", 3, 1),
        MalformedCase(.duplicateKey, "---\na: 1\nb: 2\na: 3\n---\n", 4, 1),
        MalformedCase(.duplicateKey, "---\nb:\n  - {k: 1, ä: 2, 'k': 3}\n---\n", 3, 18),
        MalformedCase(.duplicateKey, "---\n1: a\n\"1\": b\n---\n", 3, 1),
        MalformedCase(.tooDeep, "---\na: \(nested)\n---\n", 2, 67),
        MalformedCase(.tooManyKeys, "---\n\(manyKeys)---\n", 1_002, 1),
        MalformedCase(.tooLarge, "---\n\(large)---\n", 2, 1),
        MalformedCase(.aliasExpansion, "---\na: &x [1, *x]\n---\n", 2, 11),
    ]

    @Test(arguments: cases)
    func `what cannot be trusted is said with its place`(_ it: MalformedCase) throws {
        let document = Document(bytes: it.bytes)
        try #require(document.diagnostics.map(\.code) == [it.code])
        let diagnostic = document.diagnostics[0]
        let span = try #require(diagnostic.span)
        #expect(LineTable(it.bytes).position(of: span.lowerBound) == SourcePosition(line: it.line, column: it.column))
        #expect(span.upperBound <= it.bytes.count)
        #expect(diagnostic.message.hasSuffix("."))
        #expect(document.isMalformed)
    }

    @Test func `every diagnostic of reading is covered`() {
        let elsewhere: Set<DiagnosticCode> = [.unreadable]
        let expected = DiagnosticCode.allCases.filter { $0.makesMalformed && !elsewhere.contains($0) }
        #expect(Set(Self.cases.map(\.code)) == Set(expected))
    }

    @Test(arguments: [
        "Title\n=======\n\nText\n",
        "<<<<<<< HEAD\nwithout the rest\n",
        "```\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n```\n",
        " <<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n",
        "<<<<<<<<\n=======\n>>>>>>>>\n",
        "<<<<<<<< a\n========\n>>>>>>> b\n",
        "<<<<<< a\n======\n>>>>>> b\n",
        ">>>>>>> a\n=======\n<<<<<<< b\n",
    ])
    func `what only looks like a conflict is none`(text: String) {
        #expect(Document(text).diagnostics.isEmpty)
    }

    @Test func `a malformed front matter leaves no fields, and the body`() {
        let document = Document("---\na: 1\na: 2\n---\n# Title\n[[link]] #tag\n")
        #expect(document.fields.isEmpty)
        #expect(document.headings.map(\.text) == ["Title"])
        #expect(document.links.map(\.target) == ["link"])
        #expect(document.tags.map(\.name) == ["tag"])
    }

    @Test func `trouble in the body leaves the fields`() {
        let document = Document(bytes: Array("---\na: 1\n---\n[[link]] ".utf8) + [0xFF])
        #expect(document.isMalformed)
        #expect(document.values == ["a": 1])
        #expect(document.links.map(\.target) == ["link"])
    }

    @Test func `every duplicate key is told`() {
        let document = Document(frontMatter("a: 1\nb: {c: 1, c: 2}\na: 3\n"))
        #expect(document.diagnostics.map(\.code) == [.duplicateKey, .duplicateKey])
        #expect(document.diagnostics[1].message.contains("line 2"))
    }

    @Test func `a large file is not read`() {
        let document = Document(bytes: Array(repeating: UInt8(ascii: "#"), count: DocumentLimits.fileBytes + 1))
        #expect(document.diagnostics.map(\.code) == [.tooLarge])
        #expect(document.headings.isEmpty)
        let unread = Document(tooLargeWithByteCount: DocumentLimits.fileBytes + 1)
        #expect(unread.diagnostics == document.diagnostics)
        #expect(unread.bytes.isEmpty)
    }

    @Test("What stands in a conflict is no heading")
    func conflictHeadings() {
        let text = "# A\n<<<<<<< HEAD\ntheirs\n=======\n# Ours\n>>>>>>> b\n# B\n"
        #expect(Document(bytes: Array(text.utf8)).headings.map(\.text) == ["A", "B"])
    }
}
