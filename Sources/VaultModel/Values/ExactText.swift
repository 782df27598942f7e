/// A text that equals another byte by byte, as a path does.
///
/// Swift takes a composed and a decomposed character (`é`, `e` with an accent) for the same. Git and most file systems do not: they
/// have a file for each.
package struct ExactText: Hashable, Comparable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }

    package static func == (first: ExactText, second: ExactText) -> Bool {
        guard first.text.utf8.count == second.text.utf8.count else { return false }
        // Told in one piece, they are told many times faster than byte by byte.
        var (first, second) = (first.text, second.text)
        return first.withUTF8 { one in second.withUTF8 { other in one.elementsEqual(other) } }
    }

    /// In the order of the bytes.
    package static func < (first: ExactText, second: ExactText) -> Bool {
        first.text.utf8.lexicographicallyPrecedes(second.text.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension String {
    /// True where the other text has the same bytes; false for none.
    package func isExactly(_ other: String?) -> Bool { other.map { ExactText(self) == ExactText($0) } ?? false }
}

extension Set<ExactText> {
    package init(of texts: some Sequence<String>) { self.init(texts.lazy.map(ExactText.init)) }

    package func contains(_ text: String) -> Bool { contains(ExactText(text)) }
}

extension Dictionary where Key == ExactText {
    package subscript(text: String) -> Value? {
        get { self[ExactText(text)] }
        set { self[ExactText(text)] = newValue }
    }
}
