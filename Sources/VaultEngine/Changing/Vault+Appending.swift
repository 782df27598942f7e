import VaultIndex
import VaultModel

extension Vault {
    /// Adds a text to the end of what an entity's file says, as a paragraph of its own; an item of a list goes on with a list.
    ///
    /// - Parameters:
    ///   - text: whatever its line ends; without the blank lines around it.
    ///   - reference: what names the entity.
    ///   - heading: the text of the heading at the end of whose section it is to stand, whatever its case; with `#` before it, of that
    ///     level alone. Nil for the end of the file.
    /// - Returns: The change of its file.
    /// - Throws: `VaultError.noText`; `VaultError.unknownHeading` and `VaultError.ambiguousHeading`; `VaultError.malformedFile`;
    ///   `VaultError.unwritableField` where the text would be part of a code block that nothing closes; what
    ///   ``changeable(_:)`` throws.
    package func planAppending(
        _ text: String, to reference: String, under heading: String? = nil
    ) throws -> ChangePlan {
        let addition = CapturedText.body(text)
        guard !addition.isEmpty else { throw VaultError.noText }
        let entity = try editable(reference)
        let section = try heading.map { try Self.heading($0, in: entity) }
        let bytes = try translatingEditErrors(of: entity) { document throws(DocumentEditError) in
            try document.adding(addition, toSectionOf: section)
        }
        return ChangePlan(
            files: replacement(of: entity, by: bytes), verb: .append, object: "\"\(entity.handle.title)\"")
    }

    /// The heading of a file that a person names.
    static func heading(_ name: String, in entity: Editable) throws -> Heading {
        let name = name[...].trimmed
        let marks = name.prefix { $0 == "#" }.count
        let text = name.dropFirst(marks)
        let isMarked = (1...6).contains(marks) && text.first?.isWhitespace == true
        let wanted = NameKey.fold(isMarked ? text.trimmed : name)
        let headings = entity.document.sectionHeadings.filter { !$0.text.isEmpty }
        let found = headings.filter { NameKey.fold($0.text) == wanted && (!isMarked || $0.level == marks) }
        if let heading = found.first, found.count == 1 { return heading }
        let path = entity.handle.path
        guard found.isEmpty else {
            throw VaultError.ambiguousHeading(name, path: path, candidates: found.map(\.written))
        }
        let known = headings.map(\.text).uniqued()
        throw VaultError.unknownHeading(
            name, path: path, suggestion: Spelling.nearest(to: wanted, among: known), known: known)
    }
}

extension Heading {
    /// As it stands in most files: `## Log`.
    fileprivate var written: String { String(repeating: "#", count: level) + " " + text }
}
