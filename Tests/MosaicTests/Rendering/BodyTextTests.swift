import Testing
import VaultModel

@testable import mosaic

/// Markdown on a terminal, and whole in a pipe.
struct BodyTextTests {
    private func lines(_ text: String, width: Int? = 20) -> [String] {
        BodyText.lines(of: text, width: width, style: .plain)
    }

    @Test(
        "The lines of a paragraph go on with each other, under their text and with their marks",
        arguments: [
            ("one two\nthree four five six", ["one two three four", "five six"]),
            ("- one two three four\n  five six\n- seven", ["- one two three four", "  five six", "- seven"]),
            ("one\n12. two three four five", ["one 12. two three", "four five"]),
            ("12) one two three four five", ["12) one two three", "    four five"]),
            ("one\n1. two", ["one", "1. two"]),
            ("\t- one two three", ["\t- one two", "\t  three"]),
            ("- one\n\n  two three\n  four five six", ["- one", "", "  two three four", "  five six"]),
            ("> one two three four\n> five\nsix", ["> one two three four", "> five six"]),
            ("> one\n> > two three four five", ["> one", "> > two three four", "> > five"]),
            ("> - one two three four", ["> - one two three", ">   four"]),
            ("one  \ntwo\nthree", ["one", "two three"]),
            ("one\\\ntwo<br>\nthree", ["one\\", "two<br>", "three"]),
            ("[^1]: one\n[^2]: two\nthree", ["[^1]: one", "[^2]: two three"]),
            ("<b>one</b> two\nthree four", ["<b>one</b> two three", "four"]),
            ("-\n  one", ["- one"]),
        ])
    func paragraphs(text: String, lines: [String]) {
        #expect(self.lines(text) == lines)
    }

    @Test(
        "What its line ends mean something in stays as it is, however long",
        arguments: [
            "```\none two\nthree four five six seven\n\n- eight\n```", "~~~sh\n```\none\ntwo\n~~~",
            "> ```\n> one\n> two\n> ```", "- one\n\n  ```\n  two\n  three\n  ```",
            "one\n\n    two three four five six\n    seven", "- one\n\n      two three four five six\n      seven",
            "| one | two |\n|---|---|\n| three four five six seven | eight |\n| nine | ten |",
            "one | two\n--- | ---\nthree four five six seven | eight",
            "# one two three four five six\n## two", "One two three four five six\n===", "one two\nthree\n---",
            "one\n\n* * *\ntwo", "<details>\n<summary>one two three four five</summary>\n</details>",
            "<!-- one\n\ntwo three four five six seven\n-->", "> [!note] one two three four five\n> two",
            "$$\na\nb\n$$",
            "[one]: https://example.org/one\n[two]: https://example.org/two/and/more",
        ])
    func literal(text: String) {
        let source = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(lines(text, width: text.hasPrefix("[") ? 48 : 12) == source)
    }

    @Test("What follows something that stays as it is goes on as text")
    func behindLiteral() {
        let text =
            "```\none\n```\ntwo\nthree\n\n<div>\na\nb\n\nfour\nfive\n\n|a|\n|b|\n\nsix\nseven\n\n<!-- a -->\neight\nnine"
        let shown = lines(text, width: 80)
        #expect(["two three", "four five", "six seven", "eight nine"].allSatisfy(shown.contains))
    }

    @Test("In a pipe every line is as it was written")
    func pipe() {
        let text = "one  \ntwo\n> three\nfour  \n\n- five\n six"
        #expect(
            lines(text, width: nil) == text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    }

    @Test("Marks that leave little room are not told again with each line")
    func manyMarks() {
        let marks = String(repeating: "> ", count: 8)
        let text = [marks + "one two three", "four five six seven"]
        #expect(lines(text.joined(separator: "\n")) == text)
        let deep = String(repeating: "> ", count: 10_000) + String(repeating: "word ", count: 10_000)
        #expect(lines(deep, width: 80).map(\.utf8.count).reduce(0, +) < 100_000)
    }

    @Test("Whatever a text is, none of its words are lost on a terminal")
    func words() {
        var random = RandomSource.seeded(7)
        let marks = [
            "- ", "> ", "    ", "```", "|", "# ", "1. ", "<div>", "<!--", "-->", "\t", "---", "\n", "\n", "\n\n",
            "a b ",
        ]
        for _ in 0..<2_000 {
            var text = ""
            for _ in 0..<12 { text += (marks.randomElement(using: &random) ?? "") + random.string(upTo: 4) }
            let bare = { (lines: [String]) in
                lines.joined().unicodeScalars.filter { !$0.properties.isWhitespace && $0 != ">" }
            }
            #expect(
                Array(bare(lines(text, width: 30))) == Array(bare(lines(text, width: nil))), "\(text.debugDescription)")
        }
    }
}
