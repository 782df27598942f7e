import VaultIndex
import VaultModel

extension Vault {
    /// How work goes with the entities that a query is of, over the last weeks of the person's calendar and in all.
    package func statistics(of query: ResolvedQuery, weeks: Int) throws -> VaultStatistics {
        let schema = try schema()
        let clock = surroundings.clock
        let since = VaultStatistics.firstSecond(weekCount: weeks, clock: clock)
        return try ask { index in
            VaultStatistics(
                entities: min(try index.entities.count(query), query.query.limit ?? .max),
                steps: try index.statistics.steps(query),
                weekCount: weeks, schema: schema,
                clock: clock, domains: try index.statistics.domains(query),
                people: try index.statistics.people(query, since: since))
        }
    }
}
