import Testing
import VaultModel

/// An edit of a front matter's content, and what it makes of it.
struct EditCase: CustomTestStringConvertible, Sendable {
    var before: String
    var edit: DocumentEdit
    var after: String

    init(_ before: String, _ edit: DocumentEdit, _ after: String) {
        self.before = before
        self.edit = edit
        self.after = after
    }

    var testDescription: String { "\(before.debugDescription) \(edit)" }
}

struct DocumentEditTests {
    @Test(arguments: [
        EditCase("a: 1\nb: 2\n", .set("a", to: 3), "a: 3\nb: 2\n"),
        EditCase("a: one # why\nb: 2\n", .set("a", to: "two"), "a: two # why\nb: 2\n"),
        EditCase("a:   one  \n", .set("a", to: "two"), "a:   two  \n"),
        EditCase("a: 'one'\n", .set("a", to: "it's"), "a: 'it''s'\n"),
        EditCase("a: \"one\"\n", .set("a", to: "say \"x\""), "a: \"say \\\"x\\\"\"\n"),
        EditCase("a: 'one'\n", .set("a", to: "x\ny"), "a: \"x\\ny\"\n"),
        EditCase("a: 'one'\n", .set("a", to: 1), "a: 1\n"),
        EditCase("a: one\n", .set("a", to: "1"), "a: \"1\"\n"),
        EditCase("a: one\n", .set("a", to: "true"), "a: \"true\"\n"),
        EditCase("a: one\n", .set("a", to: ""), "a: \"\"\n"),
        EditCase("a: one\n", .set("a", to: "x: y"), "a: \"x: y\"\n"),
        EditCase("a: one\n", .set("a", to: "x #y"), "a: \"x #y\"\n"),
        EditCase("a: one\n", .set("a", to: "#y"), "a: \"#y\"\n"),
        EditCase("a: one\n", .set("a", to: "- y"), "a: \"- y\"\n"),
        EditCase("a: one\n", .set("a", to: "-y"), "a: -y\n"),
        EditCase("a: one\n", .set("a", to: "[[garden]]"), "a: \"[[garden]]\"\n"),
        EditCase("a: one\n", .set("a", to: "2026-12-01"), "a: 2026-12-01\n"),
        EditCase("a: one\n", .set("a", to: "Grüße 🎉"), "a: Grüße 🎉\n"),
        EditCase("a: one\n", .set("a", to: .null), "a: null\n"),
        EditCase("a: one\n", .set("a", to: .number(0.5)), "a: 0.5\n"),
        EditCase("a: one\n", .set("a", to: .number(2)), "a: 2.0\n"),
        EditCase("a: one\n", .set("a", to: .number(-.infinity)), "a: -.inf\n"),
        EditCase("a: one\n", .set("a", to: .number(.nan)), "a: .nan\n"),
        EditCase("a: one\n", .set("a", to: .boolean(false)), "a: false\n"),
        EditCase("a: one\n  two\nb: 1\n", .set("a", to: "x"), "a: x\nb: 1\n"),
        EditCase("a: \"one\n  two\"\nb: 1\n", .set("a", to: "x"), "a: \"x\"\nb: 1\n"),
        EditCase("a:\nb: 1\n", .set("a", to: "x"), "a: x\nb: 1\n"),
        EditCase("a: \nb: 1\n", .set("a", to: "x"), "a: x\nb: 1\n"),
        EditCase("a: # why\nb: 1\n", .set("a", to: "x"), "a: x # why\nb: 1\n"),
        EditCase("a:\n  one\nb: 1\n", .set("a", to: "x"), "a:\n  x\nb: 1\n"),
        EditCase("ä: ö # ü\nb: é\n", .set("b", to: "x"), "ä: ö # ü\nb: x\n"),
        EditCase("a: !!str 3 # c\n", .set("a", to: 4), "a: 4 # c\n"),
        EditCase("a: &x one\nb: 1\n", .set("a", to: "two"), "a: &x two\nb: 1\n"),
        EditCase("a: &x one\nb: *x # c\n", .set("b", to: "two"), "a: &x one\nb: two # c\n"),
        EditCase("{a: 1, b: x}\n", .set("a", to: "p, q"), "{a: \"p, q\", b: x}\n"),
        EditCase("a: same # c\n", .set("a", to: "same"), "a: same # c\n"),
        EditCase("a: 'same'\n", .set("a", to: "same"), "a: 'same'\n"),
        EditCase("? a\n: 1\nb: 2\n", .set("a", to: 3), "? a\n: 3\nb: 2\n"),
        EditCase("\"a b\" : 1\n", .set("a b", to: 3), "\"a b\" : 3\n"),
    ])
    func `setting a scalar changes its bytes only`(_ it: EditCase) throws { try check(it) }

