import VaultModel

/// The tables of the index.
///
/// The past is a stack of commits: `commits`, `lineages`, `occupancies`, `activities`, `changes` and `told_names` only ever grow at the
/// end, and lose from the end, so that an index that was kept equals one that was built. The present is one file at a
/// time: everything with a `file` or `entity` column is a function of that file, save the ends of `edges`, which follow
/// from `names`.
enum IndexSchema {
    /// Raised with every change of the tables or of what is read into them. An older index is rebuilt.
    static let version = 27

    /// How many bytes a name has at most that is short: fewer than the ids that are made, which are names as well.
    static let shortNameLength = Identifier.length - 1
    static let isShortName = "length(CAST(key AS BLOB)) <= \(shortNameLength)"

    /// What holds of a row of `checkboxes` that has no mark, as the index of those has it.
    static let isOpen = "mark = ' '"
    /// What holds of one that is ticked.
    static let isTicked = "mark IN ('x', 'X')"

    /// The declaration of the full-text index.
    static let texts = """
        CREATE VIRTUAL TABLE texts USING fts5(
          title, body, names, tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
        )
        """

    static let tables = """
        CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;

        -- In the order in which commits enter the index; the last one, without an oid, is the work tree. `base` is the place of
        -- the parent that a commit goes on from; the first-parent line of the head is line 0, another bears the place of its
        -- first commit.
        CREATE TABLE commits (
          position INTEGER PRIMARY KEY,
          oid BLOB,
          tree BLOB,
          line INTEGER NOT NULL,
          base INTEGER,
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
          id INTEGER PRIMARY KEY, identifier TEXT, identified_since INTEGER, created_at INTEGER, updated_at INTEGER
        );
        -- Which lineage has a path in a commit and in those that go on from it, until another row says otherwise; or, with an
        -- `ending`, had it last.
        CREATE TABLE occupancies (
          path TEXT NOT NULL, since INTEGER NOT NULL, line INTEGER NOT NULL, lineage INTEGER NOT NULL, ending TEXT,
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
        -- The keys of the names that an entity has from an activity on, where it did not have just those before.
        CREATE TABLE told_names (activity INTEGER NOT NULL, key TEXT NOT NULL, PRIMARY KEY (activity, key)) WITHOUT ROWID;

        -- `oid` is the work tree's content, `head_oid` the last commit's; one of them may be absent. What is no entity is an
        -- attachment of the work tree; it has no `oid`. Where `is_verbatim`, that content has the very bytes that were read;
        -- where `holds_markers`, git's index says whether it is malformed: it has conflict markers in fenced code.
        CREATE TABLE files (
          id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, is_entity INTEGER NOT NULL, oid BLOB, head_oid BLOB,
          is_verbatim INTEGER NOT NULL, modified INTEGER, holds_markers INTEGER NOT NULL DEFAULT FALSE
        );
        -- `path` is the file's, so that a list need not look it up. `created_at` and `updated_at` are what the file states,
        -- else those of the lineage; local where that is bound to no offset or zone, and so is as clocks show it.
        CREATE TABLE entities (
          id INTEGER PRIMARY KEY,
          path TEXT NOT NULL,
          identifier TEXT NOT NULL,
          is_explicit INTEGER NOT NULL,
          kind TEXT NOT NULL,
          title TEXT NOT NULL,
          status TEXT,
          status_group TEXT,
          is_malformed INTEGER NOT NULL,
          lineage INTEGER,
          stated_created INTEGER, stated_updated INTEGER,
          is_created_local INTEGER NOT NULL, is_updated_local INTEGER NOT NULL,
          created_at INTEGER, updated_at INTEGER
        );
        -- What of an entity is shown and not searched, so that a question about many of them reads small rows: the whole front
        -- matter as one object of JSON, in the order of the file.
        CREATE TABLE documents (entity INTEGER PRIMARY KEY, front_matter TEXT NOT NULL);
        -- What fields are looked for by: a row for each value of a field, or one for none. Where the file states none, the
        -- kind gives them. `text` and `key` are folded; a `moment` that is bound to no offset or zone is as clocks show it.
        CREATE TABLE fields (
          entity INTEGER NOT NULL, name TEXT NOT NULL, item INTEGER NOT NULL, is_stated INTEGER NOT NULL,
          text TEXT, number REAL, moment INTEGER, is_zoned INTEGER,
          PRIMARY KEY (entity, name, item)
        ) WITHOUT ROWID;
        CREATE TABLE tags (
          entity INTEGER NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (entity, name)
        ) WITHOUT ROWID;
        CREATE TABLE names (
          file INTEGER NOT NULL, rank INTEGER NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL,
          PRIMARY KEY (file, rank, key, name)
        ) WITHOUT ROWID;
        -- Where `is_inverse`, a relation is stated by the name of its inverse: a relationship calls `source` its target, and
        -- `target` its source. An `anchor` is what a link names of its target behind a `#`.
        CREATE TABLE edges (
          id INTEGER PRIMARY KEY,
          owner INTEGER NOT NULL,
          ordinal INTEGER NOT NULL,
          category TEXT NOT NULL,
          name TEXT NOT NULL,
          is_path INTEGER NOT NULL,
          is_inverse INTEGER NOT NULL,
          expected_kind TEXT,
          source INTEGER, source_text TEXT, source_key TEXT, source_candidates INTEGER,
          target INTEGER, target_text TEXT, target_key TEXT, target_candidates INTEGER,
          anchor TEXT,
          line INTEGER NOT NULL, column INTEGER NOT NULL
        );
        -- The task boxes of a text, in the order of its lines; `mark` is a space where one is open.
        CREATE TABLE checkboxes (
          entity INTEGER NOT NULL, ordinal INTEGER NOT NULL, mark TEXT NOT NULL, line INTEGER NOT NULL, column INTEGER NOT NULL,
          text TEXT NOT NULL, heading TEXT,
          PRIMARY KEY (entity, ordinal)
        ) WITHOUT ROWID;
        CREATE TABLE diagnostics (
          file INTEGER NOT NULL, ordinal INTEGER NOT NULL, code TEXT NOT NULL, severity TEXT NOT NULL, message TEXT NOT NULL,
          line INTEGER, column INTEGER,
          PRIMARY KEY (file, ordinal)
        ) WITHOUT ROWID;
        -- What in the work tree cannot be a part of the vault.
        CREATE TABLE problems (path TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL, PRIMARY KEY (path, code))
        WITHOUT ROWID;
        CREATE TABLE directories (path TEXT PRIMARY KEY, snapshot BLOB NOT NULL) WITHOUT ROWID;

        -- Words of languages without spaces are fed with a zero-width space around each character, so that a phrase finds them.
        -- `names` is what an entity goes by beside its title: aliases, its file's name where that says something else, and its
        -- description.
        \(texts);
        -- The entities whose text is not in `texts` yet: it is fed last, and only when somebody searches.
        CREATE TABLE unfed (entity INTEGER PRIMARY KEY);
        """

