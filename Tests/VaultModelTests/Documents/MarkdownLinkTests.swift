import Testing
import VaultModel

struct MarkdownLinkTests {
    /// A body and its links, each as `syntax|source|target|target source|heading|text`.
    @Test(
        arguments: [
            ("[[a]]", ["wiki|[[a]]|a|a||"]),
            ("x [[a b/ç.md]] y", ["wiki|[[a b/ç.md]]|a b/ç.md|a b/ç.md||"]),
            ("[[ a | b ]]", ["wiki|[[ a | b ]]|a|a||b"]),
            ("[[a#h]]", ["wiki|[[a#h]]|a|a|h|"]),
            ("[[a#h#i|b#c|d]]", ["wiki|[[a#h#i|b#c|d]]|a|a|h#i|b#c|d"]),
            ("[[#h]]", ["wiki|[[#h]]|||h|"]),
            ("[[a#^block]]", ["wiki|[[a#^block]]|a|a|^block|"]),
            ("![[a.png|300]]", ["embed|![[a.png|300]]|a.png|a.png||300"]),
            ("\\![[a]]", ["wiki|[[a]]|a|a||"]),
            ("| [[a\\|b]] | [[c#d\\|e]] |", ["wiki|[[a\\|b]]|a|a||b", "wiki|[[c#d\\|e]]|c|c|d|e"]),
            ("[[a]][[b]]", ["wiki|[[a]]|a|a||", "wiki|[[b]]|b|b||"]),
            ("[[[a]]]", ["wiki|[[a]]|a|a||"]),
            ("[[]] [[ ]] [[|x]] [[a\nb]] [[a] [[b", []),
            ("[[a [[b]]", ["wiki|[[b]]|b|b||"]),
            ("\\[[a]] \\[b](c.md) [b\\](c.md)", []),
            ("# Title [[a]]", ["wiki|[[a]]|a|a||"]),
            ("# Title [x](a.md\n\"t\")", []),
            ("# Title [x](a.md) [y](b.md\n)", ["markdown|[x](a.md)|a.md|a.md||x"]),
            ("# Title\n[x](a.md\n\"t\")", ["markdown|[x](a.md\n\"t\")|a.md|a.md||x"]),
            ("> - [[a]]", ["wiki|[[a]]|a|a||"]),
            ("[x](a.md)", ["markdown|[x](a.md)|a.md|a.md||x"]),
            ("[x](../b/a%20b.md#h%20i)", ["markdown|[x](../b/a%20b.md#h%20i)|../b/a b.md|../b/a%20b.md|h i|x"]),
            ("[x](<a b.md> \"t (1)\")", ["markdown|[x](<a b.md> \"t (1)\")|a b.md|a b.md||x"]),
            ("[x]( a.md 't' )", ["markdown|[x]( a.md 't' )|a.md|a.md||x"]),
            ("[x](a(b).md)", ["markdown|[x](a(b).md)|a(b).md|a(b).md||x"]),
            ("[x](a\\)b.md)", ["markdown|[x](a\\)b.md)|a)b.md|a\\)b.md||x"]),
            ("[x](a%FF.md)", ["markdown|[x](a%FF.md)|a%FF.md|a%FF.md||x"]),
            ("[x](#h)", ["markdown|[x](#h)|||h|x"]),
            ("[](a.md)", ["markdown|[](a.md)|a.md|a.md||"]),
            ("![x](a.png)", ["image|![x](a.png)|a.png|a.png||x"]),
            ("\\![x](a.png)", ["markdown|[x](a.png)|a.png|a.png||x"]),
            (
                "[![i](i.png) t](a.md)",
                ["markdown|[![i](i.png) t](a.md)|a.md|a.md||![i](i.png) t", "image|![i](i.png)|i.png|i.png||i"]
            ),
            ("[x [y](b.md) z](a.md)", ["markdown|[y](b.md)|b.md|b.md||y"]),
            ("[x\ny](a.md)", ["markdown|[x\ny](a.md)|a.md|a.md||x\ny"]),
            ("[x\n\ny](a.md)", []),
            ("[x](http://a) [x](https://a#b) [x](mailto:a) [x](obsidian://a) [x](//a/b) [x](C:a)", []),
            ("[x](a b.md) [x]() [x] (a.md) [x](a.md [x](<a.md", []),
            ("[x](a.md \"t\" y)", []),
            ("[x](1:2.md)", ["markdown|[x](1:2.md)|1:2.md|1:2.md||x"]),
            ("- [x](a.md)", ["markdown|[x](a.md)|a.md|a.md||x"]),
            ("> [!note] See [[a]]", ["wiki|[[a]]|a|a||"]),
            ("Line\r\n[[a]]\r\n", ["wiki|[[a]]|a|a||"]),
        ] as [(String, [String])])
    func `links have their parts and spans`(body: String, links: [String]) { expectLinks(body, links) }

