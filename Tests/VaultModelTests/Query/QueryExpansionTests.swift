import Testing

@testable import VaultModel

@Suite("A kept question in a query")
struct QueryExpansionTests {
    private static let expansion = QueryExpansion(
        queries: Settings(
            bytes: Array(
                """
                queries:
                  today: 'is:today sort:due,scheduled'
                  late: 'is:passed or tag:late sort:-due'
                  five: 'is:open and limit:5'
                  all: 'sort:title'
                  mine: 'tasks status:open or tag:mine'
                  ideas: 'ideas'
                  place: {query: 'domain:{domain} due<{within}', parameters: {domain: Home life, within: 7d}}
                  open: 'domain:{domain}'
                  both: '@today -@late'
                  nested: '@open'
                  passed: '@open domain={domain}'
                  round: 'tag:x @again'
                  again: '@round'
                """.utf8)
        ).queries, schema: .builtIn)

    @Test(
        "stands in brackets wherever a term can, and its order is that of the whole where it is no part of something",
        arguments: [
            ("@today", "is:today sort:due,scheduled"), ("tag:a @today", "tag:a (is:today) sort:due,scheduled"),
            ("@today sort:title", "(is:today) sort:title"), ("@today @all", "(is:today) (path:*) sort:title"),
            ("@today or @late", "(is:today) or (is:passed or tag:late)"),
            ("-@late", "-(is:passed or tag:late)"), ("not @today x", "not (is:today) x"),
            ("(@today or @late) -tag:a", "((is:today) or (is:passed or tag:late)) -tag:a"),
            ("@five", "is:open limit:5"), ("tag:a and @five", "tag:a and (is:open) limit:5"),
            ("@five limit:2", "(is:open) limit:2"), ("@both", "(is:today) -(is:passed or tag:late) sort:due,scheduled"),
            ("@mine", "type:task (status:open or tag:mine)"), ("@ideas", "type:idea"),
            ("@ideas tag:a", "(type:idea) tag:a"), ("a or @five", "a or (is:open)"), ("x -@five", "x -(is:open)"),
            ("\"@today\" a@today.org", "\"@today\" a@today.org"), ("a \"b", "a \"b"), ("", ""),
        ])
    func places(text: String, expected: String) throws {
        #expect(try Self.expansion.expanded(text) == expected)
        #expect(query(expected) != nil || text == "a \"b")
    }

    @Test(
        "has a value for what it leaves open, of several words in quotes, and what is given for another is its own",
        arguments: [
            ("@place", "domain:\"Home life\" due<7d"), ("@place domain=garden", "domain:garden due<7d"),
            ("@place domain=\"The shed\" within=2w", "domain:\"The shed\" due<2w"),
            ("@place and domain=a,b tag:x", "(domain:a,b due<7d) tag:x"),
            ("@place within=next month", "domain:\"Home life\" due<next month"),
            ("@place domain=\"a) or x\"", "domain:\"a) or x\" due<7d"),
            ("@open domain=a or @open domain=b", "(domain:a) or (domain:b)"),
            ("(@open domain=a) domain=b", "((domain:a)) domain=b"),
            ("@place domain:garden", "(domain:\"Home life\" due<7d) domain:garden"),
            ("@passed domain=home", "domain:home"), ("@place -domain=x", "(domain:\"Home life\" due<7d) -domain=x"),
        ])
    func parameters(text: String, expected: String) throws {
        #expect(try Self.expansion.expanded(text) == expected)
        #expect(query(expected) != nil)
    }

    @Test(
        "is an error where nothing is kept under the name, and where it cannot be asked",
        arguments: [
            ("tag:a @todya", QueryExpansion.Failure.unknownQuery("todya")),
            ("@open", .invalid(QueryError(.missingParameter("domain"), at: 7..<15), text: "domain:{domain}")),
            (
                "@nested domain=home",
                .invalid(
                    QueryError(.missingParameterWithin("domain", query: "open", caller: "nested"), at: 0..<5),
                    text: "@open")
            ),
            ("@round", .invalid(QueryError(.recursiveQuery("round"), at: 0..<6), text: "@round")),
        ])
    func failures(text: String, expected: QueryExpansion.Failure) {
        #expect(throws: expected) { try Self.expansion.expanded(text) }
    }

    @Test("is too large where questions or values double at each step, and where it calls more than a query has terms")
    func bounds() throws {
        let word = String(repeating: "a", count: 1_000)
        func expanded(_ text: String, _ step: (Int) -> String) throws -> String {
            let steps = (1...60).map { "  q\($0): {query: '\(step($0 - 1))', parameters: {x: \(word)}}\n" }.joined()
            let settings = Settings(bytes: Array("queries:\n  q0: {query: '{x}', parameters: {x: a}}\n\(steps)".utf8))
            return try QueryExpansion(queries: settings.queries, schema: .builtIn).expanded(text)
        }
        let growing: [(Int) -> String] = [{ "@q\($0) or @q\($0)" }, { "@q\($0) x={x},{x}" }]
        for step in growing {
            let failure = #expect(throws: QueryExpansion.Failure.self) { try expanded("@q60", step) }
            guard case .invalid(let error, let text)? = failure else { continue }
            #expect(error.reason == .tooLarge && error.span.upperBound <= text.utf8.count)
        }
        #expect(try expanded("@q3 @q60") { "@q\($0)" } == "(a) (a)")
        let calls = Array(repeating: "@q0", count: Query.mostTerms).joined(separator: " ")
        #expect(try expanded(calls) { "@q\($0)" }.hasPrefix("(a) (a)"))
        let last = ByteRange(uncheckedBounds: (calls.utf8.count + 1, calls.utf8.count + 4))
        #expect(throws: QueryExpansion.Failure.invalid(QueryError(.tooLarge, at: last), text: calls + " @q0")) {
            try expanded(calls + " @q0") { "@q\($0)" }
        }
    }

    @Test(
        "is called by one word",
        arguments: [
            ("today", true), ("by-domain", true), ("übermorgen", true), ("a.b", true), ("with space", false),
            ("", false),
            ("a:b", true), ("a)", false), ("(a", false), ("a\"b", false), ("a\tb", false),
        ])
    func names(name: String, isCallable: Bool) {
        #expect(QueryExpansion.isCallable(name) == isCallable)
    }

    @Test(
        "may begin with a kind, as a query may",
        arguments: [
            ("tasks status:open limit:2", "tasks", " status:open limit:2"), ("idea", "idea", ""),
            ("\"tasks\"", nil, nil),
            ("taks", nil, nil), ("type:task", nil, nil), ("(tasks)", nil, nil), ("", nil, nil), ("\"", nil, nil),
        ] as [(String, String?, String?)])
    func heads(text: String, kind: String?, rest: String?) {
        let head = QueryExpansion.head(of: text, .builtIn)
        #expect(head?.kind == kind && head?.rest == rest)
    }
}
