import Testing
import VaultModel

@testable import VaultEngine

/// Statements that a person writes, over a vault with some history.
struct SQLTests {
    private let repository: TestVault
    private let vault: Vault

    init() throws {
        repository = try TestVault()
        try repository.write(".mosaic/config.yaml", "commit: on\n")
        try repository.write("users/ann.md", "---\ntype: user\nid: ann1\nemails: [ann@example.org]\n---\n")
        try repository.write(
            "tasks/a.md",
            """
            ---
            id: task1
            type: task
            title: Roof
            due: 2027-01-10
            estimate: 1h30m
            tags: [house, garden]
            depends_on: b
            done: yes
            fixed: true
            rating: 4.5
            ---
            See [[nowhere]] and [[b]].

            """)
        try repository.write(
            "tasks/b.md", "---\ntype: task\nstatus: completed\nstart: 2027-01-10T08:00:00+02:00\n---\n")
        try repository.write("broken.md", "---\na: 1\na: 2\n---\n")
        try repository.commit("Begin")
        try repository.write(
            "tasks/a.md", "---\nid: task1\ntype: task\ntitle: Roof\ndue: 2027-02-10\ndepends_on: c\n---\n")
        try repository.git(
            "commit", "--quiet", "--all", "--message",
            "Later\n\nMosaic-Agent: robot\nMosaic-Session: s1\nMosaic-Via: cli\nMosaic-Operation: op1")
        try repository.git("mv", "tasks/b.md", "tasks/c.md")
        try repository.commit("Move")
        try repository.write("notes/new.md", "Not committed yet, by [[task1]].\n## Then\n- [ ] Slates\n")
        vault = try repository.refreshed()
    }

    private func rows(_ statement: String) throws -> [[SQLAnswer.Value]] { try vault.answer(sql: statement).rows }

    private func texts(_ statement: String) throws -> [String] {
        try rows(statement).map { row in
            row.map { value in
                switch value {
                case .null: "-"
                case .integer(let number): String(number)
                case .real(let number): String(number)
                case .text(let text): text
                case .blob: "?"
                }
            }.joined(separator: " ")
        }
    }

    private func error(_ statement: String) -> SQLError? {
        guard case .invalidSQL(let error, statement)? = vaultError({ try vault.answer(sql: statement) }) else {
            return nil
        }
        return error
    }

    /// What is told of a statement before `count` rows are too many.
    private func told(_ statement: String, atMost count: Int) throws -> (columns: [String], rows: [[SQLAnswer.Value]]) {
        var columns: [String] = []
        var rows: [[SQLAnswer.Value]] = []
        try vault.answer(
            sql: statement,
            SQLAnswer.Listener(
                columns: { columns = $0 },
                row: {
                    rows.append($0)
                    return rows.count < count
                }))
        return (columns, rows)
    }

