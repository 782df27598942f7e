import Foundation
import Testing

@testable import mosaic

/// A vault that comes from a stranger: nothing of it is run by reading it.
struct StrangersVaultTests {
    /// Each way to ask, by command.
    private static let questions: [String: [[String]]] = [
        "list": [["list"], ["list", "tasks", "changed:status<7d", "--json"], ["list", "--stale"]],
        "count": [["count", "--by", "kind"]], "queries": [["queries"]],
        "guide": [["guide"], ["guide", "asking"]],
        "show": [["show", "roof"], ["show", "notes/a.md"]], "search": [["search", "leads"]],
        "checkboxes": [["checkboxes"], ["checkboxes", "--all", "--json"]],
        "links": [["links", "roof"], ["links", "--wanted"]],
        "graph": [["graph"], ["graph", "--format", "dot"], ["graph", "--format", "mermaid"]],
        "path": [["path", "notes/a.md", "roof"]],
        "activity": [["activity", "--limit", "0"], ["activity", "--json"]], "audit": [["audit", "roof"]],
        "log": [["log", "roof"]], "check": [["check"], ["check", "--sarif"], ["check", "--fix", "--dry-run"]],
        "sql": [["sql", "select * from changes"]], "blame": [["blame", "roof"]],
        "diff": [["diff", "1d"], ["diff", "1d", "--markdown"]],
        "stats": [["stats"]], "agenda": [["agenda", "year"]], "next": [["next"]],
        "review": [["review"], ["review", "--markdown"]],
        "inbox": [["inbox", "--list"]],
        "index": [["index"], ["index", "--rebuild"]], "verify": [["verify"]], "watch": [["watch", "--status"]],
    ]

    /// Commands that change files, with `--dry-run` where they have it, or that only a person can answer: what they plan is
    /// read only.
    private static let changes: [String: [String]] = [
        "init": [], "new": [], "capture": [], "edit": [], "pick": [],
        "set": ["set", "roof", "due=friday", "--dry-run"],
        "append": ["append", "roof", "Slates", "--dry-run"], "daily": ["daily", "Rain", "--dry-run"],
        "done": ["done", "roof", "--dry-run"], "promote": ["promote", "pond", "--dry-run"],
        "rename": ["rename", "roof", "The roof", "--dry-run"], "rm": ["rm", "roof", "--dry-run"],
        "move": ["move", "roof", "archive", "--dry-run"], "undo": ["undo", "--dry-run"],
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
            // What a filter stands before is left to git.
            let isRefused = arguments.first == "undo" && outcome.code == ExitStatus.conflict.rawValue
            #expect(outcome.code <= 1 || isRefused, "\(arguments): \(outcome.error)")
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

    /// What a stranger would have a terminal do: name its window, clear itself, ring, and take orders in eight bits.
    private static let orders = ["\u{1B}]0;pwned", "\u{1B}[2J", "\u{7}", "\u{9B}31m", "\u{1B}P", "\u{202E}", "\r"]

    @Test("No name, title, text, author or word of the command line gives orders to a terminal")
    func terminal() throws {
        let vault = try ProcessVault(tasks: ["roof"])
        let order = Self.orders.joined()
        let quoted = order.unicodeScalars.map {
            "\\u\(String(repeating: "0", count: 4 - String($0.value, radix: 16).count))" + String($0.value, radix: 16)
        }.joined()
        try vault.write(
            "tasks/\(order).md",
            """
            ---
            type: task
            title: "Title \(quoted)"
            due: "\(quoted)"
            status: "\(quoted)"
            "key\(quoted)": "value \(quoted)"
            tags: ["tag\(quoted)"]
            depends_on: "\(quoted)"
            aliases: ["alias\(quoted)"]
            ---
            # Heading \(order)
            Text \(order) leads to [[\(order)]] and [[roof]] #tag.
            - [ ] box \(order)

            """)
        try vault.write(
            "kinds/odd.md",
            "---\ntype: kind\nname: \"odd\(quoted)\"\nplural: \"\(quoted)\"\nfolder: \"\(quoted)\"\n---\n")
        try vault.write(
            "users/u.md", "---\ntype: user\nname: \"\(quoted)\"\nemails: [u@example.org]\n---\n# U\(order)\n")
        try vault.write("\(order)/bad.md", "---\na: \(order)\na: 1\n---\n")
        try vault.write("a\(order).png", "")
        try vault.write(".mosaic/config.yaml", "queries:\n  \"q\(quoted)\": \"type:task \(quoted)\"\n")
        #expect(try vault.git("add", "--all").code == 0)
        #expect(
            try vault.git("commit", "--quiet", "--author", "N\(order) <u@example.org>", "--message", "Subject \(order)")
                .code == 0)
        try vault.write(
            "tasks/\(order).md", "---\ntype: task\ntitle: \"Other \(quoted)\"\n---\n# \(order)\n- [ ] \(order)\n")
        let errors = [
            ["show", "no\(order)"], ["list", "status:\(order)"], ["list", "\(order):x"], ["list", "--at", order],
            [order],
            ["list", "--\(order)"], ["new", order, "x"], ["set", "roof", "due=\(order)"], ["sql", "select \(order)"],
            ["list", "-C", "/\(order)"], ["list", "@\(order)"], ["show", "tasks/\(order).md"],
            ["log", "tasks/\(order).md"],
            ["audit", "tasks/\(order).md"], ["links", "tasks/\(order).md"], ["blame", "tasks/\(order).md"],
            ["sql", "select title, path from entities"],
            ["list", "--format", "{title} {path}"], ["set", "tasks/\(order).md", "due=friday", "--dry-run"],
            ["count", "--by", "status"],
            ["done", "tasks/\(order).md:6", "--dry-run"], ["done", "tasks/\(order).md:1"],
            ["capture", "Thought \(order)", "--dry-run"], ["capture", "Thought \(order)"],
        ]
        for arguments in Self.questions.values.flatMap({ $0 }) + errors {
            // The shell of the terminal is given no character that it could take for its own.
            let command =
                "mosaic "
                + arguments.map { "\"$(printf \"" + $0.utf8.map { String(format: "\\\\%03o", $0) }.joined() + "\")\"" }
                .joined(separator: " ")
            let outcome = try vault.run("sh", ["-c", TrappedVault.onTerminal(command)], patience: 120)
            #expect(!outcome.isKilled && outcome.code <= 2, "\(arguments)")
            // The terminal itself makes CR LF of a line feed, and progress is erased.
            let shown = outcome.output.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(
                of: "\r\u{1B}[K", with: "")
            for order in Self.orders {
                #expect(!shown.contains(order), "\(arguments): \(order.debugDescription) in \(shown.debugDescription)")
            }
        }
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
