import VaultIndex
import VaultModel

extension Vault {
    /// How work goes with the entities that a query is of, over the last weeks of the person's calendar and in all. The kinds count
    /// where one is asked for.
    package func statistics(of query: ResolvedQuery, weeks: Int) throws -> VaultStatistics {
        var query = query
        query.query.condition = query.query.condition.leavingOutKinds
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

    /// When what a query is of was completed, as far as that stands, by its path; in seconds since 1970, UTC.
    func completions(of query: ResolvedQuery) throws -> [ExactText: Int64] {
        let (steps, lineages) = try ask { (try $0.statistics.steps(query), try $0.statistics.lineages(query)) }
        let timelines = StatusTimeline.all(of: steps, schema: query.schema, now: query.clock.now)
        let completions = Dictionary(
            timelines.map { ($0.entity, $0.timeline.completion) }, uniquingKeysWith: { first, _ in first })
        return lineages.compactMapValues { completions[$0] ?? nil }
    }
}
