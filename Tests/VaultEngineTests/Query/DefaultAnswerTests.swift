import Testing
import VaultModel

@testable import VaultEngine

/// What a kind gives where a file states nothing.
struct DefaultAnswerTests {
    private static func vault() throws -> TestVault {
        let repository = try TestVault()
        try repository.write(
            "kinds/book.md",
            """
            ---
            type: kind
            fields:
              format: {type: enum, values: [Paper, eBook], default: Paper}
              genres: {type: [text], default: [Novel, Prose]}
              pages: {type: number, default: 300}
            ---

            """)
        try repository.write("one.md", "---\ntype: book\n---\n")
        try repository.write("two.md", "---\ntype: book\nformat: Paper\ngenres: Novel\npages: 300\n---\n")
        try repository.commit()
        return repository
    }

    @Test("A default is counted as it is written, all of a list, with what is stated so")
    func tally() throws {
        let repository = try Self.vault()
        let vault = try repository.refreshed()
        var request = EntityRequest()
        request.queries = ["type:book"]
        let query = try vault.query(for: request)
        #expect(try vault.tally(query, by: "format") == [QueryTally(values: [.string("Paper")], count: 2)])
        #expect(try vault.tally(query, by: "pages") == [QueryTally(values: [.integer(300)], count: 2)])
        #expect(
            try vault.tally(query, by: "genres") == [
                QueryTally(values: [.string("Novel")], count: 2), QueryTally(values: [.string("Prose")], count: 1),
            ])
    }

    @Test("SQL has a default as it is written, in every moment")
    func sql() throws {
        let repository = try Self.vault()
        for vault in [try repository.refreshed(), try repository.refreshed().asOf("HEAD")] {
            let answer = try vault.answer(
                sql: "SELECT name, value, json FROM fields WHERE path = 'one.md' AND NOT is_stated ORDER BY name")
            #expect(
                answer.rows == [
                    [.text("format"), .text("Paper"), .text("\"Paper\"")],
                    [.text("genres"), .text("[\"Novel\",\"Prose\"]"), .text("[\"Novel\",\"Prose\"]")],
                    [.text("pages"), .integer(300), .text("300")],
                ])
            let items = try vault.answer(
                sql: "SELECT j.value FROM fields, json_each(fields.json) AS j WHERE name = 'genres' AND NOT is_stated")
            #expect(items.rows == [[.text("Novel")], [.text("Prose")]])
        }
    }
}
