import Testing

@testable import mosaic

struct ListingTests {
    private struct Item {
        var id: String
        var title: String
    }

    private let listing = Listing<Item>(
        fields: [
            .init("id", column: Table.Column(header: "ID")) { $0.id },
            .init("title", column: Table.Column(header: "TITLE", isFlexible: true)) { $0.title },
            .init("length", value: { .integer(Int64($0.title.count)) }) { String($0.title.count) },
            .init("note") { _ in "" },
        ],
        path: { $0.id == "2" ? nil : "notes/\($0.id).md" },
        emptyMessage: "Nothing matches.",
        json: { item, writer in writer.object { $0.member("id", item.id) } })

    private let items = [Item(id: "1", title: "One\t\u{1B}"), Item(id: "2", title: "Two")]

    private func output(
        _ arguments: [String], items: [Item]? = nil, isTerminal: Bool = false
    ) throws -> (output: String, error: String) {
        let context = CommandContext.test(environment: ["PAGER": "cat"], isTerminal: isTerminal)
        let options = try OutputOptions.parse(arguments)
        try listing.write(items ?? self.items, options: options, context: context) { $0.member("total", 2) }
        return (context.standardOutput.captured, context.standardError.captured)
    }

    @Test("Lines that come one after the other fit the terminal each by itself, and are whole in a pipe")
    func linesFit() throws {
        let long = Item(id: "3", title: "A title that is a good deal longer than there is room for")
        for (isTerminal, shown) in [(true, "3  A title that is a…\n1  One\n"), (false, "3\t\(long.title)\n1\tOne\n")] {
            let context = CommandContext.test(isTerminal: isTerminal, width: 21)
            try listing.writeLines(
                [long, Item(id: "1", title: "One")], options: OutputOptions.parse([]), context: context)
            #expect(context.standardOutput.captured == shown)
        }
    }

    @Test(
        "A list is written in the form that is asked for",
        arguments: [
            ([], "1\tOne\\t\\x1b\n2\tTwo\n"),
            (["--json"], "{\"data\":[\n{\"id\":\"1\"},\n{\"id\":\"2\"}\n],\"meta\":{\"total\":2}}\n"),
            (["--jsonl"], "{\"id\":\"1\"}\n{\"id\":\"2\"}\n"),
            (["--format", "{id}:{length}"], "1:5\n2:3\n"),
            (["--fields", "length,note,id"], "5\t\t1\n3\t\t2\n"),
            (
                ["--fields", "length,id,length", "--jsonl"],
                "{\"length\":5,\"id\":\"1\"}\n{\"length\":3,\"id\":\"2\"}\n"
            ),
            (
                ["--json", "--fields", "note"],
                "{\"data\":[\n{\"note\":null},\n{\"note\":null}\n],\"meta\":{\"total\":2}}\n"
            ),
            (["-0"], "notes/1.md\0"),
        ])
    func forms(arguments: [String], expected: String) throws {
        #expect(try output(arguments).output == expected)
    }

    @Test("On a terminal it is a table, and a template's fields are made safe")
    func terminal() throws {
        #expect(try output(["--color", "never"], isTerminal: true).output == "ID  TITLE\n1   One\\t\\x1b\n2   Two\n")
        #expect(try output(["--format", "{title}"], isTerminal: true).output == "One\\t\\x1b\nTwo\n")
    }

    @Test("With --color always it is a table for whoever reads it through a program, colours included")
    func coloured() throws {
        let table = try output(["--color", "always"]).output
        #expect(table == "\u{1B}[2mID\u{1B}[0m  \u{1B}[2mTITLE\u{1B}[0m\n1   One\\t\\x1b\n2   Two\n")
        #expect(try output(["--color", "always", "-0"]).output == "notes/1.md\0")
        #expect(try output(["--color", "never"]).output == "1\tOne\\t\\x1b\n2\tTwo\n")
    }

    @Test("An empty list says so to a person, and is empty to a program")
    func empty() throws {
        #expect(try output([], items: [], isTerminal: true) == ("", "Nothing matches.\n"))
        #expect(try output([], items: []) == ("", ""))
        #expect(try output(["--json"], items: []).output == "{\"data\":[],\"meta\":{\"total\":2}}\n")
    }

    @Test("A column that was asked for is there even where it is empty")
    func chosenColumns() throws {
        let table = try output(["--fields", "id,note,length", "--color", "never"], isTerminal: true).output
        #expect(table == "ID  NOTE  LENGTH\n1         5\n2         3\n")
    }

    @Test("An unknown field is wrong usage, and is answered with the one that was meant")
    func unknownField() throws {
        let failure = try #require(throws: CommandFailure.self) { try output(["--fields", "id,titel"]) }
        #expect(failure.status == .usage && failure.message == "there is no field 'titel'")
        #expect(failure.remedy == "Did you mean 'title'? The fields are id, title, length, note.")
    }

    @Test("What comes one after the other is written by the line, and by no pager")
    func lines() throws {
        for (arguments, expected) in [
            ([], "1\tOne\\t\\x1b\n2\tTwo\n"), (["--json"], "{\"id\":\"1\"}\n{\"id\":\"2\"}\n"),
            (["--fields", "length"], "5\n3\n"),
        ] {
            let context = CommandContext.test()
            let options = try OutputOptions.parse(arguments)
            try listing.choosing(options.fieldNames).writeLines(items, options: options, context: context)
            #expect(context.standardOutput.captured == expected)
        }
    }

    @Test(
        "Two forms at once are wrong usage",
        arguments: [
            ["--json", "-0"], ["--jsonl", "--format", "{id}"], ["--fields", "id", "-0"],
            ["--fields", "id", "--format", "{id}"],
        ])
    func conflict(arguments: [String]) {
        #expect(throws: (any Error).self) { try OutputOptions.parse(arguments) }
    }
}
