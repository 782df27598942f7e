import GRDB
import VaultModel

/// One state of an index: every question that can be asked of it, by what it is about.
///
/// Each answer throws what the database throws.
package struct IndexReader {
    let database: Database

    // MARK: - The present

    /// The entities as they are.
    package var entities: EntityQueries { EntityQueries(database: database) }

    /// The task boxes in their texts.
    package var checkboxes: CheckboxQueries { CheckboxQueries(database: database) }

    /// What their texts say.
    package var texts: SearchQueries { SearchQueries(database: database) }

    /// How they are connected.
    package var graph: GraphQueries { GraphQueries(database: database) }

    /// The files and folders that they are in.
    package var files: FileQueries { FileQueries(database: database) }

    /// What is wrong with them, by the vault's kinds.
    package func diagnostics(schema: Schema) -> DiagnosticQueries {
        DiagnosticQueries(database: database, schema: schema)
    }

    // MARK: - Names

    /// What a person or a file means by a name.
    package var references: ReferenceQueries { ReferenceQueries(database: database) }

    /// What a person may be about to write.
    package var offers: OfferQueries { OfferQueries(database: database) }

    /// What entities were called once, and what no longer is.
    package var lineages: LineageQueries { LineageQueries(database: database) }

    /// What texts of the past mean, by the vault's kinds.
    package func pastTexts(schema: Schema) -> PastTextQueries { PastTextQueries(database: database, schema: schema) }

    /// What comes back, and as what.
    package var series: SeriesQueries { SeriesQueries(database: database) }

    // MARK: - The past

    /// What happened.
    package var activities: ActivityQueries { ActivityQueries(database: database) }

    /// The commits that commands made.
    package var commands: CommandCommits { CommandCommits(database: database) }

    /// Whose work it was.
    package var people: PeopleQueries { PeopleQueries(database: database) }

    /// How the work goes.
    package var statistics: StatisticsQueries { StatisticsQueries(database: database) }

    /// What it takes to compare this state with another one.
    package var comparison: ComparisonQueries { ComparisonQueries(database: database) }

    // MARK: - The whole

    /// How many there are of what the index holds.
    package func counts() throws -> IndexCounts {
        func count(_ sql: String) throws -> Int {
            try RowStatement(database, "SELECT count(*) FROM \(sql)").first { Int($0.int(0)) } ?? 0
        }
        return IndexCounts(
            commits: try count("commits") - count("commits WHERE oid IS NULL"), activities: try count("activities"),
            entities: try count("entities"), connections: try count("edges"),
            diagnostics: try count("diagnostics"))
    }
}
