import Testing

@testable import GitStore

// Where the system watches whole trees, what it says is less exact; there the law holds, of `EventSequenceTests`.
#if !canImport(Darwin)
    @Suite struct GitEventsTests {
        /// A repository with a commit on `main`, one more on `other` with a hundred files, and a tag.
        private func repository() throws -> WatchedVault {
            try WatchedVault(isRepository: true) { vault in
                try vault.write("notes/a.md", "one")
                try vault.git("add", ".")
                try vault.git("commit", "--quiet", "-m", "one")
                try vault.git("checkout", "--quiet", "-b", "other")
                for file in 0..<300 { try vault.write("many/\(file % 30)/deep/\(file).md") }
                try vault.git("add", ".")
                try vault.git("commit", "--quiet", "-m", "many")
                try vault.git("checkout", "--quiet", "main")
                try vault.git("tag", "first")
            }
        }

        @Test(arguments: [
            "echo two > notes/a.md && git commit --quiet -am two", "git commit --quiet --allow-empty -m empty",
            "git branch topic", "git branch deep/topic", "git tag v1", "git update-ref refs/remotes/origin/main HEAD",
            "git symbolic-ref HEAD refs/heads/other", "git pack-refs --all",
            "echo two > notes/a.md && git stash --quiet",
            "git checkout --quiet other", "git rebase --quiet other", "git worktree add --quiet ../outside/tree other",
            "git merge --quiet --no-ff other", "git reset --quiet --hard other", "git rm --quiet notes/a.md",
            "git branch -D other", "git checkout --quiet --detach", "git gc --quiet", "git bisect start",
            "git fetch --quiet . other:refs/remotes/origin/other", "git cherry-pick other", "git tag -d first",
        ])
        func `What git does to HEAD, the refs, the index or the work trees says so`(script: String) throws {
            let vault = try repository()
            let before = try vault.snapshot()
            try vault.shell(script)
            let batch = vault.changes()
            #expect(batch.gitChanged)
            #expect(!batch.overflowed && !batch.rootGone)
            let after = try vault.snapshot()
            #expect(after.keys.allSatisfy { before[$0] == after[$0] || batch.folders.contains($0) })
            #expect(vault.events.watchedFolders == Set(after.keys))
        }

        @Test(arguments: [
            "git log --all > /dev/null", "git cat-file -p HEAD > /dev/null", "touch .git/mosaic/index",
            "echo 1 > .git/mosaic/lock && rm .git/mosaic/lock", "touch .git/index.lock && rm .git/index.lock",
            "touch .git/refs/heads/main.lock && rm .git/refs/heads/main.lock", "echo x | git hash-object -w --stdin",
            "touch .git/COMMIT_EDITMSG",
        ])
        func `What changes none of these raises nothing`(script: String) throws {
            let vault = try repository()
            vault.makeFolder(".git/mosaic")
            _ = vault.events.take()
            try vault.shell(script)
            #expect(vault.events.take().isEmpty)
        }

        @Test func `Refs in folders that are made later are watched`() throws {
            let vault = try repository()
            for name in ["deep/one", "deep/er/two", "deep/er/three"] {
                try vault.git("branch", name)
                #expect(vault.changes().gitChanged, "\(name)")
            }
            try vault.git("pack-refs", "--all")
            #expect(vault.changes().gitChanged)
            try vault.git("branch", "deep/four")
            #expect(vault.changes().gitChanged)
            try vault.git("worktree", "add", "--quiet", "../outside/tree", "other")
            #expect(vault.changes().gitChanged)
            try vault.git("worktree", "remove", "../outside/tree")
            #expect(vault.changes().gitChanged)
        }

        @Test func `A linked work tree has its own HEAD and index, and the refs of all`() throws {
            let vault = try repository()
            try vault.git("worktree", "add", "--quiet", "../outside/tree", "other")
            let tree = vault.scratch.full("outside/tree")
            try vault.watch(root: tree, gitDirectory: vault.full(".git/worktrees/tree"))
            _ = try vault.run("git", "-C", tree, "checkout", "--quiet", "--detach")
            #expect(vault.changes().gitChanged)
            try vault.git("add", "--renormalize", ".")
            _ = vault.events.take()
            try vault.write("notes/a.md", "three")
            try vault.git("add", "notes")
            #expect(vault.events.take().isEmpty, "the main work tree's index is no concern of this one")
            try vault.git("commit", "--quiet", "-m", "three")
            #expect(vault.changes().gitChanged)
        }

        @Test func `A vault in a folder of the work tree is watched alone`() throws {
            let vault = try repository()
            try vault.watch(root: vault.full("notes"))
            try vault.write("elsewhere.md")
            #expect(vault.events.take().isEmpty)
            try vault.write("notes/b.md")
            #expect(vault.changes().folders == [""])
            try vault.git("add", ".")
            #expect(vault.changes().gitChanged)
            try vault.write(".mailmap")
            #expect(vault.changes().settingsChanged)
        }

        @Test func `A repository that is made or removed later says so`() throws {
            let vault = try WatchedVault()
            try vault.git("init", "--quiet")
            #expect(vault.changes().gitChanged)
            try vault.write("a.md")
            try vault.git("add", ".")
            #expect(vault.changes().gitChanged)
            try vault.removeFolder(".git")
            #expect(vault.changes().gitChanged)
            try vault.git("init", "--quiet")
            #expect(vault.changes().gitChanged)
            try vault.git("symbolic-ref", "HEAD", "refs/heads/topic")
            #expect(vault.changes().gitChanged)
        }
    }
#endif
