import Testing
import VaultModel

struct TaskBoxTests {
    @Test("A box has a place, and the nearest heading above it that parts the text")
    func places() {
        let document = Document(
            """
            ---
            type: note
            ---
            - [ ] before
            # One
            - [x] a
              - [-] b
            > # Quoted
            > - [ ] c

            Two
            ---
            ä 1. no
            - é
              1. [ ] d
            ##
            - [ ] e
            """)
        let placed = document.placedBoxes(in: LineTable(document.bytes)).map { box in
            "\(box.position.line):\(box.position.column) \(box.box.text) \(box.heading ?? "-")"
        }
        #expect(placed == ["4:3 before -", "6:3 a One", "7:5 b One", "9:5 c One", "15:6 d Two", "17:3 e -"])
        var isAsked = false
        func lines() -> LineTable {
            isAsked = true
            return LineTable([])
        }
        #expect(Document("# None\n").placedBoxes(in: lines()) == [] && !isAsked)
    }

    @Test(
        "A mark takes the place of another, and nothing else changes",
        arguments: [
            ("- [ ] a\r\n- [ ] b", "- [x] a\r\n- [ ] b"), ("> * [/] a\n\n[ ]\n", "> * [x] a\n\n[ ]\n"),
            ("- [🎉] a\n[x]: y\n", "- [x] a\n[x]: y\n"), ("---\nx: '[ ]'\n---\n1) [ ]", "---\nx: '[ ]'\n---\n1) [x]"),
        ])
    func marking(before: String, after: String) throws {
        let document = Document(before)
        let box = try #require(document.taskBoxes.first)
        let marked = Document(bytes: document.marking([box], "x"))
        #expect(String(decoding: marked.bytes, as: UTF8.self) == after)
        #expect(marked.taskBoxes.map(\.text) == document.taskBoxes.map(\.text))
        #expect(try #require(marked.taskBoxes.first).isTicked && marked.links == document.links)
    }

    @Test("A box is open, ticked, or neither")
    func marks() {
        let boxes = Document("- [ ] a\n- [x] b\n- [X] c\n- [-] d\n- [>] e\n").taskBoxes
        #expect(boxes.filter(\.isOpen).map(\.text) == ["a"] && boxes.filter(\.isTicked).map(\.text) == ["b", "c"])
        let counts = CheckboxCounts(of: boxes)
        #expect(counts == CheckboxCounts(all: 5, open: 1, ticked: 2) && counts[.all] == 5 && counts[.open] == 1)
    }
}
