import Foundation
import Testing
import VaultModel

@testable import VaultEngine

@Suite("Capturing an idea")
struct CapturingTests {
    private func capture(_ text: String) throws -> (vault: ScratchVault, made: MakingPlan) {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        let opened = try vault.open()
        let made = try opened.planCapture(text, random: &vault.random)
        _ = try opened.carryOut(made.plan, ScratchVault.origin())
        return (vault, made)
    }

    @Test("in one line gives a title and nothing else")
    func oneLine() throws {
        let (vault, made) = try capture("  Rain barrel behind the shed \n")
        #expect(made.path == "ideas/rain-barrel-behind-the-shed.md")
        #expect(
            try vault.read(made.path) == """
                ---
                id: \(made.id)
                type: idea
                status: captured
                ---
                # Rain barrel behind the shed

                """)
        #expect(try vault.git("log", "-1", "--format=%s") == "Capture idea \"Rain barrel behind the shed\"")
        #expect(try vault.open().detail(of: made.id).summary.diagnostics == [])
    }

    @Test("takes another name where a link that leads nowhere has the first")
    func danglingLink() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles + [("ideas/other.md", "# Other\n")])
        try FileManager.default.createSymbolicLink(
            atPath: vault.path + "/ideas/foo.md", withDestinationPath: "nowhere.md")
        let opened = try vault.open()
        let made = try opened.planCapture("Foo", random: &vault.random)
        #expect(made.path == "ideas/foo-2.md")
        #expect(try opened.carryOut(made.plan, ScratchVault.origin()).commit != nil)
    }

    @Test(
        "parts the text into a title and a body",
        arguments: [
            ("Title\nSecond", "Title", "Second"), ("Title\n\n\nSecond\n\nThird\n\n", "Title", "Second\n\nThird"),
            ("\n\n  Title\r\nSecond\r\n\r\nThird\r\n", "Title", "Second\n\nThird"), ("# Title\nx", "Title", "x"),
            ("###### Title", "Title", ""), ("####### Seven", "####### Seven", ""), ("#tag first", "#tag first", ""),
            ("#\n\nTitle", "Title", ""), ("#", "#", ""), ("# \n##\n", "#", ""),
            ("Title\n# Heading", "Title", "# Heading"),
            ("Title\n\n    indented\n  less", "Title", "    indented\n  less"), ("- one\n- two", "- one", "- two"),
            ("Title\n---\nfoo: bar\n---\n", "Title", "---\nfoo: bar\n---"), ("🎉", "🎉", ""), ("?!\nx", "?!", "x"),
            ("{{date}}\n{{title}} {{cursor}}", "{{date}}", "{{title}} {{cursor}}"),
            ("a\0b\nc\0", "a\u{FFFD}b", "c\u{FFFD}"),
            ("Merge\n<<<<<<< a\n=======\n>>>>>>> b\n", "Merge", " <<<<<<< a\n=======\n>>>>>>> b"),
            ("<<<<<<< a\n=======\n>>>>>>> b", "<<<<<<< a", "=======\n>>>>>>> b"),
        ])
    func parts(text: String, title: String, body: String) throws {
        let (vault, made) = try capture(text)
        #expect(made.title == title)
        let document = try vault.document(made.path)
        #expect(!document.isMalformed)
        let written = String(decoding: document.bytes[document.bodySpan], as: UTF8.self)
        #expect(written == "# \(title)\n" + (body.isEmpty ? "" : "\n\(body)\n"))
        #expect(try vault.open().detail(of: made.id).summary.title == title)
    }

    @Test("of a very long line gives its beginning as the title, and keeps all of it")
    func longLine() throws {
        let line = String(repeating: "words and ", count: 5_000) + "end"
        let (vault, made) = try capture(line + "\nMore")
        #expect(made.title.count <= 100 && made.title.hasSuffix("…"))
        #expect(line.hasPrefix(made.title.dropLast()))
        #expect(try vault.read(made.path).hasSuffix("\n\n\(line)\n\nMore\n"))
        let (other, solid) = try capture(String(repeating: "长", count: 2_000))
        #expect(solid.title == String(repeating: "长", count: 99) + "…")
        #expect(try other.read(solid.path).hasSuffix("\n\n" + String(repeating: "长", count: 2_000) + "\n"))
    }

    @Test("of white space is refused", arguments: ["", " ", "\n\t \r\n", "\u{3000}"])
    func whiteSpace(text: String) throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        let opened = try vault.open()
        #expect(vaultError { try opened.planCapture(text, random: &vault.random) } == .invalidTitle(""))
    }
}
