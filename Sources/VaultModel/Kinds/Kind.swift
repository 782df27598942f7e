/// The schema of one kind of entity.
package struct Kind: Hashable, Sendable {
    /// One field that the kind names.
    package struct FieldDefinition: Hashable, Sendable {
        package var name: String
        package var type: FieldType
        package var isRequired: Bool
        /// What an entity has that does not say: `status` and `priority` mostly.
        package var defaultValue: FieldValue?

        package init(name: String, type: FieldType, isRequired: Bool = false, defaultValue: FieldValue? = nil) {
            self.name = name
            self.type = type
            self.isRequired = isRequired
            self.defaultValue = defaultValue
        }
    }

    /// The singular name, as `type:` gives it: `task`.
    package var name: String
    /// `tasks`
    package var plural: String
    /// The folder that new entities of the kind go to, relative to the vault's root, without a slash at its end;
    /// empty for the root itself.
    package var folder: String
    /// In the order of the kind file, without the fields that every kind has (`id`, `type`, `title`, `aliases`, `tags`).
    package var fields: [FieldDefinition]
    /// The body of a new entity, with `{{title}}`, `{{date}}` and `{{cursor}}` to be filled in.
    package var template: String
    /// How long an open entity may lie untouched before it counts as stale, in days; nil for never.
    package var staleAfterDays: Int?

    package init(
        name: String, plural: String, folder: String, fields: [FieldDefinition], template: String,
        staleAfterDays: Int?
    ) {
        self.name = name
        self.plural = plural
        self.folder = folder
        self.fields = fields
        self.template = template
        self.staleAfterDays = staleAfterDays
    }

    /// The definition of one of the kind's own fields; nil where it names none of that name.
    package func field(_ name: String) -> FieldDefinition? {
        fields.first { $0.name == name }
    }

    /// The group of a status value; nil where the kind has no such status.
    package func group(ofStatus status: String) -> StatusGroup? {
        guard case .enumeration(let values)? = field("status")?.type else { return nil }
        return values.first { $0.name == status }?.group
    }
}
