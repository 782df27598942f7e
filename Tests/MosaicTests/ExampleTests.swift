import Foundation
import TestSupport
import Testing

@testable import mosaic

/// Every example of the README, of the guide in the vault, and of the help of commands is run as it stands there.
struct ExampleTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// The lines of the fenced blocks of a page, by block.
    private static func blocks(of page: String) -> [[String]] {
        var blocks: [[String]] = []
        var isInside = false
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                isInside.toggle()
                if isInside { blocks.append([]) }
            } else if isInside {
                blocks[blocks.count - 1].append(String(line))
            }
        }
        return blocks
    }

    /// What goes on until somebody ends it is only read, as the command line reads it.
    private static func goesOn(_ command: String) -> Bool {
        command.hasPrefix("mosaic watch") || command.contains("--follow")
    }

    private func expectCommandLine(_ command: String) {
        let words = command.prefix { $0 != "#" }.split(separator: " ").dropFirst().map(String.init)
        #expect(throws: Never.self, "\(command)") { try Mosaic.parseAsRoot(words) }
    }

    private func expectAnswer(_ command: String, in vault: ExampleVault) throws {
        if Self.goesOn(command) { return expectCommandLine(command) }
        let answer = try vault.run(command)
        #expect(answer.exitCode == 0, "\(command)\n\(answer.output.joined(separator: "\n"))")
    }

    // MARK: - The guide

    private static let notes: [String] = {
        let folder = root.appendingPathComponent("vault-template/notes/guide")
        // The reference of commands is their help.
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted().filter {
            $0 != "commands.md"
        }
    }()

    @Test("Every example of the guide works", .timeLimit(.minutes(SanitizerSettings.minutes(15))), arguments: notes)
    func guide(name: String) throws {
        let page = try Self.text("vault-template/notes/guide/\(name)")
        var commands = Self.blocks(of: page).joined().filter { $0.hasPrefix("mosaic ") }
        if name == "asking.md" {
            for line in page.split(separator: "\n") where line.hasPrefix("| `") {
                if let query = line.split(separator: "`").dropFirst().first {
                    commands.append("mosaic list --all '\(query)'")
                }
            }
        }
        let least = ["asking.md": 40, "answers.md": 12, "history.md": 9, "sql-views.md": 7, "start-here.md": 5]
        #expect(commands.count >= least[name] ?? 0)
        if commands.isEmpty { return }
        let vault = try ExampleVault()
        for command in commands { try expectAnswer(command, in: vault) }
    }

    // MARK: - The help

    @Test("Every example of a command's help works", .timeLimit(.minutes(SanitizerSettings.minutes(15))))
    func help() throws {
        let vault = try ExampleVault()
        var count = 0
        for command in Mosaic.groups.flatMap(\.subcommands) {
            let lines = command.configuration.discussion.split(separator: "\n").map(String.init)
            let examples = lines.filter { $0.hasPrefix("  mosaic ") }.map { String($0.dropFirst(2)) }
            #expect(!examples.isEmpty, "\(command._commandName) has no example")
            for example in examples {
                try vault.reset()
                try expectAnswer(example, in: vault)
                count += 1
            }
        }
        #expect(count > 70)
    }

    // MARK: - The README

    @Test("The README's examples work one after the other", .timeLimit(.minutes(SanitizerSettings.minutes(15))))
    func readme() throws {
        let blocks = Self.blocks(of: try Self.text("README.md"))
        let first = try #require(blocks.first { $0.first?.hasPrefix("mosaic init ~/vault") == true })
        let session = try TranscriptSession()
        let vault = try ExampleVault(empty: session)
        for (place, line) in first.enumerated() {
            let answer = try place == 0 ? session.run([line]) : vault.run(line)
            #expect(answer.exitCode == 0, "\(line)\n\(answer.output.joined(separator: "\n"))")
        }
        #expect(first.count >= 25)

        let own = try #require(blocks.first { $0.first?.hasPrefix("cd ~/my-obsidian-vault") == true })
        _ = try session.run([
            "mkdir -p my-obsidian-vault/Daily && cd my-obsidian-vault && git init --quiet && echo '# A day' >Daily/2024-05-01.md"
                + " && git add . && git commit --quiet --message Begin"
        ])
        let answer = try session.run(own)
        #expect(answer.exitCode == 0 && own.count == 5, "\(answer.output.joined(separator: "\n"))")

        let others = blocks.joined().filter { $0.hasPrefix("$ mosaic ") }.map { String($0.dropFirst(2)) }
        #expect(others.count == 2)
        for command in others {
            #expect(Self.goesOn(command))
            expectCommandLine(command)
        }
    }
}

