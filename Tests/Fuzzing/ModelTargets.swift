import VaultModel

/// The readers of what people write.
enum ModelTargets {
    // MARK: - Documents

    static func document(_ bytes: [UInt8]) -> String? {
        let document = Document(bytes: bytes)
        if document.bytes != bytes { return "the bytes are not kept" }
        if document.bodySpan.upperBound != bytes.count { return "the body does not end with the file" }
        for field in document.fields where field.node.span.upperBound > document.bodySpan.lowerBound {
            return "the field \(field.name) reaches into the body"
        }
        let spans =
            document.headings.map(\.span) + document.tags.map(\.span) + document.links.map(\.span)
            + document.taskBoxes.map(\.span)
        for span in spans where !document.bodySpan.contains(span) { return "\(span) is not in the body" }
        for diagnostic in document.diagnostics {
            if let span = diagnostic.span, span.upperBound > bytes.count {
                return "\(diagnostic) is outside of the file"
            }
        }
        guard !document.isMalformed else { return nil }
        return (try? document.applying([])) == bytes ? nil : "no edit is an edit"
    }

    /// A value, a NUL, and the document in which each field is given it.
    static func edit(_ bytes: [UInt8]) -> String? {
        let (head, tail) = FuzzTarget.halves(bytes)
        let document = Document(bytes: tail)
        let text = String(decoding: head, as: UTF8.self)
        let parts = text.split(separator: "\n").map { FieldValue.string(String($0)) }
        let values: [FieldValue] = [
            .string(text), .list(parts), .mapping([.init(key: "k", value: .string(text))]), .integer(Int64(head.count)),
        ]
        for name in document.fields.prefix(20).map(\.name) + ["new key"] {
            for value in values {
                for edit: DocumentEdit in [
                    .set(name, to: value), .append(value, to: name), .removeItem(value, from: name),
                ] {
                    if let fault = fault(of: edit, to: name, in: document) { return fault }
                }
            }
            if let fault = fault(of: .remove(name), to: name, in: document) { return fault }
        }
        return nil
    }

    private static func fault(of edit: DocumentEdit, to name: String, in document: Document) -> String? {
        guard let result = try? document.applying([edit]) else { return nil }
        let reread = Document(bytes: result)
        if reread.isMalformed { return "\(edit) makes it malformed" }
        if reread.bytes[reread.bodySpan] != document.bytes[document.bodySpan] { return "\(edit) changes the body" }
        let others = document.fields.filter { $0.name != name }
        for other in others where reread.field(other.name)?.value != other.value {
            return "\(edit) changes \(other.name)"
        }
        if case .set(_, let value) = edit, reread.field(name)?.value != value { return "\(edit) sets another value" }
        if case .remove = edit, reread.field(name) != nil { return "\(edit) leaves it" }
        return nil
    }

    // MARK: - Kinds and queries

    static func kind(_ bytes: [UInt8]) -> String? {
        let document = Document(bytes: bytes)
        let reading = SchemaReader().read([("kinds/x.md", document), ("kinds/y.md", document)])
        for found in reading.diagnostics.values.joined() {
            if let span = found.span, span.upperBound > bytes.count { return "\(found) is outside of the file" }
        }
        for kind in Schema.builtIn.kinds.values where reading.schema.kind(named: kind.name) == nil {
            return "\(kind.name) is lost"
        }
        for kind in reading.schema.kinds.values {
            if reading.schema.kind(named: kind.name) == nil { return "\(kind.name) is not found by its name" }
            _ = reading.schema.check(document: document, kind: kind)
        }
        return nil
    }

    private static let context = QueryContext(
        schema: .builtIn, fieldNames: ["rating", "Due Date"],
        clock: QueryClock(now: 1_795_510_800, today: CalendarDate(daysSinceEpoch: 20_781)))

    static func query(_ bytes: [UInt8]) -> String? {
        let text = String(decoding: bytes, as: UTF8.self)
        do {
            _ = try Query(parsing: text, in: context)
        } catch {
            if error.span.upperBound > text.utf8.count { return "\(error) is outside of the text" }
        }
        _ = Query.asksForText(text)
        return nil
    }
}