    @Test(arguments: [
        EditCase("a: |\n  one\n  two\n\nb: 1\n", .set("a", to: "x\ny\n"), "a: |\n  x\n  y\n\nb: 1\n"),
        EditCase("a: |\n   one\nb: 1\n", .set("a", to: "x\n\ny"), "a: |-\n   x\n\n   y\nb: 1\n"),
        EditCase("a: |- # why\n  one\nb: 1\n", .set("a", to: "x\n"), "a: | # why\n  x\nb: 1\n"),
        EditCase("a: |\n  one\nb: 1\n", .set("a", to: 5), "a: 5\nb: 1\n"),
        EditCase("a: | # why\n  one\n  two\nb: 1\n", .set("a", to: .boolean(true)), "a: true # why\nb: 1\n"),
        EditCase("a: >\n  one\n  two\nb: 1\n", .set("a", to: "x\ny\n"), "a: >\n  x\n\n  y\nb: 1\n"),
        EditCase("a: |\n  one\nb: 1\n", .set("a", to: ["x"]), "a: [x]\nb: 1\n"),
        EditCase("a: |\n  one\nb: 1\n", .remove("a"), "b: 1\n"),
        EditCase("a: |\n  one\n# c\nb: 1\n", .set("b", to: 2), "a: |\n  one\n# c\nb: 2\n"),
        EditCase("b: 1\na: |\n  one\n", .set("c", to: 2), "b: 1\na: |\n  one\nc: 2\n"),
    ])
    func `block scalars keep their style and their neighbours`(_ it: EditCase) throws { try check(it) }

    @Test(arguments: [
        EditCase("a: 1\n", .set("b", to: "x"), "a: 1\nb: x\n"),
        EditCase("a: 1\n# last\n", .set("b", to: "x"), "a: 1\n# last\nb: x\n"),
        EditCase("", .set("b", to: ["x", "y z"]), "b: [x, y z]\n"),
        EditCase("a:\n  - x\n", .set("b", to: 1), "a:\n  - x\nb: 1\n"),
        EditCase("a: 1\n", .set("b c", to: "x"), "a: 1\nb c: x\n"),
        EditCase("a: 1\n", .set("b: c", to: "x"), "a: 1\n\"b: c\": x\n"),
        EditCase("a: 1\n", .set("b", to: .list([])), "a: 1\nb: []\n"),
        EditCase(
            "a: 1\n", .set("b", to: [.mapping([.init(key: "k", value: "v"), .init(key: "l", value: [1, 2])])]),
            "a: 1\nb:\n  - k: v\n    l: [1, 2]\n"),
        EditCase("a: 1\n", .append("x", to: "tags"), "a: 1\ntags: [x]\n"),
        EditCase("  a: 1 # c\n", .set("b", to: ["x", "y"]), "  a: 1 # c\n  b: [x, y]\n"),
        EditCase(
            "  a: 1\n", .set("b", to: [.mapping([.init(key: "k", value: "v")])]), "  a: 1\n  b:\n    - k: v\n"),
        EditCase("{a: 1}\n", .set("b", to: "x, y"), "{a: 1, b: \"x, y\"}\n"),
        EditCase("# {}\n{} # c\n", .set("b", to: "x, y"), "# {}\n{b: \"x, y\"} # c\n"),
        EditCase("{ }\n", .set("b", to: ["x"]), "{b: [x] }\n"),
        EditCase("# {\na: 1\n", .set("b", to: "x"), "# {\na: 1\nb: x\n"),
        EditCase("{a: 1, b} # c\n", .set("d", to: ["x"]), "{a: 1, b, d: [x]} # c\n"),
        EditCase("{\n  a: 1, # c\n  b: 2 # d\n}\n", .set("e", to: 3), "{\n  a: 1, # c\n  b: 2, e: 3 # d\n}\n"),
        EditCase("{\n  a: 1,\n}\n", .append("x", to: "b"), "{\n  a: 1, b: [x],\n}\n"),
    ])
    func `a new key comes last`(_ it: EditCase) throws { try check(it) }

