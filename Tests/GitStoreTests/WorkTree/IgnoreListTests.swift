import TestSupport
import Testing

@testable import GitStore

@Suite struct IgnoreListTests {
    /// The tree that rules are tried on; a slash at the end is a folder.
    private static let tree = [
        "a", "b.md", "ab", "foo/", "foo/a", "foo/b.md", "foo/bar/", "foo/bar/a", "foo/bar/b.md", "foo/bar/baz/",
        "foo/bar/baz/b.md", "foobar/", "bar/", "bar/foo", "bar/a.txt", "Foo.md", "a b", "a ", "#a", "!a", "a*", "a?b",
        "[a]", "a]", "a-b", "a\\b", "déjà.md", "x1", "x2", "xa", "x-", "x^", "x!", "back\\", "1.txt", "a.b.c", "deep/",
        "deep/foo/", "deep/foo/bar/", "deep/foo/bar/a", "deep/a/", "deep/a/a/", "deep/a/a/b.md",
    ]

    private static let tables = [
        "", "\n\n#a\n", "a", "a/", "/a", "foo", "foo/", "/foo", "/foo/", "foo/*", "foo/**", "**/foo", "**/foo/bar",
        "foo/**/a", "foo/**/b.md", "**", "**/", "*", "/*", "*/", "*.md\n!b.md", "*.md\n!/b.md", "foo\n!foo/a",
        "foo/*\n!foo/bar", "/*\n!/foo", "a?", "?", "a*", "*b", "*b*", "f*/b*", "[ab]", "[a-c]", "[!a]", "[^a]",
        "x[0-9]",
        "x[!0-9]", "x[[:alpha:]]", "x[[:digit:]]", "x[^[:alnum:]]", "x[-]", "x[]-]", "x[a-]", "x[\\-]", "x[\\^!]",
        "[]a]",
        "[a", "x[", "x[[:foo:]]", "x[[:alpha:]", "a\\*", "a\\?b", "\\#a", "\\!a", "\\[a\\]", "a\\\\b", "back\\", "a\\ ",
        "a ", "a  ", "a b", " a", "a\t", "\u{FEFF}a", "a\r\nab\r\n", "a**", "**a", "f**/a", "foo**/b.md", "foo/b**",
        "foo/**b.md", "fo*/**/b.md", "**/**/b.md", "foo/**/***/**/b.md", "**/**/**", "**/**/*a", "foo/**/**b.md",
        "***/b.md", "foo/***/b.md", "**/*", "*/**", "foo/bar/", "foo//bar",
        "//", "/", "!", "!a", "\\", "/**", "/**/a", "a/**", "deep/**/a", "deep/*/bar",
        "deep/foo/bar/a\n!deep/foo/bar/a",
        "deep/**/bar/**", "d*p/**/[ab]/*", "?oo", "/?oo/b?r", "*.*.c", "d\u{E9}j\u{E0}.md", "d?j\u{E0}.md", "d*.md",
        "**/a/**/b.md", "foo/bar/baz/b.md\n!*.md", "!*.md\n*.md", "foo/[!/]ar", "foo[/]a", "foo?a", "foo/bar\\/a",
    ]

    @Test func `What git ignores is ignored, pattern by pattern`() throws {
        let vault = try Self.vault()
        for rules in Self.tables { try Self.compare(rules, in: vault, "") }
    }

    @Test func `What git ignores is ignored, for random patterns in random folders`() throws {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        let vault = try Self.vault()
        let pieces = [
            "a", "b", "foo", "bar", ".md", "*", "**", "?", "/", "/", "**/", "/**", "[ab]", "[!a-f]", "\\*", "[", "]",
            "x",
            "-", " ", "\\", "deep", "baz", "[[:alpha:]]", "b.md", "a/",
        ]
        for _ in 0..<250 {
            var rules: [String] = []
            for _ in 0..<2 {
                var lines: [String] = []
                for _ in 0..<Int.random(in: 0...3, using: &generator) {
                    let line = (0..<Int.random(in: 1...5, using: &generator))
                        .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
                    lines.append((Int.random(in: 0..<4, using: &generator) == 0 ? "!" : "") + line)
                }
                rules.append(lines.joined(separator: "\n"))
            }
            try Self.compare(rules[0], below: rules[1], in: vault, "seed \(seed)")
        }
    }

