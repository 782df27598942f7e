import Testing

@testable import GitStore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

@Suite struct WorkTreeScannerTests {
    private func vault() throws -> ScratchVault {
        let vault = try ScratchVault()
        try vault.write("a.md", "one")
        try vault.write("notes/b.md", "two")
        try vault.write("notes/deep/c.markdown", "three")
        try vault.write("notes/picture.png", "png")
        return vault
    }

    @Test func `A first scan finds every Markdown file and attachment`() throws {
        let vault = try vault()
        var memory = ScanMemory()
        let scan = try memory.update(vault, .settled(vault))
        #expect(memory.files.keys.sorted() == ["a.md", "notes/b.md", "notes/deep/c.markdown"])
        #expect(memory.attachments == ["notes/picture.png"])
        #expect(memory.snapshots.keys.sorted() == ["", "notes", "notes/deep"])
        #expect((scan.fileCount, scan.directoryCount, scan.attachmentCount) == (3, 3, 1))
        #expect(scan.problems.isEmpty)
        #expect(scan.changedFiles.allSatisfy { $0.reason == .added })
        #expect(memory.files["a.md"] == (try vault.stamp("a.md")))
    }

    @Test func `A second scan of an unchanged tree finds nothing`() throws {
        let vault = try vault()
        var memory = ScanMemory()
        try memory.update(vault, .settled(vault))
        let scan = try memory.update(vault, .settled(vault))
        #expect(scan.isUnchanged)
        #expect((scan.fileCount, scan.directoryCount, scan.attachmentCount) == (3, 3, 1))
    }

    @Test func `A scan of some directories looks into these, and into what is new in them`() throws {
        let vault = try vault()
        var memory = ScanMemory()
        try memory.update(vault, .settled(vault))
        try vault.write("a.md", "other")
        try vault.write("notes/b.md", "other")
        try vault.write("notes/deep/c.markdown", "other")
        try vault.write("notes/new/er/d.md", "four")
        let scan = try memory.update(
            vault, .settled(vault), within: .directories(["notes", "notes/gone", "notes/new", "elsewhere"]))
        #expect(scan.visitedDirectories == ["notes", "notes/new", "notes/new/er"])
        #expect(Set(scan.changedFiles.map(\.path)) == ["notes/b.md", "notes/new/er/d.md"])
        try vault.removeFolder("notes/new")
        let later = try memory.update(vault, .settled(vault), within: .directories(["", "notes", "notes/new/er"]))
        #expect(later.visitedDirectories == ["", "notes"])
        #expect(later.removedDirectories.sorted() == ["notes/new", "notes/new/er"])
        #expect(later.changedFiles.map(\.path) == ["a.md"])
        #expect(try memory.update(vault, .settled(vault)).changedFiles.map(\.path) == ["notes/deep/c.markdown"])
    }

    @Test func `A scan of some directories that meets other ignore rules looks at everything`() throws {
        let vault = try vault()
        var memory = ScanMemory()
        try memory.update(vault, .settled(vault))
        try vault.write("notes/.mosaicignore", "deep\n")
        let scan = try memory.update(
            vault, .settled(vault) { path, _ in Exclusion(isExcluded: path == "notes/deep") },
            within: .directories(["notes"]))
        #expect(scan.visitedDirectories == nil)
        #expect(memory.files.keys.sorted() == ["a.md", "notes/b.md"])
    }

    @Test func `A scan of some directories with no memory is one of everything`() throws {
        let vault = try vault()
        var memory = ScanMemory()
        try memory.update(vault, .settled(vault), within: .directories(["notes"]))
        #expect(memory.files.keys.sorted() == ["a.md", "notes/b.md", "notes/deep/c.markdown"])
    }

    @Test func `An unchanged tree is not asked about exclusion again`() throws {
        let vault = try vault()
        var memory = ScanMemory()
        try memory.update(vault, .settled(vault))
        var asked: [String] = []
        let scanner = WorkTreeScanner.settled(vault) { path, _ in
            asked.append(path)
            return .included
        }
        try memory.update(vault, scanner)
        #expect(asked.isEmpty)
        try vault.write("notes/new.md", "new")
        try memory.update(vault, scanner)
        #expect(asked == ["notes/new.md"])
    }

