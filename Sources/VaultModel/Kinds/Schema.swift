/// The kinds and relations of a vault.
package struct Schema: Hashable, Sendable {
    /// The kinds by their names.
    package private(set) var kinds: [String: Kind]
    /// The relations in both directions: `blocks` and `blocked_by` each lead to the relation `blocks`.
    package private(set) var relations: [String: Relation]
    /// The kind files that cannot be read, by the names that they go by: what else they name is not known.
    package private(set) var unreadableFiles: [String: String]
    private var kindNamesByAlias: [String: String]
    private var kindNamesByFolder: [String: String]

    /// A later kind or relation of the same name replaces an earlier one.
    package init(kinds: [Kind], relations: [Relation], unreadableFiles: [String: String] = [:]) {
        self.unreadableFiles = unreadableFiles
        self.kinds = [:]
        self.relations = [:]
        kindNamesByAlias = [:]
        kindNamesByFolder = [:]
        for kind in kinds {
            self.kinds[kind.name] = kind
        }
        for kind in kinds where self.kinds[kind.name] == kind {
            kindNamesByFolder[kind.folder] = kind.name
            for alias in [kind.plural, kind.folder] where self.kinds[alias] == nil && !alias.isEmpty {
                kindNamesByAlias[alias] = kind.name
            }
        }
        for relation in relations {
            self.relations[relation.name] = relation
            self.relations[relation.inverse] = relation
        }
    }

    /// The kind that a person means by a name: the kind's own, its plural or its folder; in other letters too, as kinds
    /// are named in small ones.
    package func kind(named name: String) -> Kind? {
        kind(exactly: name) ?? kind(exactly: name.lowercased())
    }

    private func kind(exactly name: String) -> Kind? {
        kinds[name] ?? kindNamesByAlias[name].flatMap { kinds[$0] }
    }

    /// The two halves of `kind/name`, a reference that says what kind it asks for; nil for another one.
    package func kindForm(of reference: String) -> (kind: Kind, name: String)? {
        guard let slash = reference.utf8.firstIndex(of: UInt8(ascii: "/")),
            let kind = kind(exactly: reference[..<slash].lowercased())
        else { return nil }
        return (kind, String(reference[reference.utf8.index(after: slash)...]))
    }

    /// The kind whose folder the path lies in, at any depth; the deepest such folder wins.
    package func kind(forPath path: String) -> Kind? {
        var folder = VaultPath.folder(of: path)
        while !folder.isEmpty {
            let name = String(folder)
            if let kind = kindNamesByFolder[name] { return kinds[kind] }
            folder = VaultPath.folder(of: name)
        }
        return nil
    }
}
