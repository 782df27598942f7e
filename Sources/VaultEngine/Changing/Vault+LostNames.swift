import VaultIndex
import VaultModel

extension Vault {
    /// That links and references which name an entity by its title, or by another name, will not lead to it once a change takes that from
    /// it; none where all go on. Files that cannot be read as they were meant do not count.
    ///
    /// Reads every file that leads to the entity.
    func notesOnLostNames(of old: Editable, madeInto new: Editable) throws -> [ChangeNote] {
        let (former, upcoming) = (try upcoming(old).entity, try upcoming(new))
        let isRetitled = former.title != upcoming.entity.title
        guard isRetitled || former.aliases != upcoming.entity.aliases else { return [] }
        let (schema, path) = (try schema(), old.handle.path)
        var count = 0
        let counting = LinkRewriting { name, _, place in
            func leads(_ upcoming: UpcomingFiles) throws -> Bool {
                path.isExactly(
                    try self.ask { try $0.references.path(meantBy: name, at: place, schema: schema, with: upcoming) })
            }
            if try leads([]) && !leads([upcoming]) { count += 1 }
            return nil
        }
        let connections = Dictionary(grouping: try connections(of: old.handle)) { ExactText($0.path) }
        for (place, connections) in connections {
            guard let file = place == ExactText(path) ? old : try? editable(handle(at: place.text)) else { continue }
            let places = ConnectionPlaces(of: connections, in: file.document)
            for link in file.document.links where places.contains(link.span) {
                _ = try counting.edit(of: link, inFileAt: file.handle.path)
            }
            _ = try counting.edits(
                ofReferencesIn: file, ends: file.isRelationship ? ["source", "target"] : [],
                isConcerned: places.contains)
        }
        if count == 0 { return [] }
        return isRetitled
            ? [.losesTitleLinks(count, path: path, title: upcoming.entity.title)]
            : [.deadLinks(count, areToSeveral: false)]
    }
}