    @Test func `An edit of the same size with the old modification time is found by its change time`() throws {
        let vault = try vault()
        var memory = ScanMemory()
        try memory.update(vault, .settled(vault))
        let before = try vault.stamp("a.md")
        // The change time must differ, which a write within the same tick would not make it do.
        repeat {
            try vault.write("a.md", "eno")
            vault.touch("a.md", at: before.modified)
        } while try vault.stamp("a.md").statusChanged == before.statusChanged
        let scan = try memory.update(vault, .settled(vault))
        #expect(scan.changedFiles.map(\.path) == ["a.md"])
        #expect(scan.changedFiles.map(\.reason) == [.changed])
        #expect(scan.changedDirectories.map(\.path) == [""])
    }

    @Test func `Files that were too young to be trusted are suspect once, and no longer when they are older`() throws {
        let vault = try vault()
        var memory = ScanMemory()
        try memory.update(vault, .hasty(vault))
        let scan = try memory.update(vault, .settled(vault))
        #expect(scan.changedFiles.map(\.path).sorted() == ["a.md", "notes/b.md", "notes/deep/c.markdown"])
        #expect(scan.changedFiles.allSatisfy { $0.reason == .suspect })
        #expect(scan.changedDirectories.count == 3)
        #expect(try memory.update(vault, .settled(vault)).isUnchanged)
    }

    @Test func `The change time decides whether a stamp is too young, to the nanosecond`() {
        let clock = RacyClock(takenAt: 1_000_000_100_000_001, threshold: 20_000_000)
        #expect(clock.isRacy(1_000_000_080_000_001))
        #expect(!clock.isRacy(1_000_000_080_000_000))
        #expect(clock.isRacy(1_000_000_200_000_001))
        // No fraction: the file system may keep whole seconds only.
        #expect(clock.isRacy(1_000_000_000_000_000 - 1_000_000_000))
        #expect(!clock.isRacy(1_000_000_000_000_000 - 3_000_000_000))
    }

    @Test func `A folder that becomes a file and a file that becomes a folder are told apart`() throws {
        let vault = try vault()
        var memory = ScanMemory()
        try memory.update(vault, .settled(vault))
        try vault.removeFolder("notes")
        try vault.write("notes", "a file now")
        vault.remove("a.md")
        try vault.write("a.md/inner.md", "a folder now")
        let scan = try memory.update(vault, .settled(vault))
        #expect(scan.removedFiles.sorted() == ["a.md", "notes/b.md", "notes/deep/c.markdown"])
        #expect(scan.removedDirectories.sorted() == ["notes", "notes/deep"])
        #expect(memory.files.keys.sorted() == ["a.md/inner.md"])
        #expect(memory.attachments == ["notes"])
    }

    @Test func `A moved folder is removed and added`() throws {
        let vault = try vault()
        var memory = ScanMemory()
        try memory.update(vault, .settled(vault))
        vault.rename("notes", "moved")
        try memory.update(vault, .settled(vault))
        #expect(memory.files.keys.sorted() == ["a.md", "moved/b.md", "moved/deep/c.markdown"])
        #expect(memory.snapshots.keys.sorted() == ["", "moved", "moved/deep"])
    }

    @Test func `Dot folders and dot files are no part of the vault`() throws {
        let vault = try vault()
        for path in [".git/x.md", ".mosaic/config.yaml", ".obsidian/y.md", "notes/.trash/z.md", ".hidden.md"] {
            try vault.write(path, "x")
        }
        var memory = ScanMemory()
        try memory.update(vault, .settled(vault))
        #expect(memory.files.keys.sorted() == ["a.md", "notes/b.md", "notes/deep/c.markdown"])
        #expect(memory.snapshots.keys.sorted() == ["", "notes", "notes/deep"])
        #expect(FileName.isHidden(path: "notes/.trash/z.md"))
        #expect(!FileName.isHidden(path: "notes/a.b.md"))
    }

