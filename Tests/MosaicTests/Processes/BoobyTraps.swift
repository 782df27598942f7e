import Foundation
import Testing

/// A vault as a stranger might hand it over: wherever its repository can name a command for git to run, it names one that
/// leaves a mark.
final class TrappedVault: Sendable {
    /// A place where a repository can name a command, and what makes plain git run it.
    struct Trap: Sendable, CustomStringConvertible {
        var name: String
        /// Settings of the repository; `TRAP` stands for the command.
        var settings: [(key: String, value: String)]
        /// What to run in the work tree, by a shell.
        var spring: String
        var description: String { name }

        init(_ name: String, _ settings: [(key: String, value: String)], spring: String) {
            (self.name, self.settings, self.spring) = (name, settings, spring)
        }
    }

    static let traps = [
        Trap("fsmonitor", [("core.fsmonitor", "TRAP")], spring: "git status"),
        Trap("hook", [], spring: "git commit --allow-empty --message x"),
        Trap("clean", [("filter.trap.clean", "TRAP")], spring: "echo >>notes/a.md; git add notes/a.md"),
        Trap("smudge", [("filter.trap.smudge", "TRAP")], spring: "rm notes/a.md; git checkout -- notes/a.md"),
        Trap(
            "process", [("filter.long.process", "TRAP")],
            spring: "git add process.md; git rm --quiet --cached process.md"),
        Trap("merge", [("merge.trap.driver", "TRAP")], spring: "git merge-tree --write-tree main side"),
        Trap(
            "remote", [("remote.evil.url", "ext::TRAP"), ("protocol.ext.allow", "always")], spring: "git ls-remote evil"
        ),
        Trap(
            "submodule", [("submodule.sub.url", "ext::TRAP"), ("submodule.sub.active", "true")],
            spring: "GIT_ALLOW_PROTOCOL=ext git submodule update sub"),
        Trap(
            "submodule command", [("submodule.own.update", "!TRAP"), ("submodule.own.active", "true")],
            spring: "git submodule update own"),
        Trap("external", [("diff.external", "TRAP")], spring: "echo >>notes/a.md; git diff"),
        Trap("driver", [("diff.trap.command", "TRAP")], spring: "echo >>tasks/roof.md; git diff -- tasks/roof.md"),
        Trap("textconv", [("diff.text.textconv", "TRAP")], spring: "git log --patch -- notes/a.md"),
        Trap("ssh", [("core.sshCommand", "TRAP")], spring: "git ls-remote ssh://host.invalid/x"),
        Trap("proxy", [("core.gitProxy", "TRAP")], spring: "git ls-remote git://host.invalid/x"),
        Trap(
            "gpg", [("gpg.program", "TRAP"), ("commit.gpgSign", "true"), ("log.showSignature", "true")],
            spring: "git commit --no-verify --allow-empty --message x"),
        Trap("editor", [("core.editor", "TRAP")], spring: "git commit --no-verify --allow-empty"),
        Trap(
            "credential", [("credential.helper", "!TRAP")],
            spring: "echo url=https://host.invalid | git credential fill"),
        Trap("askpass", [("core.askPass", "TRAP")], spring: "echo url=https://host.invalid | git credential fill"),
        Trap("alias", [("alias.trapped", "!TRAP")], spring: "git trapped"),
        Trap("included", [("include.path", "included")], spring: "git included"),
        Trap(
            "fetch",
            [("remote.near.url", "../origin"), ("remote.near.uploadpack", "TRAP")],
            spring: "git fetch near"),
        Trap(
            "signing key", [("gpg.ssh.defaultKeyCommand", "TRAP")],
            spring: "git -c gpg.format=ssh commit --no-verify --allow-empty -S --message x"),
    ]

    /// What git runs on a terminal only.
    static let trapsOfTerminals = [
        Trap("pager", [("core.pager", "TRAP")], spring: TrappedVault.onTerminal("git log")),
        Trap("log pager", [("pager.show", "TRAP")], spring: TrappedVault.onTerminal("git show")),
    ]

    /// A remote that gives what a partial clone left out.
    static let promisor = Trap(
        "uploadpack",
        [
            ("remote.origin.url", "../origin"), ("remote.origin.uploadpack", "TRAP"),
            ("remote.origin.promisor", "true"), ("remote.origin.partialCloneFilter", "blob:none"),
        ], spring: "git cat-file -p \"$(git log --format=%H --grep lost -1):lost.md\"")

    /// A line for a shell that gives a command a terminal to write to.
    static func onTerminal(_ command: String) -> String {
        #if os(Linux)
            "script --quiet --return --command '\(command)' /dev/null"
        #else
            "script -q /dev/null \(command)"
        #endif
    }

    let vault: ProcessVault
    let traps: [Trap]
    private var marks: URL { vault.home.appendingPathComponent("marks") }

