import Testing

@testable import mosaic

struct FittedLineTests {
    private let line = FittedLine(
        .fixed("  7k3m  "), .flexible("Fix the roof of the barn before the winter comes", .strong), .fixed("  task"),
        .optional("  tasks/fix-the-roof.md"))

    @Test("A title gives way, the id never does, and what can be left out is where the title would be cut short")
    func yielding() {
        let whole = "  7k3m  Fix the roof of the barn before the winter comes  task  tasks/fix-the-roof.md"
        #expect(line.text(width: nil, style: .plain) == whole && line.text(width: 85, style: .plain) == whole)
        #expect(
            line.text(width: 80, style: .plain)
                == "  7k3m  Fix the roof of the barn before the winter…  task  tasks/fix-the-roof.md")
        #expect(
            line.text(width: 60, style: .plain) == "  7k3m  Fix the roof of the barn before the winter co…  task")
        #expect(line.text(width: 26, style: .plain) == "  7k3m  Fix the roo…  task")
        #expect(line.text(width: 5, style: .plain) == "  7k3m  Fix the roo…  task")
        #expect(line.isWhole(in: 85) && !line.isWhole(in: 84) && line.isWhole(in: nil))
    }

    @Test("What is expendable is left out before a title would take the line past its end, the last of it first")
    func expendable() {
        let line = FittedLine(.flexible("Fix the roof of the barn"), .expendable("  idea"), .expendable(", actionable"))
        #expect(line.text(width: nil, style: .plain) == "Fix the roof of the barn  idea, actionable")
        #expect(line.text(width: 30, style: .plain) == "Fix the roo…  idea, actionable")
        #expect(line.text(width: 29, style: .plain) == "Fix the roof of the ba…  idea")
        #expect(line.text(width: 17, style: .plain) == "Fix the roof of …")
    }

    @Test("Of several the widest gives way first, by what it takes on the terminal, and styles count nothing")
    func sharing() {
        let line = FittedLine(.flexible("屋根を修理して雨樋を掃除する"), .fixed(" → "), .flexible("short"))
        #expect(line.text(width: 20, style: .plain) == "屋根を修理… → short")
        let styled = FittedLine(.flexible("A title that is cut", .strong), .fixed("x", .faint))
        #expect(
            styled.text(width: 14, style: Style(isEnabled: true))
                == "\u{1B}[1mA title that…\u{1B}[0m\u{1B}[2mx\u{1B}[0m")
    }
}

struct WrappedTextTests {
    private func lines(_ text: String, _ width: Int?) -> [String] {
        WrappedText(text).lines(width: width, style: .plain)
    }

    @Test("Text breaks at spaces, and within what alone is too wide")
    func breaking() {
        #expect(lines("one two  three", nil) == ["one two  three"] && lines("", 5) == [""])
        #expect(lines("one two three", 7) == ["one two", "three"])
        #expect(lines("one two three", 8) == ["one two", "three"])
        #expect(lines("one two   three   ", 5) == ["one", "two", "three"])
        #expect(lines("a longish word", 4) == ["a", "long", "ish", "word"])
        #expect(lines("屋根を修理 e\u{301}e\u{301}e\u{301}", 6) == ["屋根を", "修理", "e\u{301}e\u{301}e\u{301}"])
        #expect(lines("abc", 0) == ["a", "b", "c"])
    }

    @Test("What is styled stays so on the next line")
    func styles() {
        let text = WrappedText([("see ", nil), ("the roof", .attention), (" here", nil)])
        #expect(
            text.lines(width: 9, style: Style(isEnabled: true)) == [
                "see \u{1B}[35mthe\u{1B}[0m", "\u{1B}[35mroof\u{1B}[0m here",
            ])
    }

    @Test("No line is wider than there is room for, and nothing is lost", arguments: 4...40)
    func random(width: Int) {
        let seed = UInt64(width)
        var random = RandomSource.seeded(seed)
        for _ in 0..<200 {
            let text = TerminalText.escaped(random.string(upTo: 60))
            let lines = lines(text, width)
            for line in lines { #expect(DisplayWidth.of(line) <= width, "\(seed): \(text)") }
            #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " }, "\(seed): \(text)")
        }
    }
}