    @Test(arguments: [
        EditCase("a: 1\nb: 2\n", .remove("a"), "b: 2\n"),
        EditCase("a: 1\n# about b\nb: 2 # c\n# end\n", .remove("b"), "a: 1\n# about b\n# end\n"),
        EditCase("a:\n  - x\n  # inside\n  - y # last\n# about b\nb: 2\n", .remove("a"), "# about b\nb: 2\n"),
        EditCase("a:\n  - x\n\n  # its own\n\n# about b\nb: 2\n", .remove("a"), "\n# about b\nb: 2\n"),
        EditCase("a:\nb: 2\n", .remove("a"), "b: 2\n"),
        EditCase("a: {x: 1,\n  y: 2}\nb: 2\n", .remove("a"), "b: 2\n"),
        EditCase("a: 1\n", .remove("a"), ""),
        EditCase("a: 1\n", .remove("z"), "a: 1\n"),
        EditCase("a: &x 1\nb: 2\n", .remove("a"), "b: 2\n"),
        EditCase("{a: 1, b: 2, c: 3} # d\n", .remove("a"), "{b: 2, c: 3} # d\n"),
        EditCase("{a: 1, b: [2], c: 3}\n", .remove("b"), "{a: 1, c: 3}\n"),
        EditCase("{a: 1, b, c: 'x' }\n", .remove("c"), "{a: 1, b }\n"),
        EditCase("{\n  a: 1, # c\n  b: 2\n}\n", .remove("b"), "{\n  a: 1, # c\n}\n"),
    ])
    func `removing a key removes its lines`(_ it: EditCase) throws { try check(it) }

    @Test(arguments: [
        EditCase("a:\n  - x\n  - y # c\nb: 1\n", .append("z", to: "a"), "a:\n  - x\n  - y # c\n  - z\nb: 1\n"),
        EditCase("a:\n- x\nb: 1\n", .append("z", to: "a"), "a:\n- x\n- z\nb: 1\n"),
        EditCase("a:\n  - x\n  # end\nb: 1\n", .append("z", to: "a"), "a:\n  - x\n  - z\n  # end\nb: 1\n"),
        EditCase("a:\n    -   x\n", .append("z", to: "a"), "a:\n    -   x\n    - z\n"),
        EditCase("a: [x, y] # c\n", .append("z", to: "a"), "a: [x, y, z] # c\n"),
        EditCase("a: [ x ]\n", .append("z", to: "a"), "a: [ x, z ]\n"),
        EditCase("a: [x,y]\n", .append("z", to: "a"), "a: [x,y,z]\n"),
        EditCase("a: [x, y,]\n", .append("z", to: "a"), "a: [x, y, z,]\n"),
        EditCase("a: []\n", .append("z", to: "a"), "a: [z]\n"),
        EditCase("a:\n", .append("z", to: "a"), "a: [z]\n"),
        EditCase("a: x # c\n", .append("z", to: "a"), "a: [x, z] # c\n"),
        EditCase("a: [\n  x,\n  y\n]\n", .append("z", to: "a"), "a: [\n  x,\n  y,\n  z\n]\n"),
        EditCase("a: [\n  x,\n  y, # c\n]\n", .append("z", to: "a"), "a: [\n  x,\n  y, # c\n  z,\n]\n"),
        EditCase("a: [\n  x,\n  y # c\n]\n", .append("z", to: "a"), "a: [\n  x,\n  y, # c\n  z\n]\n"),
        EditCase("a: [x,\n    y]\n", .append("z", to: "a"), "a: [x,\n    y,\n    z]\n"),
        EditCase("a: [x, \"y\"]\n", .append("p, q", to: "a"), "a: [x, \"y\", \"p, q\"]\n"),
        EditCase(
            "a:\n  - user: ann\n    role: owner\n",
            .append(.mapping([.init(key: "user", value: "bo"), .init(key: "role", value: "guest")]), to: "a"),
            "a:\n  - user: ann\n    role: owner\n  - user: bo\n    role: guest\n"),
        EditCase("a:\n  - |\n    text\nb: 1\n", .append("z", to: "a"), "a:\n  - |\n    text\n  - z\nb: 1\n"),
        EditCase("a:\n  -\nb: 1\n", .append("z", to: "a"), "a:\n  -\n  - z\nb: 1\n"),
    ])
    func `appending follows the siblings`(_ it: EditCase) throws { try check(it) }

