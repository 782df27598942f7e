/// A text that equals another byte by byte, as a path does.
///
/// Swift takes a composed and a decomposed character (`é`, `e` with an accent) for the same.
/// Git and most file systems do not: they have a file for each.
package struct ExactText: Hashable, Comparable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }

    package static func == (first: ExactText, second: ExactText) -> Bool {
        guard first.text.utf8.count == second.text.utf8.count else { return false }
        var (first, second) = (first.text, second.text)
        return first.withUTF8 { one in second.withUTF8 { other in sharedCount(one, other) == one.count } }
    }

    /// In the order of the bytes.
    package static func < (first: ExactText, second: ExactText) -> Bool {
        var (first, second) = (first.text, second.text)
        return first.withUTF8 { one in
            second.withUTF8 { other in
                let shared = sharedCount(one, other)
                guard shared < min(one.count, other.count) else { return one.count < other.count }
                return one[shared] < other[shared]
            }
        }
    }

    /// How many bytes two texts begin with together. Paths are compared by the hundred thousand, so that eight are
    /// looked at at once.
    private static func sharedCount(_ first: UnsafeBufferPointer<UInt8>, _ second: UnsafeBufferPointer<UInt8>) -> Int {
        let (one, other) = (UnsafeRawBufferPointer(first), UnsafeRawBufferPointer(second))
        let count = min(one.count, other.count)
        var shared = 0
        while shared + 8 <= count {
            let difference =
                one.loadUnaligned(fromByteOffset: shared, as: UInt64.self)
                ^ other.loadUnaligned(fromByteOffset: shared, as: UInt64.self)
            if difference != 0 { return shared + UInt64(littleEndian: difference).trailingZeroBitCount / 8 }
            shared += 8
        }
        while shared < count, one[shared] == other[shared] { shared += 1 }
        return shared
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

    /// True where the very text, told by its bytes, is in the set.
    package func contains(_ text: String) -> Bool { contains(ExactText(text)) }
}

extension Dictionary where Key == ExactText {
    /// The value of the very text, told by its bytes.
    package subscript(text: String) -> Value? {
        get { self[ExactText(text)] }
        set { self[ExactText(text)] = newValue }
    }
}
