import Testing

@testable import VaultModel

@Suite("A slug")
struct SlugTests {
    @Test(
        "is made of the letters and digits of a title, in any script",
        arguments: [
            ("Fix the roof", "fix-the-roof"), ("  Ann's roof!  ", "anns-roof"), ("Ann’s roof", "anns-roof"),
            ("买花 和 种子", "买花-和-种子"), ("حديقة المنزل", "حديقة-المنزل"), ("Água & pão", "água-pão"),
            ("C++ / Rust", "c-rust"), ("🎉 Party", "party"), ("2026: a plan", "2026-a-plan"), ("-x-", "x"),
            ("../../etc/passwd", "etc-passwd"), ("a\tb\nc", "a-b-c"), ("İstanbul", "i̇stanbul"),
        ])
    func reads(title: String, slug: String) {
        #expect(Slug.of(title) == slug)
        #expect(Slug.of(slug) == slug)
    }

    @Test("is none for a title without a letter or digit", arguments: ["", " ", "?!", "—", "🎉", "'", "\u{301}"])
    func none(title: String) {
        #expect(Slug.of(title) == nil)
    }

    @Test("is no name that Windows keeps for a device", arguments: ["con", "NUL", "Aux!", "lpt1", "com9", "COM²"])
    func reserved(title: String) throws {
        let slug = try #require(Slug.of(title))
        #expect(slug.hasSuffix("-1"))
        #expect(Slug.of("\(title) two") == slug.dropLast(2) + "-two")
    }

    @Test("fits a file name, however long the title or one of its characters is")
    func length() throws {
        for title in [
            String(repeating: "word ", count: 100), String(repeating: "长", count: 100),
            "e" + String(repeating: "\u{301}", count: 500) + "nd", "Note e" + String(repeating: "\u{301}", count: 500),
        ] {
            let slug = Slug.of(title) ?? ""
            #expect(slug.utf8.count <= 80)
            #expect(!slug.hasSuffix("-"))
        }
    }
}
