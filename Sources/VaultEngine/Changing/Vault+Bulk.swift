import VaultModel

/// A change of everything that a query is of: one operation, and one commit.
package struct BulkPlan: Hashable, Sendable {
    /// How many entities the query is of; those that need no change are among them.
    package var found: Int
    package var plan: ChangePlan

    package init(found: Int, plan: ChangePlan) {
        self.found = found
        self.plan = plan
    }
}

extension Vault {
    /// Changes fields of everything that a query is of.
    ///
    /// - Throws: What ``planSetting(_:of:)`` throws, for the first entity that cannot be changed.
    package func planSetting(_ assignments: [FieldAssignment], where query: ResolvedQuery) throws -> BulkPlan {
        let names = assignments.map(\.field).uniqued().joined(separator: ", ")
        var bulk = try bulk(query, subject: "Set \(names) of") { try planSetting(assignments, of: $0) }
        if bulk.found > 1 { bulk.plan.notes = try notes(on: assignments, of: nil) }
        return bulk
    }

    /// Completes everything that a query is of; what is done already stays as it is.
    ///
    /// - Throws: What ``planCompletion(of:)`` throws, for the first entity that cannot be completed.
    package func planCompletion(where query: ResolvedQuery) throws -> BulkPlan {
        try bulk(query, subject: "Complete") { try planCompletion(of: $0) }
    }

    /// Removes the files of everything that a query is of.
    package func planRemoval(where query: ResolvedQuery) throws -> BulkPlan {
        var bulk = try bulk(query, subject: "Remove") { try planRemoval(of: $0) }
        let removed = Set(bulk.plan.paths)
        let links = try graph(around: nil, depth: 0).filter { connection in
            connection.target.path.map(removed.contains) == true && !removed.contains(connection.path)
        }
        if !links.isEmpty {
            bulk.plan.notes = ["\(links.count) \(links.count == 1 ? "link" : "links") to them will lead nowhere."]
        }
        return bulk
    }

    private func bulk(
        _ query: ResolvedQuery, subject: String, _ plan: (_ path: String) throws -> ChangePlan
    ) throws -> BulkPlan {
        let paths = try ask { try $0.paths(query) }
        let plans = try paths.map(plan)
        if plans.count == 1 { return BulkPlan(found: 1, plan: plans[0]) }
        let changing = plans.filter { !$0.isEmpty }
        return BulkPlan(
            found: paths.count,
            plan: ChangePlan(files: changing.flatMap(\.files), subject: "\(subject) \(changing.count) entities"))
    }
}
