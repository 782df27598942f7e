/// A typed relation between entities, with the name of its inverse.
package struct Relation: Hashable, Sendable {
    package var name: String
    package var inverse: String
    /// True where a cycle of such relations is a contradiction.
    package var isAcyclic: Bool

    /// True for a relation that reads the same both ways.
    package var isSymmetric: Bool { name == inverse }

    package init(name: String, inverse: String, isAcyclic: Bool = false) {
        self.name = name
        self.inverse = inverse
        self.isAcyclic = isAcyclic
    }

    /// The relations that every vault has.
    package static let builtIn: [Relation] = [
        Relation(name: "blocks", inverse: "blocked_by", isAcyclic: true),
        Relation(name: "depends_on", inverse: "required_by", isAcyclic: true),
        Relation(name: "parent", inverse: "child", isAcyclic: true),
        Relation(name: "part_of", inverse: "has_part", isAcyclic: true),
        Relation(name: "relates_to", inverse: "relates_to"),
        Relation(name: "duplicates", inverse: "duplicated_by"),
        Relation(name: "supersedes", inverse: "superseded_by"),
        Relation(name: "derived_from", inverse: "inspired"),
    ]
}
