import TestSupport
import Testing

@testable import VaultModel

struct SourcePositionTests {
    @Test(arguments: [
        ("", 0, 1, 1), ("abc", 0, 1, 1), ("abc", 3, 1, 4), ("abc", 99, 1, 4), ("abc", -1, 1, 1),
        ("a\nb", 1, 1, 2), ("a\nb", 2, 2, 1), ("a\n", 2, 2, 1), ("a\r\nb", 3, 2, 1), ("a\rb", 2, 1, 3),
        ("äö\nüx", 4, 1, 3), ("äö\nüx", 7, 2, 2), ("🎉x", 4, 1, 2), ("e\u{301}x", 3, 1, 3), ("\u{FEFF}ab", 3, 1, 1),
        ("\u{FEFF}ab", 4, 1, 2), ("\u{FEFF}ab", 0, 1, 1),
    ])
    func `an offset has a line and a column of scalars`(text: String, offset: Int, line: Int, column: Int) {
        let table = LineTable(Array(text.utf8))
        #expect(table.position(of: offset) == SourcePosition(line: line, column: column))
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `in a line of any length, a column counts the scalars before it`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "word ", "ä", "屋根", "🎉", "\n", String(repeating: "x", count: 700), String(repeating: "é", count: 900),
        ]
        var bytes: [UInt8] = seed == 1 ? Array("\u{FEFF}".utf8) : []
        for _ in 0..<60 {
            bytes += Array((pieces.randomElement(using: &random) ?? "").utf8)
            // A byte that is part of no scalar.
            if Int.random(in: 0..<4, using: &random) == 0 { bytes.append(0xFF) }
        }
        let table = LineTable(bytes)
        var (line, column) = (1, 1)
        var offset = seed == 1 ? 3 : 0
        while offset < bytes.count {
            #expect(
                table.position(of: offset) == SourcePosition(line: line, column: column), "seed \(seed) at \(offset)")
            let length = bytes.withUnsafeBufferPointer { max(UTF8Check.sequenceLength(in: $0, at: offset), 1) }
            (line, column) = bytes[offset] == 0x0A ? (line + 1, 1) : (line, column + 1)
            offset += length
        }
    }

    @Test(
        arguments: [
            ("", 1, ""), ("", 2, nil), ("a", 0, nil), ("a\nb", 1, "a"), ("a\nb", 2, "b"), ("a\nb", 3, nil),
            ("a\n", 2, ""),
            ("a\r\n\r\nb\r", 1, "a"), ("a\r\n\r\nb\r", 2, ""), ("a\r\n\r\nb\r", 3, "b\r"),
            ("a\u{2028}b\u{0B}c\u{85}\nd", 2, "d"),
        ] as [(String, Int, String?)])
    func `a line has no end, and only a line feed ends it`(text: String, number: Int, line: String?) {
        #expect(LineTable(Array(text.utf8)).line(number).map { String(decoding: $0, as: UTF8.self) } == line)
    }

    @Test func `of a long line, what is about the place is shown`() {
        let words = (0..<2_000).map { "屋根\($0)" }
        let table = LineTable(Array(("\u{FEFF}short\n" + words.joined(separator: " ") + "\nlast\n").utf8))
        #expect(table.excerpt(at: SourcePosition(line: 1, column: 2)) == "\u{FEFF}short")
        var column = 1
        for (number, word) in words.enumerated() {
            let excerpt = table.excerpt(at: SourcePosition(line: 2, column: column))
            #expect(excerpt.contains(word) && excerpt.utf8.count < 620 && !excerpt.contains("\u{FFFD}"), "\(word)")
            #expect(excerpt.hasPrefix("…") == (number > 12) || (10...20).contains(number), "\(word)")
            column += word.unicodeScalars.count + 1
        }
        #expect(table.excerpt(at: SourcePosition(line: 2, column: 1_000_000)).hasSuffix("1999"))
        #expect(table.excerpt(at: SourcePosition(line: 9, column: 1)) == "")
    }

    @Test func `positions are ordered by line, then column`() {
        #expect(SourcePosition(line: 1, column: 9) < SourcePosition(line: 2, column: 1))
        #expect(SourcePosition(line: 2, column: 1) < SourcePosition(line: 2, column: 2))
    }
}
