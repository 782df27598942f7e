/// How many entities share the values of some fields.
package struct QueryTally: Hashable, Sendable {
    /// One for each field that was asked for, in that order; nil for entities without one.
    package var values: [FieldValue?]
    package var count: Int

    package init(values: [FieldValue?], count: Int) {
        self.values = values
        self.count = count
    }
}
