import Foundation
import Testing

@testable import mosaic

/// A vault that comes from a stranger: nothing of it is run by reading it.
struct StrangersVaultTests {
    /// Each way to ask, by command.
    private static let questions: [String: [[String]]] = [
        "list": [["list"], ["list", "tasks", "changed:status<7d", "--json"], ["list", "--stale"]],
        "count": [["count", "--by", "kind"]], "queries": [["queries"]],
        "show": [["show", "roof"], ["show", "notes/a.md"]], "search": [["search", "leads"]],
        "links": [["links", "roof"], ["links", "--wanted"]],
        "graph": [["graph"], ["graph", "roof", "--format", "dot"]], "path": [["path", "notes/a.md", "roof"]],
        "activity": [["activity", "--limit", "0"], ["activity", "--json"]], "audit": [["audit", "roof"]],
        "log": [["log", "roof"]], "check": [["check"], ["check", "--sarif"], ["check", "--fix", "--dry-run"]],
        "sql": [["sql", "select * from changes"]], "blame": [["blame", "roof"]], "diff": [["diff", "1d"]],
        "stats": [["stats"]], "agenda": [["agenda", "year"]], "next": [["next"]], "review": [["review"]],
        "inbox": [["inbox", "--list"]],
        "index": [["index"], ["index", "--rebuild"]], "verify": [["verify"]], "watch": [["watch", "--status"]],
    ]

    /// Commands that change files, with `--dry-run` where they have it, or that only a person can answer: what they plan is
    /// read only.
    private static let changes: [String: [String]] = [
        "init": [], "new": [], "capture": [], "edit": [], "pick": [],
        "set": ["set", "roof", "due=friday", "--dry-run"],
        "done": ["done", "roof", "--dry-run"], "promote": ["promote", "pond", "--dry-run"],
        "rename": ["rename", "roof", "The roof", "--dry-run"], "rm": ["rm", "roof", "--dry-run"],
    ]

    @Test("Every command is known to ask or to change")
    func everyCommand() {
        let known = Set(Self.questions.keys).union(Self.changes.keys)
        #expect(known == Set(Mosaic.configuration.commandNames), "say in the tables above what a new one is")
    }

    @Test("No question runs anything that the repository names")
    func questionsRunNothing() throws {
        let trapped = try TrappedVault()
        #expect(try trapped.sprung() == [])
        let planned = Self.changes.values.filter { !$0.isEmpty }
        for arguments in Self.questions.values.flatMap({ $0 }) + planned {
            let outcome = try trapped.vault.run("mosaic", arguments)
            #expect(outcome.code <= 1, "\(arguments): \(outcome.error)")
            #expect(try trapped.sprung() == [], "\(arguments)")
        }
        // On a terminal there is a pager to choose.
        _ = try trapped.vault.run("sh", ["-c", TrappedVault.onTerminal("mosaic activity")])
        #expect(try trapped.sprung() == [])
        try expectTraps(trapped)
    }

    @Test("The daemon runs nothing that the repository names, whatever happens to the files")
    func daemonRunsNothing() throws {
        let trapped = try TrappedVault()
        let daemon = try trapped.vault.startDaemon()
        for step in 0..<5 {
            try trapped.vault.write("notes/a.md", "# A\r\nStep \(step), $Id$\r\n")
            let outcome = try trapped.vault.mosaic("show", "notes/a.md")
            #expect(outcome.output.contains("Step \(step)"), "\(outcome)")
        }
        #expect(try trapped.vault.mosaic("watch", "--stop").code == 0)
        daemon.waitUntilExit()
        #expect(try trapped.sprung() == [])
        try expectTraps(trapped)
    }

    @Test("What a partial clone left out is not fetched by asking")
    func nothingIsFetched() throws {
        let trapped = try TrappedVault(isPartial: true)
        for arguments in Self.questions.values.flatMap({ $0 }) {
            _ = try trapped.vault.run("mosaic", arguments)
            #expect(try trapped.sprung() == [], "\(arguments)")
        }
        try expectTraps(trapped)
    }

    @Test("A change that is not committed runs nothing; its commit runs what git runs for a commit, and no more")
    func changes() throws {
        let trapped = try TrappedVault()
        for arguments in [["set", "roof", "due=friday"], ["new", "task", "Hedge"], ["rm", "gutter"]] {
            let outcome = try trapped.vault.run("mosaic", arguments + ["--no-commit"])
            #expect(outcome.code == 0, "\(arguments): \(outcome.error)")
            #expect(try trapped.sprung() == [], "\(arguments)")
        }
        _ = try trapped.vault.mosaic("set", "roof", "priority=high")
        #expect(try trapped.vault.read("tasks/roof.md").contains("priority: high"))
        let sprung = try trapped.sprung()
        #expect(sprung.isSuperset(of: ["hook", "clean"]))
        #expect(sprung.isSubset(of: ["hook", "clean", "fsmonitor", "gpg"]))
    }

    /// Expects that plain git walks into every trap: one that nothing can spring would prove nothing.
    private func expectTraps(_ trapped: TrappedVault) throws {
        for trap in trapped.traps {
            _ = try trapped.sprung()
            _ = try trapped.vault.run("sh", ["-c", trap.spring])
            #expect(try trapped.sprung().contains(trap.name), "\(trap.name) does not go off")
        }
    }
}
