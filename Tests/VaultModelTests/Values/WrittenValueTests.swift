import Testing
import VaultModel

/// What YAML reads as a number, and a person wrote as a name.
struct WrittenValueTests {
    private static func content(_ text: String) -> EntityContent {
        EntityContent(Document(bytes: Array("---\nfield: \(text)\n---\n".utf8)))
    }

    private static let number = FieldType.number

    @Test(
        "A field keeps of a scalar what its type asks for",
        arguments: [
            ("00123456", FieldType.reference(kind: "project"), FieldValue.string("00123456")),
            ("12e45678", .reference(kind: nil), .string("12e45678")), ("4.10", .text, .string("4.10")),
            ("4", .text, .string("4")), ("0306406152", .text, .string("0306406152")), ("True", .text, .string("True")),
            ("01", .enumeration([.init(name: "01")]), .string("01")), ("+5", .timeZone, .string("+5")),
            ("[007, 8, nine]", .list(of: .text), .list([.string("007"), .string("8"), .string("nine")])),
            ("[[007]]", .reference(kind: nil), .list([.list([.string("007")])])),
            ("4.10", number, .number(4.1)), ("007", number, .integer(7)), ("007", .list(of: number), .integer(7)),
            ("0x1F", number, .integer(31)), ("True", .boolean, .boolean(true)), ("TRUE", .any, .boolean(true)),
            ("4", .any, .integer(4)), ("4.5", .any, .number(4.5)), ("4.10", .any, .written("4.10")),
            ("007", .any, .written("007")), ("[1, 1.0]", .any, .list([.integer(1), .written("1.0")])),
            ("Null", .text, .null), ("\"007\"", .any, .string("007")), ("\"007\"", number, .string("007")),
            (
                "{a: 007, b: 1.0}", .record([.init(name: "a", type: .text)]),
                .mapping([.init(key: "a", value: .string("007")), .init(key: "b", value: .written("1.0"))])
            ),
        ] as [(String, FieldType, FieldValue)])
    func kept(_ text: String, _ type: FieldType, _ expected: FieldValue) throws {
        let value = try #require(Self.content(text).value("field"))
        #expect(type.kept(value) == expected)
    }

    @Test(
        "A number stays one in JSON, in the form that it is written in, where JSON has it",
        arguments: [
            ("4.10", "4.10"), ("1.0", "1.0"), ("-0.50", "-0.50"), ("1E3", "1E3"), ("1e+3", "1e+3"), ("0e1", "0e1"),
            ("-0", "-0"), ("007", "\"007\""), ("-07", "\"-07\""), ("+5", "\"+5\""), (".5", "\".5\""), ("5.", "\"5.\""),
            ("5.e3", "\"5.e3\""), ("0x1F", "\"0x1F\""), ("0o17", "\"0o17\""), ("12e45678", "\"12e45678\""),
            (".inf", "\".inf\""), (".nan", "\".nan\""), ("12", "12"), ("4.5", "4.5"),
        ])
    func json(_ text: String, _ expected: String) throws {
        let value = try #require(Self.content(text).value("field"))
        #expect(value.text == text)
        #expect(value.json == expected)
        let read = try #require(FieldValue(json: value.json))
        #expect(read.text == text)
        #expect(read.json == expected)
    }

    @Test("A number is looked for by its value, however it is written")
    func items() throws {
        let value = try #require(Self.content("007").value("field"))
        #expect(FieldType.any.items(of: value) == [FieldItem(text: "007", number: 7)])
        let endless = try #require(Self.content("12e45678").value("field"))
        #expect(FieldType.any.items(of: endless) == [FieldItem(text: "12e45678")])
    }

    @Test("A kind's default of text is what is written")
    func defaults() {
        let kind = SchemaReader().read([
            ("kinds/book.md", Document(bytes: Array("---\nfields:\n  isbn: {type: text, default: 007}\n---\n".utf8)))
        ]).schema.kinds["book"]
        #expect(kind?.field("isbn")?.defaultValue == .string("007"))
    }
}
