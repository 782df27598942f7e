import VaultModel

extension Vault {
    /// The task boxes of the entities that a query is of: in the order of their paths, or in that of the query where it sorts;
    /// those of one entity in the order of their lines. A limit of the query is one of entities; `limit` is one of boxes, nil for all.
    package func checkboxes(_ query: ResolvedQuery, _ choice: CheckboxChoice, limit: Int? = nil) throws -> [Checkbox] {
        try ask { try $0.checkboxes.list(query, choice, limit: limit) }
    }

    /// How many such boxes the entities of a query have, once so many of them have been listed.
    package func checkboxTotal(
        of query: ResolvedQuery, _ choice: CheckboxChoice, listed: Int, limit: Int?
    ) throws -> Int {
        listed == limit ? try ask { try $0.checkboxes.count(query, choice) } : listed
    }

    /// How many task boxes each entity of a query has, by its path; those that have none are left out.
    package func checkboxCounts(of query: ResolvedQuery) throws -> [ExactText: CheckboxCounts] {
        try ask { try $0.checkboxes.counts(query) }
    }
}
