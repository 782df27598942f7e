extension Schema {
    /// What of a document's `type` and keys is no kind and no field, and nearly one: a slip that turns a task into a
    /// note, or a day into a key that nobody asks for. In the order of the document.
    ///
    /// For documents of a vault of Mosaic: elsewhere words have other meanings. A key that another kind has is one on purpose.
    ///
    /// - Parameters:
    ///   - document: the file. One that cannot be read has no words.
    ///   - path: the file's path, relative to the vault.
    ///   - kind: the kind that the file states, by its `type` or its folder; nil where it states none.
    /// - Returns: A diagnostic for each such word, with what was meant.
    package func checkSpelling(of document: Document, path: String, kind: Kind?) -> [Diagnostic] {
        guard !document.isMalformed else { return [] }
        guard let kind else { return misspeltType(of: document, path: path).map { [$0] } ?? [] }
        // What a kind's file may say is the `SchemaReader`'s to judge.
        if kind.hasRole(.definition) { return [] }
        let names = kind.fields.map(\.name) + Kind.commonFields.keys.sorted() + relations.keys.sorted()
        return document.fields.compactMap { field in
            guard fieldType(field.name, of: kind) == nil, !["tag", "alias"].contains(field.name),
                let meant = Spelling.slip(of: field.name, among: names), document.field(meant) == nil,
                !kinds.values.contains(where: { $0.field(field.name) != nil })
            else { return nil }
            let message =
                "\(PlacedValue.shown(field.name)) is no field of \(ValueCheck.article(kind.name)) \(kind.name): did you mean `\(meant)`?"
            return Diagnostic(.misspeltField, message, at: field.nameSpan)
        }
    }

    private func misspeltType(of document: Document, path: String) -> Diagnostic? {
        if let field = document.field("type"), case .list(let items) = field.value,
            let kind = items.lazy.compactMap({ $0.string.flatMap { self.kind(named: $0) } }).first
        {
            let message = "A list is no kind, so that this is a note: write one alone, `type: \(kind.name)`."
            return Diagnostic(.misspeltType, message, at: field.node.span)
        }
        guard let field = document.field("type"), let text = field.value.string, kinds[text] == nil else { return nil }
        let inFolder = self.kind(forPath: path).flatMap { kind in
            // In its own folder, hardly anything else is meant.
            Spelling.nearest(to: text, among: [kind.name, kind.plural]).map { _ in kind }
        }
        let names = kinds.values.flatMap { [$0.name, $0.plural] }.sorted()
        guard
            let meant = kind(named: text) ?? inFolder
                ?? Spelling.slip(of: text, among: names).flatMap({ kind(named: $0) })
        else { return nil }
        let message =
            "\(PlacedValue(field).shown) is no kind, so that this is a note: did you mean `\(meant.name)`?"
        return Diagnostic(.misspeltType, message, at: field.node.span)
    }
}
