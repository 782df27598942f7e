/// One top-level pair of a document's front matter.
package struct Field: Hashable, Sendable {
    package var name: String
    package var nameSpan: ByteRange
    package var node: YAMLNode
    /// The node's value, resolved once.
    package var value: FieldValue

    package init(name: String, nameSpan: ByteRange, node: YAMLNode, value: FieldValue) {
        self.name = name
        self.nameSpan = nameSpan
        self.node = node
        self.value = value
    }

    /// The text of a scalar as it is written, `007`; nil for null and for collections.
    package var text: String? { value.text.map { node.text ?? $0 } }
}
