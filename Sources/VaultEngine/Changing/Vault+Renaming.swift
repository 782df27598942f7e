import VaultIndex
import VaultModel

extension Vault {
    /// Gives an entity another title, and its file the name that goes with it; rewrites every link that named the old ones.
    ///
    /// A link by id or alias stays as it is. The files of kinds and of the workspace keep their names, which mean something; every other
    /// file is called by the new title in the style of the name that it has.
    ///
    /// A file that cannot be read as it was meant keeps its links, which a note tells.
    ///
    /// - Throws: `VaultError.invalidTitle`; `VaultError.malformedFile` where that of the entity cannot be read as it was meant;
    ///   `VaultError.uneditableField` and `VaultError.unwritableField` where a link cannot be rewritten; what
    ///   ``entity(_:expecting:includesGone:)`` throws.
    package func planRenaming(_ reference: String, to newTitle: String) throws -> ChangePlan {
        let entity = try editable(reference)
        let title = try Self.title(newTitle)
        let handle = entity.handle
        let newPath = try newPath(of: handle, title: title)
        let namesakes = try others(called: title, than: handle.path)
        var after = handle
        after.path = newPath
        if handle.id.isExactly(handle.path) { after.id = newPath }
        var upcoming = try upcoming(entity)
        upcoming.entity.path = newPath
        upcoming.entity.title = title
        let schema = try schema()
        var edits = titleEdits(of: entity, to: title, newPath: newPath)
        let names = EntityRenaming(
            entity: handle, newPath: newPath, newTitle: title,
            heading: entity.document.headings.first { $0.level == 1 && edits.replace($0.span) }?.text,
            isTitleUnique: namesakes.isEmpty,
            leads: { text, place in
                newPath.isExactly(
                    try self.ask { try $0.references.path(meantBy: text, at: place, schema: schema, with: [upcoming]) })
            },
            name: { preferred, place, canStand in
                try self.linkText(for: after, at: place, preferring: preferred, with: [upcoming], where: canStand)
                    ?? "/" + newPath
            })

        let all = try connections(of: handle)
        let connections = Dictionary(grouping: all) { ExactText($0.path) }
        var files: [ChangePlan.FileChange] = []
        var unread: [String] = []
        for path in all.map({ ExactText($0.path) }).uniqued() where path != ExactText(handle.path) {
            let other: Editable
            do {
                other = try editable(self.handle(at: path.text))
            } catch VaultError.malformedFile {
                unread.append(path.text)
                continue
            }
            files += try replacement(of: other, with: rewrites(of: connections[path] ?? [], in: other, names))
        }
        edits += try rewrites(of: connections[handle.path] ?? [], in: entity, names).filter { !$0.overlaps(edits) }
        let bytes = try bytes(of: entity, after: edits)
        let old = entity.document.bytes
        var notes = ChangeNote.namesakes(ifAny: namesakes)
        notes += try notesOnFields(inTitle: title, of: entity.kind, at: newPath)
        if !newPath.isExactly(handle.path) {
            files.append(.move(path: handle.path, to: newPath, old: old, new: bytes))
            notes += entity.noteOnHistory(movedAs: bytes)
        } else if bytes != old {
            files.append(.replace(path: handle.path, old: old, new: bytes))
        }
        return ChangePlan(
            files: files, verb: .rename, object: "\"\(handle.title)\" to \"\(title)\"",
            notes: notes + (unread.isEmpty ? [] : [.linksLeft(unread)]))
    }

    private func newPath(of entity: EntityHandle, title: String) throws -> String {
        let stem = VaultPath.stem(of: entity.path)
        let style = FileNameStyle(of: stem, title: entity.title)
        guard KindRole(rawValue: entity.type)?.keepsFileName != true, let name = style.name(of: title), name != stem
        else { return entity.path }
        let path = try freePath(
            name, separator: style.separator, in: String(VaultPath.folder(of: entity.path)),
            suffix: String(VaultPath.name(of: entity.path).dropFirst(stem.count)), own: entity.path)
        // A file that is ignored would be gone from the vault.
        return index.isIgnored(path) ? entity.path : path
    }

    /// The title stands in the front matter, in the first heading, or nowhere but in the file's name.
    private func titleEdits(of entity: Editable, to title: String, newPath: String) -> [DocumentEdit] {
        let document = entity.document
        let heading = document.headings.first { $0.level == 1 }.flatMap { $0.text.isEmpty ? nil : $0 }
        let stated = document.field("title")?.text.flatMap { $0.isEmpty ? nil : $0 }
        var edits: [DocumentEdit] = []
        if let heading, stated == nil || heading.text == stated {
            let edit = DocumentEdit.replaceBytes(heading.span, with: Array(title.utf8))
            // Not every title can stand in a heading: `# C #` says `C`.
            let after = (try? document.applying([edit])).map { Document(bytes: $0) }
            if after?.headings.first(where: { $0.level == 1 })?.text == title {
                edits.append(edit)
                if stated == nil { return edits }
            }
        }
        if stated == nil, heading == nil, VaultPath.stem(of: newPath) == title { return edits }
        return edits + [.set("title", to: .string(title))]
    }

    // MARK: - Links

    /// The edits that make the links and references of one file name the entity as it is called from now on. `connections` are
    /// those that the file states.
    private func rewrites(
        of connections: [Connection], in file: Editable, _ names: EntityRenaming
    ) throws -> [DocumentEdit] {
        let path = file.handle.path
        let old = names.entity.path
        // One end of an ordinary connection is the file itself; the other is the one that is named.
        let named = connections.filter { connection in
            !path.isExactly(old)
                || connection.source.path.map(ExactText.init) == connection.target.path.map(ExactText.init)
        }
        let places = ConnectionPlaces(of: named, in: file.document)
        // Links by one label have their target in one place.
        var edits = try file.document.links.filter { places.contains($0.span) }
            .flatMap { try names.edits(of: $0, in: file) }.uniqued()
        if path.isExactly(old) {
            // A link to a heading of its own file names no file, and is no connection.
            edits += file.document.links.filter(\.target.isEmpty).compactMap { names.headingEdit(of: $0, in: file) }
        }
        let ends = try file.isRelationship ? ends(of: file, at: old, connections) : []
        edits += try names.rewriting.edits(ofReferencesIn: file, ends: ends, isConcerned: places.contains)
        return edits
    }

    /// Which fields of a relationship, `source` and `target`, name the entity at a path.
    private func ends(of file: Editable, at old: String, _ connections: [Connection]) throws -> Set<String> {
        guard let stated = connections.first(where: { $0.category == .relation }) else { return [] }
        let name = file.document.field("relation")?.text ?? ""
        let relation = try schema().relations[name]
        let isInverse = relation.map { !$0.isSymmetric && $0.inverse == name } ?? false
        var ends: Set<String> = []
        if old.isExactly(stated.source.path) { ends.insert(isInverse ? "target" : "source") }
        if old.isExactly(stated.target.path) { ends.insert(isInverse ? "source" : "target") }
        return ends
    }
}

extension DocumentEdit {
    /// True where the edit replaces bytes that another one replaces as well.
    fileprivate func overlaps(_ others: [DocumentEdit]) -> Bool {
        guard case .replaceBytes(let range, _) = self else { return false }
        return others.replace(range)
    }
}

extension [DocumentEdit] {
    /// True where one of them replaces some of the bytes.
    fileprivate func replace(_ range: ByteRange) -> Bool {
        contains { edit in
            if case .replaceBytes(let taken, _) = edit { return range.overlaps(taken) }
            return false
        }
    }
}
