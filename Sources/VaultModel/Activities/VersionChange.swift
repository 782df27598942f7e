/// One entity before and after a commit, and what that means: the heart of the history.
///
/// A commit gives an entity several activities where it did several things; each carries only the fields that it is
/// about, and what is about none of them goes to `updated`.
package struct VersionChange: Sendable {
    /// One state of an entity: the file as its kind reads it, and what its body says.
    package struct Version: Sendable {
        package var entity: Entity
        package var content: EntityContent

        package init(entity: Entity, content: EntityContent) {
            self.entity = entity
            self.content = content
        }
    }

    /// The entity in each parent that has it, the first parent's first; empty for one that is new.
    package var before: [Version]
    /// The entity in the commit; nil where it is gone.
    package var after: Version?
    /// True where an entity that was deleted is back.
    package var isRestored: Bool
    /// True where the entity is not gone with this file: another has its id as well.
    package var goesOn: Bool
    /// The entities that the commit renamed: who follows them links to nothing new.
    package var renamed: RenamedNames

    package init(
        before: [Version], after: Version?, isRestored: Bool = false, goesOn: Bool = false,
        renamed: RenamedNames = .none
    ) {
        self.before = before
        self.after = after
        self.isRestored = isRestored
        self.goesOn = goesOn
        self.renamed = renamed
    }

    /// The activities in the order in which a person would tell them; none where there is neither side, nor where a merge has each
    /// thing as one of its parents has it: what a branch did is told of the branch.
    package func activities(schema: Schema) -> [ActivityDraft] {
        guard let old = before.first else {
            return after.map { after in
                let changes = after.told(schema).map { FieldChange(field: $0.name, before: nil, after: $0.value) }
                return [ActivityDraft(action: isRestored ? .restored : .created, changes: changes)]
            } ?? []
        }
        guard let after else {
            if goesOn { return [ActivityDraft(action: .updated)] }
            let changes = old.told(schema).map { FieldChange(field: $0.name, before: $0.value, after: nil) }
            return [ActivityDraft(action: .deleted, changes: changes)]
        }
        var drafts: [ActivityDraft] = []
        if before.allSatisfy({ ExactText($0.entity.path) != ExactText(after.entity.path) }) {
            let change = FieldChange(
                field: "path", before: .string(old.entity.path), after: .string(after.entity.path))
            drafts.append(ActivityDraft(action: .moved, changes: [change]))
        }
        // What cannot be read is not nothing: no change follows from it.
        let all = before + [after]
        let isBodyKnown = !all.contains { $0.content.isMissing }
        var rest = all.contains { $0.content.isUnknown } ? [] : fieldChanges(to: after, schema: schema)
        drafts += Self.takeStatus(from: &rest, old: old.entity, new: after.entity)
        drafts += takeAssignment(from: &rest)
        drafts += takeMembers(from: &rest, of: after.entity)
        drafts += takeLinks(from: &rest, to: after, isBodyKnown: isBodyKnown, schema: schema)
        let body = isBodyKnown ? bodyChange(to: after) : nil
        let isRead = isBodyKnown && !after.content.isMalformed && !all.contains { $0.content.isUnknown }
        let isTold = before.count > 1 && isRead
        if !rest.isEmpty || body != nil || drafts.isEmpty && !isTold {
            drafts.append(ActivityDraft(action: .updated, changes: rest, body: body))
        }
        return drafts
    }

    /// The fields whose value is in none of the parents: a merge tells only what is its own.
    private func fieldChanges(to after: Version, schema: Schema) -> [FieldChange] {
        let new = after.told(schema)
        // Another kind alone makes no other values of what is written.
        let olds = before.map { $0.told(schema, as: after.entity.kind) }
        guard let old = olds.first else { return [] }
        func value(_ name: String, in fields: [EntityField]) -> FieldValue? { fields.first { $0.name == name }?.value }
        var changes: [FieldChange] = []
        for field in new where olds.allSatisfy({ value(field.name, in: $0) != field.value }) {
            changes.append(FieldChange(field: field.name, before: value(field.name, in: old), after: field.value))
        }
        for field in old
        where value(field.name, in: new) == nil && olds.allSatisfy({ value(field.name, in: $0) != nil }) {
            changes.append(FieldChange(field: field.name, before: field.value, after: nil))
        }
        return changes
    }

    private func bodyChange(to after: Version) -> BodyChange? {
        let olds = before.map(\.content.bodyLines)
        if olds.contains(after.content.bodyLines) { return nil }
        let (added, removed) =
            olds.count == 1
            ? LineDigest.difference(from: olds[0], to: after.content.bodyLines)
            : LineDigest.combinedDifference(from: olds, to: after.content.bodyLines)
        return added == 0 && removed == 0 && olds.count > 1 ? nil : BodyChange(added: added, removed: removed)
    }

    private static func takeStatus(
        from rest: inout [FieldChange], old: Entity, new: Entity
    ) -> [ActivityDraft] {
        let turnsIntoWork = old.hasRole(.idea) && KindRole.work.contains(where: new.hasRole)
        if turnsIntoWork {
            let changes = rest.take { $0.field == "type" || $0.field == "status" }
            return [ActivityDraft(action: .promoted, changes: changes)]
        }
        guard rest.contains(where: { $0.field == "status" }) else { return [] }
        let action: Action? =
            switch (old.statusGroup, new.statusGroup) {
            case _ where KindRole(rawValue: new.kind)?.isPromoted(status: new.status) == true: .promoted
            case (let before, .done?) where before != .done: .completed
            case (let before, .dropped?) where before != .dropped: .archived
            case (.done?, .open?), (.done?, .paused?), (.dropped?, .open?), (.dropped?, .paused?): .reopened
            default: nil
            }
        guard let action else { return [] }
        let changes = rest.take { $0.field == "status" || Kind.completionFields.contains($0.field) }
        return [ActivityDraft(action: action, changes: changes)]
    }

    /// Somebody is named who was not before; who only takes somebody off assigns nothing.
    private func takeAssignment(from rest: inout [FieldChange]) -> [ActivityDraft] {
        let changes = rest.take { change in
            (change.field == "assignee" || change.field == "owner") && addsReference(change)
        }
        return changes.isEmpty ? [] : [ActivityDraft(action: .assigned, changes: changes)]
    }

    /// Members come and go by their `user`; another role alone is an update. As with relations, what both activities carry is the whole
    /// list, before and after.
    private func takeMembers(from rest: inout [FieldChange], of entity: Entity) -> [ActivityDraft] {
        guard entity.hasRole(.workspace), let change = rest.first(where: { $0.field == "members" }) else { return [] }
        let (old, new) = (Self.members(of: change.before), Self.members(of: change.after))
        var drafts: [ActivityDraft] = []
        if Self.hasOther(renamed.added(new, to: old), than: old) {
            drafts.append(ActivityDraft(action: .memberAdded, changes: [change]))
        }
        if Self.hasOther(renamed.removed(old, from: new), than: new) {
            drafts.append(ActivityDraft(action: .memberRemoved, changes: [change]))
        }
        if !drafts.isEmpty { rest.removeAll { $0.field == "members" } }
        return drafts
    }

    /// Whether some of the users are none of the others, however they are spelled: `ann` and `users/ann.md` are one.
    private static func hasOther(_ users: [String], than others: [String]) -> Bool {
        let known = Set(others.map { ExactText(VaultPath.stem(of: $0)) })
        return users.contains { !known.contains(ExactText(VaultPath.stem(of: $0))) }
    }

    /// The users of the members, as their references name them: `ann` and `[[ann]]` are one.
    private static func members(of value: FieldValue?) -> [String] {
        guard case .list(let items)? = value else { return [] }
        return items.compactMap { item in
            var text = item.text
            if case .mapping(let entries) = item { text = entries.first { $0.key == "user" }?.value.text }
            return text.map { Reference($0)?.target ?? $0 }
        }
    }

    private func takeLinks(
        from rest: inout [FieldChange], to after: Version, isBodyKnown: Bool, schema: Schema
    ) -> [ActivityDraft] {
        // Another order of the same targets, or another spelling of them, is neither.
        let relations = rest.take { change in
            schema.relations[change.field] != nil && (addsReference(change) || removesReference(change))
        }
        var linked = relations.filter(addsReference)
        var unlinked = relations.filter(removesReference)
        let (old, new) = (before.map { $0.naming($0.content.links) }, after.naming(after.content.links))
        let added = renamed.added(new, to: old)
        let others = before.dropFirst().map { Set($0.content.links) }
        let removed = renamed.removed(old, from: new).filter { link in others.allSatisfy { $0.contains(link) } }
        if isBodyKnown, !added.isEmpty {
            linked.append(FieldChange(field: "links", before: nil, after: .list(added.map(FieldValue.string))))
        }
        if isBodyKnown, !removed.isEmpty {
            unlinked.append(FieldChange(field: "links", before: .list(removed.map(FieldValue.string)), after: nil))
        }
        var drafts: [ActivityDraft] = []
        if !linked.isEmpty { drafts.append(ActivityDraft(action: .linked, changes: linked)) }
        if !unlinked.isEmpty { drafts.append(ActivityDraft(action: .unlinked, changes: unlinked)) }
        return drafts
    }

    /// Whether the value of a field names something that it did not name before: `garden` and `[[garden]]` name the same.
    private func addsReference(_ change: FieldChange) -> Bool {
        guard let (old, new) = named(by: change) else { return false }
        return !renamed.added(new, to: [old]).isEmpty
    }

    /// Whether it named something before that it names no more.
    private func removesReference(_ change: FieldChange) -> Bool {
        guard let (old, new) = named(by: change) else { return false }
        return !renamed.removed([old], from: new).isEmpty
    }

    private func named(by change: FieldChange) -> (old: LinkTexts, new: LinkTexts)? {
        func targets(_ value: FieldValue?) -> [String] {
            value.map { FieldType.reference(kind: nil).items(of: $0).map(\.text) } ?? []
        }
        guard let old = before.first, let after else { return nil }
        return (old.naming(targets(change.before)), after.naming(targets(change.after)))
    }
}

extension VersionChange.Version {
    fileprivate func naming(_ texts: [String]) -> LinkTexts { LinkTexts(texts: texts, path: entity.path) }

    /// What the history tells of it, as its own kind keeps it, or another.
    fileprivate func told(_ schema: Schema, as kind: String? = nil) -> [EntityField] {
        content.toldFields(schema: schema, kind: schema.kinds[kind ?? entity.kind])
    }
}

extension [FieldChange] {
    /// Removes the changes that are wanted, and returns them.
    fileprivate mutating func take(_ isWanted: (FieldChange) -> Bool) -> [FieldChange] {
        let taken = filter(isWanted)
        removeAll(where: isWanted)
        return taken
    }
}
