import Testing
import VaultModel

struct MarkdownElementTests {
    @Test(
        arguments: [
            ("# One", ["1 One"]),
            ("## Two ##\n###### Six\n####### Seven", ["2 Two", "6 Six"]),
            ("#\n# #\n## C#", ["1 ", "1 ", "2 C#"]),
            ("#no\n \\# no\n    # no", []),
            ("   # Three spaces \t", ["1 Three spaces"]),
            ("# A `code` [[b]] \r\nText", ["1 A `code` [[b]]"]),
            ("One\n===\nTwo\n---\n", ["1 One", "2 Two"]),
            ("One\nmore\n===", ["1 One\nmore"]),
            ("One\n\n===\n\n---", []),
            ("- One\n---\n", []),
            ("- One\n  ===\n", ["1 One"]),
            ("> One\n> ===\n\n> Two\n===\n", ["1 One"]),
            ("> # Quoted", ["1 Quoted"]),
            ("One\n    ===", []),
            ("One\n=== x\n--- -\n", []),
            ("```\n# no\n```\n# Yes", ["1 Yes"]),
            ("<!-- c -->\n---\n%% c %%\n===\n", []),
            ("Ünï\n==\n", ["1 Ünï"]),
            ("Text\n# Yes\nText", ["1 Yes"]),
            ("[[a\n---\nb]]", ["2 [[a"]),
        ] as [(String, [String])])
    func `headings have a level and a text`(body: String, headings: [String]) {
        let document = Document(body)
        #expect(document.headings.map { "\($0.level) \($0.text)" } == headings)
        #expect(document.headings.map { document.text($0.span) } == document.headings.map(\.text))
    }

    @Test(
        arguments: [
            ("#tag", ["tag"]), ("a #b/c #d-e_f.", ["b/c", "d-e_f"]), ("#Ünï #日本語 #🎉", ["Ünï", "日本語", "🎉"]),
            ("a#b \\#c &#35; /#d (#e)", []), ("#1984 #y1984 #1/2 #2026-01", ["y1984", "2026-01"]),
            ("# not # a #", []), ("#a/ #/b #-", ["a", "/b"]), ("#a、#b", ["a"]), ("`#a` %% #b %% <!-- #c -->", []),
            ("> #a\n- #b\n1. #c\n  #d", ["a", "b", "c", "d"]), ("## Title #a", ["a"]),
            ("[[a #b]] [c](d #e) [f](#g)", ["e"]),
            ("https://x.y/#z", []), ("#a#b", ["a"]), ("#a,#b #c;", ["a", "c"]), ("x\u{3000}#a x\u{A0}#b", ["a", "b"]),
            ("[l]: #a '#b'\n#c", ["c"]), ("text\r\n#a\r\n", ["a"]), (">#a", ["a"]), ("#a\\_b", ["a"]),
        ] as [(String, [String])])
    func `tags follow Obsidian's rule`(body: String, tags: [String]) {
        let document = Document(body)
        #expect(document.tags.map(\.name) == tags)
        #expect(document.tags.map { document.text($0.span) } == tags.map { "#" + $0 })
    }

    @Test(
        arguments: [
            ("- [ ] open", [" |open"]), ("* [x] done\n+ [X] Done", ["x|done", "X|Done"]),
            ("1. [ ] one\n2) [-] two", [" |one", "-|two"]), ("  - [ ] nested [[a]] ", [" |nested [[a]]"]),
            ("> - [ ] quoted", [" |quoted"]), ("- - [ ] deep", [" |deep"]), ("- [ü] ä\r\n- [🎉] b", ["ü|ä", "🎉|b"]),
            ("- [ ]", [" |"]), ("- [ ]x\n- []\n- [xx] y\n- [x](a)\n- [[a]]\n-[ ] a\n[ ] a\ntext - [ ] a", []),
            ("```\n- [ ] code\n```\n    - [ ] code\n", []), ("-\t[ ] tab", [" |tab"]),
            ("- a\n    - [ ] in a list\n", [" |in a list"]),
        ] as [(String, [String])])
    func `task boxes have a mark and a text`(body: String, boxes: [String]) {
        let document = Document(body)
        #expect(document.taskBoxes.map { "\($0.mark)|\($0.text)" } == boxes)
        for box in document.taskBoxes { #expect(document.text(box.span) == "[\(box.mark)]") }
    }
}
