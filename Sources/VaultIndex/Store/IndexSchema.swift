/// The tables of the index.
///
/// The past is a stack of commits: every table only ever grows at its end, and loses from its end, so that an index that
/// was kept equals one that was built.
enum IndexSchema {
    static let tables = """
        -- In the order in which commits enter the index.
        CREATE TABLE commits (
          position INTEGER PRIMARY KEY,
          oid BLOB NOT NULL,
          tree BLOB NOT NULL,
          is_spine INTEGER NOT NULL,
          rank INTEGER NOT NULL,
          author INTEGER,
          authored_at INTEGER NOT NULL,
          agent TEXT, session TEXT, via TEXT, operation TEXT,
          subject TEXT NOT NULL,
          first_activity INTEGER NOT NULL,
          first_lineage INTEGER NOT NULL
        );
        CREATE TABLE authors (
          id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, user TEXT, UNIQUE (name, email)
        );
        -- One entity through all its names. `identifier` is its explicit id.
        CREATE TABLE lineages (
          id INTEGER PRIMARY KEY, identifier TEXT, identified_since INTEGER
        );
        -- Which lineage had which path, from which commit until which.
        CREATE TABLE occupancies (
          path TEXT NOT NULL, since INTEGER NOT NULL, lineage INTEGER NOT NULL, until INTEGER, ending TEXT,
          PRIMARY KEY (path, since)
        ) WITHOUT ROWID;
        CREATE TABLE activities (
          id INTEGER PRIMARY KEY,
          position INTEGER NOT NULL,
          rank INTEGER NOT NULL,
          lineage INTEGER NOT NULL,
          action TEXT NOT NULL,
          kind TEXT NOT NULL,
          title TEXT NOT NULL,
          path TEXT NOT NULL,
          at INTEGER NOT NULL,
          lines_added INTEGER, lines_removed INTEGER
        );
        CREATE TABLE changes (
          activity INTEGER NOT NULL, ordinal INTEGER NOT NULL, field TEXT NOT NULL, before TEXT, after TEXT,
          PRIMARY KEY (activity, ordinal)
        ) WITHOUT ROWID;
        """

    /// Made after the rows of a build: an index on an empty table costs most.
    static let indexes = """
        CREATE UNIQUE INDEX commits_by_oid ON commits (oid);
        CREATE UNIQUE INDEX lineages_by_identifier ON lineages (identifier) WHERE identifier IS NOT NULL;
        CREATE INDEX lineages_by_identified ON lineages (identified_since) WHERE identified_since IS NOT NULL;
        CREATE INDEX occupancies_by_lineage ON occupancies (lineage, since);
        CREATE INDEX occupancies_by_since ON occupancies (since);
        CREATE INDEX occupancies_by_until ON occupancies (until) WHERE until IS NOT NULL;
        CREATE INDEX activities_by_rank ON activities (rank, position);
        CREATE INDEX activities_by_lineage ON activities (lineage, rank);
        """
}
