/// The rule by which something is in a domain, in SQL: in the one that its file states, and where that states none, in that of its
/// project. Of several projects all count; where one domain is wanted, the first that states any.
///
/// A comparison of two moments, which has the connections of both in memory, keeps it as well (`ComparedDomains`).
enum DomainRule {
    /// Pairs of edges, to select from: `member` names a project of an entity that states no domain, and `own` states the domain of
    /// that project.
    static let inherited = """
        edges AS own JOIN edges AS member ON \(states("domain", in: "own")) AND member.target = own.source
          AND \(states("project", in: "member"))
          AND NOT EXISTS (SELECT 1 FROM edges AS stated WHERE stated.source = member.source AND \(states("domain", in: "stated")))
        """

    /// Common tables that end in `placed (lineage, edge)`: of entities, by their lineages, the edge that says which one domain each is
    /// in; NULL for none. A project that many of them are of is looked into once.
    ///
    /// - Parameter ids: selects the ids of the entities.
    /// - Returns: What stands behind `WITH`.
    static func placed(_ ids: String) -> String {
        """
        asked AS MATERIALIZED (SELECT id, lineage FROM entities WHERE id IN (\(ids)) AND lineage IS NOT NULL),
          named AS (SELECT DISTINCT edges.target AS id FROM asked JOIN edges ON owner = asked.id
            WHERE \(states("project", in: "edges")) AND edges.target IS NOT NULL),
          projects AS MATERIALIZED (SELECT id, \(edge(of: "named.id")) AS edge FROM named),
          placed AS (SELECT lineage, coalesce(
            \(edge(of: "asked.id")),
            (SELECT projects.edge FROM edges JOIN projects ON projects.id = edges.target
              WHERE owner = asked.id AND \(states("project", in: "edges")) AND projects.edge IS NOT NULL
              ORDER BY ordinal LIMIT 1)) AS edge
            FROM asked)
        """
    }

    /// The edge by which an entity states its domain itself.
    private static func edge(of entity: String) -> String {
        "(SELECT id FROM edges WHERE owner = \(entity) AND \(states("domain", in: "edges")) ORDER BY ordinal LIMIT 1)"
    }

    private static func states(_ field: String, in edge: String) -> String {
        "\(edge).category = 'reference' AND \(edge).name = '\(field)'"
    }
}