    @Test(arguments: [true, false])
    func `A nested repository is not entered, be its git a folder or a file`(isFolder: Bool) throws {
        let vault = try vault()
        var memory = ScanMemory()
        try memory.update(vault, .settled(vault))
        try vault.write(isFolder ? "notes/.git/HEAD" : "notes/.git", "gitdir: elsewhere")
        let scan = try memory.update(vault, .settled(vault))
        #expect(memory.files.keys.sorted() == ["a.md"])
        #expect(memory.attachments.isEmpty)
        #expect(scan.directoryCount == 1)
        #expect(try memory.update(vault, .settled(vault)).isUnchanged)
        try vault.removeFolder("notes/.git")
        try memory.update(vault, .settled(vault))
        #expect(memory.files.keys.sorted() == ["a.md", "notes/b.md", "notes/deep/c.markdown"])
    }

    @Test func `Symbolic links are not followed, and loops of them end`() throws {
        let vault = try vault()
        vault.link("notes/loop", to: "..")
        vault.link("notes/self", to: "self")
        vault.link("linked.md", to: "a.md")
        vault.link("outside", to: "/")
        var memory = ScanMemory()
        for _ in 0..<2 {
            let scan = try memory.update(vault, .settled(vault))
            #expect(scan.problems == [WorkTreeProblem(path: "linked.md", kind: .symbolicLink)])
        }
        #expect(memory.files.count == 3)
        #expect(
            memory.attachments == ["notes/loop", "notes/self", "linked.md", "outside", "notes/picture.png"])
    }

    @Test func `A FIFO with a Markdown name is reported and never opened`() throws {
        let vault = try vault()
        #expect(mkfifo(vault.full("pipe.md"), 0o644) == 0)
        #expect(mkfifo(vault.full("pipe"), 0o644) == 0)
        var memory = ScanMemory()
        for _ in 0..<2 {
            let scan = try memory.update(vault, .settled(vault))
            #expect(scan.problems == [WorkTreeProblem(path: "pipe.md", kind: .notAFile)])
        }
        #expect(memory.files.count == 3)
        vault.remove("pipe.md")
        try vault.write("pipe.md", "a file now")
        let scan = try memory.update(vault, .settled(vault))
        #expect(scan.changedFiles.map(\.path) == ["pipe.md"])
        #expect(scan.problems.isEmpty)
    }

    @Test func `Names with line ends, quotes and letters of any script survive`() throws {
        let vault = try ScratchVault()
        let names = [
            "two\nlines.md", "\"quoted\".md", "it's.md", "tab\t.md", "čárka/日本.md", "back\\slash.md", "a b.md",
        ]
        for name in names { try vault.write(name, name) }
        var memory = ScanMemory()
        try memory.update(vault, .settled(vault))
        #expect(memory.files.keys.sorted() == names.sorted())
        #expect(try memory.update(vault, .settled(vault)).isUnchanged)
    }

    #if os(Linux)
        @Test func `A name that is not UTF-8 is a problem with its bytes, and stops nothing else`() throws {
            let vault = try vault()
            var name = Array(vault.path.utf8CString.dropLast()) + "/caf".utf8CString.dropLast()
            name += [CChar(bitPattern: 0xE9)] + ".md".utf8CString
            let descriptor = open(name, O_WRONLY | O_CREAT, 0o644)
            try #require(descriptor >= 0)
            close(descriptor)
            var memory = ScanMemory()
            let problem = WorkTreeProblem(
                path: "caf\u{FFFD}.md", kind: .nameNotUTF8(Array("caf".utf8) + [0xE9] + Array(".md".utf8)))
            for _ in 0..<2 { #expect(try memory.update(vault, .settled(vault)).problems == [problem]) }
            #expect(memory.files.count == 3)
        }
    #endif

    @Test func `Excluded files and folders are neither entered nor reported`() throws {
        let vault = try vault()
        let isExcluded: (String, Bool) -> Exclusion = { path, _ in
            Exclusion(isExcluded: path == "notes/deep" || path == "a.md" || path == "notes/picture.png")
        }
        var memory = ScanMemory()
        try memory.update(vault, .settled(vault, isExcluded: isExcluded))
        #expect(memory.files.keys.sorted() == ["notes/b.md"])
        #expect(memory.attachments.isEmpty)
        #expect(memory.snapshots.keys.sorted() == ["", "notes"])
        try vault.write("a.md", "changed, but nobody looks")
        #expect(try memory.update(vault, .settled(vault, isExcluded: isExcluded)).isUnchanged)
        // Under other rules everything that was kept out comes in.
        try memory.update(vault, .settled(vault), recheck: .everything)
        #expect(memory.files.keys.sorted() == ["a.md", "notes/b.md", "notes/deep/c.markdown"])
        #expect(memory.attachments == ["notes/picture.png"])
        try memory.update(vault, .settled(vault, isExcluded: isExcluded), recheck: .everything)
        #expect(memory.files.keys.sorted() == ["notes/b.md"])
        #expect(memory.snapshots.keys.sorted() == ["", "notes"])
    }

    @Test func `Looking at everything again does not make known files suspect`() throws {
        let vault = try vault()
        var memory = ScanMemory()
        try memory.update(vault, .settled(vault))
        #expect(try memory.update(vault, .settled(vault), recheck: .everything).isUnchanged)
    }

    @Test func `What git's rules match is asked for again when git's index has changed`() throws {
        let vault = try vault()
        var tracked: Set<String> = []
        var asked: [String] = []
        let scanner = WorkTreeScanner.settled(vault) { path, _ in
            asked.append(path)
            guard path == "notes/b.md" else { return .included }
            return Exclusion(isExcluded: !tracked.contains(path), isGitIgnored: true)
        }
        var memory = ScanMemory()
        try memory.update(vault, scanner)
        #expect(memory.files["notes/b.md"] == nil)
        tracked = ["notes/b.md"]
        asked = []
        try memory.update(vault, scanner, recheck: .gitIgnored)
        #expect(asked == ["notes/b.md"])
        #expect(memory.files["notes/b.md"] != nil)
        tracked = []
        try memory.update(vault, scanner, recheck: .gitIgnored)
        #expect(memory.files["notes/b.md"] == nil)
    }

    @Test(arguments: [".gitignore", ".mosaicignore", "notes/.mosaicignore", "notes/deep/.gitignore"])
    func `An ignore file that comes, changes or goes is noticed and obeyed`(file: String) throws {
        let vault = try vault()
        func scanner() -> WorkTreeScanner {
            let rules = IgnoreRules(
                IgnoreSources(vault: vault.path, workTree: (vault.path, ""))
            ) { _, _ in false }
            return .settled(vault) { rules.exclusion(of: $0, isDirectory: $1) }
        }
        var memory = ScanMemory()
        #expect(try !memory.update(vault, scanner()).ignoreRulesChanged)
        try vault.write(file, "*.markdown\n")
        #expect(try memory.update(vault, scanner()).ignoreRulesChanged)
        #expect(memory.files.keys.sorted() == ["a.md", "notes/b.md"])
        #expect(try memory.update(vault, scanner()).isUnchanged)
        try vault.write(file, "nothing-else\n")
        #expect(try memory.update(vault, scanner()).ignoreRulesChanged)
        #expect(memory.files.keys.sorted() == ["a.md", "notes/b.md", "notes/deep/c.markdown"])
        try vault.write(file, "deep\nc.markdown\n")
        try memory.update(vault, scanner())
        #expect(memory.files.keys.sorted() == ["a.md", "notes/b.md"])
        vault.remove(file)
        #expect(try memory.update(vault, scanner()).ignoreRulesChanged)
        #expect(memory.files.keys.sorted() == ["a.md", "notes/b.md", "notes/deep/c.markdown"])
    }

    @Test(.enabled(if: geteuid() != 0, "root may read everything"))
    func `A folder that cannot be read is a problem, and comes back`() throws {
        let vault = try vault()
        var memory = ScanMemory()
        try memory.update(vault, .settled(vault))
        vault.setMode("notes", 0)
        for _ in 0..<2 {
            let problems = try memory.update(vault, .settled(vault)).problems
            #expect(problems == [WorkTreeProblem(path: "notes", kind: .unreadable(SystemError(code: EACCES)))])
            #expect(memory.files.keys.sorted() == ["a.md"])
        }
        // Names can be read, stamps cannot.
        vault.setMode("notes", 0o400)
        for _ in 0..<2 {
            #expect(try !memory.update(vault, .settled(vault)).problems.isEmpty)
            #expect(memory.files.keys.sorted() == ["a.md"])
        }
        vault.setMode("notes", 0o755)
        #expect(try memory.update(vault, .settled(vault)).problems.isEmpty)
        #expect(memory.files.keys.sorted() == ["a.md", "notes/b.md", "notes/deep/c.markdown"])
    }

    @Test func `Folders nested too deep are a problem, not a crash`() throws {
        let vault = try ScratchVault()
        let deep = (0..<150).map { _ in "d" }.joined(separator: "/")
        try vault.write(deep + "/lost.md", "x")
        try vault.write("d/found.md", "x")
        var memory = ScanMemory()
        for _ in 0..<2 {
            let scan = try memory.update(vault, .settled(vault))
            #expect(scan.problems.map(\.kind) == [.tooDeep])
            #expect(!scan.foundDamagedSnapshot)
        }
        #expect(memory.files.keys.sorted() == ["d/found.md"])
        try vault.removeFolder("d/d")
        #expect(try memory.update(vault, .settled(vault)).problems.isEmpty)
        #expect(memory.snapshots.keys.sorted() == ["", "d"])
    }

    @Test func `A root that is not there is an error, and one that is a link is entered`() throws {
        let vault = try vault()
        let missing = WorkTreeScanner(root: vault.full("nowhere")) { _, _ in .included }
        #expect(throws: FileError.notFound(vault.full("nowhere"))) { try missing.scan { _ in nil } }
        vault.link("notes/up", to: vault.path)
        let linked = WorkTreeScanner(root: vault.full("notes/up")) { _, _ in .included }
        #expect(try linked.scan { _ in nil }.fileCount == 3)
    }

    @Test func `A damaged or missing snapshot is told, and its folder scanned anew`() throws {
        let vault = try vault()
        var memory = ScanMemory()
        try memory.update(vault, .settled(vault))
        let whole = memory.snapshots
        for damaged in [nil, [], [1, 2, 3], Array(whole["notes"]?.dropLast() ?? [])] as [[UInt8]?] {
            var snapshots = whole
            snapshots["notes"] = damaged
            let scan = try WorkTreeScanner.settled(vault).scan { snapshots[$0] }
            #expect(scan.foundDamagedSnapshot)
            #expect(scan.changedFiles.map(\.path).sorted() == ["notes/b.md", "notes/deep/c.markdown"])
        }
    }

    @Test func `Several threads find what one does`() throws {
        let vault = try ScratchVault()
        for index in 0..<3000 { try vault.write("folder-\(index % 7)/file-\(index).md", "\(index)") }
        var one = ScanMemory()
        var several = ScanMemory()
        try one.update(vault, .settled(vault, threads: 1))
        try several.update(vault, .settled(vault, threads: 4))
        #expect(one.files.count == 3000)
        #expect(one.files == several.files)
        #expect(one.snapshots == several.snapshots)
        for index in 0..<50 { try vault.write("folder-\(index % 7)/file-\(index * 59).md", "another, longer") }
        let scan = try one.update(vault, .settled(vault, threads: 1))
        let same = try several.update(vault, .settled(vault, threads: 4))
        #expect(scan.changedFiles.count == 50)
        #expect(Set(scan.changedFiles) == Set(same.changedFiles))
        #expect(one.snapshots == several.snapshots)
    }
}
