/// How many entities share the values of some fields.
package struct QueryTally: Hashable, Sendable {
    /// One for each field that was asked for, in that order; nil for entities without one.
    package var values: [String?]
    package var count: Int

    package init(values: [String?], count: Int) {
        self.values = values
        self.count = count
    }
}
