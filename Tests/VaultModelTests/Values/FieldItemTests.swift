import Testing

@testable import VaultModel

struct FieldItemTests {
    private static let priority = FieldType.enumeration([
        EnumerationValue(name: "low"), EnumerationValue(name: "high"),
    ])

    @Test(
        "A value is compared as its type says",
        arguments: [
            (FieldType.text, FieldValue.integer(12), FieldItem(text: "12")),
            (.number, .number(2.5), FieldItem(text: "2.5", number: 2.5)),
            (.number, .string("many"), FieldItem(text: "many")),
            (.boolean, .boolean(true), FieldItem(text: "true")),
            (.date, .string("1970-01-02"), FieldItem(text: "1970-01-02", moment: 86_400)),
            (.dateTime, .string("1970-01-01T01:00"), FieldItem(text: "1970-01-01T01:00", moment: 3_600)),
            (
                .dateTime, .string("1970-01-01T01:00+01:00"),
                FieldItem(text: "1970-01-01T01:00+01:00", moment: 0, isZoned: true)
            ),
            (.duration, .string("1h"), FieldItem(text: "1h", number: 3_600)),
            (.reference(kind: nil), .string("[[garden|G]]"), FieldItem(text: "garden")),
            (.reference(kind: nil), .list([.list([.string("garden")])]), FieldItem(text: "garden")),
            (priority, .string("high"), FieldItem(text: "high", number: 1)),
            (priority, .string("urgent"), FieldItem(text: "urgent")),
            (.any, .integer(3), FieldItem(text: "3", number: 3)),
            (.any, .string("1970-01-02"), FieldItem(text: "1970-01-02", moment: 86_400)),
            (.any, .string("[[garden]]"), FieldItem(text: "garden")),
        ])
    func single(type: FieldType, value: FieldValue, expected: FieldItem) {
        #expect(type.items(of: value) == [expected])
    }

    @Test("A list has all its items, a mapping all its values, and nothing none")
    func several() {
        let list = FieldValue.list([.string("a"), .null, .list([.string("b"), .string("c")])])
        #expect(FieldType.list(of: .text).items(of: list).map(\.text) == ["a", "b", "c"])
        #expect(FieldType.list(of: Self.priority).items(of: .string("low")) == [FieldItem(text: "low", number: 0)])
        let mapping = FieldValue.mapping([
            .init(key: "user", value: .string("ann")), .init(key: "n", value: .integer(2)),
        ])
        #expect(FieldType.record([]).items(of: mapping).map(\.text) == ["ann", "2"])
        #expect(FieldType.any.items(of: .null).isEmpty && FieldType.any.items(of: .list([])).isEmpty)
    }
}
