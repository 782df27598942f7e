import VaultModel

/// A word of a title that reads like the change of a field: `due=friday`, `tags+=winter`, or `due:friday` as a query and other programs
/// write it.
package struct FieldWord: Hashable, Sendable {
    /// As it stands in the title.
    package var text: String
    /// What changes the field, as ``FieldAssignment`` reads it: `due=friday`.
    package var assignment: String

    /// The name before the sign, which may be no field at all.
    fileprivate var name: String
    private var sign: String
    private var value: String

    /// Reads a word; nil for one that has no sign between a name and a value.
    fileprivate init?(_ text: String) {
        guard let mark = text.firstIndex(where: { "=:".contains($0) }) else { return nil }
        var name = text[..<mark]
        let value = text[text.index(after: mark)...]
        sign = "="
        if text[mark] == "=", let last = name.last, "+-".contains(last) {
            sign = "\(last)="
            name.removeLast()
        }
        // `a==b`, `at: once` and `http://…` are no changes.
        guard let first = value.first, !first.isWhitespace, !"=:/".contains(first), !name.isEmpty else { return nil }
        self.text = text
        self.name = String(name)
        self.value = String(value)
        assignment = text
    }

    /// True where it can only be meant for a change, whatever is called so.
    fileprivate var isAssignment: Bool { text.dropFirst(name.count).first != ":" }

    fileprivate func changing(_ field: String) -> FieldWord {
        var word = self
        word.assignment = field + sign + value
        return word
    }
}

extension Vault {
    /// The words of a title that change a field of a kind, each of them typed as a word of its own. What is in quotes with other words is
    /// a text. Of a kind that nobody knows, what every kind has.
    package func fieldWords(_ words: [String], ofKind kind: String) throws -> [FieldWord] {
        if words.count == 1, words[0].contains(where: \.isWhitespace) { return [] }
        let fields = try fieldNames(of: schema().kind(named: kind))
        return words.compactMap { word in
            FieldWord(word).flatMap { word in
                fields.first { Spelling.isSame($0, word.name) }.map(word.changing)
            }
        }
    }

    /// A note on each word of a title that changes nothing and looks as if it did: that names a field of its kind, or sets one that
    /// something else has, or one that is nearly a field.
    ///
    /// - Parameters:
    ///   - title: as it will be.
    ///   - kind: what the entity is; nil for a kind that nobody knows.
    ///   - path: where its file will be.
    /// - Returns: The notes, in the order of the words.
    /// - Throws: `VaultError` where the kinds cannot be read.
    func notesOnFields(inTitle title: String, of kind: Kind?, at path: String) throws -> [ChangeNote] {
        let words = title.split(whereSeparator: \.isWhitespace).compactMap { FieldWord(String($0)) }
        if words.isEmpty { return [] }
        let own = try fieldNames(of: kind)
        let used = try askIfPossible { try $0.entities.fieldNames() } ?? []
        return words.compactMap { word in
            let field =
                own.first { Spelling.isSame($0, word.name) }
                ?? (!word.isAssignment
                    ? nil : used.first { $0.isExactly(word.name) } ?? Spelling.nearest(to: word.name, among: own))
            return field.map { .fieldInTitle(word.changing($0), path: path) }
        }
    }

    /// The names of what can be set of a kind: its fields, those that every kind has, and the relations.
    private func fieldNames(of kind: Kind?) throws -> [String] {
        (kind?.fields ?? []).map(\.name) + Kind.commonFields.keys.sorted() + (try schema().relations.keys.sorted())
    }
}