    /// Made after the rows of a build: an index on an empty table costs most.
    static let indexes = """
        CREATE INDEX told_names_by_key ON told_names (key);
        CREATE UNIQUE INDEX commits_by_oid ON commits (oid);
        CREATE UNIQUE INDEX lineages_by_identifier ON lineages (identifier) WHERE identifier IS NOT NULL;
        CREATE INDEX lineages_by_identified ON lineages (identified_since) WHERE identified_since IS NOT NULL;
        CREATE INDEX occupancies_by_lineage ON occupancies (lineage, since);
        CREATE INDEX occupancies_by_since ON occupancies (since);
        CREATE INDEX activities_by_rank ON activities (rank, position);
        CREATE INDEX activities_by_lineage ON activities (lineage, rank);
        CREATE INDEX activities_by_time ON activities (at);
        CREATE INDEX files_dirty ON files (id) WHERE oid IS NOT head_oid;
        CREATE INDEX files_with_markers ON files (id) WHERE holds_markers;
        CREATE INDEX entities_by_identifier ON entities (identifier, is_explicit);
        CREATE INDEX entities_by_kind ON entities (kind, status_group);
        CREATE INDEX entities_updated_local ON entities (id) WHERE is_updated_local;
        CREATE INDEX entities_by_status ON entities (status_group, kind, status);
        CREATE INDEX fields_by_name ON fields (name, text);
        CREATE INDEX fields_by_moment ON fields (name, is_zoned, moment) WHERE moment IS NOT NULL;
        CREATE INDEX tags_by_key ON tags (key);
        CREATE INDEX checkboxes_open ON checkboxes (entity) WHERE \(isOpen);
        CREATE INDEX names_by_key ON names (key);
        CREATE INDEX names_short ON names (key) WHERE \(isShortName);
        CREATE INDEX edges_by_owner ON edges (owner, ordinal);
        CREATE INDEX edges_by_source_key ON edges (source_key) WHERE source_key IS NOT NULL;
        CREATE INDEX edges_by_target_key ON edges (target_key) WHERE target_key IS NOT NULL;
        """

