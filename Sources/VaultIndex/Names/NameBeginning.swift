import VaultModel

/// The beginning of a name, as a query has it in front of a `*`: of an id, a file stem, a title or an alias, each also behind
/// `kind/`; of a path, or of the end of one where it has a slash.
struct NameBeginning {
    private let text: String
    private let kindForm: (kind: String, name: String)?

    /// Without a schema, what stands behind `kind/` is no name.
    init(_ text: String, _ schema: Schema?) {
        // As in a file, a slash in front leads from the top of the vault.
        self.text = text.hasPrefix("/") ? String(text.dropFirst()) : text
        kindForm = schema?.kindForm(of: text).map { ($0.kind.name, NameKey.fold($0.name)) }
    }

    private var hasSlash: Bool { text.contains("/") }

    /// Selects the ids of the files that go by a name which begins so.
    var files: SQLFragment {
        var parts = [
            SQLFragment.begins("name", with: NameKey.fold(text)).wrapped("SELECT file FROM names WHERE ", "")
        ]
        if hasSlash { parts.append(isBelow("path").wrapped("SELECT id FROM files WHERE ", "")) }
        if let (kind, name) = kindForm {
            parts.append(
                SQLFragment.all([SQLFragment("kind = ?", .text(kind)), .begins("name", with: name)])
                    .wrapped("SELECT file FROM names JOIN entities ON entities.id = names.file WHERE ", ""))
        }
        return parts.dropFirst().reduce(parts[0]) { $0.followed(by: " UNION ALL ", $1) }
    }

    /// That what is written, in a column, begins so; `key` is the column of what names and texts that mean them have in common.
    func isOf(text column: String, key: String) -> SQLFragment {
        hasSlash ? isBelow(column) : .begins(key, with: NameKey.fold(text))
    }

    private func isBelow(_ column: String) -> SQLFragment {
        .any(["", "/"].map { QueryCompiler.isLike(column, QueryPattern(text: text, isPrefix: true), behind: $0) })
    }
}