    private func expectLinks(_ body: String, _ links: [String]) {
        let document = Document(body)
        let found = document.links.map { link in
            [
                link.syntax.rawValue, document.text(link.span), link.target, document.text(link.targetSpan),
                link.heading ?? "", link.text ?? "",
            ].joined(separator: "|")
        }
        #expect(found == links)
    }

    /// Bodies with links by a label: each is where its text is, and its target where the label is defined.
    @Test(
        arguments: [
            ("[x][l]\n\n[l]: a.md", ["markdown|[x][l]|a.md|a.md||x"]),
            (
                "[l]: a.md\n[m]: b.md\n\n[x][l] [y][m]",
                ["markdown|[x][l]|a.md|a.md||x", "markdown|[y][m]|b.md|b.md||y"]
            ),
            (
                "[l][] [l] ![l] ![x][l]\n\n[l]: <a b.md#h> 't'",
                [
                    "markdown|[l][]|a b.md|a b.md|h|l", "markdown|[l]|a b.md|a b.md|h|l",
                    "image|![l]|a b.md|a b.md|h|l",
                    "image|![x][l]|a b.md|a b.md|h|x",
                ]
            ),
            ("[x][ Straße\n b ]\n\n[STRASSE\t B]: a%20b.md", ["markdown|[x][ Straße\n b ]|a b.md|a%20b.md||x"]),
            ("[É]\n\n[é]: a.md", ["markdown|[É]|a.md|a.md||É"]),
            ("[l]\n\n[l]: a.md\n[L]: b.md", ["markdown|[l]|a.md|a.md||l"]),
            ("[l]\n\n[l]:\n  a.md\n  \"a\n  title\"\n[m]", ["markdown|[l]|a.md|a.md||l"]),
            ("[l]\n\n[l]: a.md\n'no title' x", ["markdown|[l]|a.md|a.md||l"]),
            ("[l]\n\n[l]: a.md 'no\n\ntitle'", []),
            ("[l]\n\n[l]: a.md\n'no\n\ntitle'", ["markdown|[l]|a.md|a.md||l"]),
            ("> [l]: a.md\n\n- [m]: b.md\n\n[l] [m]", ["markdown|[l]|a.md|a.md||l", "markdown|[m]|b.md|b.md||m"]),
            ("> x [a\n> b]\n\n[A b]: a.md", ["markdown|[a\n> b]|a.md|a.md||a\n> b"]),
            ("x\r\n[l]\r\n\r\n[l]: a.md\r\n", ["markdown|[l]|a.md|a.md||l"]),
            ("# [l]\n[l]: a.md", ["markdown|[l]|a.md|a.md||l"]),
            ("[l]: a.md\n===\n[l]", ["markdown|[l]|a.md|a.md||l"]),
            ("[a][b][c]\n\n[c]: c.md\n[a]: a.md", ["markdown|[b][c]|c.md|c.md||b"]),
            ("[a][ ] [b][no]\n\n[a]: a.md\n[b]: b.md", ["markdown|[a]|a.md|a.md||a"]),
            ("[l](x y) [l](b.md)\n\n[l]: a.md", ["markdown|[l]|a.md|a.md||l", "markdown|[l](b.md)|b.md|b.md||l"]),
            ("[a [l] b](c.md)\n\n[l]: a.md", ["markdown|[l]|a.md|a.md||l"]),
            (
                "[![i][i]][l]\n\n[i]: i.png\n[l]: a.md",
                ["markdown|[![i][i]][l]|a.md|a.md||![i][i]", "image|![i][i]|i.png|i.png||i"]
            ),
            ("[x [y](b.md)][l]\n\n[l]: a.md", ["markdown|[y](b.md)|b.md|b.md||y", "markdown|[l]|a.md|a.md||l"]),
            ("[a\\]b]\n\n[a\\]b]: a.md", ["markdown|[a\\]b]|a.md|a.md||a\\]b"]),
            ("[[l]] [l]\n\n[l]: a.md", ["wiki|[[l]]|l|l||", "markdown|[l]|a.md|a.md||l"]),
            ("[l]: a.md", []), ("[x][l] [y][m]\n\n[l]: https://x.y\n[m]: <>", []),
            ("[l][m]\n\n[l]: a.md\n[m]: https://x.y", []),
            ("`[l]` \\[l] <!-- [l] --> %%[l]%%\n\n    [l]\n\n[l]: a.md", []),
            ("- [x] done\n- [ ] [x]\n\n[x]: a.md", ["markdown|[x]|a.md|a.md||x"]),
            ("[^1] [x][^1]\n\n[^1]: a.md", []), ("[//]: # (no link)\n[//]", ["markdown|[//]||||//"]),
        ] as [(String, [String])])
    func `links by a label lead where it is defined`(body: String, links: [String]) { expectLinks(body, links) }

