import Testing

@testable import VaultModel

struct QueryParserTests {
    private func shape(_ text: String) throws -> String { try QueryParser.parse(text).condition.shape }

    @Test(
        "Terms side by side are joined by and, which binds closer than or; not and - closer than both",
        arguments: [
            ("", "()"),
            ("a", "a"),
            ("a b", "(a & b)"),
            ("a and b AND c", "(a & b & c)"),
            ("a or b", "(a | b)"),
            ("a b or c d", "((a & b) | (c & d))"),
            ("a (b or c)", "(a & (b | c))"),
            ("((a))", "a"),
            ("-a", "!a"),
            ("not a b", "(!a & b)"),
            ("not (a b)", "!(a & b)"),
            ("-(a or b) c", "(!(a | b) & c)"),
            ("--a", "!!a"),
            ("\"and\" a", "(\"and\" & a)"),
            ("a-b", "a-b"),
            ("type:task due<7d", "(type:task & due<7d)"),
            ("tag:a,b", "tag:a|b"),
            ("tag:\"a b\",c", "tag:a b|c"),
            ("\"Due Date\"<7d", "Due Date<7d"),
            ("due<=next month", "due<=next month"),
            ("due:last week..today x", "(due:last week..today & x)"),
            ("title:next year", "title:next year"),
            ("due<friday 9:30 x", "(due<friday 9:30 & x)"),
            ("due:today 9:00..2026-3-7 2 pm,3d", "due:today 9:00..2026-3-7 2 pm|3d"),
            ("(due<tomorrow  2pm)", "due<tomorrow  2pm"),
            ("changed:due>yesterday 14:30 x", "(changed:due>yesterday 14:30 & x)"),
            ("due<friday 9", "(due<friday & 9)"),
            ("title:friday 2pm", "(title:friday & 2pm)"),
            ("status:open 2pm", "(status:open & 2pm)"),
            ("due:next yearly", "(due:next & yearly)"),
            ("changed:status<7d", "changed:status<7d"),
            ("by:ann,ben<7d -agent:x>=2026-01-01", "(by:ann|ben<7d & !agent:x>=2026-01-01)"),
            ("became:status=done,paused>=2026-01-01T10:00", "became:status=done|paused>=2026-01-01T10:00"),
            ("was:title=\"a < b\"", "was:title=a < b"),
            ("\"a \\\"b\\\" \\\\\"", "\"a \"b\" \\\""),
            ("a or b sort:due", "(a | b)"),
            ("sort:due", "()"),
            ("-\"a b\"", "!\"a b\""),
            ("(type:task)(type:idea)", "(type:task & type:idea)"),
            ("path:\"Daily notes/\"*,b", "path:Daily notes/*|b"),
            ("near:\"Two words\"~12 x", "(near:Two words~12 & x)"),
            ("changed:\"due\"<7d", "changed:due<7d"),
            ("(tag:\"a b\")", "tag:a b"),
        ])
    func shapes(text: String, expected: String) throws {
        #expect(try shape(text) == expected)
    }

    @Test("A query asks for text where a word stands alone, or behind title: or body:")
    func asksForText() {
        #expect(Query.asksForText("status:open roof"))
        #expect(Query.asksForText("status:open or -(title:roof)"))
        #expect(!Query.asksForText("status:open due<next month"))
        #expect(!Query.asksForText("roof ("))
    }

    @Test("A query may have 200 terms, and brackets 40 deep")
    func bounds() {
        let many = Array(repeating: "a", count: 200).joined(separator: " ")
        #expect(query(many) != nil)
        #expect(queryError(many + " a")?.reason == .tooLarge)
        let deep = { (count: Int) in
            String(repeating: "(", count: count) + "a" + String(repeating: ")", count: count)
        }
        #expect(query(deep(40)) != nil)
        #expect(queryError(deep(41))?.reason == .tooLarge)
        #expect(queryError(String(repeating: "not ", count: 5_000) + "a")?.reason == .tooLarge)
    }
}

extension QuerySyntax {
    /// The tree in brackets.
    fileprivate var shape: String {
        switch self {
        case .all(let parts): "(" + parts.map(\.shape).joined(separator: " & ") + ")"
        case .any(let parts): "(" + parts.map(\.shape).joined(separator: " | ") + ")"
        case .not(let part): "!" + part.shape
        case .text(let value): value.isQuoted ? "\"\(value.text)\"" : value.text
        case .term(let term):
            term.key.text
                + term.comparisons.map { comparison in
                    comparison.operation.rawValue + comparison.values.map(\.text).joined(separator: "|")
                }.joined()
        }
    }
}
