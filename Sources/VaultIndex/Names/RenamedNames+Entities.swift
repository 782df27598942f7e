import VaultModel

extension RenamedNames {
    /// What entities are called before a change that renames them, and after it.
    ///
    /// - Parameter entities: each with its versions before, of which a merge has several, and the one after; in any order.
    package init(of entities: [(before: [Entity], after: Entity)]) {
        var (old, new): ([String: Int64], [String: Int64]) = ([:], [:])
        for (number, entity) in entities.enumerated() {
            for key in entity.before.flatMap(EntityName.keys) { old[key] = Int64(number) }
            for key in EntityName.keys(of: entity.after) { new[key] = Int64(number) }
        }
        self = old.isEmpty ? .none : RenamedNames(before: old, after: new) { NameKey.key($0) }
    }
}

extension EntityName {
    fileprivate static func keys(of entity: Entity) -> [String] { all(of: entity).map(\.key) }
}
