import TestSupport
import Testing

@testable import VaultModel

struct QueryErrorTests {
    struct Case: Sendable {
        /// The query, and under it the place of the error.
        var text: String
        var caret: String
        var reason: String
        var suggestion: String?

        init(_ text: String, _ caret: String, _ reason: String, _ suggestion: String? = nil) {
            (self.text, self.caret, self.reason, self.suggestion) = (text, caret, reason, suggestion)
        }
    }

    private static let cases = [
        // The form
        Case("a \"b c", "  ^", "unclosedQuote"),
        Case("a (b", "  ^", "unclosedBracket"),
        Case("a (", "  ^", "unclosedBracket"),
        Case("a) b", " ^", "unexpectedBracket"),
        Case(") b", "^", "unexpectedBracket"),
        Case("a ()", "  ^^", "emptyBrackets"),
        Case("a <7d", "  ^", "missingKey"),
        Case(":open", "^", "missingKey"),
        Case("status:", "       ", "missingValue"),
        Case("!status:done", "^^^^^^^", "unknownKey", "-status"),
        Case("unchecked>many", "          ^^^^", "invalidValue"),
        Case("checkboxes:1,x", "             ^", "invalidValue"),
        Case("checkboxes>1,2", "           ^^^", "severalValues"),
        Case("unchcked>0", "^^^^^^^^", "unknownKey", "unchecked"),
        Case("sort:-chekboxes", "     ^^^^^^^^^^", "unknownField", "checkboxes"),
        Case("due:tomorow", "    ^^^^^^^", "invalidValue", "tomorrow"),
        Case("tag:a,", "      ", "missingValue"),
        Case("status: open", "       ", "missingValue"),
        Case("due:\"today\"..friday", "           ^^^^^^^^", "textBehindQuote"),
        Case("near:\"a b\"~", "          ^", "textBehindQuote"),
        Case("status:\"open\"\"done\"", "             ^", "textBehindQuote"),
        Case("title:a\"b\"", "       ^", "quoteBehindText"),
        Case("due<next month\"x", "              ^", "quoteBehindText"),
        Case("tag:a,b\"\"", "       ^", "quoteBehindText"),
        Case("a and", "  ^^^", "missingOperand"),
        Case("or a", "^^", "missingOperand"),
        Case("a or or b", "  ^^", "missingOperand"),
        Case("not", "^^^", "missingOperand"),
        Case("(a and)", "   ^^^", "missingOperand"),
        Case("a - b", "  ^", "emptyText"),
        Case("a ***", "  ^^^", "innerStar"),
        Case("on:\"next fryday\"", "   ^^^^^^^^^^^^^", "invalidValue", "next friday"),
        Case("path:*.md", "     ^^^^", "innerStar"),
        Case("a gar*en", "  ^^^^^^", "innerStar"),
        Case("color:re*d", "      ^^^^", "innerStar"),
        Case("a #garden", "  ^^^^^^^", "writtenTag", "tag:garden"),
        Case("-#garden/bed*", " ^^^^^^^^^^^^", "writtenTag", "tag:garden/bed*"),
        Case("a || b", "  ^^", "foreignJoint", "or"),
        Case("a | b", "  ^", "foreignJoint", "or"),
        Case("a && b", "  ^^", "foreignJoint", "and"),
        Case("a & b", "  ^", "foreignJoint", "and"),
        Case("a||b", " ^^", "foreignJoint", " or "),
        Case("a &b", "  ^", "foreignJoint", " and "),
        Case("(a| b)", "  ^", "foreignJoint", " or "),
        Case("status:open||is:today", "           ^^", "foreignJoint", " or "),
        Case("status:open && due<7d", "            ^^", "foreignJoint", "and"),
        Case("by:ann&&ben", "      ^^", "foreignJoint", " and "),
        // Keys
        Case("stauts:open", "^^^^^^", "unknownKey", "status"),
        Case("priorty:high", "^^^^^^^", "unknownKey", "priority"),
        Case("http://example.org", "^^^^", "unknownKey"),
        Case("blocked_bi:x", "^^^^^^^^^^", "unknownKey", "blocked_by"),
        Case("\"status\":open \"nothing\":x", "              ^^^^^^^^^", "unknownKey"),
        Case("has:deu", "    ^^^", "unknownField", "due"),
        Case("changed:statsu", "        ^^^^^^", "unknownField", "status"),
        Case("sort:-deu", "     ^^^^", "unknownField", "due"),
        Case("type:task sort:due sort:title", "                   ^^^^", "repeatedKey"),
        Case("a or limit:3", "     ^^^^^", "misplacedKey"),
        Case("-(b sort:due)", "    ^^^^", "misplacedKey"),
        Case("sort:due or a", "^^^^", "misplacedKey"),
        // Operators
        Case("tag<3", "   ^", "unsupportedOperator", ":"),
        Case("assignee>ann", "        ^", "unsupportedOperator", ":"),
        Case("location<x", "        ^", "unsupportedOperator", ":"),
        Case("changed=status", "       ^", "unsupportedOperator", ":"),
        Case("was:status<paused", "          ^", "unsupportedOperator", "="),
        Case("changed:status<7d<8d", "                 ^", "unsupportedOperator"),
        Case("by:ann<7d<8d", "         ^", "unsupportedOperator"),
        Case("session:s!=7d", "         ^^", "unsupportedOperator"),
        // Values
        Case("status:opne", "       ^^^^", "unknownValue", "open"),
        Case("status:open|paused", "       ^^^^^^^^^^^", "unknownValue", "open,paused"),
        Case("priority:high|low type:task", "         ^^^^^^^^", "unknownValue", "high,low"),
        Case("type:taks", "     ^^^^", "unknownValue", "task"),
        Case("priority:hihg", "         ^^^^", "unknownValue", "high"),
        Case("priority:high,lo", "              ^^", "unknownValue"),
        Case("is:reddy", "   ^^^^^", "unknownValue", "ready"),
        Case("is:overdeu", "   ^^^^^^^", "unknownValue", "overdue"),
        Case("all_day:perhaps", "        ^^^^^^^", "unknownValue"),
        Case("was:status=pausd", "           ^^^^^", "unknownValue", "paused"),
        Case("status:in-*", "       ^^^^", "unknownValue"),
        Case("rating==4", "      ^^", "foreignOperator", "="),
        Case("rating=>4", "      ^^", "foreignOperator", ">="),
        Case("rating=<4", "      ^^", "foreignOperator", "<="),
        Case("due:<7d", "   ^^", "foreignOperator", "<"),
        Case("due:>=today", "   ^^^", "foreignOperator", ">="),
        Case("status!==open", "      ^^^", "foreignOperator", "!="),
        Case("priority~high", "        ^", "foreignOperator", ":"),
        Case("blocks~2", "      ^", "foreignOperator", ":"),
        Case("roof title!beds", "          ^", "foreignOperator", "!="),
        Case("was:status==open", "          ^^", "foreignOperator", "="),
        Case("sort:is", "     ^^", "computedField"),
        Case("status>opne", "       ^^^^", "unknownValue"),
        Case("status>open", "       ^^^^", "groupWithoutOrder"),
        Case("type:task status<=dropped", "                  ^^^^^^^", "groupWithoutOrder"),
        Case("due<soon", "    ^^^^", "invalidValue"),
        Case("due:2026-02-30", "    ^^^^^^^^^^", "invalidValue"),
        Case("created<soon", "        ^^^^", "invalidValue"),
        Case("age>tuesday", "    ^^^^^^^", "invalidValue"),
        Case("changed:status<soon", "               ^^^^", "invalidValue"),
        Case("by:ann<soon", "       ^^^^", "invalidValue"),
        Case("estimate>long", "         ^^^^", "invalidValue"),
        Case("default_width>wide", "              ^^^^", "invalidValue"),
        Case("rating>good", "       ^^^^", "invalidValue"),
        Case("near:garden~0", "     ^^^^^^^^", "invalidValue"),
        Case("near:~2", "     ^^", "invalidValue"),
        Case("limit:many", "      ^^^^", "invalidValue"),
        Case("limit:0", "      ^", "invalidValue"),
        Case("slipped:assignee", "        ^^^^^^^^", "invalidValue"),
        Case("due<in 3 days", "    ^^^^^^^^^", "unquotedWords", "\"in 3 days\""),
        Case(
            "-due:today,end of next month status:open", "           ^^^^^^^^^^^^^^^^^", "unquotedWords",
            "\"end of next month\""),
        Case("(type:task due:30 mar 2027)", "               ^^^^^^^^^^^", "unquotedWords", "\"30 mar 2027\""),
        Case("recurrence:every 2 weeks is:open", "           ^^^^^^^^^^^^^", "unquotedWords", "\"every 2 weeks\""),
        Case("updated<2 weeks ago type:task", "        ^^^^^^^^^^^", "unquotedWords", "\"2 weeks ago\""),
        Case("rating>in a week", "       ^^^^^^^^^", "unquotedWords", "\"in a week\""),
        Case("due<in time", "    ^^", "invalidValue"),
        Case("estimate>2 weeks ago", "         ^", "invalidValue"),
        Case("due<7d,8d", "    ^^^^^", "severalValues"),
        Case("changed:due,status", "        ^^^^^^^^^^", "severalValues"),
        Case("was:status", "          ", "missingValue"),
    ]

