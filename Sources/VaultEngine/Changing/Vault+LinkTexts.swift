import VaultIndex
import VaultModel

extension Vault {
    /// The text by which a link or a reference is to name an entity: what is preferred, else the name of its file where nothing else
    /// goes by that, else its id, else its path. The first that means the entity where it stands: a path is read from the folder of
    /// the file first, and of several files with one name the nearest is meant.
    ///
    /// - Parameters:
    ///   - entity: as it will be.
    ///   - place: where the text is to stand.
    ///   - preferred: what is kept where it means the entity, such as what the person wrote. The beginning of its id becomes the whole
    ///     id; a name behind a kind (`task/roof`), which only Mosaic reads, another text.
    ///   - upcoming: the file that states it, and the entity's own, as the same change leaves them.
    ///   - canStand: whether a text reads as itself there.
    /// - Returns: The text; nil where there is none.
    /// - Throws: `VaultError` where the index cannot be read.
    func linkText(
        for entity: EntityHandle, at place: LinkPlace, preferring preferred: String? = nil,
        with upcoming: UpcomingFiles, where canStand: (String) -> Bool = { _ in true }
    ) throws -> String? {
        let id = entity.id.isExactly(entity.path) ? nil : entity.id
        let stem = VaultPath.stem(of: entity.path)
        let own = upcoming.formerPath(ofFileAt: entity.path) ?? entity.path
        let texts = [
            preferred, preferred.flatMap { id?.hasPrefix($0) == true ? id : nil },
            try others(called: stem, than: own).isEmpty ? stem : nil, id, entity.path, "/" + entity.path,
        ]
        return try ask { index in
            try texts.compactMap { $0 }.first { text in
                guard canStand(text) else { return false }
                return entity.path.isExactly(
                    try index.references.path(meantBy: text, at: place, schema: nil, with: upcoming))
            }
        }
    }

    /// A reference as a field of an entity is to write it so that it leads to another: only its target may become another text.
    ///
    /// - Throws: `VaultError.unwritableField` where no text leads there.
    func reference(
        _ preferred: Reference, leadingTo target: EntityHandle, in field: String, of entity: Editable,
        expecting kind: String?
    ) throws -> Reference {
        var reference = preferred
        let text = try linkText(
            for: target, at: LinkPlace(file: entity.handle.path, expectedKind: kind), preferring: preferred.target,
            with: [upcoming(entity)]
        ) { text in
            reference.target = text
            return Reference(reference.written) == reference
        }
        guard let text else { throw VaultError.unwritableField(path: entity.handle.path, field: field) }
        reference.target = text
        return reference
    }

    /// The path of what a reference in a field of an entity leads to; nil where it does not lead to one file.
    func path(ledToBy reference: Reference, in entity: Editable, expecting kind: String?) throws -> String? {
        let (schema, upcoming) = (try schema(), try upcoming(entity))
        let place = LinkPlace(file: entity.handle.path, expectedKind: kind)
        return try ask {
            try $0.references.path(meantBy: reference.target, at: place, schema: schema, with: [upcoming])
        }
    }

    /// The file of an entity that is being changed, as its document is by now.
    func upcoming(_ entity: Editable) throws -> UpcomingFile {
        var file = Entity(
            content: EntityContent(entity.document), path: entity.handle.path, schema: try schema(), usesFolders: false)
        file.kind = entity.kind?.name ?? entity.handle.type
        return UpcomingFile(entity: file, formerPath: entity.handle.path)
    }
}