    /// Lays every trap. In a partial clone, an object of the history is for a remote to give.
    init(isPartial: Bool = false) throws {
        traps = Self.traps + Self.trapsOfTerminals + (isPartial ? [Self.promisor] : [])
        vault = try ProcessVault(tasks: ["roof", "gutter"])
        try FileManager.default.createDirectory(at: marks, withIntermediateDirectories: true)
        try vault.write("ideas/pond.md", "---\ntype: idea\n---\n# Pond\n")
        try vault.write("notes/a.md", "# A\nLeads to [[roof]].\n")
        try vault.write("lost.md", "# Lost\n")
        try git("add", "--all")
        try git("commit", "--quiet", "--message", "lost")
        let lost = try git("rev-parse", "HEAD:lost.md")
        try vault.write("merge.md", "# Merge\nOne\n")
        try vault.write(
            ".gitattributes",
            "* filter=trap merge=trap\n/tasks/** diff=trap\n/notes/** diff=text\nprocess.md filter=long\n")
        try vault.write(".gitmodules", Self.submodules)
        try git("rm", "--quiet", "lost.md")
        try git("add", "--all")
        try makeSubmodules()
        try git("commit", "--quiet", "--message", "attributes")
        try makeSideBranch()
        if isPartial {
            let object = ".git/objects/\(lost.prefix(2))/\(lost.dropFirst(2))"
            try FileManager.default.removeItem(at: vault.root.appendingPathComponent(object))
        }
        for trap in traps {
            let command = try command(trap.name)
            for (key, value) in trap.settings {
                try git("config", "--add", key, value.replacingOccurrences(of: "TRAP", with: command))
            }
        }
        try vault.write(".git/included", "[alias]\n\tincluded = !\(try command("included"))\n")
        for hook in ["pre-commit", "post-commit", "post-checkout", "post-index-change", "reference-transaction"] {
            let file = vault.root.appendingPathComponent(".git/hooks/\(hook)")
            try? FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: try command("hook"))
        }
        // Work that is not committed, so that there is something to convert and to compare.
        try vault.write("notes/a.md", "# A\r\nLeads to [[roof]] and $Id$.\r\n")
        try vault.write("process.md", "# Process\r\n$Id$\r\n")
        try vault.write("tasks/fence.md", "---\ntype: task\n---\n# Fence\n")
    }

    /// What a stranger would have git fetch and where to; the settings are of `.git/config`, since git takes no command
    /// from here.
    private static let submodules = """
        [submodule "sub"]
        \tpath = sub
        \turl = ext::sh -c true
        [submodule "own"]
        \tpath = own
        \turl = ./own
        [submodule "../../outside"]
        \tpath = ../outside
        \turl = -u./command
        [submodule "inside"]
        \tpath = .git/hooks
        \turl = ssh://-oProxyCommand=true/x

        """

    /// One submodule that is not there yet, and one that is, at another commit than it should be.
    private func makeSubmodules() throws {
        let none = String(repeating: "1", count: 40)
        try git("update-index", "--add", "--cacheinfo", "160000,\(none),sub")
        try git("init", "--quiet", "own")
        try vault.write("own/in.md", "# In\n")
        try git("-C", "own", "add", "--all")
        try git("-C", "own", "commit", "--quiet", "--message", "in")
        let first = try git("-C", "own", "rev-parse", "HEAD")
        try git("-C", "own", "commit", "--quiet", "--allow-empty", "--message", "more")
        try git("update-index", "--add", "--cacheinfo", "160000,\(first),own")
    }

    /// A branch that changed what the main one changed as well.
    private func makeSideBranch() throws {
        try git("branch", "side")
        try vault.write("merge.md", "# Merge\nTwo\n")
        try git("commit", "--quiet", "--message", "two", "--", "merge.md")
        try git("checkout", "--quiet", "side")
        try vault.write("merge.md", "# Merge\nThree\n")
        try git("commit", "--quiet", "--message", "three", "--", "merge.md")
        try git("checkout", "--quiet", "main")
    }

    /// The names of the traps that went off since this was asked last.
    func sprung() throws -> Set<String> {
        let names = try FileManager.default.contentsOfDirectory(atPath: marks.path)
        for name in names { try FileManager.default.removeItem(at: marks.appendingPathComponent(name)) }
        return Set(names)
    }

    /// The command that leaves a mark, and fails.
    private func command(_ name: String) throws -> String {
        let file = vault.home.appendingPathComponent("trap-" + name.replacingOccurrences(of: " ", with: "-"))
        if !FileManager.default.fileExists(atPath: file.path) {
            try Data("#!/bin/sh\n: >'\(marks.path)/\(name)'\nexit 1\n".utf8).write(to: file)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
        }
        return file.path
    }

    @discardableResult
    private func git(_ arguments: String...) throws -> String {
        let outcome = try vault.run("git", arguments)
        try #require(outcome.code == 0, "git \(arguments.joined(separator: " ")): \(outcome.error)")
        return outcome.output.trimmingCharacters(in: .newlines)
    }
}
