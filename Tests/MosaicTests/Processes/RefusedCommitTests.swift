import Foundation
import Testing

/// What git does not commit is written all the same, and a script is told that it is not done.
struct RefusedCommitTests {
    @Test(
        "A change that git refuses to commit ends with 1",
        arguments: [
            ["new", "task", "Sweep"], ["set", "fix", "priority=high"], ["done", "fix"], ["rename", "fix", "Mend"],
            ["rm", "fix"], ["capture", "A thought"], ["done", "--where", "tasks", "--yes"],
        ])
    func refused(command: [String]) throws {
        let vault = try ProcessVault(tasks: ["Fix"])
        try vault.write(".git/hooks/pre-commit", "#!/bin/sh\necho 'not on a Friday' >&2\nexit 1\n")
        try #require(chmod(vault.root.path + "/.git/hooks/pre-commit", 0o755) == 0)
        let refused = try vault.run("mosaic", command)
        #expect(refused.code == 1)
        #expect(refused.error.contains("not on a Friday"))
        #expect(try vault.run("git", ["status", "--porcelain"]).output != "")
        let left = try vault.run("mosaic", ["set", "workspace.md", "name=Ours", "--no-commit"])
        #expect(left.code == 0)
    }

    @Test("Ctrl-C while a hook is at work leaves a word of what is written and not committed")
    func interrupted() throws {
        let vault = try ProcessVault(tasks: ["Fix"])
        // Ctrl-C reaches all of them: the command, git and its hook.
        try vault.write(
            ".git/hooks/pre-commit",
            """
            #!/bin/sh
            kill -INT "$(cut -d' ' -f4 "/proc/$PPID/stat" 2>/dev/null || ps -o ppid= -p "$PPID")" "$PPID"
            exit 1

            """)
        try #require(chmod(vault.root.path + "/.git/hooks/pre-commit", 0o755) == 0)
        let interrupted = try vault.run("mosaic", ["new", "task", "Sweep"])
        #expect(interrupted.isKilled && interrupted.code == SIGINT)
        #expect(interrupted.error.contains("the change is written and not committed"))
        #expect(try vault.run("git", ["status", "--porcelain"]).output.contains("tasks/sweep.md"))
    }
}
