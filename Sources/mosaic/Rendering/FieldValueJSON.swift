import VaultModel

extension JSONWriter {
    /// A front matter value as JSON. A mapping keeps its order.
    mutating func value(_ value: FieldValue) {
        switch value {
        case .null: null()
        case .boolean(let isTrue): self.value(isTrue)
        case .integer(let number): self.value(number)
        case .number(let number): self.value(number)
        case .string(let text): self.value(text)
        case .list(let values): array { writer in values.forEach { writer.value($0) } }
        case .mapping(let entries):
            object { writer in
                for entry in entries {
                    writer.key(entry.key)
                    writer.value(entry.value)
                }
            }
        }
    }
}
