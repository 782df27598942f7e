import VaultEngine

/// Measures questions of the present beside a statement of SQL that gives as many rows of the same index. What the floor lacks is
/// the language, the layout of the answer, and the look at whether something has changed, which is also measured by itself.
struct QuestionMeasurements {
    let vault: AskedVault
    let progress: (String) -> Void

    struct Question {
        var name: String
        var query: String
        var sql: String
        var values: [String]
        var target: String
    }

    func run() throws -> [Measurement] {
        let index = try MeasuredRepository(path: vault.path).indexPath()
        progress("questions, against SQLite")
        var results = try measured(Self.questions(now: vault.now), index: index)
        // A tenth of the size: ten thousand on L.
        let count = VaultSize(fileCount: vault.fileCount).entityCount / 10
        progress("connected notes")
        try ConnectedNotes.add(count, to: vault.path)
        try vault.process("index").run()
        results += try measured([Self.connected(count)], index: index)
        try ConnectedNotes.remove(from: vault.path)
        try vault.process("index").run()
        return results
    }

    private func measured(_ questions: [Question], index: String) throws -> [Measurement] {
        var results = try questions.map { try measured($0, index: index) }
        let open = try Vault(discovering: vault.path, surroundings: .ofBench)
        let (daemon, _) = try DaemonProcess.watching(open, mosaic: vault.mosaic)
        defer { daemon.stop() }
        for (number, question) in questions.enumerated() {
            let times = try vault.milliseconds(vault.process("list", question.query))
            results[number].append(Measurement("\(question.name): beside a daemon", .milliseconds, times, target: nil))
        }
        return results.flatMap { $0 }
    }

    private func measured(_ question: Question, index: String) throws -> [Measurement] {
        let ours = vault.process("list", question.query)
        let stale = vault.process("list", question.query, "--stale")
        let floor = ChildProcess([vault.bench, "select-rows", index, question.sql] + question.values)
        let counts = try [ours, floor].map { try vault.lines(of: $0).count }
        guard counts[0] == counts[1] else {
            throw BenchError("\(question.query): \(counts[0]) entities, and SQLite gives \(counts[1])")
        }
        var checks: [Double] = []
        let pairs = try vault.pairs(floor: { try floor.run() }) {
            let unchecked = try stale.run()
            let cost = try ours.run()
            checks.append(max(0, cost.wallSeconds - unchecked.wallSeconds) * 1000)
            return cost
        }
        return [
            Measurement(
                "\(question.name), against SQLite", .milliseconds, pairs,
                target: vault.target(question.target, upTo: .large)),
            Measurement("\(question.name): of it, the look at what changed", .milliseconds, checks, target: nil),
        ]
    }

    // MARK: - The questions

    private static func questions(now: Int) -> [Question] {
        [
            Question(
                name: "list status:open domain:… sort:due limit:20",
                query: "status:open domain:\(Domains.asked) sort:due limit:20",
                sql: """
                    SELECT identifier, title FROM fields AS domain JOIN entities ON entities.id = domain.entity
                      LEFT JOIN fields AS due ON due.entity = entities.id AND due.name = 'due'
                    WHERE domain.name = 'domain' AND domain.text = ? AND status_group = 'open'
                    ORDER BY due.moment IS NULL, due.moment LIMIT 20
                    """,
                values: [Domains.asked], target: "at most 20 ms"),
            Question(
                name: "list changed:status<7d", query: "changed:status<7d",
                sql: """
                    SELECT identifier, title FROM entities WHERE lineage IN (
                      SELECT activities.lineage FROM activities JOIN changes ON changes.activity = activities.id
                      WHERE at > ? AND field = 'status' AND action NOT IN ('created', 'restored', 'deleted'))
                    """,
                values: [String(now - 7 * 86_400)], target: "at most 40 ms"),
            Question(
                name: "list WORD type:task status:open limit:20", query: "\(word) type:task status:open limit:20",
                sql: """
                    SELECT identifier, entities.title FROM texts JOIN entities ON entities.id = texts.rowid
                    WHERE texts MATCH ? AND kind = 'task' AND status_group = 'open' ORDER BY rank LIMIT 20
                    """,
                values: ["\"\(word)\""], target: "at most 40 ms"),
        ]
    }

    /// One that a few of a hundred entities have in their texts.
    private static let word = String(decoding: Vocabulary().words[300], as: UTF8.self)

    private static func connected(_ count: Int) -> Question {
        Question(
            name: "list reaches:…, \(count) connected notes", query: "reaches:\(ConnectedNotes.root)",
            sql: """
                WITH RECURSIVE walk(id) AS (
                  SELECT id FROM files WHERE path = ?1
                  UNION SELECT source FROM walk JOIN edges ON target = walk.id WHERE source IS NOT NULL)
                SELECT identifier, title FROM walk JOIN entities USING (id)
                WHERE id <> (SELECT id FROM files WHERE path = ?1)
                """,
            values: [ConnectedNotes.rootPath], target: "at most 60 ms")
    }
}
