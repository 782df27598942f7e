import Testing
import VaultModel

struct DocumentEditRefusalTests {
    @Test(
        arguments: [
            ("a: *x\n", .set("a", to: 1), .malformed),
            ("a: 1\na: 2\n", .set("a", to: 1), .malformed),
            ("a: 1\na: 2\n", .replaceBytes(0..<0, with: []), .malformed),
            ("a: &x [1]\nb: *x\n", .append(2, to: "b"), .alias(key: "b")),
            ("a: &x [1]\nb: *x\n", .removeItem(1, from: "b"), .alias(key: "b")),
            ("a: &x [1]\nb: *x\n", .append(2, to: "a"), .sharedValue(key: "a")),
            ("a: &x 1\nb: *x\n", .set("a", to: 2), .sharedValue(key: "a")),
            ("a: &x 1\nb: *x\n", .remove("a"), .sharedValue(key: "a")),
            ("a: [&x 1]\nb: *x\n", .set("a", to: 2), .sharedValue(key: "a")),
            ("a: {k: v}\n", .append(1, to: "a"), .notAList(key: "a")),
            ("{ # c\n  a: 1}\n", .set("b", to: 1), .unsafe(key: "b")),
            ("{ # c\n  a: 1, b: 2}\n", .remove("a"), .unsafe(key: "a")),
            ("a: 1\n", .replaceBytes(0..<900, with: []), .invalidRange(0..<900)),
            ("a: 1\n", .replaceBytes(0..<3, with: []), .unsafe(key: nil)),
            ("a: 1\n", .replaceBytes(4..<4, with: Array("a: 2\n".utf8)), .unsafe(key: nil)),
            ("a: 1\n", .replaceBytes(4..<4, with: Array("b: 2\n".utf8)), .unsafe(key: nil)),
            ("a: 1\nb: 2\n", .replaceBytes(7..<12, with: Array("3\nb: 4".utf8)), .unsafe(key: nil)),
            ("a: {k: &x v}\nb: [*x]\n", .replaceBytes(14..<15, with: Array("w".utf8)), .sharedValue(key: "a")),
        ] as [(String, DocumentEdit, DocumentEditError)])
    func `an edit that cannot be made safely is refused`(
        content: String, edit: DocumentEdit, error: DocumentEditError
    ) {
        #expect(throws: error) { try Document(frontMatter(content)).applying([edit]) }
    }

    @Test func `ranges that overlap are refused`() {
        let document = Document("Some text\n")
        #expect(throws: DocumentEditError.invalidRange(2..<5)) {
            try document.applying([.replaceBytes(0..<3, with: []), .replaceBytes(2..<5, with: [])])
        }
    }

    @Test(
        arguments: [
            // Aliases within the field, and those in a field that gets the value as well.
            ("a: [{k: &x v}, {k: *x}]\nb: v\n", 15..<16, []), ("a: {k: &x v}\nb: *x\n", 14..<15, [.set("b", to: "w")]),
            ("a: {k: &x v, l: u}\nb: *x\n", 20..<21, []),
        ] as [(String, ByteRange, [DocumentEdit])])
    func `bytes of a field are replaced where no other field changes`(
        content: String, range: ByteRange, others: [DocumentEdit]
    ) throws {
        let document = Document(frontMatter(content))
        let result = try document.applying([.replaceBytes(range, with: Array("w".utf8))] + others)
        var expected = document.bytes
        expected.replaceSubrange(range, with: Array("w".utf8))
        #expect(result == expected)
    }

    @Test func `a link is renamed by its bytes`() throws {
        let document = Document("---\na: 1\n---\nSee [[old#h|x]], ![[old]] and [y](old.md).\n")
        let result = try document.applying(
            document.links.map { .replaceBytes($0.targetSpan, with: Array("new".utf8)) } + [.set("a", to: 2)])
        #expect(
            String(decoding: result, as: UTF8.self)
                == "---\na: 2\n---\nSee [[new#h|x]], ![[new]] and [y](new).\n")
    }

    @Test(arguments: [
        ("Text\n", "---\na: x\n---\nText\n"),
        ("\u{FEFF}Text", "\u{FEFF}---\na: x\n---\nText"),
        ("Text\r\nmore\r\n", "---\r\na: x\r\n---\r\nText\r\nmore\r\n"),
        ("", "---\na: x\n---\n"),
        ("---\n\nA break before, none after.\n", "---\na: x\n---\n---\n\nA break before, none after.\n"),
        ("---\n---", "---\na: x\n---"),
        ("---\nb: 1\n...\nText", "---\nb: 1\na: x\n...\nText"),
        ("--- \nb: 1\n---\t\nText", "--- \nb: 1\na: x\n---\t\nText"),
    ])
    func `a file gets the front matter that it lacks`(before: String, after: String) throws {
        let result = try Document(before).applying([.set("a", to: "x")])
        #expect(String(decoding: result, as: UTF8.self) == after)
    }

    @Test func `edits are made in their order`() throws {
        let document = Document(frontMatter("a: 1\n"))
        let result = try document.applying([
            .set("b", to: ["x"]), .append("y", to: "b"), .remove("a"), .removeItem("x", from: "b"),
        ])
        #expect(String(decoding: result, as: UTF8.self) == frontMatter("b: [y]\n"))
    }

    @Test func `no edit gives the same bytes`() throws {
        let text = "---\na:   1 # c\n---\nText"
        #expect(try Document(text).applying([]) == Array(text.utf8))
    }
}
