/// A front matter value, resolved by the YAML 1.2 core schema (<https://yaml.org/spec/1.2.2/#103-core-schema>).
///
/// Dates are strings here: a kind's schema, not YAML, says which strings are dates.
package enum FieldValue: Hashable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    /// A number or an answer that is written in another way than its own, `007`, `4.10` or `True`: the text of it,
    /// which a field of text keeps. No document has one, see `asWritten`; a `DocumentEdit` can write any number by its text.
    case written(String)
    case list([FieldValue])
    /// The pairs in the order of the document.
    case mapping([MappingEntry])

    /// One pair of a mapping; keys that are not strings are written as their text.
    package struct MappingEntry: Hashable, Sendable {
        package var key: String
        package var value: FieldValue

        package init(key: String, value: FieldValue) {
            self.key = key
            self.value = value
        }
    }
}
