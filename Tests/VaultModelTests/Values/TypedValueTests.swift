import Testing

@testable import VaultModel

@Suite("A typed value")
struct TypedValueTests {
    private static let priority = FieldType.enumeration([
        EnumerationValue(name: "low"), EnumerationValue(name: "medium"), EnumerationValue(name: "high"),
    ])

    @Test("is none for null and for what the type does not allow")
    func noValue() {
        #expect(FieldType.text.typed(.null) == nil)
        #expect(FieldType.date.typed(.string("soon")) == nil)
        #expect(FieldType.number.typed(.number(.nan)) == nil)
        #expect(FieldType.number.typed(.number(.infinity)) == nil)
        #expect(Self.priority.typed(.string("urgent")) == nil)
        #expect(FieldType.list(of: .date).typed(.list([.string("soon")])) == nil)
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

    @Test("writes numbers as text in their shortest form")
    func numbersAsText() {
        #expect(FieldValue.number(1e300).scalarText == "1e+300")
        #expect(FieldValue.number(2).scalarText == "2")
        #expect(FieldValue.integer(.min).scalarText == "-9223372036854775808")
        #expect(FieldValue.list([]).scalarText == nil)
    }
}
