import Testing

@testable import VaultModel

@Suite("A typed value")
struct TypedValueTests {
    private static let priority = FieldType.enumeration([
        EnumerationValue(name: "low"), EnumerationValue(name: "medium"), EnumerationValue(name: "high"),
    ])

    @Test("gives each type a key to sort by")
    func sortKeys() {
        #expect(FieldType.text.sortKey(for: .string("apple")) == .text("apple"))
        #expect(FieldType.text.sortKey(for: .integer(12)) == .text("12"))
        #expect(FieldType.number.sortKey(for: .integer(12)) == .number(12))
        #expect(FieldType.boolean.sortKey(for: .boolean(true)) == .number(1))
        #expect(FieldType.date.sortKey(for: .string("1970-01-02")) == .number(86_400))
        #expect(FieldType.dateTime.sortKey(for: .string("1970-01-01T01:00+01:00")) == .number(0))
        #expect(FieldType.duration.sortKey(for: .string("1h")) == .number(3600))
        #expect(FieldType.reference(kind: nil).sortKey(for: .string("[[garden|G]]")) == .text("garden"))
        #expect(Self.priority.sortKey(for: .string("high")) == .number(2))
        #expect(FieldType.list(of: .text).sortKey(for: .list([.string("b"), .string("a")])) == .text("b"))
        #expect(FieldType.any.sortKey(for: .number(0.5)) == .number(0.5))
        #expect(FieldType.any.sortKey(for: .string("x")) == .text("x"))
    }

    @Test("is none for null and for what the type does not allow")
    func noValue() {
        #expect(FieldType.text.typed(.null) == nil)
        #expect(FieldType.date.typed(.string("soon")) == nil)
        #expect(FieldType.number.typed(.number(.nan)) == nil)
        #expect(FieldType.number.typed(.number(.infinity)) == nil)
        #expect(Self.priority.typed(.string("urgent")) == nil)
        #expect(FieldType.list(of: .date).typed(.list([.string("soon")])) == nil)
        #expect(FieldType.recurrence.sortKey(for: .string("FREQ=DAILY")) == nil)
        #expect(FieldType.any.sortKey(for: .mapping([])) == nil)
    }

    @Test("takes a single value for a list of one, and an unquoted link for one reference")
    func lists() {
        #expect(FieldType.list(of: .text).typed(.string("a")) == .list([.text("a")]))
        let link = FieldValue.list([.list([.string("garden")])])
        let reference = TypedValue.reference(Reference(target: "garden", isWiki: true))
        #expect(FieldType.reference(kind: nil).typed(link) == reference)
        #expect(FieldType.list(of: .reference(kind: nil)).typed(link) == .list([reference]))
        #expect(FieldType.list(of: .reference(kind: nil)).typed(.list([link, .null])) == .list([reference]))
    }

    @Test("sorts enumerations by their order, and dates with times by the moment")
    func order() throws {
        let names = ["high", "low", "medium"].map { FieldValue.string($0) }
        let keys = names.compactMap { Self.priority.sortKey(for: $0) }.sorted()
        #expect(keys == [.number(0), .number(1), .number(2)])
        let day = try #require(FieldType.dateTime.sortKey(for: .string("2026-11-23")))
        let time = try #require(FieldType.dateTime.sortKey(for: .string("2026-11-23T08:00")))
        let due = try #require(FieldType.date.sortKey(for: .string("2026-11-24")))
        #expect(day < time)
        #expect(time < due)
        #expect(SortKey.number(9) < SortKey.text("1"))
        #expect(SortKey.text("a") < SortKey.text("b"))
    }

    @Test("writes numbers as text in their shortest form")
    func numbersAsText() {
        #expect(FieldValue.number(1e300).scalarText == "1e+300")
        #expect(FieldValue.number(2).scalarText == "2")
        #expect(FieldValue.integer(.min).scalarText == "-9223372036854775808")
        #expect(FieldValue.list([]).scalarText == nil)
    }
}