    @Test(arguments: [
        EditCase("a:\n  - x # c\n  - y\nb: 1\n", .removeItem("x", from: "a"), "a:\n  - y\nb: 1\n"),
        EditCase("a:\n  - x\n  - y\nb: 1\n", .removeItem("y", from: "a"), "a:\n  - x\nb: 1\n"),
        EditCase("a: # c\n  - x\nb: 1\n", .removeItem("x", from: "a"), "a: [] # c\nb: 1\n"),
        EditCase("a:\n- x\nb: 1\n", .removeItem("x", from: "a"), "a: []\nb: 1\n"),
        EditCase("a: [x, y, z]\n", .removeItem("x", from: "a"), "a: [y, z]\n"),
        EditCase("a: [x, y, z]\n", .removeItem("y", from: "a"), "a: [x, z]\n"),
        EditCase("a: [x, y, z] # c\n", .removeItem("z", from: "a"), "a: [x, y] # c\n"),
        EditCase("a: [x, y, z, ]\n", .removeItem("z", from: "a"), "a: [x, y, ]\n"),
        EditCase("a: [x, y, x, x]\n", .removeItem("x", from: "a"), "a: [y]\n"),
        EditCase("a: [x]\n", .removeItem("x", from: "a"), "a: []\n"),
        EditCase("a: x\n", .removeItem("x", from: "a"), "a: []\n"),
        EditCase("a: [x]\n", .removeItem("q", from: "a"), "a: [x]\n"),
        EditCase("b: 1\n", .removeItem("q", from: "a"), "b: 1\n"),
        EditCase("a: [\n  x, # c\n  y,\n]\n", .removeItem("x", from: "a"), "a: [\n  y,\n]\n"),
        EditCase("a: [\n  x,\n  y\n]\n", .removeItem("y", from: "a"), "a: [\n  x,\n]\n"),
    ])
    func `removing an item leaves the others`(_ it: EditCase) throws { try check(it) }

    @Test(arguments: [
        EditCase("a:\n  - x\n  - y\nb: 1\n", .set("a", to: "s"), "a: s\nb: 1\n"),
        EditCase("a: # c\n  k: v\nb: 1\n", .set("a", to: "s"), "a: s # c\nb: 1\n"),
        EditCase("a: s # c\n", .set("a", to: ["x", "y"]), "a: [x, y] # c\n"),
        EditCase("a:\n  - x # 1\n  - y # 2\n", .set("a", to: ["x", "z"]), "a:\n  - x # 1\n  - z # 2\n"),
        EditCase("a:\n  - 'x' # 1\n", .set("a", to: ["w", "x"]), "a:\n  - w\n  - 'x' # 1\n"),
        EditCase("a:\n  - [[x]] # 1\n  - y # 2\n", .set("a", to: [[["z"]], "y"]), "a:\n  - [[z]] # 1\n  - y # 2\n"),
        EditCase("a:\n  - [x,\n     y] # 1\n", .set("a", to: [["z"]]), "a:\n  - [z] # 1\n"),
        EditCase("a:\n  - x # 1\n", .set("a", to: [[["z"]]]), "a:\n  - [[z]] # 1\n"),
        EditCase("a:\n  - [x] # 1\n  - y\n", .set("a", to: ["z", "y"]), "a:\n  - z # 1\n  - y\n"),
        EditCase(
            "a:\n  - {k: v} # 1\n", .set("a", to: [.mapping([.init(key: "k", value: 2)])]),
            "a:\n  - {k: 2} # 1\n"),
        EditCase("a: [x, 'y'] # c\n", .set("a", to: ["x", "z"]), "a: [x, 'z'] # c\n"),
        EditCase("a: [x, y]\n", .set("a", to: ["w", "x", "y"]), "a: [w, x, y]\n"),
        EditCase("a: {k: v}\n", .set("a", to: ["x"]), "a: [x]\n"),
        EditCase("a:\n  k: v\nb: 1\n", .set("a", to: ["x"]), "a: [x]\nb: 1\n"),
        EditCase(
            "a:\n  k: v\nb: 1\n", .set("a", to: .mapping([.init(key: "k", value: 2)])), "a:\n  k: 2\nb: 1\n"),
        EditCase("a:\n  - x\nb: 1\n", .set("a", to: .list([])), "a: []\nb: 1\n"),
        EditCase(
            "a: s # c\nb: 1\n", .set("a", to: [.mapping([.init(key: "k", value: "v")])]),
            "a: # c\n  - k: v\nb: 1\n"),
        EditCase("a: !!seq\n  - x\nb: 1\n", .set("a", to: "s"), "a: s\nb: 1\n"),
        EditCase("a: &x\n  - x\nb: 1\n", .set("a", to: "s"), "a: &x s\nb: 1\n"),
    ])
    func `a value may change its shape`(_ it: EditCase) throws { try check(it) }

    private func check(_ it: EditCase) throws {
        let body = "\nBody: - x\n"
        for (name, dress) in Self.dresses {
            let before = dress(frontMatter(it.before, body: body))
            let result = try Document(before).applying([it.edit])
            #expect(String(decoding: result, as: UTF8.self) == dress(frontMatter(it.after, body: body)), "\(name)")
        }
    }

    private static let dresses: [(String, @Sendable (String) -> String)] = [
        ("as it is", { $0 }),
        (
            "with CRLF",
            { text in text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n") }
        ),
        ("with a byte order mark", { "\u{FEFF}" + $0 }),
    ]
}
