import Testing

@testable import VaultModel

struct SavedQueryTests {
    private func queries(_ text: String) -> [SavedQuery] { Settings(bytes: Array(text.utf8)).queries }

    @Test("The settings keep questions, in short and in full, in their order")
    func reading() {
        let found = queries(
            """
            commit: off
            queries:
              short: type:task
              full:
                description: In a place
                query: 'domain:{place} due<{within} {also}'
                parameters: {within: 7d, also: '', edition: 1.10}
                fields: [title, 'due, project']
              brief: {query: type:task, fields: 'title, due'}
              none: 3
            """)
        #expect(found.map(\.name) == ["short", "full", "brief"])
        #expect(found.map(\.text) == ["type:task", "domain:{place} due<{within} {also}", "type:task"])
        #expect(found[1].description == "In a place")
        #expect(found[1].parameters.map(\.name) == ["within", "also", "edition", "place"])
        #expect(found[1].parameters.map(\.defaultValue) == ["7d", "", "1.10", nil])
        #expect(found.map(\.fields) == [[], ["title", "due", "project"], ["title", "due"]])
        #expect(queries("queries: [a]").isEmpty && queries("commit: on").isEmpty && queries("queries: {").isEmpty)
    }

    @Test("A parameter is what was given, else its default; what a person gives is one value, whatever it holds")
    func filling() throws {
        let query = try #require(
            queries("queries: {q: {query: 'domain:{place} due<{within}', parameters: {within: 7d}}}").first)
        #expect(try query.filled(with: ["place": "garden"]) == "domain:garden due<7d")
        #expect(try query.filled(with: ["place": "a,b", "within": "2w"]) == "domain:a,b due<2w")
        let shed = SavedQuery.written("the shed) or x")
        #expect(try query.filled(with: ["place": shed]) == "domain:\"the shed) or x\" due<7d")
        #expect(try query.filled(with: ["place": SavedQuery.written("")]) == "domain:\"\" due<7d")
        let error = #expect(throws: QueryError.self) { try query.filled(with: [:]) }
        #expect(error?.reason == .missingParameter("place"))
        #expect(error?.span == 7..<14)
    }

    @Test("Braces that hold no name are text")
    func braces() throws {
        let odd = try #require(queries("queries: {q: 'a {{{x}} {y{z} {x}'}").first)
        #expect(odd.parameters.map(\.name) == ["x", "z"])
        #expect(try odd.filled(with: ["x": "1", "z": "2"]) == "a {{1} {y2 1")
        let query = try #require(queries("queries: {q: 'a {b c} {D} {} {'}").first)
        #expect(query.parameters.isEmpty)
        #expect(try query.filled(with: [:]) == "a {b c} {D} {} {")
    }

    @Test("What a program writes as a value is read back as it")
    func writing() throws {
        for text in ["garden", "a b", "a\"b\\c", "(x)", "a,b", "#tag", "ä"] {
            #expect(
                query("path:" + QueryWriting.value(text))?.condition == .test(.path([QueryPattern(text: text)])),
                "\(text)")
        }
    }
}
