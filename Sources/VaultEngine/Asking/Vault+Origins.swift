import GitStore
import VaultModel

extension Vault {
    /// Who set the present value of each field of an entity, in the order of its file; then of its text, and of the relations
    /// that relationships state of it, at either end, by the name that they have from there.
    ///
    /// A field that states several relations has one origin for each.
    ///
    /// - Throws: `VaultError` where the reference does not name one entity, and where the history cannot be read.
    package func origins(of reference: String) throws -> [FieldOrigin] {
        let entity = try entity(reference)
        var found = try origins(of: entity, among: activities(of: entity))
        let relations = try connections(of: entity).filter {
            $0.category == .relation && !$0.path.isExactly(entity.path) && !$0.path.isExactly($0.source.path)
                && !$0.path.isExactly($0.target.path)
        }
        for relation in relations {
            guard let stating = try ask({ try $0.references.find(relation.path, schema: schema()) }).first else {
                continue
            }
            // A file that states a relation says it with several fields: the last one to be set made it what it is.
            let activities = try activities(of: stating)
            let parts = try origins(of: stating, among: activities)
                .filter { ["source", "target", "relation"].contains($0.field) }
            let ids = Set(parts.map(\.activity.id))
            guard let activity = activities.first(where: { ids.contains($0.id) }) else { continue }
            let isOutgoing = relation.source.path == entity.path
            let inverse = try schema().relations[relation.name]?.inverse
            found.append(
                FieldOrigin(
                    field: isOutgoing ? relation.name : inverse ?? relation.name,
                    value: .string(isOutgoing ? relation.target.title : relation.source.title), path: relation.path,
                    activity: activity))
        }
        return found
    }

    /// All of the entity, the newest first.
    private func activities(of entity: EntityHandle) throws -> [Activity] {
        var filter = ActivityFilter()
        filter.entities = [entity]
        filter.limit = nil
        return try activities(filter).activities
    }

    private func origins(of entity: EntityHandle, among activities: [Activity]) throws -> [FieldOrigin] {
        var content = EntityContent(Document(bytes: try contents(of: entity.path)))
        if content.isMalformed {
            content = content.completed(by: try ask { try $0.entities.lastContent(at: entity.path) })
        }
        let schema = try schema()
        return try translatingErrors(at: root) {
            let repository = try Repository(opening: location.repository.workTree)
            let head = try moment?.id ?? repository.head().commit
            let walk = OriginWalk(
                repository: repository, prefix: location.vaultPath, identifier: content.identifier,
                activities: activities)
            let statements = Self.statements(of: content, schema: schema, kind: schema.kinds[entity.type])
            return try statements.compactMap { value, statement in
                try walk.origin(of: statement, at: entity.path, head: head).map {
                    FieldOrigin(field: statement.aspect.field, value: value, path: entity.path, activity: $0)
                }
            }
        }
    }

    /// What a file says, each with the value to show.
    private static func statements(
        of content: EntityContent, schema: Schema, kind: Kind?
    ) -> [(value: FieldValue?, statement: OriginWalk.Statement)] {
        var statements: [(value: FieldValue?, statement: OriginWalk.Statement)] = []
        for field in content.toldFields(schema: schema, kind: kind) {
            var items: [FieldValue]?
            if schema.relations[field.name] != nil, case .list(let several) = field.value, several.count > 1 {
                items = several.uniqued()
            }
            // The kind of its time may have kept a value otherwise that was written the same.
            let type = schema.fieldType(field.name, of: kind) ?? .any
            func kept(_ value: FieldValue) -> FieldValue { FieldType.text.kept(type.kept(value)) }
            func values(_ value: FieldValue?) -> Set<FieldValue> {
                guard let value = value.map(kept) else { return [] }
                if items != nil, case .list(let items) = value { return Set(items) }
                return [value]
            }
            let aspect = OriginWalk.Aspect(field.name) { content in
                values(content.toldFields(schema: schema, kind: kind).first { $0.name == field.name }?.value)
            } made: { activity in
                let changes = activity.changes.lazy.filter { $0.field == field.name }
                return switch activity.action {
                case .deleted: []
                case .created, .restored: changes.reduce(into: []) { $0.formUnion(values($1.after)) }
                default: changes.reduce(into: []) { $0.formUnion(values($1.after).subtracting(values($1.before))) }
                }
            }
            for value in items ?? [field.value] {
                statements.append((value, .init(aspect: aspect, value: kept(value))))
            }
        }
        if !content.bodyLines.isEmpty {
            let aspect = OriginWalk.Aspect("body") { version in
                version.bodyLines == content.bodyLines ? [.boolean(true)] : []
            } made: { activity in
                switch activity.action {
                case .deleted: []
                case .created, .restored: [.boolean(true)]
                default: activity.body == nil ? [] : [.boolean(true)]
                }
            }
            statements.append((nil, .init(aspect: aspect, value: .boolean(true))))
        }
        return statements
    }
}
