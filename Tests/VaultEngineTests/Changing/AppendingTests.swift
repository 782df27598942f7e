import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

@Suite("Appending to an entity's text")
struct AppendingTests {
    /// A file before, what is added under which heading, and the file after.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var before: String
        var text = "More."
        var heading: String?
        var after: String
    }

    private static let cases = [
        Case(testDescription: "a paragraph", before: "# A\n\nText.\n", after: "# A\n\nText.\n\nMore.\n"),
        Case(testDescription: "no line end", before: "# A\nText.  ", after: "# A\nText.  \n\nMore.\n"),
        Case(testDescription: "blank lines at the end", before: "# A\n\n \n\n", after: "# A\n\nMore.\n \n\n"),
        Case(testDescription: "one blank line at the end", before: "# A\n\n", after: "# A\n\nMore.\n"),
        Case(testDescription: "white space at the end", before: "x\n\t", after: "x\n\nMore.\n\t"),
        Case(testDescription: "mixed line ends", before: "x\r\ny\r", after: "x\r\ny\r\n\r\nMore.\r\n"),
        Case(
            testDescription: "CRLF", before: "# A\r\n\r\n- x\r\n", text: "- y\nz\n",
            after: "# A\r\n\r\n- x\r\n- y\r\nz\r\n"),
        Case(testDescription: "nothing yet", before: "", after: "More.\n"),
        Case(
            testDescription: "front matter alone", before: "---\ntype: task # x\n---",
            after: "---\ntype: task # x\n---\n\nMore.\n"),
        Case(testDescription: "behind a list", before: "- [ ] x\n", after: "- [ ] x\n\nMore.\n"),
        Case(testDescription: "a list behind text", before: "x\n", text: "- y", after: "x\n\n- y\n"),
        Case(
            testDescription: "a list goes on", before: "1. x\n   - y\n\n", text: "\n  \n- [ ] z\n\n",
            after: "1. x\n   - y\n- [ ] z\n\n"),
        Case(testDescription: "a break is no item", before: "- x\n- - -\n", text: "- y", after: "- x\n- - -\n\n- y\n"),
        Case(testDescription: "no heading of a line below", before: "x\n", text: "---", after: "x\n\n---\n"),
        Case(
            testDescription: "closed code", before: "```\n# x\n```\n", after: "```\n# x\n```\n\nMore.\n"),
        Case(
            testDescription: "a section", before: "# A\n\n## Log\n\n- x\n\n## Other\n\ny\n", text: "- z",
            heading: "log",
            after: "# A\n\n## Log\n\n- x\n- z\n\n## Other\n\ny\n"),
        Case(
            testDescription: "the sections below it are part of it", before: "## Log\n### Deep\nx\n# Next\n",
            heading: "Log",
            after: "## Log\n### Deep\nx\n\nMore.\n\n# Next\n"),
        Case(
            testDescription: "an empty section", before: "Log\n---\nNext\n===\n", heading: "LOG",
            after: "Log\n---\n\nMore.\n\nNext\n===\n"),
        Case(
            testDescription: "the last section", before: "# A\n## Log\n\n\n", heading: "Log",
            after: "# A\n## Log\n\nMore.\n\n"
        ),
        Case(
            testDescription: "a heading in code is none",
            before: "```\n# Log\n```\n# Log\n```\n# Next\n```\n\n# Next\n",
            heading: "Log", after: "```\n# Log\n```\n# Log\n```\n# Next\n```\n\nMore.\n\n# Next\n"),
        Case(
            testDescription: "a heading in a quote ends no section", before: "# Log\n> # Q\n> q\n\nx\n", heading: "Log",
            after: "# Log\n> # Q\n> q\n\nx\n\nMore.\n"),
        Case(
            testDescription: "a level tells headings apart", before: "# Log\nx\n## Log\ny\n", heading: "# Log",
            after: "# Log\nx\n## Log\ny\n\nMore.\n"),
    ]

    @Test("adds the text where it is asked for, and changes no other byte", arguments: cases)
    func adds(example: Case) throws {
        let vault = try ScratchVault([("a.md", example.before), ("b.md", "# B\n")])
        try vault.change { try $0.planAppending(example.text, to: "a.md", under: example.heading) }
        #expect(try vault.read("a.md") == example.after)
        let title = try vault.open().entity("a.md").title
        #expect(try vault.git("log", "-1", "--format=%s") == "Append to \"\(title)\"")
        #expect(try vault.lastCommitPaths() == ["a.md"])
    }

    @Test(
        "changes nothing where the text would not be one of the body, or would swallow what follows",
        arguments: [
            ("# A\n\n```\ncode\n", "More.", nil), ("# A\n<!-- open\n", "More.", nil),
            ("# A\n## Log\n## Next\n", "```\ncode", "Log"), ("", "---\na: b\n---", nil),
        ] as [(String, String, String?)])
    func refuses(before: String, text: String, heading: String?) throws {
        let vault = try ScratchVault([("a.md", before)])
        let opened = try vault.open()
        #expect(
            vaultError { try opened.planAppending(text, to: "a.md", under: heading) }
                == .unwritableField(path: "a.md", field: nil))
    }

    @Test("knows headings by their text, and says what is not to be found")
    func headings() throws {
        let vault = try ScratchVault([
            ("a.md", "# A\n## Journal\n## Same\n### Same\n"), ("b.md", "text\n"), ("bad.md", "---\na: [\n---\n"),
            ("p.png", ""),
        ])
        let opened = try vault.open()
        func error(_ reference: String, _ heading: String?, _ text: String = "x") -> VaultError? {
            vaultError { try opened.planAppending(text, to: reference, under: heading) }
        }
        let known = ["A", "Journal", "Same"]
        #expect(
            error("a", "jurnal")
                == .unknownHeading("jurnal", path: "a.md", suggestion: "Journal", known: known))
        #expect(
            error("a", "# Journal")
                == .unknownHeading("# Journal", path: "a.md", suggestion: "Journal", known: known))
        #expect(error("b", "Log") == .unknownHeading("Log", path: "b.md", suggestion: nil, known: []))
        #expect(error("a", "same") == .ambiguousHeading("same", path: "a.md", candidates: ["## Same", "### Same"]))
        #expect(error("a", nil, " \n") == .noText)
        guard case .malformedFile("bad.md", _)? = error("bad.md", nil) else { return #expect(Bool(false)) }
        guard case .unknownReference("p.png", _)? = error("p.png", nil) else { return #expect(Bool(false)) }
    }
}