/// The vault that examples are about: that of the template as it may look after two years, with what the examples name besides.
final class ExampleVault {
    private let session: TranscriptSession
    private let folder: String

    /// A vault that an example makes itself, at `~/vault`.
    init(empty session: TranscriptSession) throws {
        self.session = session
        folder = "vault"
        try makePrograms()
    }

    init() throws {
        session = try TranscriptSession()
        folder = "example"
        try makePrograms()
        try expectDone(["\(Self.date("2024-10-01")) mosaic init \(folder)"])
        let files: [(path: String, text: String)] = [
            (
                "tasks/fix-the-roof.md",
                "---\nid: 7k3m9q2x\ntype: task\ndomain: garden\ndepends_on: [buy-tiles]\n---\n# Fix the roof\n"
            ),
            ("tasks/buy-tiles.md", "---\ntype: task\nproject: quiet-study\n---\n# Buy tiles\n"),
            ("tasks/an-old-task.md", "---\ntype: task\n---\n# An old task\n"),
            ("ideas/rain-barrel.md", "---\ntype: idea\n---\n# Collect rain\n"),
            ("notes/an-old-note.md", "# An old note\nOf a solar panel.\n"),
            ("report.sql", "select count(*) from entities\n"),
        ]
        for (path, text) in files {
            try Data(text.utf8).write(to: session.home.appendingPathComponent("\(folder)/\(path)"))
        }
        try expectDone([
            "set -e; cd \(folder); git add .; \(Self.date("2025-10-01")) git commit --quiet --message 'Last year'",
            "git rm --quiet tasks/an-old-task.md; printf '# A raised bed\\nFor the garden.\\n' >notes/bed.md; git add .",
            "\(Self.date("2026-10-28")) git commit --quiet --message 'Last month'; git branch idea-branch; git tag base",
            "mosaic set fix-the-roof priority=low; git tag --force base >/dev/null",
        ])
    }

    private static func date(_ day: String) -> String {
        "GIT_AUTHOR_DATE=\(day)T12:00:00Z GIT_COMMITTER_DATE=\(day)T12:00:00Z"
    }

    /// Programs that answer for a person: the first line is chosen, the file is left as it is, a drawing is not drawn.
    private func makePrograms() throws {
        try expectDone([
            "mkdir bin && printf '#!/bin/sh\\nhead -n 1\\n' >bin/fzf && printf '#!/bin/sh\\ncat\\n' >bin/dot && chmod +x bin/*"
        ])
    }

    private func expectDone(_ command: [String]) throws {
        let answer = try session.run(command)
        #expect(answer.exitCode == 0, "\(answer.output.joined(separator: "\n"))")
    }

    /// Undoes what examples have done.
    func reset() throws {
        try expectDone(["cd \(folder) && git reset --quiet --hard base && git clean --quiet -d --force"])
    }

    func run(_ command: String) throws -> (output: [String], exitCode: Int32) {
        // Nobody is there to agree.
        let isBulk = ["set", "done", "rm"].contains { command.hasPrefix("mosaic \($0) --where") }
        let place = command.hasPrefix("mosaic init") ? "." : folder
        return try session.run([
            "cd \(place) && export TERM=xterm EDITOR=true PATH=$HOME/bin:$PATH",
            command + (isBulk && !command.contains("--dry-run") ? " --yes" : ""),
        ])
    }
}