    /// What looks like the definition of a label and is none.
    @Test(arguments: [
        "```\n[l]: a.md\n```", "    [l]: a.md", "- x\n\n      [l]: a.md", "<!--\n[l]: a.md\n-->", "%%\n[l]: a.md\n%%",
        "\\[l]: a.md", "[l\\]: a.md", "text\n[l]: a.md", "# [l]: a.md", "[l]: a.md x", "[l]: a.md \"t\" x", "[l]:",
        "[l]: ",
        "[l] : a.md", "[l]:\n\na.md", "[l]: <a.md", "[l]: <a.md>'t'", "[l]: a)b.md", "[l]:\n- a.md", "[l\n\n]: a.md",
        "> [l]:\n> a.md x", "[[l]: a.md", "[l:] a.md", "[\(String(repeating: "x", count: 1_000))l]: a.md",
    ])
    func `nothing else defines a label`(body: String) {
        #expect(Document("[x][l]\n\n\(body)\n").links.isEmpty)
        #expect(Document("\(body)\n\n[x][l]\n").links.isEmpty)
    }

    /// Bodies in which the links named `no…` are no links, and those named `yes…` are.
    @Test(arguments: [
        "`[[no]]` [[yes]]",
        "``[[no]] ` [[no]]`` [[yes]]",
        "`[[no]]\n[[no]]` [[yes]]",
        "`[[yes]]\n\n[[yes]]` x",
        "`[[yes1]] ``[[no]]`` x",
        "`[[yes]]\n- [[yes]]` x",
        "\\`[[yes]]`",
        "# ` [[yes]]\n[[yes]] `",
        "```\n[[no]]\n```\n[[yes]]",
        "~~~ info ~ `\n[[no]]\n```\n[[no]]\n~~~~\n[[yes]]",
        "   ````md\n[[no]]\n```\n[[no]]\n   `````  \n[[yes]]",
        "```\n[[no]]\n\n[[no]]",
        "``` a`b\n[[yes]]\n",
        "    [[no]]\n\n    [[no]]\n[[yes]]",
        "\t[[no]]",
        "Text\n    [[yes]]\n",
        "- item\n\n      [[no]]\n",
        "- item\n\n    [[yes]]\n",
        "1. item\n\n       [[no]] [a](no.md)\n\n   [[yes]]",
        "- item\n\n      <!--\n\n[[yes]]",
        "- item\n\n      [[no]]\n[[yes]]\n\n    [[no]]",
        "- a\n  - b\n\n      [[yes]]\n\n        [[no]]",
        ">\t[[yes]]",
        "> \t[[yes]]",
        ">\t\t[[no]]",
        "> >\t[[yes]]",
        "- >\t[[yes]]",
        "> <!--\n\n[[yes]]",
        "> <!-- [[no]]\n> [[no]] --> [[yes]]",
        "> <!-- [[no]]\n[[yes]]\n\n[[yes]] -->",
        "- <!-- [[no]]\n\n  [[no]]\n\n[[yes]]",
        "- <!-- [[no]]\n\n  [[no]] --> [[yes]]",
        "# <!-- [[yes]]\n[[yes]] -->",
        "# %% [[yes]]\n[[yes]] %%",
        "- item\n\nText\n\n    [[no]]\n",
        "- ```\n  [[no]]\n  ```\n- [[yes]]",
        "- ```\n  [[no]]\n\n[[yes]]",
        "1. item\n\n   ```\n   [[no]]\n   ```\n   [[yes]]",
        "> ```\n> [[no]]\n> ```\n> [[yes]]",
        "> ```\n> [[no]]\n[[yes]]",
        "> ```\n> > [[no]]\n> ```\n[[yes]]",
        ">     [[no]]\n\n[[yes]]",
        "<!-- [[no]] --> [[yes]]",
        "<!--\n[[no]]\n\n[[no]] -->\n[[yes]]",
        "<!-- [[no]]\n\n[[no]]",
        "x <!-- [[yes]]",
        "x <!-- [[no]]\n\n[[no]] --> [[yes]]",
        "%% [[no]] %% [[yes]]",
        "%%\n[[no]]\n\n[[no]]\n%%\n[[yes]]",
        "100%% [[yes]]",
        "`%%` [[yes]] %%[[no]]%%",
        "<!-- ` --> [[yes]] ` [[yes]]",
        "Text\n```\n[[no]]\n```\n[[yes]]",
        "* * *\n[[yes]]",
        "[[yes]]\n===\n[[yes]]",
    ])
    func `nothing in code, comments or escapes is a link`(body: String) {
        for lineEnd in ["\n", "\r\n"] {
            let text = body.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: lineEnd)
            let targets = Document(text).links.map(\.target)
            #expect(targets.allSatisfy { $0.hasPrefix("yes") })
            #expect(targets.count == body.matches(of: /\[\[yes/).count)
        }
    }
}
