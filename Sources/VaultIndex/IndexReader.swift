import GRDB
import GitStore
import VaultModel

/// Every question that can be asked of one state of an index.
package struct IndexReader {
    private let database: Database

    init(database: Database) {
        self.database = database
    }

    // MARK: - Entities

    /// Every entity that the reference could be, by the first reading of it that finds any: an id, a path, a file stem, a title,
    /// an alias, the beginning of an id; each also behind `kind/`. In the order of their paths.
    ///
    /// Where `expected` names a kind, the first reading that finds one of the kind counts, and those of it.
    package func find(_ reference: String, expecting expected: String? = nil, schema: Schema) throws -> [EntityHandle] {
        try ReferenceQueries(database: database).find(reference, expecting: expected, schema: schema)
    }

    /// The attachments that a reference could be: the one at that path, else those with that name in such a folder. In the order of
    /// their paths. They have no kind.
    package func attachments(_ reference: String) throws -> [EntityHandle] {
        try ReferenceQueries(database: database).attachments(reference)
    }

    /// The entities that are no longer there and that bore this id, path, file stem or title; the last to go first.
    package func findGone(_ reference: String) throws -> [EntityHandle] {
        try LineageQueries(database: database).gone(reference)
    }

    /// The paths of the entities that are still there and that once bore this id, path, file stem or title; the last to bear it
    /// first.
    package func findRenamed(_ reference: String) throws -> [String] {
        try LineageQueries(database: database).renamed(reference)
    }

    /// The file that a link or a reference leads to by its text where it stands.
    ///
    /// - Parameters:
    ///   - text: what names the target.
    ///   - place: where that stands.
    ///   - schema: the kinds behind which a name can stand (`task/roof`); nil where that is no name.
    ///   - upcoming: files that are about to be written, which count as they will be.
    /// - Returns: The path; nil where the text leads nowhere, or could lead to several.
    /// - Throws: What the database throws.
    package func path(
        meantBy text: String, at place: LinkPlace, schema: Schema?, with upcoming: [UpcomingFile] = []
    ) throws -> String? {
        try LinkResolver(database: database, schema: schema, with: upcoming).path(meantBy: text, at: place)
    }

    /// The paths of the files that go by a name, be it their id, file stem, title or an alias; without regard to case.
    package func bearers(of name: String) throws -> [String] {
        try ReferenceQueries(database: database).bearers(of: name)
    }

    /// What a person may have meant by a reference that nothing answers to, of a kind where one is given.
    package func similar(to reference: String, kind: String?) throws -> EntityHandle? {
        try ReferenceQueries(database: database).similar(to: reference, kind: kind)
    }

    /// The references that begin with a text, of entities of a kind where one is given; a bounded number.
    package func offers(beginningWith prefix: String, kind: String?) throws -> [ReferenceOffer] {
        try OfferQueries(database: database).offers(beginningWith: prefix, kind: kind)
    }

    /// The tags that begin with a text, in order; a bounded number.
    package func tags(beginningWith prefix: String) throws -> [String] {
        try OfferQueries(database: database).tags(beginningWith: prefix)
    }

    /// The entities that a query is of, in its order; those with equal keys by their paths.
    package func list(_ query: ResolvedQuery) throws -> [EntitySummary] {
        try EntityQueries(database: database).list(query)
    }

    /// The number of entities that a query is of, whatever its limit.
    package func count(_ query: ResolvedQuery) throws -> Int {
        try EntityQueries(database: database).count(query)
    }

    /// The files of the entities that a query is of, in its order.
    package func paths(_ query: ResolvedQuery) throws -> [String] {
        try EntityQueries(database: database).paths(query)
    }

    /// How many entities of a query have each combination of values, the greatest number first. An entity with several values
    /// of a field counts for each of them. A field has `field.` before its name.
    package func tally(_ query: ResolvedQuery, by names: [String]) throws -> [QueryTally] {
        try TallyQueries(database: database, query: query).tally(by: names)
    }

    /// The task boxes of the entities that a query is of: in the order of paths, or in that of the query where it sorts; those of
    /// one entity in the order of lines. `limit` is how many at most.
    package func checkboxes(_ query: ResolvedQuery, _ choice: CheckboxChoice, limit: Int?) throws -> [Checkbox] {
        try CheckboxQueries(database: database).list(query, choice, limit: limit)
    }

    /// How many such task boxes the entities of a query have.
    package func checkboxCount(_ query: ResolvedQuery, _ choice: CheckboxChoice) throws -> Int {
        try CheckboxQueries(database: database).count(query, choice)
    }

    /// How many task boxes each entity of a query has, by its path; those that have none are left out.
    package func checkboxCounts(_ query: ResolvedQuery) throws -> [ExactText: CheckboxCounts] {
        try CheckboxQueries(database: database).counts(query)
    }

    /// The entity at a path; nil where there is none.
    package func summary(at path: String) throws -> EntitySummary? {
        try EntityQueries(database: database).summary(at: path)
    }

    /// What an entity that cannot be read says, in front of its body, by its last version that could be; nil where no entity
    /// is at the path.
    package func lastContent(at path: String) throws -> EntityContent? {
        try EntityQueries(database: database).lastContent(at: path)
    }

    /// The shortest prefixes by which entities can be called, by their ids; an id that is a path stays whole.
    package func shortIDs(of ids: some Sequence<String>) throws -> [ExactText: String] {
        let shortener = try IdentifierShortener(database: database)
        var shortIDs: [ExactText: String] = [:]
        for id in ids where shortIDs[id] == nil { shortIDs[id] = try shortener.shortestIfExplicit(id) }
        return shortIDs
    }

    /// The kinds of what states a value in a field, or stated it once: a text, or what begins with the text before a `*`.
    package func kinds(stating value: String, in field: String) throws -> Set<String> {
        try EntityQueries(database: database).kinds(stating: value, in: field)
    }

    /// The names of all front matter fields that are in use, in order.
    package func fieldNames() throws -> [String] {
        var names: [String] = []
        // From one name to the next: there are few of them in many rows.
        try RowStatement(
            database,
            """
            WITH RECURSIVE names(name) AS (
              SELECT min(name) FROM fields UNION ALL
              SELECT (SELECT min(name) FROM fields WHERE name > names.name) FROM names WHERE name IS NOT NULL)
            SELECT name FROM names WHERE name IS NOT NULL
            """
        ).forEach { names.append($0.text(0)) }
        return names
    }

    /// Whether some entity states when it was changed last by a time that is bound to no offset and no zone.
    package func hasLocalUpdates() throws -> Bool {
        try RowStatement(database, "SELECT 1 FROM entities WHERE is_updated_local LIMIT 1").first { _ in true } ?? false
    }

    /// The names of all front matter fields whose changes the history tells, in order. Reads every change.
    package func formerFieldNames() throws -> [String] {
        var names: [String] = []
        try RowStatement(database, "SELECT DISTINCT field FROM changes ORDER BY field").forEach {
            names.append($0.text(0))
        }
        return names.filter { !QueryKey.historyNames.contains($0) }
    }

    /// The titles of the users of the vault, by their ids.
    package func userTitles() throws -> [String: String] {
        var titles: [String: String] = [:]
        try RowStatement(database, "SELECT identifier, title FROM entities WHERE kind = '\(KindRole.person.kind)'")
            .forEach { row in
                titles[row.text(0)] = row.text(1)
            }
        return titles
    }

    /// The files that define the vault's kinds, in order; only those that the last commit does not have, where that is asked.
    package func kindPaths(areNew: Bool = false) throws -> [String] {
        var paths: [String] = []
        try RowStatement(
            database,
            """
            SELECT path FROM files WHERE path GLOB 'kinds/*' AND NOT path GLOB 'kinds/*/*' AND oid IS NOT NULL
            \(areNew ? "AND head_oid IS NULL" : "") ORDER BY path
            """
        ).forEach { paths.append($0.text(0)) }
        return paths
    }

    /// Every folder of the vault; its own is empty.
    package func folders() throws -> [String] {
        var paths: [String] = []
        try RowStatement(database, "SELECT path FROM directories").forEach { paths.append($0.text(0)) }
        return paths
    }

    // MARK: - The graph

    /// Every connection that has the file at one of its ends, in the order of the files that state them.
    package func connections(of path: String) throws -> [Connection] {
        try GraphQueries(database: database).connections(of: path)
    }

    /// Every connection of the vault, in the order of the files that state them.
    package func connections() throws -> [Connection] { try GraphQueries(database: database).all() }

    /// The connections between the entities that are at most `depth` steps from one, in either direction.
    package func neighbourhood(of path: String, depth: Int) throws -> [Connection] {
        try GraphQueries(database: database).neighbourhood(of: path, depth: depth)
    }

    /// The shortest chain of connections from one file to another, whatever their directions; nil where there is none.
    package func path(from start: String, to end: String) throws -> [Connection]? {
        try GraphQueries(database: database).path(from: start, to: end)
    }

    /// The path of the agent whose `agent_id` is this; nil where there is none, or several.
    package func agentPath(identifier: String) throws -> String? {
        var paths: [String] = []
        try RowStatement(
            database,
            """
            SELECT path FROM fields JOIN entities ON entities.id = entity
            WHERE fields.name = 'agent_id' AND text = ? AND kind = '\(KindRole.agent.kind)'
            """
        ).bind(NameKey.fold(identifier)).forEach { paths.append($0.text(0)) }
        return paths.count == 1 ? paths[0] : nil
    }

    /// True where a commit is signed by an agent of this name.
    package func hasSigned(agent name: String) throws -> Bool {
        try hasCommit(QueryCompiler.isSigned(by: name, path: nil))
    }

    /// True where a commit is signed in a session of this name.
    package func hasSigned(session name: String) throws -> Bool {
        try hasCommit(QueryCompiler.isOf(.one(.init(text: name, path: nil))))
    }

    private func hasCommit(_ signed: SQLFragment) throws -> Bool {
        try RowStatement(database, "SELECT 1 FROM commits WHERE \(signed.sql) LIMIT 1").bind(signed.values)
            .first { _ in true } ?? false
    }

    /// True where files name something by this text that does not exist.
    package func isWanted(_ text: String) throws -> Bool {
        try RowStatement(
            database,
            """
            SELECT 1 FROM edges WHERE target_key = ?1 AND target IS NULL AND target_candidates = 0
            UNION ALL SELECT 1 FROM edges WHERE source_key = ?1 AND source IS NULL AND source_candidates = 0 LIMIT 1
            """
        ).bind(NameKey.key(text)).first { _ in true } ?? false
    }

    /// The paths of what waits directly for the entity at a path, done or not, each once, in order; but for what only the file at the
    /// path `owner` says.
    package func dependents(of path: String, statedElsewhereThan owner: String) throws -> [String] {
        try GraphQueries(database: database).dependents(of: path, statedElsewhereThan: owner)
    }

    /// The titles of the open and paused things that wait for something directly, by its path.
    package func openDependents() throws -> [ExactText: [String]] {
        try GraphQueries(database: database).openDependents()
    }

    /// What is named and does not exist, what is named most often first.
    package func wanted() throws -> [WantedTarget] { try GraphQueries(database: database).wanted() }

    // MARK: - The past

    /// One page of what happened, the newest first; only to the entities that a query is of, where there is one.
    package func activities(_ filter: ActivityFilter, where query: ResolvedQuery? = nil) throws -> ActivityPage {
        try ActivityQueries(database: database).page(filter, where: query)
    }

    /// The commits that the index has from a place of its history on, counted from 0, in the order in which they entered it: parents
    /// before children. As long as the head only moves on, those that were there keep their places.
    package func commits(from position: Int64) throws -> [ObjectID] {
        try ActivityQueries(database: database).commits(from: position)
    }

    /// The commits that commands made, and those by which git takes others back: the newest first, by commit in topological order, then
    /// by commit time; so many of them, from a place of that order on.
    package func commandCommits(from place: Int, count: Int) throws -> [CommandCommit] {
        try CommandCommits(database: database).newest(from: place, count: count)
    }

    /// The last commit of an operation; nil where the history has none.
    package func lastCommit(ofOperation name: String) throws -> ObjectID? {
        try CommandCommits(database: database).last(ofOperation: name)
    }

    /// Who commits with an address: the users whose it is, and those that commits with it are of.
    package func users(withAddress email: String) throws -> Set<String> {
        try CommandCommits(database: database).users(withAddress: email)
    }

    /// The paths of the files that the work tree has otherwise than the last commit; those that this has not are among them.
    package func uncommittedPaths() throws -> [String] {
        var paths: [String] = []
        try RowStatement(database, "SELECT path FROM files WHERE oid IS NOT head_oid AND oid IS NOT NULL")
            .forEach { paths.append($0.text(0)) }
        return paths
    }

    /// True where the history has the commit.
    package func hasCommit(_ id: ObjectID) throws -> Bool { try CommandCommits(database: database).contains(id) }

    /// The kinds that entities have or had, in order.
    package func pastKinds() throws -> [String] {
        var kinds: [String] = []
        try RowStatement(database, "SELECT DISTINCT kind FROM activities ORDER BY 1").forEach {
            kinds.append($0.text(0))
        }
        return kinds
    }

    /// True where some change was of a field.
    package func hasChanged(field: String) throws -> Bool {
        try RowStatement(database, "SELECT 1 FROM changes WHERE field = ? LIMIT 1").bind(field).first { _ in true }
            ?? false
    }

    /// True for an id or pseudonym that activities name somebody by.
    package func isUserID(_ text: String) throws -> Bool {
        try RowStatement(database, "SELECT 1 FROM authors WHERE user = ? LIMIT 1").bind(text).first { _ in true }
            ?? false
    }

    /// The path of the user who states an address, in any case; of several, the first one by id. nil where nobody does.
    package func user(withAddress email: String) throws -> String? {
        let wanted = email.lowercased()
        var found: String?
        try UserResolver.forEachAddress(database) { email, _, path in if email == wanted { found = found ?? path } }
        return found
    }

    // MARK: - Statistics

    /// Every activity of the entities that a query is of, those of each entity together and in their order.
    package func steps(_ query: ResolvedQuery) throws -> [VaultStatistics.Step] {
        try StatisticsQueries(database: database).steps(query)
    }

    /// How much of the activity since a time each user has, the greatest share first; in seconds since 1970, UTC.
    package func peopleShares(_ query: ResolvedQuery, since: Int64) throws -> [VaultStatistics.Share] {
        try StatisticsQueries(database: database).people(query, since: since)
    }

    /// The title of the domain that each entity of a query is in, by what steps tell it from others by.
    package func domains(_ query: ResolvedQuery) throws -> [Int64: String] {
        try StatisticsQueries(database: database).domains(query)
    }

    // MARK: - Comparing moments

    /// Every entity, as far as it takes to find it in another moment; by path.
    package func places() throws -> [EntityPlace] { try ComparisonQueries(database: database).places() }

    /// Those that the last commit has in folders which cannot be looked at; by path.
    package func unseenPlaces() throws -> [EntityPlace] { try UnseenPlaces(database: database).entities() }

    /// The entities of these paths, in the order of the paths.
    package func summaries(at paths: Set<ExactText>) throws -> [EntitySummary] {
        try ComparisonQueries(database: database).summaries(at: paths)
    }

    /// Every connection that files state, in their order.
    package func statements() throws -> [StatedConnection] {
        try ComparisonQueries(database: database).statements()
    }

    /// The connections that statements stand for, in the order of the files that state them.
    package func connections(of statements: [StatedConnection]) throws -> [Connection] {
        try GraphQueries(database: database).connections(numbers: statements.map(\.number))
    }

    /// What tells the rules by which the past was told: those of two moments that share one are equal.
    package func pastRules() throws -> String { try ComparisonQueries(database: database).pastRules() }

    /// True where a commit, in hexadecimal, is on the first-parent line that the past ends in.
    package func isOnFirstParentLine(_ commit: String) throws -> Bool {
        try ComparisonQueries(database: database).isOnFirstParentLine(commit)
    }

    // MARK: - The whole

    /// The entities that a query is of, with the words around what was found, the best first where nothing else sorts.
    package func search(_ query: ResolvedQuery) throws -> [SearchHit] {
        try SearchQueries(database: database).search(query)
    }

    /// Every diagnostic of the vault, in no order.
    package func diagnostics(schema: Schema) throws -> [LocatedDiagnostic] {
        try DiagnosticQueries(database: database, schema: schema).all()
    }

    /// Every link that names something of the entity that it leads to, those to one file behind each other.
    package func anchoredLinks() throws -> [AnchoredLink] { try AnchoredLink.all(in: database) }

    /// Every file but the oldest (by history, then by path) of those that share an id.
    package func duplicates() throws -> [DuplicateIdentifier] {
        try DiagnosticQueries(database: database, schema: .builtIn).duplicates()
    }

    /// The paths, in their order, of what is done and says that it comes back, while nothing has or ever had the id of the next.
    package func completedWithoutNext() throws -> [String] {
        try SeriesQueries(database: database).completedWithoutNext()
    }

    /// The paths of what says that it comes back, by the id that the next has or would have.
    package func pathsByNextID() throws -> [String: String] { try SeriesQueries(database: database).pathsByNextID() }

    /// How many contents of files were asked for that the repository does not have, as in a partial clone.
    package func missingContentCount() throws -> Int {
        (try Metadata(database: database).bytes(.missingObjects)?.count ?? 0) / ObjectID.byteCount
    }

    /// How many there are of what the index holds.
    package func counts() throws -> IndexCounts {
        func count(_ sql: String) throws -> Int {
            try RowStatement(database, "SELECT count(*) FROM \(sql)").first { Int($0.int(0)) } ?? 0
        }
        return IndexCounts(
            commits: try count("commits WHERE oid IS NOT NULL"), activities: try count("activities"),
            entities: try count("entities"), connections: try count("edges"),
            diagnostics: try count("diagnostics"))
    }
}
