/// What entities are called where they stand beside each other: by their titles, or by their paths where several have one.
package struct SharedTitles {
    private let paths: [String: Set<ExactText>]

    /// `entities` are those that stand beside each other; one may be among them more than once.
    package init(_ entities: some Sequence<(path: String, title: String)>) {
        paths = Dictionary(grouping: entities, by: \.title).mapValues { Set($0.map { ExactText($0.path) }) }
    }

    /// What an entity is told from the others by: its title, or its path where another has the same title.
    package func name(path: String, title: String) -> String { (paths[title]?.count ?? 0) > 1 ? path : title }
}