    @Test("Rows are told as they come, until nobody wants more of them")
    func rowByRow() throws {
        let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
        let (columns, rows) = try told(endless, atMost: 3)
        #expect(columns == ["i"] && rows == [[.integer(1)], [.integer(2)], [.integer(3)]])
        #expect(try told("SELECT id, path FROM entities WHERE 0", atMost: 1) == (["id", "path"], []))
        // An error can come behind rows.
        var count = 0
        let late = "SELECT abs(column1) FROM (VALUES (1), (-9223372036854775807 - 1))"
        let error = vaultError {
            try vault.answer(
                sql: late,
                SQLAnswer.Listener(
                    columns: { _ in },
                    row: {
                        count += $0.count
                        return true
                    }))
        }
        guard case .invalidSQL? = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(count == 1)
        struct Enough: Error {}
        #expect(throws: Enough.self) {
            try vault.answer(sql: endless, SQLAnswer.Listener(columns: { _ in }, row: { _ in throw Enough() }))
        }
    }

    // MARK: - The views

    @Test(
        "A view has the columns of its documentation, in their order, with values of their types",
        arguments: SQLView.all)
    func columns(view: SQLView) throws {
        let answer = try vault.answer(sql: "SELECT * FROM \(view.name)")
        #expect(answer.columns == view.columns.map(\.name))
        #expect(!answer.rows.isEmpty)
        for row in answer.rows {
            for (column, value) in zip(view.columns, row) {
                #expect(value.fits(column.kind), "\(view.name).\(column.name): \(value)")
            }
        }
        #expect(try texts("SELECT count(*) FROM \(view.name)") == ["\(answer.rows.count)"])
    }

    @Test("Now is what the engine is told that it is")
    func now() throws {
        let statement = "SELECT date('now'), datetime(CURRENT_TIMESTAMP), strftime('%s'), unixepoch('now', '+1 day')"
        #expect(try texts(statement) == ["2027-01-15 2027-01-15 08:00:00 1800000000 1800086400"])
    }

    @Test("The example of every view is answered", arguments: SQLView.all)
    func example(view: SQLView) throws {
        #expect(try vault.answer(sql: view.example).columns.count > 0)
    }

    @Test("Entities are those of a list, and their fields those of the front matter")
    func entities() throws {
        let listed = try vault.entities()
        #expect(
            try texts("SELECT id, type, title, path, ifnull(status, '-') FROM entities ORDER BY path")
                == listed.sorted { $0.path < $1.path }.map {
                    "\($0.id) \($0.type) \($0.title) \($0.path) \($0.status ?? "-")"
                })
        #expect(try texts("SELECT created_at FROM entities WHERE id = 'task1'") == ["2023-11-14T22:16:20Z"])
        #expect(try texts("SELECT path FROM entities WHERE is_malformed") == ["broken.md"])
        let fields = "SELECT value, json, number, moment, is_stated FROM fields WHERE entity_id = 'task1' AND name = "
        #expect(try texts(fields + "'due'") == ["2027-02-10 \"2027-02-10\" - 2027-02-10T00:00:00 1"])
        #expect(try texts(fields + "'priority'") == ["medium \"medium\" 1.0 - 0"])
        #expect(
            try texts("SELECT moment FROM fields WHERE path = 'tasks/c.md' AND name = 'start'") == [
                "2027-01-10T06:00:00Z"
            ])
    }

    @Test("What a list, a flag, a number and a length of time are")
    func values() throws {
        try repository.git("checkout", "--quiet", "HEAD~2")
        let vault = try repository.refreshed()
        let answer = try vault.answer(
            sql: """
                SELECT f.name, e.value FROM fields f, json_each(f.json) e WHERE f.path = 'tasks/a.md'
                  AND f.name IN ('tags', 'done', 'fixed', 'rating') ORDER BY 1, e.id
                """)
        #expect(
            answer.rows == [
                [.text("done"), .text("yes")], [.text("fixed"), .integer(1)], [.text("rating"), .real(4.5)],
                [.text("tags"), .text("house")], [.text("tags"), .text("garden")],
            ])
        let estimate = try vault.answer(sql: "SELECT value, number FROM fields WHERE name = 'estimate'")
        #expect(estimate.rows == [[.text("1h30m"), .real(5_400)]])
        let links = try vault.answer(
            sql: "SELECT category, target_text, is_wanted FROM links WHERE source_id = 'task1' ORDER BY line, column")
        #expect(
            links.rows == [
                [.text("relation"), .text("b"), .integer(0)], [.text("link"), .text("nowhere"), .integer(1)],
                [.text("link"), .text("b"), .integer(0)],
            ])
        let relations = try vault.answer(sql: "SELECT name, source_path, target_path FROM relations")
        #expect(relations.rows == [[.text("depends_on"), .text("tasks/a.md"), .text("tasks/b.md")]])
    }

    @Test("Activities, changes and commits are those of the feed, and name nobody")
    func past() throws {
        var filter = ActivityFilter()
        filter.limit = nil
        let feed = try vault.activities(filter).activities
        #expect(
            try texts(
                """
                SELECT id, event, entity_id, title, path, user_id, agent_id, session_id, via, operation_id, commit_id, created_at
                FROM activity ORDER BY id
                """)
                == feed.sorted { $0.id < $1.id }.map { activity in
                    let names = [
                        activity.userID, activity.agentID, activity.sessionID, activity.via, activity.operationID,
                    ].map { $0 ?? "-" }
                    let first = [activity.id, activity.event, activity.entityID, activity.title, activity.path]
                    let time = Instant(secondsSinceEpoch: activity.createdAt).formatted
                    return (first + names + [activity.commit, time]).joined(separator: " ")
                })
        #expect(
            try texts(
                """
                SELECT event, before, after FROM changes JOIN activity ON number = changes.activity
                WHERE field = 'due' AND action = 'updated'
                """) == ["task.updated 2027-01-10 2027-02-10"])
        #expect(
            try texts("SELECT subject, user_id, agent_id FROM commits WHERE id <> 'uncommitted' ORDER BY authored_at")
                == ["Begin ann1 -", "Later ann1 robot", "Move ann1 -"])
        for view in SQLView.all where view.name != "fields" && view.name != "changes" {
            for row in try texts("SELECT * FROM \(view.name)") {
                #expect(!row.contains("ann@"), "\(view.name): \(row)")
            }
        }
    }

    @Test("Diagnostics are those of a check")
    func diagnostics() throws {
        let found = try vault.check()
        #expect(found.contains { $0.code == .duplicateKey })
        #expect(
            try texts("SELECT code, severity, message, path, line, column FROM diagnostics")
                == found.map { item in
                    let place = [item.line, item.column].map { $0.map(String.init) ?? "-" }
                    return ([item.code.rawValue, item.severity.rawValue, item.message, item.path] + place)
                        .joined(separator: " ")
                })
    }

    // MARK: - What is refused

    @Test(
        "Nothing but the views can be read, however it is called",
        arguments: [
            "SELECT * FROM main.entities", "SELECT count(*) FROM main.entities", "SELECT * FROM authors",
            "SELECT count(*) FROM authors", "SELECT email FROM main.authors", "SELECT * FROM texts",
            "SELECT * FROM texts('roof')", "SELECT count(*) FROM main.texts", "SELECT * FROM meta",
            "SELECT * FROM files",
            "WITH entities AS (SELECT * FROM authors) SELECT * FROM entities",
            "WITH commits AS (SELECT * FROM main.commits) SELECT * FROM commits",
            "SELECT (SELECT email FROM authors) FROM entities",
            "SELECT * FROM entities WHERE EXISTS (SELECT 1 FROM edges)",
            "SELECT * FROM entities JOIN occupancies USING (path)", "SELECT * FROM commits UNION SELECT * FROM authors",
            "SELECT * FROM sqlite_master", "SELECT * FROM sqlite_temp_master",
            "SELECT count(*) FROM temp.sqlite_temp_schema",
            "SELECT load_extension('x')", "SELECT LOAD_EXTENSION('x', 'y')", "SELECT fts5(1)",
        ])
    func refusedReads(statement: String) {
        guard case .refused? = error(statement) else {
            Issue.record("\(statement): \(String(describing: error(statement)))")
            return
        }
    }

    @Test(
        "Nothing is changed, set, attached or begun",
        arguments: [
            "INSERT INTO main.meta VALUES ('a', 'b')", "UPDATE main.entities SET title = 'x'",
            "DELETE FROM main.entities",
            "REPLACE INTO main.meta VALUES ('a', 'b')", "CREATE TABLE x (a)", "CREATE TEMP TABLE x (a)",
            "CREATE TEMP VIEW x AS SELECT 1", "CREATE VIRTUAL TABLE temp.x USING fts5(a)", "DROP VIEW entities",
            "DROP TABLE main.entities", "ALTER TABLE main.entities ADD COLUMN x",
            "CREATE INDEX main.x ON entities (title)",
            "PRAGMA user_version", "PRAGMA user_version = 1", "PRAGMA writable_schema = 1",
            "SELECT * FROM pragma_table_info('entities')", "SELECT * FROM pragma_database_list",
            "SELECT count(*) FROM pragma_database_list", "ATTACH ':memory:' AS x", "DETACH main", "BEGIN", "COMMIT",
            "SAVEPOINT x", "VACUUM", "VACUUM INTO '/nowhere/x'", "ANALYZE", "REINDEX",
            // Of the views SQLite itself says that they cannot be changed, and of other names that they are not there.
            "INSERT INTO entities (id) VALUES (1)", "DELETE FROM entities", "UPDATE entities SET title = 'x'",
            "REPLACE INTO entities (id) VALUES (1)", "/* x */ -- ;\n DELETE FROM entities", "DELETE FROM nothing",
            "EXPLAIN DELETE FROM entities", "EXPLAIN QUERY PLAN UPDATE entities SET title = 'x'",
            "WITH x AS (SELECT ')' AS \"(\") DELETE FROM entities", "INSERT INTO entities SELECT * FROM entities",
            "UPDATE sqlite_master SET sql = ''", "DROP TABLE nothing", "CREATE TEMP TABLE x AS SELECT * FROM entities",
            "CREATE TEMP TRIGGER x INSTEAD OF DELETE ON entities BEGIN SELECT 1; END", "pragma journal_mode = delete",
            "ATTACH DATABASE '/nowhere/x' AS x", "DETACH DATABASE nothing", "ROLLBACK", "RELEASE x", "END",
        ])
    func refusedChanges(statement: String) {
        #expect(error(statement) == .notReadOnly)
    }

    @Test("One statement is answered, with comments and a semicolon, and neither none nor two are")
    func oneStatement() throws {
        #expect(try texts("SELECT 1; -- that is all\n;") == ["1"])
        for text in ["SELECT 1\0 rest", "SELECT 1;\0", "\0"] { #expect(error(text) == .notOneStatement) }
        #expect(try texts("/* x */ VALUES (1), (2)") == ["1", "2"])
        for statement in ["", "  ", ";", "-- nothing", "SELECT 1; SELECT 2", "SELECT 1; nonsense"] {
            #expect(error(statement) == .notOneStatement, "\(statement)")
        }
    }

    @Test("A statement that is wrong says where, and what was meant")
    func wrong() {
        #expect(
            error("SELECT titel FROM entities")
                == .invalid(message: "no such column: titel", offset: 7, suggestion: "title"))
        #expect(
            error("SELECT 1 FROM entites")
                == .invalid(message: "no such table: entites", offset: nil, suggestion: "entities"))
        #expect(
            error("SELECT frm(1)") == .invalid(message: "no such function: frm", offset: 7, suggestion: nil))
        for name in ["writefile", "readfile", "edit", "fsdir"] {
            let expected = SQLError.invalid(message: "no such function: \(name)", offset: 7, suggestion: nil)
            #expect(error("SELECT \(name)('x', 'y')") == expected)
        }
        #expect(
            error("SELECT json_extract('{', '$')") == .invalid(message: "malformed JSON", offset: nil, suggestion: nil))
        #expect(
            error("SELECT * FORM entities")
                == .invalid(message: "near \"FORM\": syntax error", offset: 9, suggestion: nil))
    }

    @Test("What a statement may do besides: recursion, expressions of its own, explanations")
    func allowed() throws {
        #expect(
            try texts(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4) SELECT sum(i) FROM n")
                == ["10"])
        #expect(
            try texts("WITH tasks AS (SELECT * FROM entities WHERE type = 'task') SELECT count(*) FROM tasks") == ["2"])
        #expect(try texts("SELECT count(*) FROM json_each('[1, 2]')") == ["2"])
        #expect(try !rows("EXPLAIN QUERY PLAN SELECT * FROM entities").isEmpty)
        #expect(try vault.differences() == [])
    }
}

extension SQLAnswer.Value {
    fileprivate func fits(_ kind: SQLView.Column.Kind) -> Bool {
        switch (kind, self) {
        case (.any, .blob): false
        case (.any, _), (_, .null): true
        case (.time, .text(let text)): Instant(text)?.formatted == text
        case (.json, .text(let text)): FieldValue(json: text) != nil
        case (.flag, .integer(let number)): number == 0 || number == 1
        case (.integer, .integer), (.number, .real), (.text, .text): true
        default: false
        }
    }
}
