import Testing
import VaultModel

@testable import VaultEngine

@Suite("Which activities are asked for")
struct ActivityFilterTests {
    /// The repository is there as long as the first is.
    private static func vault() throws -> (ScratchVault, Vault) {
        let repository = try ScratchVault([
            ("t.md", "---\ntype: task\ndepends_on: n\n---\n"), ("n.md", "---\ntype: note\n---\n"),
        ])
        try repository.write("t.md", "---\ntype: task\nstatus: completed\ntags: [a]\n---\n")
        try repository.write("n.md", "---\ntype: note\nstatus: published\nmood: good\n---\n")
        try repository.commitAll("Change")
        return (repository, try repository.open())
    }

    @Test(
        "An event is of its kind and of no other, and a kind beside it must hold as well",
        arguments: [
            (["task.completed", "note.created"], [], "note.created task.completed"),
            (["completed"], [], "note.completed task.completed"),
            (["task.completed", "created"], [], "note.created task.completed task.created"),
            (["task.completed"], ["note"], ""), (["completed"], ["note"], "note.completed"),
            (["note.*"], [], "note.completed note.created"), (["*.created"], ["tasks"], "task.created"),
        ])
    func events(actions: [String], kinds: [String], expected: String) throws {
        let (repository, vault) = try Self.vault()
        defer { withExtendedLifetime(repository) {} }
        var request = ActivityRequest()
        (request.actions, request.kinds) = (actions, kinds)
        let found = try vault.activities(vault.filter(for: request)).activities.map(\.event)
        #expect(Set(found).subtracting(["note.updated"]).sorted().joined(separator: " ") == expected)
    }

    @Test("A page beyond every number is empty")
    func pages() throws {
        let (repository, vault) = try Self.vault()
        defer { withExtendedLifetime(repository) {} }
        var filter = ActivityFilter()
        (filter.page, filter.limit) = (999_999_999_999_999_999, 50)
        let page = try vault.activities(filter)
        #expect(page.activities.isEmpty && page.total > 0)
        (filter.page, filter.limit) = (2, nil)
        #expect(try vault.activities(filter).activities.isEmpty)
    }

    @Test(
        "There are as many pages as it takes, whatever the number on each",
        arguments: [(0, 50, 0), (1, 50, 1), (50, 50, 1), (51, 50, 2), (7, Int.max, 1), (0, Int.max, 0), (7, nil, 1)])
    func pageCount(total: Int, limit: Int?, pages: Int) {
        #expect(ActivityPage(activities: [], total: total, page: 1, limit: limit).totalPages == pages)
    }

    @Test("An agent is one of the vault by any of its names, or one that signed so; case does not count")
    func agents() throws {
        let repository = try ScratchVault([
            ("agents/bot.md", "---\nid: b028xzaw\ntype: agent\ntitle: Librarian\nagent_id: lib1\n---\n"),
            ("note.md", "A note\n"), ("task.md", "---\ntype: task\n---\n"), ("outsider.md", "---\ntype: user\n---\n"),
        ])
        for signature in ["b028xzaw", "LIB1", "librarian", "stranger", "outsider"] {
            try repository.write("note.md", signature + "\n")
            try repository.commitAll("Change\n\nMosaic-Agent: \(signature)\nMosaic-Session: S-\(signature)")
        }
        let vault = try repository.open()
        func count(agent: String? = nil, session: String? = nil) throws -> Int {
            var request = ActivityRequest()
            (request.agents, request.sessions) = ([agent].compactMap(\.self), [session].compactMap(\.self))
            return try vault.activities(vault.filter(for: request)).total
        }
        for name in ["bot", "Librarian", "lib1", "Lib1", "b028", "agents/bot.md"] {
            #expect(try count(agent: name) == 3, "\(name)")
            #expect(try vault.entities(matching: "agent:\(name)").map(\.path) == ["note.md"], "\(name)")
        }
        // Another kind of thing is no agent, but its name can be that of one.
        let error = VaultError.wrongKind(path: "task.md", kind: "task", expected: ["agent"])
        #expect(vaultError { try count(agent: "task") } == error)
        let thrown = vaultError { try vault.entities(matching: "agent:task") }
        guard case .unresolvedReference(error, _, _)? = thrown else {
            Issue.record("a task is taken for an agent")
            return
        }
        #expect(try count(agent: "outsider") == 1)
        #expect(try vault.entities(matching: "agent:outsider").map(\.path) == ["note.md"])
        #expect(try count(agent: "Stranger") == 1 && count(session: "s-LIB1") == 1)
        let unknown = VaultError.unknownReference("nobody", suggestion: nil)
        #expect(vaultError { try count(agent: "nobody") } == unknown)
        guard case .unresolvedReference(unknown, _, _)? = vaultError({ try vault.entities(matching: "agent:nobody") })
        else {
            Issue.record("an agent that nobody knows is none of the vault's")
            return
        }
    }

