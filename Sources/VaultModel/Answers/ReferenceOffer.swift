/// A reference that a person may be about to write.
package struct ReferenceOffer: Hashable, Sendable {
    /// What names one entity: the shortest prefix of its id, its file's stem or its path.
    package var text: String
    /// The title of that entity.
    package var title: String

    package init(text: String, title: String) {
        self.text = text
        self.title = title
    }
}
