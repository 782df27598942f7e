import Testing
import VaultModel

struct SpanTests {
    /// A front matter's content, and the source of the value of its key `a`.
    @Test(arguments: [
        ("a: one two # c\n", "one two"),
        ("a:   one  \n", "one"),
        ("a: 'it''s' # c\n", "'it''s'"),
        ("a: \"x\\\"y\"\n", "\"x\\\"y\""),
        ("a: one\n  two\n\n# c\nb: 1\n", "one\n  two"),
        ("ü: é\na: ö ß # ä\n", "ö ß"),
        ("ü: 🎉\na: [ö, {k: 🎉}] # ä\nb: 1\n", "[ö, {k: 🎉}]"),
        ("a: &x one\n", "one"),
        ("a: !!str one\n", "one"),
        ("a: !!str &x one\n", "one"),
        ("a: &x !<tag:x,y> [1]\n", "[1]"),
        ("a: &x # c & ! [\n  - 1\n", "- 1"),
        ("a: [&x one, !!str two] # c\n", "[&x one, !!str two]"),
        ("a:\n  - x\n  - y # c\n\n  # end\n\nb: 1\n", "- x\n  - y"),
        ("a:\n- x\n-\n# c\nb: 1\n", "- x\n-"),
        ("a:\n  k: v # c\n  l:\n\n# d\nb: 1\n", "k: v # c\n  l:"),
        ("a:\n  - k: v\n    l: w # c\n\nb: 1\n", "- k: v\n    l: w"),
        ("a: |\n  one\n\n  two\n\n\nb: 1\n", "|\n  one\n\n  two"),
        ("a: |+\n  one\n\nb: 1\n", "|+\n  one\n"),
        ("a: >- # c\n  one\n# d\nb: 1\n", ">- # c\n  one"),
        ("a: |\nb: 1\n", "|"),
        ("a:\n  - |\n    x\n\n  - y\n", "- |\n    x\n\n  - y"),
        ("a: {k: 1, l: } # c\n", "{k: 1, l: }"),
        ("a: [\n  x, # c\n  y,\n]\n# d\n", "[\n  x, # c\n  y,\n]"),
    ])
    func `a value's span is exact to the byte`(content: String, source: String) throws {
        for lineEnd in ["\n", "\r\n"] {
            let text = frontMatter(content).split(separator: "\n", omittingEmptySubsequences: false)
                .joined(separator: lineEnd)
            let document = Document(text)
            let span = try #require(document.field("a")?.node.span)
            let expected = source.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: lineEnd)
            #expect(document.text(span) == expected, "\(lineEnd.debugDescription)")
        }
    }

    /// The place of an absent value, shown as `^`.
    @Test(arguments: [
        "a:^\nb: 1\n", "a:^ # c\nb: 1\n", "a:^\n\n# c\n\nb: 1\n", "{a:^ , b: 1}\n", "{a^, b: 1}\n",
        "? a^\n# c\n\n? b\n",
        "a: !!null^\nb: 1\n", "a: &x^ # c\nb: 1\n",
    ])
    func `an absent value has an empty span where it would stand`(marked: String) throws {
        let mark = try #require(marked.utf8.firstIndex(of: UInt8(ascii: "^")))
        let place = marked.utf8.distance(from: marked.utf8.startIndex, to: mark) + 4
        let document = Document(frontMatter(String(marked.filter { $0 != "^" })))
        #expect(document.field("a")?.node.span == place..<place)
    }

    @Test func `keys and items have spans`() throws {
        let document = Document(frontMatter("\"ä b\" : [x, 'y'] # c\n"))
        let field = try #require(document.fields.first)
        #expect(document.text(field.nameSpan) == "\"ä b\"")
        guard case .sequence(let items, .flow) = field.node.content else {
            Issue.record("not a flow list")
            return
        }
        #expect(items.map { document.text($0.span) } == ["x", "'y'"])
    }

    @Test func `a pair in a list has no braces, and ends with its value`() throws {
        let document = Document(frontMatter("a: [k: v , l]\n"))
        guard case .sequence(let items, .flow)? = document.field("a")?.node.content else {
            Issue.record("not a flow list")
            return
        }
        #expect(items.map { document.text($0.span) } == ["k: v", "l"])
    }
}