    /// Made once the columns are settled that they are of. Both ends of an edge are in its indexes, so that a walk along edges
    /// reads nothing else.
    static let indexesOfSettled = """
        CREATE INDEX entities_by_lineage ON entities (lineage);
        CREATE INDEX entities_by_update ON entities (updated_at);
        CREATE INDEX edges_by_source ON edges (source, category, name, target);
        CREATE INDEX edges_by_target ON edges (target, category, name, source);
        CREATE INDEX edges_by_relation ON edges (name, source, target, category) WHERE category = 'relation';
        """

    /// What the query planner is told of the tables, in the form of SQLite's `sqlite_stat1`: the rows of an index, and how many
    /// of them share the first columns of it, the first two, and so on. The figures are the shape of a large vault rather than
    /// those of this one, so that a question is planned the same way in every vault, and counting costs nothing.
    static let statistics = """
        ANALYZE sqlite_schema;
        DELETE FROM sqlite_stat1;
        INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
          ('files', 'sqlite_autoindex_files_1', '100000 1'),
          ('files', 'files_dirty', '20 1'),
          ('files', 'files_with_markers', '20 1'),
          ('entities', 'entities_by_identifier', '100000 1 1'),
          ('entities', 'entities_by_kind', '100000 10000 3000'),
          ('entities', 'entities_by_status', '100000 30000 8000 8000'),
          ('entities', 'entities_updated_local', '20 1'),
          ('entities', 'entities_by_lineage', '100000 1'),
          ('entities', 'entities_by_update', '100000 2'),
          ('fields', 'fields', '700000 7 1 1'),
          ('fields', 'fields_by_name', '700000 40000 300 1 1'),
          ('fields', 'fields_by_moment', '80000 20000 10000 20 1 1'),
          ('tags', 'tags', '200000 2 1'),
          ('tags', 'tags_by_key', '200000 500 1 1'),
          ('checkboxes', 'checkboxes', '200000 10 1'),
          ('checkboxes', 'checkboxes_open', '80000 4 1'),
          ('names', 'names', '250000 3 1 1 1'),
          ('names', 'names_by_key', '250000 2 1 1 1'),
          ('names', 'names_short', '10000 4 1 1 1'),
          ('edges', 'edges_by_owner', '300000 3 1'),
          ('edges', 'edges_by_source', '300000 3 2 2 1'),
          ('edges', 'edges_by_target', '300000 5 3 3 1'),
          ('edges', 'edges_by_relation', '20000 10000 2 1 1'),
          ('edges', 'edges_by_source_key', '1000 2'),
          ('edges', 'edges_by_target_key', '300000 5'),
          ('commits', 'commits_by_oid', '100000 1'),
          ('lineages', 'lineages_by_identifier', '100000 1'),
          ('lineages', 'lineages_by_identified', '100000 2'),
          ('occupancies', 'occupancies', '150000 2 1'),
          ('occupancies', 'occupancies_by_lineage', '150000 2 1 1'),
          ('occupancies', 'occupancies_by_since', '150000 2 1 1'),
          ('activities', 'activities_by_rank', '300000 2 2'),
          ('activities', 'activities_by_lineage', '300000 3 2'),
          ('activities', 'activities_by_time', '300000 2'),
          ('changes', 'changes', '400000 2 1'),
          ('told_names', 'told_names', '250000 2 1'),
          ('told_names', 'told_names_by_key', '250000 2 1'),
          ('diagnostics', 'diagnostics', '1000 2 1');
        ANALYZE sqlite_schema;
        """
}
