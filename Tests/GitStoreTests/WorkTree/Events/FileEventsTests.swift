import Testing

@testable import GitStore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

// Where the system watches whole trees, what it says is less exact; there the law holds, of `EventSequenceTests`.
#if !canImport(Darwin)
    @Suite struct FileEventsTests {
        // MARK: - Files

        @Test(arguments: [
            "echo more > notes/a.md", "echo more >> notes/a.md", ": > notes/a.md", "chmod 600 notes/a.md",
            "rm notes/a.md", "touch notes/a.md", "echo new > notes/b.md", "mv notes/a.md notes/c.md",
            "echo new > notes/.tmp && mv notes/.tmp notes/a.md", "echo new > notes/tmp && mv notes/tmp notes/a.md",
            "mv notes/a.md notes/a.md~ && echo new > notes/a.md && rm notes/a.md~", "ln -s /nowhere notes/link",
            "sed -i s/text/word/ notes/a.md", "ln notes/a.md notes/b.md", "truncate -s 1 notes/a.md",
            "echo new > \"notes/$(printf 'bad\\377')\"",
        ])
        func `What is done to a file names its folder, and no other`(script: String) throws {
            let vault = try WatchedVault { try $0.write("notes/a.md") }
            try vault.shell(script)
            let batch = vault.changes()
            #expect(batch.folders == ["notes"])
            #expect(!batch.gitChanged && !batch.overflowed && !batch.rootGone && !batch.ignoreRulesChanged)
            #expect(vault.events.take().isEmpty)
        }

        @Test func `A file that is moved names both folders`() throws {
            let vault = try WatchedVault {
                try $0.write("one/a.md")
                $0.makeFolder("two")
            }
            vault.rename("one/a.md", "two/a.md")
            #expect(vault.changes().folders == ["one", "two"])
        }

        @Test func `The writer's own replacement names the folder`() throws {
            let vault = try WatchedVault { try $0.write("notes/a.md") }
            try FileWriter(root: vault.path).create("notes/b.md", with: [65])
            #expect(vault.changes().folders == ["notes"])
        }

        @Test func `Hidden files and folders raise nothing`() throws {
            let vault = try WatchedVault {
                try $0.write(".obsidian/workspace.json")
                try $0.write("notes/a.md")
            }
            try vault.write("notes/.a.md.swp")
            try vault.write(".mosaic-1x.tmp")
            try vault.write(".obsidian/workspace.json", "more")
            try vault.write(".trash/deep/a.md")
            vault.remove("notes/.a.md.swp")
            #expect(vault.events.take().isEmpty)
            #expect(vault.events.watchedFolders == ["", "notes"])
        }

        @Test func `What is ignored raises nothing and is not watched`() throws {
            let vault = try WatchedVault { try $0.write("ignored/deep/a.md") }
            try vault.write("ignored/deep/a.md", "more")
            try vault.write("ignored.log", "more")
            try vault.write("other/ignored/a.md")
            #expect(vault.changes().folders == ["", "other"])
            try vault.write("other/ignored/a.md", "more")
            #expect(vault.events.take().isEmpty)
            #expect(vault.events.watchedFolders == ["", "other"])
        }

        @Test func `Links to folders are not followed`() throws {
            let vault = try WatchedVault {
                $0.scratch.link("vault/link", to: $0.scratch.full("outside"))
            }
            try vault.scratch.write("outside/a.md", "text")
            vault.scratch.link("vault/other", to: vault.scratch.full("outside"))
            #expect(vault.changes().folders == [""])
            #expect(vault.events.watchedFolders == [""])
        }

        // MARK: - Folders

        @Test func `A tree made at once is watched and named whole`() throws {
            let vault = try WatchedVault()
            try vault.shell("mkdir -p a/b/c && touch a/b/c/x.md a/y.md")
            #expect(vault.changes().folders == ["", "a", "a/b", "a/b/c"])
            try vault.write("a/b/c/z.md")
            #expect(vault.changes().folders == ["a/b/c"])
        }

        @Test func `A renamed folder goes by its new name with all below it`() throws {
            let vault = try WatchedVault { try $0.write("old/deep/a.md") }
            vault.rename("old", "new")
            #expect(vault.changes().folders == ["", "new", "new/deep"])
            try vault.write("new/deep/a.md", "more")
            #expect(vault.changes().folders == ["new/deep"])
            #expect(vault.events.watchedFolders == ["", "new", "new/deep"])
        }

        @Test func `A folder that is made and moved before anybody looks is found where it is`() throws {
            let vault = try WatchedVault { $0.makeFolder("a") }
            try vault.shell("mkdir -p a/x/y && mv a b && mkdir -p a/x && mv b/x/y a/x/z && ln -s /tmp c")
            let batch = vault.changes()
            #expect(batch.folders.isSuperset(of: ["", "a", "b", "a/x", "a/x/z", "b/x"]))
            #expect(vault.events.watchedFolders == ["", "a", "b", "a/x", "a/x/z", "b/x"])
        }

        @Test func `A folder moved out is forgotten, and one moved in is watched`() throws {
            let vault = try WatchedVault { try $0.write("notes/deep/a.md") }
            let before = vault.events.watchedFolderCount
            vault.scratch.rename("vault/notes", "outside/notes")
            #expect(vault.changes().folders == [""])
            #expect(vault.events.watchedFolderCount == before - 2)
            try vault.scratch.write("outside/notes/deep/a.md", "more")
            #expect(vault.events.take().isEmpty)
            vault.scratch.rename("outside/notes", "vault/back")
            #expect(vault.changes().folders == ["", "back", "back/deep"])
            #expect(vault.events.watchedFolderCount == before)
            try vault.write("back/deep/a.md", "again")
            #expect(vault.changes().folders == ["back/deep"])
        }

        @Test func `A removed tree leaves no watch behind`() throws {
            let vault = try WatchedVault {
                for folder in 0..<20 { try $0.write("many/\(folder)/deep/a.md") }
            }
            try vault.removeFolder("many")
            #expect(vault.changes().folders.contains(""))
            #expect(vault.events.watchedFolders == [""])
        }

        @Test func `Two folders that change places are both watched`() throws {
            let vault = try WatchedVault {
                try $0.write("one/left/a.md")
                try $0.write("two/right/b.md")
            }
            try vault.shell("mv one t && mv two one && mv t two")
            // A folder that was looked at while it moved can be named by a place that it had in between.
            #expect(vault.changes().folders.isSuperset(of: ["", "one", "two", "one/right", "two/left"]))
            try vault.write("one/right/b.md", "more")
            #expect(vault.changes().folders == ["one/right"])
        }

        @Test func `Two folders that change places in one step are both watched`() throws {
            let vault = try WatchedVault {
                try $0.write("one/left/a.md")
                try $0.write("two/right/b.md")
            }
            guard vault.exchange("one", "two") else { return }
            #expect(vault.changes().folders == ["", "one", "two", "one/right", "two/left"])
            #expect(vault.events.watchedFolders == ["", "one", "two", "one/right", "two/left"])
            try vault.write("one/right/b.md", "more")
            try vault.write("two/left/b.md", "more")
            #expect(vault.changes().folders == ["one/right", "two/left"])
        }

        @Test func `A hidden folder that gets a name is watched, and one that is hidden is not any more`() throws {
            let vault = try WatchedVault { try $0.write(".hidden/deep/a.md") }
            vault.rename(".hidden", "shown")
            #expect(vault.changes().folders == ["", "shown", "shown/deep"])
            vault.rename("shown", ".hidden")
            #expect(vault.changes().folders == [""])
            #expect(vault.events.watchedFolders == [""])
        }

        @Test func `Another repository is not watched while it is one`() throws {
            let vault = try WatchedVault { try $0.write("sub/deep/a.md") }
            try vault.shell("mkdir sub/.git")
            #expect(vault.changes().folders == ["sub"])
            #expect(vault.events.watchedFolders == ["", "sub"])
            try vault.write("sub/deep/a.md", "more")
            try vault.write("sub/b.md", "more")
            try vault.write("sub/.gitignore", "*")
            #expect(vault.events.take().isEmpty)
            try vault.shell("rmdir sub/.git")
            #expect(vault.changes().folders == ["sub", "sub/deep"])
            try vault.write("sub/deep/a.md", "again")
            #expect(vault.changes().folders == ["sub/deep"])
        }

        @Test func `A vault that is moved or removed is gone`() throws {
            let moved = try WatchedVault { $0.makeFolder("a") }
            moved.scratch.rename("vault", "elsewhere")
            #expect(moved.changes().rootGone)
            let removed = try WatchedVault { try $0.write("a/b.md") }
            try removed.scratch.removeFolder("vault")
            #expect(removed.changes().rootGone)
        }

        @Test func `A folder that is no folder cannot be watched`() throws {
            let vault = try WatchedVault()
            #expect(throws: FileEventsError.unwatchable(vault.full("none"), SystemError(code: ENOENT))) {
                try vault.watch(root: vault.full("none"))
            }
        }

        @Test func `What is made while a new folder is being watched is not missed`() throws {
            let vault = try WatchedVault { vault in
                vault.isIgnored = { [unowned vault] path, isDirectory in
                    // Asked of a folder before it is watched: another program is at work meanwhile.
                    if isDirectory, path == "new" { vault.makeFolder("new/early/deep") }
                    if isDirectory, path == "new/early" { vault.makeFolder("new/late/deep") }
                    return false
                }
            }
            vault.makeFolder("new")
            #expect(vault.changes().folders == ["", "new", "new/early", "new/early/deep", "new/late", "new/late/deep"])
            #expect(vault.events.take().isEmpty)
        }

        // MARK: - Rules and settings

        @Test(arguments: [
            ".gitignore", "notes/.gitignore", "notes/.mosaicignore", ".git/info/exclude", ".git/config",
            "../outside/rules",
        ])
        func `A change to a file of ignore rules says so`(file: String) throws {
            let vault = try WatchedVault(isRepository: true) { try $0.write("notes/a.md") }
            try vault.write(file, "*.log\n")
            let batch = vault.changes()
            #expect(batch.ignoreRulesChanged)
            #expect(!batch.gitChanged && !batch.settingsChanged)
        }

        @Test func `Ignore rules that come or go with their folder say so`() throws {
            let vault = try WatchedVault { try $0.scratch.write("outside/notes/.mosaicignore", "*.log") }
            vault.scratch.rename("outside/notes", "vault/notes")
            #expect(vault.changes().ignoreRulesChanged)
            vault.scratch.rename("vault/notes", "outside/notes")
            #expect(vault.changes().ignoreRulesChanged)
            try vault.write("notes/a.md")
            #expect(!vault.changes().ignoreRulesChanged)
        }

        @Test(arguments: [".mailmap", ".mosaic/config.yaml"])
        func `A change to the settings says so`(file: String) throws {
            let vault = try WatchedVault()
            try vault.write(file, "one")
            #expect(vault.changes().settingsChanged)
            try vault.write(file, "two")
            let batch = vault.changes()
            #expect(batch.settingsChanged && batch.folders.isEmpty && !batch.ignoreRulesChanged)
        }

        @Test func `The folder of the settings may come, go and hold more`() throws {
            let vault = try WatchedVault { try $0.write(".mosaic/config.yaml") }
            try vault.write(".mosaic/other")
            #expect(vault.events.take().isEmpty)
            try vault.removeFolder(".mosaic")
            vault.makeFolder(".mosaic")
            _ = vault.changes()
            try vault.write(".mosaic/config.yaml", "three")
            #expect(vault.changes().settingsChanged)
        }

        @Test func `After other rules, a refresh watches what they let in and forgets what they keep out`() throws {
            var kept = "ignored"
            let vault = try WatchedVault {
                $0.isIgnored = { path, _ in path.contains(kept) }
                try $0.write("ignored/deep/a.md")
                try $0.write("notes/deep/a.md")
            }
            kept = "notes"
            #expect(vault.events.refresh().folders == ["ignored", "ignored/deep"])
            #expect(vault.events.watchedFolders == ["", "ignored", "ignored/deep"])
            try vault.write("notes/deep/a.md", "more")
            try vault.write("ignored/deep/a.md", "more")
            #expect(vault.changes().folders == ["ignored/deep"])
            #expect(vault.events.refresh().isEmpty)
        }

        // MARK: - Limits

        @Test func `More events than the system keeps say that everything is to be looked at`() throws {
            let vault = try WatchedVault { try $0.write("a.md") }
            let limit = try FileReading.contents(of: "/proc/sys/fs/inotify/max_queued_events") ?? []
            let count = Int(String(decoding: limit.filter { $0 >= 0x30 }, as: UTF8.self)) ?? 16384
            // The system puts equal events that follow each other into one.
            for index in 0...count { vault.scratch.setMode(index % 2 == 0 ? "vault/a.md" : "vault", 0o755) }
            try vault.write("late/deep/b.md")
            #expect(vault.changes().overflowed)
            #expect(vault.events.watchedFolders == ["", "late", "late/deep"])
            try vault.write("late/deep/b.md", "more")
            #expect(vault.changes().folders == ["late/deep"])
        }

        @Test func `Where the system allows no more watches, a refresh tries again`() throws {
            let vault = try WatchedVault {
                for folder in 0..<10 { try $0.write("\(folder)/deep/a.md") }
            }
            #expect(!vault.events.isIncomplete)
            try vault.watch(limit: 8)
            #expect(vault.events.isIncomplete)
            #expect(vault.events.watchedFolderCount == 8)
            try vault.write("new/a.md")
            #expect(vault.changes().overflowed)
            for folder in 0..<10 { try vault.removeFolder("\(folder)") }
            _ = vault.events.refresh()
            #expect(!vault.events.isIncomplete)
            #expect(vault.events.watchedFolders == ["", "new"])
        }
    }
#endif