    @Test("A session is one of the vault by any of its names, one that signed so, or all whose names begin so")
    func sessions() throws {
        let repository = try ScratchVault([
            ("sessions/soil.md", "---\nid: my2cw5p3\ntype: session\ntitle: The soil\n---\n"),
            ("notes/soil.md", "A note\n"), ("note.md", "A note\n"),
        ])
        for signature in ["my2cw5p3", "Soil", "S-1", "S-2"] {
            try repository.write("note.md", signature + "\n")
            try repository.commitAll("Change\n\nMosaic-Agent: bot\nMosaic-Session: \(signature)")
        }
        let vault = try repository.open()
        func count(_ sessions: String...) throws -> Int {
            var request = ActivityRequest()
            request.sessions = sessions
            return try vault.activities(vault.filter(for: request)).total
        }
        /// A query finds the files that the activities are of.
        func finds(_ session: String) throws -> Bool {
            var request = EntityRequest()
            request.queries = ["session:\"\(session)\""]
            return try vault.count(vault.query(for: request)) == 1
        }
        for name in ["soil", "The soil", "my2c", "sessions/soil.md"] {
            #expect(try count(name) == 2 && finds(name), "\(name)")
        }
        #expect(try finds("s-1"))
        guard case .unresolvedReference(.unknownReference("S-3", _), _, _)? = vaultError({ try finds("S-3") }) else {
            return #expect(Bool(false), "a session that there is not")
        }
        #expect(try count("s-1") == 1 && count("s-*") == 2 && count("x*") == 0 && count("*") == 4)
        // Of several, any will do.
        #expect(try count("s-1", "soil") == 3 && count("x*", "s-2") == 1)
        #expect(vaultError { try count("S-3") } == .unknownReference("S-3", suggestion: nil))
        #expect(
            vaultError { try count("note.md") } == .wrongKind(path: "note.md", kind: "note", expected: ["session"]))
    }

    @Test("Of several entities, users or agents, any will do")
    func several() throws {
        let repository = try ScratchVault([("a.md", "A\n"), ("b.md", "B\n"), ("c.md", "C\n")])
        for agent in ["bot", "scout"] {
            try repository.write("a.md", agent + "\n")
            try repository.commitAll("Change\n\nMosaic-Agent: \(agent)")
        }
        let vault = try repository.open()
        func total(_ change: (inout ActivityRequest) -> Void) throws -> Int {
            var request = ActivityRequest()
            change(&request)
            return try vault.activities(vault.filter(for: request)).total
        }
        let user = try #require(try vault.activities(ActivityFilter()).activities.first?.userID)
        #expect(try total { $0.entities = ["a", "b"] } == 4 && total { $0.entities = ["b"] } == 1)
        #expect(try total { $0.agents = ["bot", "scout"] } == 2 && total { $0.agents = ["bot"] } == 1)
        #expect(try total { $0.users = [user] } == 5)
        #expect(try total { ($0.entities, $0.agents) = (["b", "c"], ["bot", "scout"]) } == 0)
    }

    @Test("A user is meant where another file goes by the name")
    func users() throws {
        let repository = try ScratchVault([
            ("users/ann.md", "---\nid: b028xzaw\ntype: user\ntitle: Ann\n---\n"), ("notes/ann.md", "A note\n"),
        ])
        let vault = try repository.open()
        var request = ActivityRequest()
        request.users = ["ann"]
        #expect(try vault.filter(for: request).users == ["b028xzaw"])
    }

    @Test("A field is one that is or was there; anything else is a slip, with what was meant")
    func fields() throws {
        let (repository, vault) = try Self.vault()
        defer { withExtendedLifetime(repository) {} }
        let names = ["depends-on": "depends_on", "tag": "tags", "BODY": "body", "mood": "mood", "path": "path"]
        for (text, name) in names { #expect(try vault.historyField(text) == name) }
        guard case .invalidQuery(let error, "deu")? = vaultError({ try vault.historyField("deu") }) else {
            Issue.record("it is taken for a field")
            return
        }
        #expect(error.reason == .unknownField("deu") && error.suggestion == "due")
    }
}
