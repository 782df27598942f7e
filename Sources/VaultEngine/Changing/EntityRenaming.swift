import VaultIndex
import VaultModel

/// What an entity is called before and after it is renamed, and what becomes of the links that name it.
struct EntityRenaming {
    /// As it is before.
    var entity: EntityHandle
    var newPath: String
    var newTitle: String
    /// The heading that becomes the new title, as it is before; nil where no heading changes.
    var heading: String?
    /// True where no other entity goes by the new title.
    var isTitleUnique: Bool
    /// Whether a text leads to the entity as it is called from now on.
    var leads: (_ text: String, _ place: LinkPlace) throws -> Bool
    /// The text that names the entity from now on: the preferred one where that leads to it and can stand at the place.
    var name: (_ preferred: String?, _ place: LinkPlace, _ canStand: (String) -> Bool) throws -> String

    // MARK: - Names

    /// What a name of the entity becomes; nil for one that stays, such as an id or an alias.
    private func renamed(_ name: String, as form: LinkRewriting.Form, at place: LinkPlace) throws -> String? {
        let folded = NameKey.fold(name)
        if folded == NameKey.fold(entity.id), !entity.id.isExactly(entity.path) { return nil }
        var preferred: String?
        if isPlace(name, inFolder: String(VaultPath.folder(of: place.file))) {
            let start = name.lastIndex(of: "/").map { name[...$0] } ?? ""
            let suffix = VaultPath.name(of: name).dropFirst(VaultPath.stem(of: name).count)
            preferred = newPath.isExactly(entity.path) ? nil : start + VaultPath.stem(of: newPath) + suffix
        } else if folded == NameKey.fold(entity.title), newTitle != entity.title, canBeTitle(form) {
            preferred = newTitle
        }
        if try preferred == nil && leads(name, place) { return nil }
        return try self.name(preferred, place, form.reads)
    }

    /// True for the entity's path or the end of it, be it relative to the folder of the file that links.
    private func isPlace(_ name: String, inFolder folder: String) -> Bool {
        let place = NameKey.fold(VaultPath.withoutSuffix(entity.path))
        let wanted = NameKey.fold(VaultPath.withoutSuffix(name))
        if VaultPath.ends(place, in: wanted) { return true }
        return ["", NameKey.fold(folder)].contains { VaultPath.resolve(wanted, from: $0) == place }
    }

    /// True where the new title names the entity alone, and does so in a link.
    private func canBeTitle(_ form: LinkRewriting.Form) -> Bool {
        if case .markdownLink = form { return false }
        return isTitleUnique && !newTitle.contains("/")
    }

    // MARK: - Links

    /// The edits of a link that leads to the entity; none for one that can stay.
    func edits(of link: Link, in file: Vault.Editable) throws -> [DocumentEdit] {
        let edits = [headingEdit(of: link, in: file), try rewriting.edit(of: link, inFileAt: file.handle.path)]
        return edits.compactMap(\.self)
    }

    /// What makes a file's links and references name the entity as it is called from now on.
    var rewriting: LinkRewriting { LinkRewriting(renamed: renamed) }

    /// The edit of a link to the heading that becomes the new title, which it has to name so from then on; nil for any other.
    func headingEdit(of link: Link, in file: Vault.Editable) -> DocumentEdit? {
        guard let old = heading, let named = link.heading else { return nil }
        var new: String?
        if link.isPath {
            // In Markdown a heading goes by its anchor, or by its text in escapes.
            if NameKey.fold(named) == NameKey.fold(old) { new = LinkRewriting.escaped(newTitle) }
            if let anchor = Slug.of(old), named == anchor { new = Slug.of(newTitle) }
        } else if !newTitle.contains(where: { "#|^[]\\`".contains($0) }) {
            // Behind it may follow a heading below it: `#old#other`.
            let parts = named.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
            if NameKey.fold(String(parts[0].trimmed)) == NameKey.fold(old) {
                new = newTitle + (parts.count > 1 ? "#" + parts[1] : "")
            }
        }
        guard let new, new != named else { return nil }
        let space = UInt8(ascii: " ")
        let behind = file.document.bytes[link.targetSpan.upperBound...].drop { $0 == space }
        guard behind.first == UInt8(ascii: "#") else { return nil }
        let rest = behind.dropFirst().drop { $0 == space }
        let written = [named, LinkRewriting.escaped(named)].first { rest.starts(with: $0.utf8) }
        return written.map {
            .replaceBytes(rest.startIndex..<rest.startIndex + $0.utf8.count, with: Array(new.utf8))
        }
    }
}
