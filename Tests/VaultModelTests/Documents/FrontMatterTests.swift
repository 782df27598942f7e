import Testing
import VaultModel

struct FrontMatterTests {
    /// Texts with the front matter's span and the body that they have; nil where there is no front matter.
    @Test(
        arguments: [
            ("---\na: 1\n---\nText", 0..<13, "Text"),
            ("---\na: 1\n...\nText", 0..<13, "Text"),
            ("---\na: 1\n---", 0..<12, ""),
            ("---\r\na: 1\r\n---\r\nText", 0..<16, "Text"),
            ("--- \t\na: 1\n--- \nText", 0..<16, "Text"),
            ("\u{FEFF}---\na: 1\n---\nText", 3..<16, "Text"),
            ("---\n---\nText", 0..<8, "Text"),
            ("---\n\n# only a comment\n---\nText", 0..<26, "Text"),
            ("---\na: |\n  ---\n---\nText", 0..<19, "Text"),
            ("---\na: 1\n---\n---\nText", 0..<13, "---\nText"),
            ("Text\n---\na: 1\n---\n", nil, "Text\n---\na: 1\n---\n"),
            (" ---\na: 1\n---\n", nil, " ---\na: 1\n---\n"),
            ("----\na: 1\n----\n", nil, "----\na: 1\n----\n"),
            ("---x\na: 1\n---\n", nil, "---x\na: 1\n---\n"),
            ("---\ra: 1\r---\rText", nil, "---\ra: 1\r---\rText"),
            ("\u{FEFF}Text", nil, "Text"),
            ("", nil, ""),
            ("---", nil, "---"),
            ("---\n\nA thematic break.\n", nil, "---\n\nA thematic break.\n"),
            ("---\n# A heading\n\nText\n", nil, "---\n# A heading\n\nText\n"),
            ("---\n- a: 1\n", nil, "---\n- a: 1\n"),
        ] as [(String, ByteRange?, String)])
    func `front matter stands between delimiter lines`(text: String, span: ByteRange?, body: String) {
        let document = Document(text)
        #expect(document.frontMatterSpan == span)
        #expect(document.body == body)
        #expect(document.diagnostics.isEmpty)
    }

    @Test func `fields come in order, with names as text`() {
        let document = Document(frontMatter("b: 1\n2: x\n\"c d\": y\n[k, l]: z\nnull: n\n"))
        #expect(document.fields.map(\.name) == ["b", "2", "c d", "[k, l]", "null"])
        #expect(document.field("2")?.value == "x")
        #expect(document.field("absent") == nil)
    }

    @Test func `a merge key is a key like any other`() {
        let document = Document(frontMatter("a: &x {k: 1}\nb:\n  <<: *x\n"))
        #expect(
            document.field("b")?.value == .mapping([.init(key: "<<", value: .mapping([.init(key: "k", value: 1)]))]))
    }

    @Test func `an alias is a copy at the alias's place`() throws {
        let document = Document(frontMatter("a: &x [1, 2]\nb: *x\n"))
        let node = try #require(document.field("b")?.node)
        #expect(node.isAlias)
        #expect(document.text(node.span) == "*x")
        #expect(document.field("b")?.value == [1, 2])
        #expect(document.field("a")?.node.isAlias == false)
    }

    @Test func `a thousand keys are read`() {
        let content = (1...1_000).map { "k\($0): \($0)\n" }.joined()
        let document = Document(frontMatter(content))
        #expect(document.diagnostics.isEmpty)
        #expect(document.fields.count == 1_000)
    }
}
