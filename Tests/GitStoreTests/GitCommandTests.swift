import Testing

@testable import GitStore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite struct GitCommandTests {
    /// What is staged, as `git diff --cached` tells it.
    private static func staged(_ repository: TestRepository) throws -> String {
        try repository.git("diff", "--cached", "--raw", "--no-abbrev", "--no-renames")
    }

    private static func committed(_ repository: TestRepository) throws -> [String] {
        try repository.git("show", "--format=", "--name-status", "--no-renames", "HEAD").split(separator: "\n")
            .map { String($0).replacing("\t", with: " ") }
    }

    @Test func exactlyThePathsAreCommittedWhateverElseIsStaged() throws {
        let repository = try TestRepository()
        for name in ["changed", "deleted", "removed", "other", "half"] { try repository.write(name + ".md", name) }
        try repository.commitAll("base")
        try repository.write("other.md", "staged")
        try repository.write("half.md", "staged")
        try repository.write("staged-new.md", "staged")
        try repository.git("add", "other.md", "half.md", "staged-new.md")
        try repository.git("rm", "-q", "removed.md")
        try repository.write("half.md", "in the work tree")
        try repository.write("unrelated.md", "never added")
        let before = try Self.staged(repository)
        try repository.write("changed.md", "new")
        repository.remove("deleted.md")
        try repository.write("deep/new.md", "new")
        try repository.write("*.md", "a star")
        let paths = ["deep/new.md", "changed.md", "deleted.md", "changed.md", "*.md", "never/there.md"]
        let id = try repository.command.commit(
            paths: paths, message: "Do it", trailers: [("Mosaic-Via", "cli"), ("Mosaic-Operation", "1\n2")])
        #expect(try id == repository.id(["rev-parse", "HEAD"]))
        let committed = try Self.committed(repository)
        #expect(committed == ["A *.md", "M changed.md", "A deep/new.md", "D deleted.md"])
        #expect(try Self.staged(repository) == before)
        let commit = try repository.open().commit(try #require(id))
        #expect(commit.message == "Do it\n\nMosaic-Via: cli\nMosaic-Operation: 1 2\n")
        #expect(commit.author.name == "Ann")
        #expect(try repository.git("status", "--porcelain", "unrelated.md") == "?? unrelated.md")
    }

    @Test func pathsThatWereStagedOtherwiseAreCommittedAsTheyAreNow() throws {
        let repository = try TestRepository()
        for name in ["a.md", "gone.md", "untracked.md"] { try repository.write(name, "base") }
        try repository.commitAll("base")
        try repository.write("a.md", "staged")
        try repository.write("new.md", "staged")
        try repository.git("add", ".")
        try repository.write("a.md", "now")
        try repository.write("new.md", "now")
        try repository.git("rm", "-q", "gone.md")
        try repository.git("rm", "-q", "--cached", "untracked.md")
        try repository.write("untracked.md", "now")
        _ = try repository.command.commit(paths: ["a.md", "gone.md", "new.md", "untracked.md"], message: "x")
        #expect(try Self.committed(repository) == ["M a.md", "D gone.md", "A new.md", "M untracked.md"])
        #expect(try repository.git("show", "HEAD:a.md") == "now")
        #expect(try repository.git("show", "HEAD:new.md") == "now")
        #expect(try repository.git("status", "--porcelain").isEmpty)
    }

    @Test func whatASparseCheckoutLeavesOutIsCommittedWhereItIsThere() throws {
        let repository = try TestRepository()
        for name in ["in/a.md", "out/b.md"] { try repository.write(name, name) }
        try repository.commitAll("base")
        try repository.git("sparse-checkout", "set", "in")
        try repository.write("out/new.md", "new")
        #expect(try repository.command.commit(paths: ["out/new.md"], message: "new") != nil)
        #expect(try Self.committed(repository) == ["A out/new.md"])
    }

    @Test func nothingToCommitIsNoError() throws {
        let repository = try TestRepository()
        try repository.write("a.md", "a")
        try repository.write("b.md", "b")
        let head = try repository.commitAll()
        try repository.write("b.md", "staged")
        try repository.git("add", "b.md")
        let before = try Self.staged(repository)
        #expect(try repository.command.commit(paths: ["a.md"], message: "x") == nil)
        #expect(try repository.command.commit(paths: ["absent.md"], message: "x") == nil)
        #expect(try repository.command.commit(paths: [], message: "x") == nil)
        #expect(try Self.staged(repository) == before)
        try repository.git("rm", "-q", "--cached", "a.md")
        let removed = try Self.staged(repository)
        #expect(try repository.command.commit(paths: ["a.md"], message: "x") == nil)
        #expect(try Self.staged(repository) == removed)
        #expect(try repository.id(["rev-parse", "HEAD"]) == head)
    }

    @Test func aPathThatWaitsToBeMergedIsNotCommitted() throws {
        let repository = try TestRepository()
        for file in ["a.md", "b.md", "gone.md"] { try repository.write(file, "\(file)\n") }
        try repository.commitAll()
        for file in ["a.md", "gone.md"] { try repository.write(file, "stashed\n") }
        try repository.git("stash", "--quiet")
        try repository.write("a.md", "mine\n")
        repository.remove("gone.md")
        let head = try repository.commitAll()
        #expect((try? repository.git("stash", "pop", "--quiet")) == nil)
        let before = try Self.staged(repository)
        #expect(!before.isEmpty)
        try repository.write("b.md", "changed\n")
        for path in ["a.md", "gone.md"] {
            let error = thrown { try repository.command.commit(paths: ["b.md", path], message: "x") }
            #expect(error == .unmerged(path: path))
        }
        #expect(try repository.id(["rev-parse", "HEAD"]) == head)
        #expect(try Self.staged(repository) == before)
        #expect(try repository.command.commit(paths: ["b.md"], message: "x") != nil)
        #expect(try repository.git("ls-files", "--unmerged").contains("gone.md"))
        try repository.git("add", "a.md")
        #expect(try repository.command.commit(paths: ["a.md"], message: "x") != nil)
    }

    @Test func theFirstCommitOfABranchWorks() throws {
        let repository = try TestRepository()
        #expect(try repository.command.commit(paths: ["absent.md"], message: "x") == nil)
        try repository.write("a.md", "a")
        try repository.write("b.md", "b")
        try repository.git("add", "b.md")
        let id = try repository.command.commit(paths: ["a.md"], message: "x")
        let commit = try repository.open().commit(try #require(id))
        #expect(commit.parents.isEmpty)
        #expect(try repository.git("ls-tree", "--name-only", "HEAD") == "a.md")
        #expect(try repository.git("diff", "--cached", "--name-only") == "b.md")
    }

    @Test func nothingIsCommittedFromAnotherWorkTree() throws {
        let repository = try TestRepository()
        try repository.write("a.md", "a")
        let head = try repository.commitAll()
        let elsewhere = repository.folder.path + "/elsewhere"
        mkdir(elsewhere, 0o755)
        try repository.write("a.md", "b")
        for text in ["\tworktree = \(elsewhere)\n", "[core] worktree = \(elsewhere)\n"] {
            try repository.write(".git/config", "[core]\n\trepositoryformatversion = 0\n" + text)
            let refused = thrown { try repository.command.commit(paths: ["a.md"], message: "x") }
            #expect(refused == .strayWorkTree(path: elsewhere))
        }
        try repository.write(".git/config", "[core]\n\trepositoryformatversion = 0\n")
        #expect(try repository.id(["rev-parse", "HEAD"]) == head)
        #expect(try repository.command.commit(paths: ["a.md"], message: "x") != nil)
    }

    @Test func aHookThatRefusesLeavesEverythingAsItWas() throws {
        let repository = try TestRepository()
        for name in ["a.md", "b.md", "gone.md"] { try repository.write(name, "base") }
        let head = try repository.commitAll()
        try repository.write("b.md", "staged")
        try repository.git("add", "b.md")
        let before = try Self.staged(repository)
        try repository.write("a.md", "changed")
        try repository.write("new.md", "new")
        repository.remove("gone.md")
        try repository.writeHook("pre-commit", "echo no such thing > /dev/stderr; exit 1")
        let status = try repository.git("status", "--porcelain")
        let error = thrown { try repository.command.commit(paths: ["a.md", "new.md", "gone.md"], message: "x") }
        guard case .commandFailed(let arguments, 1, "no such thing")? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(arguments.first == "commit")
        #expect(try Self.staged(repository) == before)
        #expect(try repository.git("status", "--porcelain") == status)
        #expect(try repository.id(["rev-parse", "HEAD"]) == head)
    }

    @Test func whatAHookFormatsIsNotUndoneByWhatIsStaged() throws {
        let repository = try TestRepository()
        try repository.write("a.md", "a  \n")
        try repository.write("b.md", "b\n")
        try repository.commitAll()
        try repository.writeHook("pre-commit", "sed -i 's/ *$//' a.md; git add a.md")
        try repository.write("a.md", "a  \nc  \n")
        try repository.write("b.md", "staged\n")
        try repository.git("add", "b.md")
        _ = try repository.command.commit(paths: ["a.md"], message: "x")
        #expect(try repository.git("show", "HEAD:a.md") == "a\nc")
        #expect(try repository.git("status", "--porcelain") == "M  b.md")
    }

    @Test func aHookThatRefusesRunsOnceWhateverItSays() throws {
        let repository = try TestRepository()
        try repository.write("a.md", "a")
        let sentence = "fatal: Unable to create '/x/poetry.lock': File exists."
        try repository.writeHook("pre-commit", "echo x >> runs; echo \"\(sentence)\" >&2; exit 1")
        let error = thrown { try repository.command.commit(paths: ["a.md"], message: "x") }
        guard case .commandFailed(_, 1, sentence)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try FileReading.contents(of: repository.path + "/runs") == Array("x\n".utf8))
    }

    @Test(arguments: [
        (
            128,
            "fatal: Unable to create '/v/.git/index.lock': File exists.\n\nAnother git process seems to be running",
            true
        ),
        (128, "checked\nfatal: cannot lock ref 'HEAD': is at 1234 but expected 5678", true),
        (128, "fatal: cannot lock ref 'HEAD': reference already exists", true),
        (128, "fatal: cannot lock ref 'HEAD': Unable to create '/v/.git/HEAD.lock': File exists.", true),
        (128, "fatal: Unable to create '/v/.git/index.lock': Permission denied", false),
        (128, "fatal: pathspec 'poetry.lock' did not match any files", false),
        (128, "poetry.lock': File exists\nfatal: unable to auto-detect email address", false),
        (1, "fatal: Unable to create '/v/.git/index.lock': File exists.", false), (0, "cannot lock ref", false),
    ])
    func onlyGitSaysThatItIsLockedOut(status: Int32, said: String, isLockedOut: Bool) {
        let output = GitCommand.Output(status: status, standardOutput: [], standardError: Array(said.utf8))
        #expect(output.isLockedOut == isLockedOut)
    }

    @Test func aLockThatGoesIsWaitedFor() throws {
        let repository = try TestRepository()
        try repository.write("a.md", "a")
        try repository.write(".git/index.lock", "")
        // Git finds the lock once, and then another git has ended.
        try repository.write(
            "../git", "#!/bin/sh\ngit \"$@\"; status=$?; rm -f '\(repository.path)/.git/index.lock'; exit $status\n")
        chmod(repository.path + "/../git", 0o755)
        var command = repository.command
        command.executable = repository.path + "/../git"
        #expect(try command.run(["add", "a.md"]).status == 0)
    }

    @Test func hooksSeeAndMayChangeTheMessage() throws {
        let repository = try TestRepository()
        try repository.write("a.md", "a")
        try repository.writeHook("commit-msg", "echo 'Hooked: yes' >> \"$1\"")
        let id = try repository.command.commit(paths: ["a.md"], message: "x", trailers: [("A", "1")])
        #expect(try repository.open().commit(try #require(id)).trailers.map(\.key) == ["A", "Hooked"])
    }

    @Test func aHookThatLeavesAProgramRunningIsNotWaitedFor() throws {
        let repository = try TestRepository()
        try repository.write("a.md", "a")
        try repository.writeHook(
            "post-commit", "sh -c 'read line < /dev/zero; sleep 1000' & echo $! > \(repository.path)/pid")
        #expect(try repository.command.commit(paths: ["a.md"], message: "x") != nil)
        let process = try #require(try FileReading.contents(of: repository.path + "/pid"))
        let id = String(decoding: process, as: UTF8.self).filter(\.isNumber)
        let ended = try ChildProcess.run("kill", [id], environment: TestRepository.environment, input: nil)
        #expect(ended.status == 0)
    }

    @Test(arguments: ["", "/etc/passwd", "../a.md", "a/../b.md", "./a.md", "a//b.md", "a\0b.md"])
    func aPathThatLeadsElsewhereIsRefused(path: String) throws {
        let repository = try TestRepository()
        #expect(thrown { try repository.command.commit(paths: [path], message: "x") } == .invalidPath(path))
    }

    @Test func unusualNamesAreCommitted() throws {
        let repository = try TestRepository()
        let names = ["a b.md", "-x.md", ":(top)y.md", "new\nline.md", "q\"uote.md", "ä.md", "[a]?.md", "!x.md"]
        for name in names { try repository.write(name, "x") }
        _ = try repository.command.commit(paths: names, message: "-m\n\n# not a comment")
        let listed = try repository.git(["ls-tree", "-z", "--name-only", "HEAD"]).standardOutput.split(separator: 0)
        #expect(Set(listed.map { String(decoding: $0, as: UTF8.self) }) == Set(names))
        #expect(try repository.git("log", "-1", "--format=%B") == "-m\n\n# not a comment")
    }

    @Test func namesThatLookAlikeAreThoseOfTwoFiles() throws {
        let repository = try TestRepository()
        let names = ["caf\u{E9}.md", "cafe\u{301}.md"]
        for name in names { try repository.write(name, name) }
        func committed() throws -> [[UInt8]] {
            try repository.git(["ls-tree", "-z", "--name-only", "HEAD"]).standardOutput.split(separator: 0).map(
                Array.init)
        }
        #expect(try repository.command.commit(paths: [names[0]], message: "x") != nil)
        #expect(try committed() == [Array(names[0].utf8)])
        #expect(try repository.command.commit(paths: names, message: "x") != nil)
        #expect(try committed().count == 2)
        for name in names { repository.remove(name) }
        #expect(try repository.command.commit(paths: names, message: "x") != nil)
        #expect(try committed() == [])
    }

    @Test func manyPathsFit() throws {
        let repository = try TestRepository()
        let names = (0..<2000).map { "a-folder-with-a-long-name/\(String(repeating: "x", count: 100))-\($0).md" }
        for name in names { try repository.write(name, "x") }
        #expect(try repository.command.commit(paths: names, message: "x") != nil)
        #expect(try repository.command.commit(paths: names, message: "x") == nil)
        #expect(try repository.open().indexEntries().count == 2000)
    }

    @Test(arguments: [
        ("x", "x\n\nA: 1\nB: 2"), ("x\n", "x\n\nA: 1\nB: 2"), ("x\n\nC: 3\n", "x\n\nC: 3\nA: 1\nB: 2"),
        ("x\n\nbody: yes\nor no", "x\n\nbody: yes\nor no\n\nA: 1\nB: 2"), ("C: 3", "C: 3\n\nA: 1\nB: 2"),
    ])
    func trailersGoToTheEndOfTheMessage(message: String, expected: String) {
        #expect(CommitMessage.text(message, trailers: [("A", "1"), ("B", "2")]) == expected)
    }

    @Test func muchInputAndMuchOutputPassAtOnce() throws {
        let repository = try TestRepository()
        let input = [UInt8](repeating: UInt8(ascii: "x"), count: 3 << 20)
        repository.environment["GIT_DIR"] = "/nowhere"
        try repository.git("config", "alias.echo", "!cat; cat /dev/zero | head -c 3000000 >&2")
        let output = try repository.git(["echo"], input: input)
        #expect(output.standardOutput == input)
        #expect(output.standardError.count == 3_000_000)
        #expect(try repository.git(["cat-file", "--batch-check"]).standardOutput.isEmpty)
    }

    @Test func inputThatNobodyReadsDoesNoHarm() throws {
        let repository = try TestRepository()
        let output = try repository.git(["version"], input: [UInt8](repeating: 0, count: 3 << 20))
        #expect(output.text.hasPrefix("git version"))
    }

    @Test func failuresCarryWhatGitSaid() throws {
        let repository = try TestRepository()
        let error = thrown { try repository.git("rev-parse", "--verify", "nothing") }
        let arguments = ["rev-parse", "--verify", "nothing"]
        #expect(
            error
                == .commandFailed(arguments: arguments, status: 128, standardError: "fatal: Needed a single revision"))
        let absent = GitCommand(
            directory: repository.path, environment: TestRepository.environment, executable: "no-git")
        #expect(thrown { try absent.run(["version"]) } == .gitNotStarted(executable: "no-git", code: 2))
    }

    @Test func aSignalThatEndsGitIsReported() throws {
        let repository = try TestRepository()
        try repository.git("config", "alias.die", "!kill -9 $$")
        let status = try repository.command.output(of: ["die"]).status
        #expect(status == 137)
    }
}
