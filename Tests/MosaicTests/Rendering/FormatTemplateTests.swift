import Testing

@testable import mosaic

struct FormatTemplateTests {
    private static let fields = ["id", "title", "status"]
    private static let values = ["id": "7k", "title": "Fix the roof of the house", "status": "open"]

    @Test(
        "A template writes fields, escapes and widths",
        arguments: [
            ("{id}\\t{title}", "7k\tFix the roof of the house\n"), ("{title:8}|", "Fix the…|\n"),
            ("{id:4}|{status:>6}|", "7k  |  open|\n"), ("{{{id}}}", "{7k}\n"), ("\\\\\\n", "\\\n\n"), ("", "\n"),
            ("日本 {id}é", "日本 7ké\n"),
        ])
    func lines(source: String, expected: String) throws {
        let template = try FormatTemplate(source, fields: Self.fields)
        #expect(template.line { Self.values[$0] ?? "" } == expected)
    }

    @Test(
        "A wrong template is wrong usage, and says what is wrong",
        arguments: [
            ("{titel}", "there is no field 'titel'"), ("{}", "there is no field ''"), ("{id", "a '{' without its '}'"),
            ("id}", "a '}' without its '{'"), ("\\x", "a '\\' that is not"), ("a\\", "a '\\' that is not"),
            ("{id:wide}", "a width that is no number of columns, 'wide'"), ("{id:0}", "a width"), ("{id:}", "a width"),
        ])
    func wrong(source: String, message: String) throws {
        let failure = try #require(throws: CommandFailure.self) { try FormatTemplate(source, fields: Self.fields) }
        #expect(failure.status == .usage)
        #expect(failure.message.contains(message))
    }

    @Test("An unknown field is answered with the one that was meant, and all that there are")
    func suggestion() throws {
        let failure = try #require(throws: CommandFailure.self) { try FormatTemplate("{titel}", fields: Self.fields) }
        #expect(failure.remedy == "Did you mean '{title}'? The fields are id, title, status.")
    }

    @Test("The place of a mistake is pointed at")
    func place() throws {
        let failure = try #require(throws: CommandFailure.self) { try FormatTemplate("日 {id", fields: Self.fields) }
        #expect(failure.details == ["日 {id", "   ^"])
    }
}
