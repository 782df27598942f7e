/// The texts by which one version of a file names others: names, and paths that lead on from where the file is.
struct LinkTexts {
    var texts: [String]
    /// The path of the file.
    var path: String

    /// Where the texts that are paths lead. As for links, a path can also begin at the top of the vault.
    var places: Set<ExactText> { texts.reduce(into: []) { $0.formUnion(places(of: $1)) } }

    /// Where a text leads that is a path; nothing for a name, which means the same wherever it stands.
    func places(of text: String) -> [ExactText] {
        let hasSlash = text.utf8.contains(UInt8(ascii: "/"))
        guard hasSlash || text.utf8.contains(UInt8(ascii: ".")) else { return [] }
        let folders = [VaultPath.folder(of: path)] + (hasSlash ? [""] : [])
        return folders.compactMap { folder in
            VaultPath.resolve(text, from: folder).map { ExactText(VaultPath.withoutSuffix($0)) }
        }
    }
}

extension RenamedNames {
    /// Those of the texts after the commit that name nothing which was named before it, and lead nowhere where one of those led.
    func added(_ new: LinkTexts, to old: [LinkTexts]) -> [String] {
        let added = added(new.texts, to: old.flatMap(\.texts))
        if added.isEmpty { return [] }
        let places = old.reduce(into: Set<ExactText>()) { $0.formUnion($1.places) }
        return added.filter { places.isDisjoint(with: new.places(of: $0)) }
    }

    /// Those of the texts of the first version before the commit that name nothing which is named after it, and lead nowhere where
    /// one of those leads.
    func removed(_ old: [LinkTexts], from new: LinkTexts) -> [String] {
        guard let first = old.first else { return [] }
        let removed = removed(first.texts, from: new.texts)
        if removed.isEmpty { return [] }
        let places = new.places
        return removed.filter { places.isDisjoint(with: first.places(of: $0)) }
    }
}
