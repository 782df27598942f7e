import Testing

@testable import VaultModel

@Suite("A reference")
struct ReferenceTests {
    @Test(
        "is read from a plain name and from wiki brackets",
        arguments: [
            ("garden", Reference(target: "garden")), ("  garden ", Reference(target: "garden")),
            ("The garden", Reference(target: "The garden")),
            ("domains/garden.md", Reference(target: "domains/garden.md")),
            ("[[garden]]", Reference(target: "garden", isWiki: true)),
            ("[[ garden ]]", Reference(target: "garden", isWiki: true)),
            ("[[garden|The garden]]", Reference(target: "garden", text: "The garden", isWiki: true)),
            ("[[garden#Beds|the beds]]", Reference(target: "garden", heading: "Beds", text: "the beds", isWiki: true)),
            ("notes on C#", Reference(target: "notes on C#")),
        ])
    func reads(text: String, expected: Reference) throws {
        let reference = try #require(Reference(text))
        #expect(reference == expected)
        #expect(Reference(reference.written) == reference)
    }

    @Test(
        "has a target and brackets that match",
        arguments: [
            "", "  ", "[[]]", "[[ ]]", "[[garden", "garden]]", "[[|text]]", "[[#beds]]", "two\nlines", "[[a]] [[b]]",
        ])
    func refuses(text: String) {
        #expect(Reference(text) == nil)
    }

    private func scalar(_ text: String, _ span: ByteRange, _ style: YAMLNode.ScalarStyle = .plain) -> YAMLNode {
        YAMLNode(content: .scalar(text: text, style: style), span: span)
    }

    private func sequence(_ items: [YAMLNode], _ span: ByteRange) -> YAMLNode {
        YAMLNode(content: .sequence(items, style: .flow), span: span)
    }

    @Test("is found in a front matter value with its place")
    func occurrences() {
        let quoted = scalar("[[garden]]", 3..<15, .doubleQuoted)
        #expect(
            Reference.occurrences(in: quoted) == [
                .init(reference: Reference(target: "garden", isWiki: true), span: 3..<15)
            ])
        let list = sequence([scalar("home", 1..<5), scalar("", 6..<6), quoted], 0..<16)
        #expect(Reference.occurrences(in: list).map(\.reference.target) == ["home", "garden"])
    }

    @Test("in unquoted brackets, which YAML takes for lists, is what its writer meant")
    func unquotedWiki() {
        let inner = scalar("garden|The garden", 2..<19)
        let unquoted = sequence([sequence([inner], 1..<20)], 0..<21)
        let expected = Reference.Occurrence(
            reference: Reference(target: "garden", text: "The garden", isWiki: true), span: 2..<19)
        #expect(Reference.occurrences(in: unquoted) == [expected])
        #expect(Reference.occurrences(in: sequence([unquoted], 0..<23)) == [expected])
    }

    @Test("is none where a value is null or a mapping")
    func noReference() {
        #expect(Reference.occurrences(in: scalar("null", 0..<4)).isEmpty)
        #expect(Reference.occurrences(in: YAMLNode(content: .mapping([], style: .flow), span: 0..<2)).isEmpty)
    }
}