    @Test("An error says what is wrong, where, and what was meant", arguments: cases)
    func errors(item: Case) throws {
        let error = try #require(queryError(item.text), "\(item.text)")
        #expect("\(error.reason)".prefix { $0 != "(" } == item.reason[...], "\(item.text)")
        let caret =
            String(repeating: " ", count: error.span.lowerBound) + String(repeating: "^", count: error.span.count)
        #expect(caret == item.caret, "\(item.text)")
        if let suggestion = item.suggestion { #expect(error.suggestion == suggestion, "\(item.text)") }
    }

    @Test("What an error suggests is right in its place")
    func suggestions() throws {
        for item in Self.cases where item.suggestion != nil && item.reason != "unsupportedOperator" {
            let error = try #require(queryError(item.text))
            var bytes = Array(item.text.utf8)
            bytes.replaceSubrange(error.span, with: Array((error.suggestion ?? "").utf8))
            let mended = String(decoding: bytes, as: UTF8.self)
            #expect(queryError(mended) == nil, "\(mended)")
        }
    }

    @Test(
        "What joins terms elsewhere is a text in quotes, and a part of a word within one",
        arguments: ["\"a || b\"", "R&D", "title:AT&T", "project:[[garden|Garden]]", "a|b"])
    func marksInTexts(text: String) { #expect(queryError(text) == nil) }

    @Test(
        "A number sign before a number, in quotes, or behind a key is no tag",
        arguments: ["#12", "\"#garden\"", "tag:#garden"])
    func numberSigns(text: String) { #expect(queryError(text) == nil) }

    @Test("Every kind of error has a case, save those of bounds and of saved queries")
    func everyReason() {
        let reasons = Set(Self.cases.map(\.reason))
        #expect(
            reasons == [
                "unclosedQuote", "unclosedBracket", "unexpectedBracket", "emptyBrackets", "missingKey", "missingValue",
                "missingOperand", "foreignJoint", "foreignOperator", "computedField", "emptyText", "writtenTag",
                "innerStar",
                "textBehindQuote", "quoteBehindText",
                "unknownKey", "unknownValue", "invalidValue",
                "unknownField", "groupWithoutOrder", "unsupportedOperator",
                "severalValues", "misplacedKey", "repeatedKey", "unquotedWords",
            ])
    }

    @Test("More than a statement can bear is an error, and as many as it can are none")
    func bounds() {
        let long = String(repeating: "a", count: Query.longestValue)
        #expect(queryError("path:\(long) tag:\(long) \(long)") == nil)
        func values(_ count: Int) -> String { (0..<count).map(String.init).joined(separator: ",") }
        #expect(queryError("id:\(values(Query.mostValues))") == nil)
        for text in [
            "id:\(values(Query.mostValues + 1))", "id:\(values(1_500)) rating:\(values(1_000))",
            "was:rating=\(values(101))", "sort:" + Array(repeating: "due", count: 17).joined(separator: ","),
            "path:\(long)a", "tag:x,\"\(long)a\"", "\(long)a", "id:\(long)a*",
        ] {
            #expect(queryError(text)?.reason == .tooLarge, "\(text.prefix(20))")
        }
    }

    @Test("A text of any kind is a query or an error with a place in it", arguments: [1, 2, 3, 4] as [UInt64])
    func fuzz(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "status", "due", "near", "changed", "was", "became", "slipped", "sort", "limit", "is", ":", "=", "<", ">=",
            "!=", "!", "\"", "\\", "(", ")", "-", "not ", "and ", "or ", ",", "*", "~2", "..", "7d", "next month",
            "2026-12-01", "open", "task", " ", "  ", "\t", "é", "水", "\u{0}", "\u{301}", "👩‍👩‍👧", "field.", "#",
            "99999999999",
        ]
        for _ in 0..<4_000 {
            let text = (0..<Int.random(in: 0...12, using: &random)).map { _ in random.pick(pieces) }.joined()
            guard let error = queryError(text) else { continue }
            #expect(error.span.upperBound <= text.utf8.count, "seed \(seed): \(text)")
        }
    }
}
