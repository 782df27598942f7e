import VaultModel

/// A change of everything that a query is of: one operation, and one commit.
package struct BulkPlan: Hashable, Sendable {
    /// How many entities the query is of; those that need no change are among them.
    package var found: Int
    /// Those that change.
    package var changed: [EntityHandle]
    package var plan: ChangePlan

    package init(found: Int, changed: [EntityHandle], plan: ChangePlan) {
        self.found = found
        self.changed = changed
        self.plan = plan
    }

    /// True where another plan changes the same entities, at the same paths.
    func changesSame(as other: BulkPlan) -> Bool {
        func identities(_ plan: BulkPlan) -> Set<[ExactText]> {
            Set(plan.changed.map { [ExactText($0.id), ExactText($0.path)] })
        }
        return identities(self) == identities(other)
    }
}

extension Vault {
    /// Changes fields of everything that a query is of.
    ///
    /// - Throws: What ``planSetting(_:of:)`` throws, for the first entity that cannot be changed; `VaultError.invalidValue` for
    ///   an id that several would get.
    package func planSetting(_ assignments: [FieldAssignment], where query: ResolvedQuery) throws -> BulkPlan {
        let named = assignments.named(in: nil)
        let names = named.map(\.field).uniqued().joined(separator: ", ")
        var planned = PlannedSuccessors()
        var bulk = try bulk(query, .set, "\(names) of ") {
            try planSetting(assignments, of: editable($0), beside: &planned)
        }
        if bulk.found > 1 { try refuseSharedID(in: named) }
        // Said once, for all of them.
        bulk.plan.notes = try notes(on: named, of: nil) + bulk.plan.notes
        return bulk
    }

    /// Completes everything that a query is of; what is done already stays as it is.
    ///
    /// - Throws: What ``planCompletion(of:)`` throws, for the first entity that cannot be completed.
    package func planCompletion(where query: ResolvedQuery) throws -> BulkPlan {
        var planned = PlannedSuccessors()
        return try bulk(query, .complete) { try planCompletion(of: editable($0), beside: &planned) }
    }

    /// Removes the files of everything that a query is of.
    package func planRemoval(where query: ResolvedQuery) throws -> BulkPlan {
        var bulk = try bulk(query, .remove) { try planRemoval(of: $0, among: [ExactText($0.path)]) }
        if bulk.found == 1 { return bulk }
        let others = bulk.plan.notes.filter { !$0.isOfDeadLinks }
        let removed = Set<ExactText>(of: bulk.plan.paths)
        let links = try graph(around: nil, depth: 0).filter { connection in
            connection.target.path.map(removed.contains) == true && !removed.contains(connection.path)
        }
        bulk.plan.notes = (links.isEmpty ? [] : [.deadLinks(links.count, areToSeveral: true)]) + others
        return bulk
    }

    /// One plan for all; its notes are those of the changes, each behind the title of what it is about. Of several, those that cannot
    /// be read as they were meant are left out, which a note tells. `part` is what of the entities
    /// changes, as it stands before them.
    private func bulk(
        _ query: ResolvedQuery, _ verb: ChangePlan.Verb, _ part: String = "",
        _ plan: (EntityHandle) throws -> ChangePlan
    ) throws -> BulkPlan {
        let handles = try ask { try $0.entities.paths(query) }.map { try handle(at: $0) }
        if handles.count == 1 {
            let plan = try plan(handles[0])
            return BulkPlan(found: 1, changed: plan.isEmpty ? [] : handles, plan: plan)
        }
        var changing: [(EntityHandle, ChangePlan)] = []
        var unread: [String] = []
        for handle in handles {
            do {
                let plan = try plan(handle)
                if !plan.isEmpty { changing.append((handle, plan)) }
            } catch VaultError.malformedFile {
                unread.append(handle.path)
            }
        }
        let notes =
            changing.flatMap { handle, plan in plan.notes.map { ChangeNote.of(title: handle.title, $0) } }
            + (unread.isEmpty ? [] : [.leftOut(unread)])
        let object = changing.count == 1 ? changing[0].1.object : "\(part)\(changing.count) entities"
        return BulkPlan(
            found: handles.count, changed: changing.map(\.0),
            plan: ChangePlan(files: changing.flatMap(\.1.files), verb: verb, object: object, notes: notes))
    }

    /// One plan for all that a person named, who is told of those that need no change as well. What is done to one alone is said as
    /// of one. `part` is what of the entities changes, as it stands before them.
    func together(
        _ entities: [(reference: String, handle: EntityHandle)], _ verb: ChangePlan.Verb, _ part: String = "",
        _ plan: (EntityHandle) throws -> ChangePlan
    ) throws -> NamedPlan<String> {
        let references = entities.map(\.reference)
        let plans = try entities.map { try plan($0.handle) }
        if plans.count == 1 { return NamedPlan(names: references, plan: plans[0]) }
        let notes = zip(entities, plans).flatMap { entity, plan in
            plan.notes.map { $0.namesItsEntity ? $0 : .of(title: entity.handle.title, $0) }
        }
        let changing = zip(entities, plans).filter { !$0.1.isEmpty }
        return NamedPlan(
            names: references,
            plan: ChangePlan(
                files: changing.flatMap(\.1.files), verb: verb, object: part + Self.object(changing.map(\.0.handle)),
                notes: notes))
    }

    /// Several entities, as they stand in a subject: by their titles where they are few.
    static func object(_ entities: [EntityHandle]) -> String {
        entities.count > mostTitles
            ? "\(entities.count) entities" : entities.map { "\"\($0.title)\"" }.joinedWithAnd
    }

    /// So many things are named one by one in the subject of a commit.
    static let mostTitles = 3
}

extension [String] {
    /// The texts one behind the other, with `and` before the last.
    var joinedWithAnd: String {
        dropLast().joined(separator: ", ") + (count > 1 ? " and " : "") + (last ?? "")
    }
}
