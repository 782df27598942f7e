/// One change of a document, small enough to be made without touching anything else in the file.
package enum DocumentEdit: Hashable, Sendable {
    /// Gives a key a value. An absent key is added at the end of the front matter; where there is none, one is made.
    case set(_ key: String, to: FieldValue)
    /// Removes a key with its value. An absent key stays absent.
    case remove(_ key: String)
    /// Adds a value at the end of a key's list. A single value becomes a list of both; an absent key or null, of one.
    case append(_ value: FieldValue, to: String)
    /// Removes every equal value from a key's list, down to `[]`. A value that is not there stays absent.
    case removeItem(_ value: FieldValue, from: String)
    /// Replaces bytes, by their range in the document before any edit.
    case replaceBytes(_ range: ByteRange, with: [UInt8])
}

/// Why a document was left as it is.
package enum DocumentEditError: Error, Hashable, Sendable {
    /// The document is malformed: a person mends it first.
    case malformed
    /// The key's value is an alias (`*name`): the change would be one of the value that it stands for.
    case alias(key: String)
    /// An alias elsewhere in the front matter stands for the key's value, or for a part of it.
    case sharedValue(key: String)
    /// The key's value is a mapping, where an edit of a list was asked for.
    case notAList(key: String)
    /// A range of bytes lies outside of the document, or over another.
    case invalidRange(ByteRange)
    /// No way to write the change gives exactly it when read again. The key is nil for a replacement of bytes.
    case unsafe(key: String?)
}

extension Document {
    /// The bytes of the document after the edits: replacements of bytes first, then the others in their order.
    ///
    /// Only the bytes of what changes differ. Every result is read again, and refused unless it has exactly the fields
    /// and the body that the edits ask for. An edit that changes no value changes no byte.
    package func applying(_ edits: [DocumentEdit]) throws(DocumentEditError) -> [UInt8] {
        guard !isMalformed else { throw .malformed }
        var document = self
        let replacements = edits.compactMap { edit -> Splice? in
            if case .replaceBytes(let range, let bytes) = edit { return Splice(range, bytes) }
            return nil
        }
        if !replacements.isEmpty { document = try document.replacing(replacements, beside: edits) }
        for edit in edits {
            if let change = try document.change(for: edit) {
                document = try FieldEditor(document, key: change.key).document(after: change)
            }
        }
        return document.bytes
    }

    private func replacing(_ splices: [Splice], beside edits: [DocumentEdit]) throws(DocumentEditError) -> Document {
        if let invalid = Splice.firstInvalid(of: splices, count: bytes.count) { throw .invalidRange(invalid) }
        let result = Document(bytes: Splice.apply(splices, to: bytes))
        let touchesFrontMatter = splices.contains { $0.range.lowerBound < bodySpan.lowerBound }
        guard !result.isMalformed, (result.frontMatterSpan == nil) == (frontMatterSpan == nil),
            touchesFrontMatter || result.bytes[..<result.bodySpan.lowerBound] == bytes[..<bodySpan.lowerBound]
        else { throw .unsafe(key: nil) }
        if touchesFrontMatter { try checkFields(of: result, after: splices, beside: edits) }
        return result
    }

    /// Every field is to be as it was, save those whose own bytes are replaced, and those that another edit gives a value.
    private func checkFields(
        of result: Document, after splices: [Splice], beside edits: [DocumentEdit]
    ) throws(DocumentEditError) {
        guard fields.map(\.name) == result.fields.map(\.name) else { throw .unsafe(key: nil) }
        func isReplaced(_ field: Field) -> Bool {
            let span = field.node.span
            return splices.contains { span.lowerBound <= $0.range.lowerBound && $0.range.upperBound <= span.upperBound }
        }
        func isSet(_ field: Field) -> Bool {
            edits.contains { edit in
                if case .set(let key, _) = edit { return key == field.name }
                return false
            }
        }
        for (old, new) in zip(fields, result.fields)
        where !old.value.isSame(as: new.value) && !isReplaced(old) && !isSet(old) {
            let shared = fields.first { isReplaced($0) && FieldEditor(self, key: $0.name).holdsAnchor }
            throw shared.map { .sharedValue(key: $0.name) } ?? .unsafe(key: nil)
        }
    }

    /// What an edit makes of a field; nil where it changes nothing.
    private func change(for edit: DocumentEdit) throws(DocumentEditError) -> FieldTarget? {
        switch edit {
        case .replaceBytes:
            return nil
        case .set(let key, let value):
            if let present = field(key), present.value.isSame(as: value), present.isSpelled(as: value) { return nil }
            return FieldTarget(key: key, value: value)
        case .remove(let key):
            return field(key) == nil ? nil : FieldTarget(key: key, value: nil)
        case .append(let value, let key):
            var items = try listItems(of: key)
            items.append(value)
            return FieldTarget(key: key, value: .list(items))
        case .removeItem(let value, let key):
            let items = try listItems(of: key)
            let rest = items.filter { !$0.isSame(as: value) }
            return rest.count == items.count ? nil : FieldTarget(key: key, value: .list(rest))
        }
    }

    /// The values of a key's list, of which a change is about to be made.
    private func listItems(of key: String) throws(DocumentEditError) -> [FieldValue] {
        guard let field = field(key) else { return [] }
        switch field.value {
        case .null: return []
        case .mapping: throw .notAList(key: key)
        case .list(let items):
            if field.node.isAlias { throw .alias(key: key) }
            return items
        default:
            if field.node.isAlias { throw .alias(key: key) }
            return [field.value]
        }
    }
}

/// What becomes of one field.
struct FieldTarget {
    var key: String
    /// Nil where the field goes.
    var value: FieldValue?
}

extension Field {
    /// Whether a value that is to be written just so is written so, `4.10`; any other value may be written in any way.
    fileprivate func isSpelled(as value: FieldValue) -> Bool {
        if case .written(let text) = value { return node.text == text }
        return true
    }
}

extension FieldValue {
    /// Equality in which a NaN equals a NaN, strings are equal only scalar by scalar, and what is written is what it stands for.
    func isSame(as other: FieldValue) -> Bool {
        switch (self, other) {
        case (.written, _), (_, .written): resolved.isSame(as: other.resolved)
        case (.number(let a), .number(let b)): a == b || (a.isNaN && b.isNaN)
        case (.string(let a), .string(let b)): a.utf8.elementsEqual(b.utf8)
        case (.list(let a), .list(let b)): a.count == b.count && zip(a, b).allSatisfy { $0.isSame(as: $1) }
        case (.mapping(let a), .mapping(let b)):
            a.count == b.count
                && zip(a, b).allSatisfy { $0.key.utf8.elementsEqual($1.key.utf8) && $0.value.isSame(as: $1.value) }
        default: self == other
        }
    }
}
