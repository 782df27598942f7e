import VaultModel

/// One of the names that a file goes by.
struct EntityName: Sendable {
    var rank: NameRank
    /// What every reference by the name has for its key as well.
    var key: String
    /// Folded.
    var name: String

    init(_ text: String, _ rank: NameRank) {
        let name = NameKey.fold(text)
        self.init(rank: rank, key: NameKey.key(name), name: name)
    }

    /// A name as the index has it.
    init(rank: NameRank, key: String, name: String) {
        self.rank = rank
        self.key = key
        self.name = name
    }

    /// Every name of an entity.
    static func all(of entity: Entity) -> [EntityName] {
        (entity.explicitIdentifier.map { [EntityName($0, .identifier)] } ?? [])
            + [EntityName(VaultPath.stem(of: entity.path), .stem), EntityName(entity.title, .title)]
            + entity.aliases.map { EntityName($0, .alias) }
    }
}
