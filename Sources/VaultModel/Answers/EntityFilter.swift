/// Which entities a listing is of. Every condition must hold; a list of values means any of them.
package struct EntityFilter: Hashable, Sendable {
    /// A front matter field with its allowed texts.
    package struct FieldCondition: Hashable, Sendable {
        package var name: String
        package var values: [String]

        package init(name: String, values: [String]) {
            self.name = name
            self.values = values
        }
    }

    /// A front matter reference to one entity.
    package struct ReferenceCondition: Hashable, Sendable {
        package var name: String
        /// The path of the entity that is referred to.
        package var path: String

        package init(name: String, path: String) {
            self.name = name
            self.path = path
        }
    }

    /// What a listing is ordered by.
    package struct SortKey: Hashable, Sendable {
        /// `title`, `type`, `status`, `path`, `created`, `updated`, or a field.
        package var name: String
        package var isDescending: Bool

        /// The names that stand for no field of the front matter.
        package static let ownNames = ["id", "type", "title", "status", "path", "created", "updated"]

        package init(name: String, isDescending: Bool = false) {
            self.name = name
            self.isDescending = isDescending
        }
    }

    /// Names of kinds.
    package var kinds: [String] = []
    package var excludedKinds: [String] = []
    package var excludedGroups: [StatusGroup] = []
    /// Statuses, or groups of them.
    package var statuses: [String] = []
    package var tags: [String] = []
    package var fields: [FieldCondition] = []
    package var references: [ReferenceCondition] = []
    /// The youngest change first where there is none.
    package var sort: [SortKey] = []
    /// nil for all.
    package var limit: Int?

    package init() {}
}
