/// An entity that a full-text search found.
package struct SearchHit: Hashable, Sendable {
    package var entity: EntitySummary
    /// Pieces of the text around what was found; those that match are marked. Where the text has none of it, of the other names that
    /// match; where only the title does, of the text's beginning.
    package var snippet: [Piece]
    /// Greater is better; comparable within one search only.
    package var score: Double

    /// A part of an excerpt: what matches, or what stands between matches.
    package struct Piece: Hashable, Sendable {
        package var text: String
        package var isMatch: Bool

        package init(text: String, isMatch: Bool) {
            self.text = text
            self.isMatch = isMatch
        }
    }

    package init(entity: EntitySummary, snippet: [Piece], score: Double) {
        self.entity = entity
        self.snippet = snippet
        self.score = score
    }
}
