import Testing
import VaultModel

struct CoreSchemaTests {
    @Test(
        arguments: [
            ("", .null), ("~", .null), ("null", .null), ("Null", .null), ("NULL", .null), ("nULL", "nULL"),
            ("true", true), ("True", true), ("TRUE", true), ("tRUE", "tRUE"), ("false", false), ("False", false),
            ("FALSE", false), ("yes", "yes"), ("no", "no"), ("on", "on"), ("off", "off"), ("y", "y"),
            ("0", 0), ("-0", 0), ("+12", 12), ("-12", -12), ("007", 7), ("0o17", 15), ("0xFf", 255), ("0o8", "0o8"),
            ("0x", "0x"), ("0xG", "0xG"), ("-0x1", "-0x1"), ("0x-1", "0x-1"), ("1_000", "1_000"), ("0b1", "0b1"),
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", "9223372036854775808"), ("0xFFFFFFFFFFFFFFFFF", "0xFFFFFFFFFFFFFFFFF"),
            ("1.5", .number(1.5)), ("-1.5e3", .number(-1500)), ("1.", .number(1)), (".5", .number(0.5)),
            ("+.5E-1", .number(0.05)), ("1e3", .number(1000)), ("12e03", .number(12000)), ("1e999", .number(.infinity)),
            (".inf", .number(.infinity)), ("-.Inf", .number(-.infinity)), ("+.INF", .number(.infinity)),
            ("-.nan", "-.nan"), ("inf", "inf"), ("nan", "nan"), (".", "."), ("+", "+"), ("1e", "1e"),
            ("1.e5", .number(100_000)), (".e5", ".e5"), ("1.2.3", "1.2.3"), ("2026-12-01", "2026-12-01"),
            ("2026-12-01T10:00:00Z", "2026-12-01T10:00:00Z"), ("12:30", "12:30"), ("a", "a"), ("1 2", "1 2"),
            ("\"1\"", "1"), ("'true'", "true"), ("\"\"", ""), ("'null'", "null"),
            ("!!str 1", "1"), ("!!str", ""), ("!!int 1", 1), ("!!int \"1\"", 1), ("!!int x", "x"),
            ("!!float 1", .number(1)),
            ("!!float 1.5", .number(1.5)), ("!!bool \"true\"", true), ("!!bool yes", "yes"), ("!!null", .null),
            ("!!null ''", .null), ("! 1", "1"), ("!other 1", "1"), ("!<tag:yaml.org,2002:str> 1", "1"),
            ("[1, a, [true]]", [1, "a", [true]]), ("[]", []), ("{}", .mapping([])),
            ("{a: 1, 2: b}", .mapping([.init(key: "a", value: 1), .init(key: "2", value: "b")])),
        ] as [(String, FieldValue)])
    func `a value is resolved by the core schema`(text: String, value: FieldValue) {
        let document = Document(frontMatter("a: \(text)\n"))
        #expect(document.diagnostics.isEmpty)
        #expect(document.field("a")?.value == value)
    }

    @Test(arguments: [".nan", ".NaN", ".NAN"])
    func `a NaN is a number`(text: String) {
        guard case .number(let number)? = Document(frontMatter("a: \(text)\n")).field("a")?.value else {
            Issue.record("\(text) is no number")
            return
        }
        #expect(number.isNaN)
    }

    @Test func `block scalars are strings`() {
        let document = Document(frontMatter("a: |\n  1\nb: >-\n  true\n"))
        #expect(document.values == ["a": "1\n", "b": "true"])
    }
}
