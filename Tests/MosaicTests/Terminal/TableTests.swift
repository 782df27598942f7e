import Foundation
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
        // Then columns give way, and in the end all stand below each other.
        #expect(table(rows).aligned(width: 24, style: .plain) == "ID        TITLE\n7k3m9q2x  A title that …\n")
        #expect(
            table(rows + [["3m9q", "屋根を修理して雨樋を掃除", ""]]).aligned(width: 20, style: .plain) == """
                ID     7k3m9q2x
                TITLE  A title that…
                DUE    today

                ID     3m9q
                TITLE  屋根を修理し…

                """)
    }

    @Test("The last column can go on below itself, and leaves nothing out")
    func wrapped() {
        let table = Table(
            columns: [
                Table.Column(header: "ID", role: .identifier),
                Table.Column(header: "WHY", isFlexible: true, isWrapped: true, role: .faint),
            ], rows: [["7k", "high priority, due in 7 days, scheduled today"], ["3m9q", "due"]])
        #expect(
            table.aligned(width: 30, style: .plain) == """
                ID    WHY
                7k    high priority, due in 7
                      days, scheduled today
                3m9q  due

                """)
        #expect(table.aligned(width: 80, style: .plain).split(separator: "\n").count == 3)
    }

    @Test("A path gives way inside, and one long one makes no blocks of all rows")
    func paths() {
        let rows = [
            [
                "References/A film with a name that is longer than most names of films are.md", "A film with a name",
                "today",
            ],
            ["7k3m9q2x", "Short", ""],
        ]
        for width in [50, 60, 80] {
            let lines = table(rows).aligned(width: width, style: .plain).split(separator: "\n").map(String.init)
            #expect(lines.count == 3 && lines[0].hasPrefix("ID ") && lines[0].hasSuffix("DUE"))
            #expect(lines[1].contains("…") && lines[1].contains("films are.md  ") && lines[2].hasPrefix("7k3m9q2x  "))
            #expect(lines.allSatisfy { DisplayWidth.of($0) <= width })
        }
        // Where titles can make room, a path that an entity is named by stays whole.
        let path = "References/A film with a name of fifty letters.md"
        let lines = table([[path, "A film with a name of fifty letters", ""]]).aligned(width: 70, style: .plain)
        #expect(lines.contains(path + "  A film with a na") && lines.contains("…"))
        // What is no path stays whole, however long it is.
        let long = String(repeating: "x", count: 40)
        #expect(table(rows + [[long, "a", "b"]]).aligned(width: 60, style: .plain).contains(long))
    }

    @Test("A column that leads is there as long as any other that can be left out")
    func leading() {
        let columns = [
            Table.Column(header: "WHEN", isLeading: true, role: .faint), Table.Column(header: "WHO"),
            Table.Column(header: "TITLE", isFlexible: true),
            Table.Column(header: "CHANGE", isFlexible: true, isExpendable: true), Table.Column(header: "COMMIT"),
        ]
        let table = Table(
            columns: columns,
            rows: [["2026-11-24 09:00", "Ann", "A title that is long enough", "a change that is long", "c0ffee00"]])
        func heads(_ width: Int) -> [Substring] {
            table.aligned(width: width, style: .plain).prefix { $0 != "\n" }.split(separator: " ")
        }
        #expect(heads(80) == ["WHEN", "WHO", "TITLE", "CHANGE", "COMMIT"])
        #expect(heads(50) == ["WHEN", "WHO", "TITLE", "CHANGE"])
        #expect(heads(40) == ["WHEN", "WHO", "TITLE"])
        #expect(heads(30) == ["WHEN", "TITLE"])
        #expect(heads(20) == ["TITLE"])
    }

    @Test("What is told by a colour can be left out as well, and a line can stand without a header")
    func expendableIdentifier() {
        var table = Table(
            columns: [
                Table.Column(header: "WHEN", isLeading: true), Table.Column(header: "WHO"),
                Table.Column(header: "EVENT", isExpendable: true, role: .identifier),
                Table.Column(header: "TITLE", isFlexible: true),
            ], rows: [["2026-11-24 09:00", "A", "task.completed", "A title that is long enough"]])
        table.showsHeader = false
        #expect(
            table.aligned(width: 80, style: .plain)
                == "2026-11-24 09:00  A  task.completed  A title that is long enough\n")
        #expect(table.aligned(width: 40, style: .plain) == "2026-11-24 09:00  A  A title that is lo…\n")
        #expect(table.aligned(width: 32, style: .plain) == "2026-11-24 09:00  A title that …\n")
    }

    @Test("Where columns stand below each other a path gives way inside")
    func stackedPath() {
        let columns = ["ID", "PATH"].map { Table.Column(header: $0, isKept: true) }
        let path = "tasks/a-task-with-a-name-that-is-a-good-deal-longer-than-that.md"
        let text = Table(columns: columns, rows: [["7k3m9q2x", path]]).aligned(width: 30, style: .plain)
        #expect(text == "ID    7k3m9q2x\nPATH  tasks/a-…er-than-that.md\n", "\(text)")
    }

    @Test("A place gives way as the path in it does, and keeps its line")
    func places() {
        let columns = [
            Table.Column(header: "PLACE", role: .identifier), Table.Column(header: "TEXT", isFlexible: true),
        ]
        let place = "Areas/Home/The kitchen and all that is in it/Plan.md:102"
        let table = Table(columns: columns, rows: [[place, "Call the plumber about the sink"], ["a.md:7", "Paint"]])
        #expect(
            table.aligned(width: 60, style: .plain) == """
                PLACE                                           TEXT
                Areas/Home/The … all that is in it/Plan.md:102  Call the pl…
                a.md:7                                          Paint

                """)
        #expect(table.aligned(width: 120, style: .plain).contains(place + "  Call the plumber about the sink\n"))
    }

    @Test("No line is wider than the terminal, whatever is in the cells", arguments: [30, 40, 60, 80, 120])
    func fits(width: Int) {
        let titles = [
            "屋根を修理して雨樋を掃除し、それから瓦を数えて新しいものを注文する必要がある、できれば今週中に",
            "Plant the 🌱🌻👩‍🌾 garden with 🇯🇵 flags and family 👨‍👩‍👧‍👦 emoji, and then water it every day of the week",
            "Ca\u{301}fe\u{301} with combi\u{301}ni\u{301}ng ma\u{301}rks thro\u{301}ughout the whole of a title that goes on",
            "한국어 제목은 꽤 길고 터미널에 맞지 않을 수도 있습니다 그래서 잘려야 합니다", "short",
        ]
        let columns = [
            Table.Column(header: "ID", role: .identifier), Table.Column(header: "KIND", role: .faint),
            Table.Column(header: "TITLE", isFlexible: true), Table.Column(header: "STATUS"),
            Table.Column(header: "WHEN"), Table.Column(header: "TAGS", isFlexible: true, isOptional: true),
        ]
        let rows = titles.map { ["7k3m9q2x", "relationship", $0, "not_started", "2026-12-10T19:00", $0] }
        for columns in [
            columns, columns.map { Table.Column(header: $0.header, isFlexible: $0.isFlexible, isKept: true) },
        ] {
            let text = Table(columns: columns, rows: rows).aligned(width: width, style: .plain)
            for line in text.split(separator: "\n") { #expect(DisplayWidth.of(String(line)) <= width, "\(line)") }
            #expect(text.components(separatedBy: "7k3m9q2x").count == 6)
        }
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
