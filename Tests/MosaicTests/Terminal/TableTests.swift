import Testing

@testable import mosaic

struct TableTests {
    private func table(_ rows: [[String]]) -> Table {
        Table(
            columns: [
                Table.Column(header: "ID", role: .identifier), Table.Column(header: "TITLE", isFlexible: true),
                Table.Column(header: "DUE", alignsRight: true),
            ], rows: rows)
    }

    @Test("Columns are aligned by their display width")
    func aligned() {
        let text = table([["7k", "屋根を直す", "today"], ["3m9q", "Fix the roof", "in 3 days"]])
            .aligned(width: 80, style: .plain)
        #expect(
            text == """
                ID    TITLE               DUE
                7k    屋根を直す        today
                3m9q  Fix the roof  in 3 days

                """)
    }

    @Test("Where the terminal is too narrow the title gives way, and the id never does")
    func narrow() {
        let rows = [["7k3m9q2x", "A title that is a good deal longer than there is room for", "today"]]
        #expect(
            table(rows).aligned(width: 40, style: .plain) == """
                ID        TITLE                      DUE
                7k3m9q2x  A title that is a good…  today

                """)
        let tiny = table(rows).aligned(width: 10, style: .plain)
        #expect(tiny.contains("7k3m9q2x  A title tha…  today"))
    }

    @Test("A column that is empty in every row is left out, and no line ends in spaces")
    func emptyColumn() {
        #expect(
            table([["7k", "One", ""], ["7m", "", ""]]).aligned(width: 80, style: .plain) == "ID  TITLE\n7k  One\n7m\n")
    }

    @Test("No rows make no table, so no header either")
    func noRows() {
        #expect(table([]).aligned(width: 80, style: .plain).isEmpty)
    }

    @Test("Style does not count as width, and comes from the table alone")
    func styled() {
        let text = table([["7k", "One\u{1B}[31m", "today"]]).aligned(width: 80, style: Style(isEnabled: true))
        #expect(text.contains("\u{1B}[33m7k\u{1B}[0m  One\\x1b[31m  today\n"))
    }
}