    private static func vault() throws -> ScratchVault {
        let vault = try ScratchVault()
        try vault.makeRepository()
        for path in tree {
            if path.hasSuffix("/") { vault.makeFolder(String(path.dropLast())) } else { try vault.write(path, "") }
        }
        return vault
    }

    /// Asks git and asks us, with the rules in git's file and then in ours.
    private static func compare(
        _ rules: String, below: String = "", in vault: ScratchVault, _ comment: Comment
    ) throws {
        let paths = tree.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        let folders = Set(tree.filter { $0.hasSuffix("/") }.map { String($0.dropLast()) })
        try vault.write(".gitignore", rules)
        try vault.write("foo/.gitignore", below)
        let input = Array(paths.joined(separator: "\0").utf8)
        let answer = try vault.git(["check-ignore", "--no-index", "-z", "--stdin"], input: input)
        try #require(answer.status <= 1)
        let expected = answer.output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        let git = IgnoreRules(IgnoreSources(vault: vault.path, workTree: (vault.path, ""))) { _, _ in false }
        let found = paths.filter { git.exclusion(of: $0, isDirectory: folders.contains($0)).isExcluded }
        #expect(found.sorted() == expected.sorted(), "\(rules.debugDescription) \(below.debugDescription) \(comment)")

        vault.rename(".gitignore", ".mosaicignore")
        vault.rename("foo/.gitignore", "foo/.mosaicignore")
        let own = IgnoreRules(IgnoreSources(vault: vault.path, workTree: nil)) { _, _ in true }
        let foundByOwn = paths.filter { own.exclusion(of: $0, isDirectory: folders.contains($0)).isExcluded }
        #expect(foundByOwn == found, "\(rules.debugDescription) \(comment)")
        vault.remove(".mosaicignore")
        vault.remove("foo/.mosaicignore")
    }

    @Test func `Many stars do not take for ever`() {
        let path = String(repeating: "a/", count: 200) + String(repeating: "a", count: 250)
        for pattern in [
            "*a*a*a*b", String(repeating: "*a", count: 60) + "b", "x/" + String(repeating: "**/a*", count: 40) + "b",
            String(repeating: "**/*a*/", count: 30) + "b", String(repeating: "**/a/", count: 30) + "b",
        ] {
            #expect(IgnoreList(Array(pattern.utf8)).isIgnored(path, isDirectory: false) == nil)
        }
    }

    @Test(arguments: ["**/", "/**", "*a", "[a]"]) func `A pattern of any length is no danger`(part: String) {
        let path = String(repeating: "a/", count: 1_500) + "a"
        for count in [1_000, 50_000, 700_000] {
            let list = IgnoreList(Array((String(repeating: part, count: count) + "/zz").utf8))
            #expect(list.isIgnored(path, isDirectory: false) == nil)
        }
    }

    @Test func `Case is ignored where git ignores it`() {
        let list = IgnoreList(Array("FOO/*.MD\nbAr\n*.Txt\n[a-c]x".utf8))
        for path in ["foo/a.md", "BAR", "x.TXT", "Bx"] {
            #expect(list.isIgnored(path, isDirectory: false, ignoringCase: true) == true, "\(path)")
            #expect(list.isIgnored(path, isDirectory: false) == nil, "\(path)")
        }
    }

    @Test func `No bytes make a list that fails`() {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        let alphabet = Array("ab*?[]!^-\\/:#\n\r \0\u{E9}".utf8)
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...12, using: &generator))
                .map { _ in alphabet.randomElement(using: &generator) ?? 0 }
            let list = IgnoreList(bytes)
            for path in ["a", "a/b", "[", "b]a"] where list.isIgnored(path, isDirectory: true) != nil {
                #expect(!list.isEmpty, "seed \(seed)")
            }
        }
    }
}
