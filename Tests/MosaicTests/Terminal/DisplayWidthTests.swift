import Testing

@testable import mosaic

struct DisplayWidthTests {
    @Test(
        "Text takes the columns that a terminal gives it",
        arguments: [
            ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本語", 6), ("한국", 4),
            ("\u{1112}\u{1161}\u{11AB}", 2), ("ｆｕｌｌ", 8), ("ｶﾅ", 2), ("Ⓐ", 1), ("Я", 1), ("ไทย", 3), ("ที่", 1),
            ("👍", 2), ("👍🏽", 2), ("👩‍👩‍👧‍👦", 2), ("🇩🇪", 2), ("❤️", 2), ("❤", 1), ("☔", 2), ("⌛", 2),
            ("1️⃣", 2), ("a\u{200B}b", 2), ("\u{FEFF}a", 1), ("a\u{AD}b", 2), ("𝒳", 1), ("𠀀", 2), ("　", 2),
            ("\u{1B}[31m", 4), ("… – “x”", 7), ("☰", 2), ("〈〉", 4), ("عربى", 4), ("🏳️‍🌈", 2), ("क्ष", 2),
        ])
    func width(text: String, columns: Int) {
        #expect(DisplayWidth.of(text) == columns)
    }

    @Test(
        "Text is cut at whole characters, with an ellipsis in the last column",
        arguments: [
            ("hello", 5, "hello"), ("hello", 4, "hel…"), ("hello", 1, "…"), ("hello", 0, ""),
            ("日本語", 5, "日本…"), ("日本語", 4, "日…"), ("👩‍👩‍👧‍👦👍", 3, "👩‍👩‍👧‍👦…"), ("e\u{301}e\u{301}", 1, "…"),
        ])
    func truncation(text: String, columns: Int, expected: String) {
        #expect(DisplayWidth.truncated(text, to: columns) == expected)
        #expect(DisplayWidth.of(DisplayWidth.truncated(text, to: columns)) <= columns)
    }

    @Test("Padding counts columns, not characters")
    func padding() {
        #expect(DisplayWidth.padded("日本", to: 6) == "日本  ")
        #expect(DisplayWidth.padded("12", to: 4, alignsRight: true) == "  12")
        #expect(DisplayWidth.padded("long", to: 2) == "long")
    }
}
