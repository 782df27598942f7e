import Testing

@testable import VaultModel

@Suite("A title as a file's name")
struct FileTitleTests {
    @Test(
        "stays as it is, but for what no file system or link can bear",
        arguments: [
            ("Blade Runner 1982", "Blade Runner 1982"), ("Dr. No", "Dr. No"), ("買花 🌱", "買花 🌱"),
            ("AC/DC", "AC-DC"), ("Alien: Covenant", "Alien Covenant"), ("10:30", "10-30"), ("What?", "What"),
            ("C #", "C"), ("a [b] | c", "a b c"), ("Wait...", "Wait"), (".hidden", "hidden"), ("a\u{1}b", "a-b"),
            ("`code`", "code"), ("50 % off", "50 % off"), ("Con artists", "Con artists"),
        ])
    func reads(title: String, name: String) {
        #expect(FileTitle.of(title) == name)
        #expect(FileTitle.of(name) == name)
    }

    @Test(
        "is none where nothing is left or the name would mean something else",
        arguments: ["?", "...", "CON", "a.md", ""])
    func none(title: String) { #expect(FileTitle.of(title) == nil) }

    @Test("leaves room for an ending, however long the title is")
    func length() throws {
        let name = try #require(FileTitle.of(String(repeating: "長い ", count: 200)))
        #expect(name.utf8.count <= 200 && !name.hasSuffix(" "))
    }
}
