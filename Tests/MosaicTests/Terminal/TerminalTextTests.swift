import Testing
import VaultModel

@testable import mosaic

struct TerminalTextTests {
    @Test(
        "Control characters are written out, and nothing else changes",
        arguments: [
            ("plain", "plain"), ("a\tb\nc\r", "a\\tb\\nc\\r"), ("\u{1B}[31mred", "\\x1b[31mred"),
            ("\u{7}\u{0}", "\\x07\\x00"), ("\u{7F}\u{9B}", "\\x7f\\x9b"), ("a\u{202E}b", "a\\u{202e}b"),
            ("C:\\x", "C:\\x"), ("日本 é 👍", "日本 é 👍"), ("a\r\nb", "a\\r\\nb"), ("\u{2028}", "\\u{2028}"),
        ])
    func escaped(text: String, expected: String) {
        #expect(TerminalText.escaped(text) == expected)
    }

    @Test("What is written out on a terminal is in JSON as well, and nothing else is but quotes and backslashes")
    func sameInJSON() {
        for value in UInt32(0)...0x2_FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            var json = JSONWriter()
            json.value(String(scalar))
            let isEscaped = !json.bytes.elementsEqual("\"\(scalar)\"".utf8)
            let isWrittenOut = TerminalText.escaped(String(scalar)).unicodeScalars.first != scalar
            if isEscaped != (isWrittenOut || "\"\\".unicodeScalars.contains(scalar)) {
                Issue.record("U+\(String(value, radix: 16))")
            }
        }
        #expect(TerminalText.escaped("a\u{202A}\u{2066}b\u{200F}") == "a\\u{202a}\\u{2066}b\u{200F}")
    }

    @Test("Lines can be kept, and a carriage return still does no harm")
    func keepingLines() {
        #expect(TerminalText.escaped("a\n\tb\r\n\u{1B}c", keepingLines: true) == "a\n\tb\\r\n\\x1bc")
    }

    @Test("No random text leaves a control character")
    func random() {
        var random = RandomSource.seeded(20_261_124)
        for _ in 0..<2000 {
            let text = TerminalText.escaped(random.string(upTo: 20))
            #expect(text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
        }
    }

    @Test("A cell has no tab and no line end, and tells a backslash from an escape")
    func cell() {
        #expect(TerminalText.cell("a\tb\\t\n") == "a\\tb\\\\t\\n")
    }
}
