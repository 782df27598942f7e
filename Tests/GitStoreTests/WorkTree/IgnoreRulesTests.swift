import Testing

@testable import GitStore

@Suite struct IgnoreRulesTests {
    private func sources(_ vault: ScratchVault) throws -> IgnoreSources {
        try Repository(opening: vault.path).ignoreSources(
            vaultPath: "", defaultExcludesFile: nil, globalConfigurations: [])
    }

    @Test func `What git ignores is part of the vault if git tracks it, and its folder too`() throws {
        let vault = try ScratchVault()
        try vault.makeRepository()
        try vault.write(".gitignore", "*.log.md\nbuild/\n")
        for path in ["kept.log.md", "lost.log.md", "build/kept.md", "build/lost.md", "build/sub/lost.md"] {
            try vault.write(path, "")
        }
        try vault.git(["add", "--force", "kept.log.md", "build/kept.md"])
        let tracked = try Repository(opening: vault.path).trackedPaths(vaultPath: "")
        let rules = IgnoreRules(try sources(vault)) { tracked.contains($0, isDirectory: $1) }
        #expect(
            rules.exclusion(of: "kept.log.md", isDirectory: false) == Exclusion(isExcluded: false, isGitIgnored: true))
        #expect(
            rules.exclusion(of: "lost.log.md", isDirectory: false) == Exclusion(isExcluded: true, isGitIgnored: true))
        #expect(!rules.exclusion(of: "build", isDirectory: true).isExcluded)
        #expect(!rules.exclusion(of: "build/kept.md", isDirectory: false).isExcluded)
        #expect(rules.exclusion(of: "build/lost.md", isDirectory: false).isExcluded)
        #expect(rules.exclusion(of: "build/sub", isDirectory: true).isExcluded)
        #expect(rules.exclusion(of: "other.md", isDirectory: false) == .included)
        // Mosaic's own rules do not ask git.
        try vault.write(".mosaicignore", "kept.log.md\n")
        let stricter = IgnoreRules(try sources(vault)) { tracked.contains($0, isDirectory: $1) }
        #expect(stricter.exclusion(of: "kept.log.md", isDirectory: false) == Exclusion(isExcluded: true))
    }

    @Test func `A scan follows what git tracks`() throws {
        let vault = try ScratchVault()
        try vault.makeRepository()
        try vault.write(".gitignore", "private/\n")
        try vault.write("private/diary.md", "dear")
        try vault.write("open.md", "open")
        let sources = try sources(vault)
        func scanner() throws -> WorkTreeScanner {
            let tracked = try Repository(opening: vault.path).trackedPaths(vaultPath: "")
            let rules = IgnoreRules(sources) { tracked.contains($0, isDirectory: $1) }
            return .settled(vault) { rules.exclusion(of: $0, isDirectory: $1) }
        }
        var memory = ScanMemory()
        try memory.update(vault, scanner())
        #expect(memory.files.keys.sorted() == ["open.md"])
        try vault.git(["add", "--force", "private/diary.md"])
        try memory.update(vault, scanner(), recheck: .gitIgnored)
        #expect(memory.files.keys.sorted() == ["open.md", "private/diary.md"])
        try vault.git(["rm", "--cached", "--quiet", "private/diary.md"])
        try memory.update(vault, scanner(), recheck: .gitIgnored)
        #expect(memory.files.keys.sorted() == ["open.md"])
    }

    @Test func `The rules of info and of the person hold beneath those of the tree`() throws {
        let vault = try ScratchVault()
        try vault.makeRepository()
        try vault.write("personal", "*.tmp.md\n*.own.md\n*.tree.md\n")
        try vault.git(["config", "core.excludesFile", vault.full("personal")])
        try vault.write(".git/info/exclude", "!*.own.md\n*.info.md\n")
        try vault.write(".gitignore", "!*.tree.md\n")
        let rules = IgnoreRules(try sources(vault)) { _, _ in false }
        #expect(rules.exclusion(of: "a.tmp.md", isDirectory: false).isExcluded)
        #expect(rules.exclusion(of: "x/a.info.md", isDirectory: false).isExcluded)
        #expect(!rules.exclusion(of: "a.own.md", isDirectory: false).isExcluded)
        #expect(!rules.exclusion(of: "a.tree.md", isDirectory: false).isExcluded)
    }

    @Test func `A vault in a folder of the work tree obeys the rules above it`() throws {
        let vault = try ScratchVault()
        try vault.makeRepository()
        try vault.write(".gitignore", "/my/docs/drafts\n*.out.md\n")
        try vault.write("my/.gitignore", "docs/old/\n!keep.out.md\n")
        try vault.write("my/docs/.mosaicignore", "/secret.md\n")
        let tracked = try Repository(opening: vault.path).trackedPaths(vaultPath: "my/docs")
        let sources = try Repository(opening: vault.path).ignoreSources(
            vaultPath: "my/docs", defaultExcludesFile: nil, globalConfigurations: [])
        #expect(sources.vault == vault.full("my/docs"))
        let rules = IgnoreRules(sources) { tracked.contains($0, isDirectory: $1) }
        for (path, isExcluded) in [
            ("drafts/a.md", true), ("x/drafts/a.md", false), ("old/a.md", true), ("a.out.md", true),
            ("keep.out.md", false), ("secret.md", true), ("x/secret.md", false), ("a.md", false),
        ] {
            #expect(rules.exclusion(of: path, isDirectory: false).isExcluded == isExcluded, "\(path)")
        }
    }

    @Test func `The history is filtered by Mosaic's rules and not by git's`() throws {
        let vault = try ScratchVault()
        try vault.makeRepository()
        try vault.write(".gitignore", "*.md\n")
        try vault.write(".mosaicignore", "/archive/\n*.draft.md\n")
        try vault.write("sub/.mosaicignore", "x.md\n!y.draft.md\n")
        let rules = IgnoreRules(try sources(vault)) { _, _ in false }
        for (path, isExcluded) in [
            ("a.md", false), ("archive/a.md", true), ("archive/b/c.md", true), ("sub/archive/a.md", false),
            ("a.draft.md", true), ("sub/x.md", true), ("sub/y.draft.md", false), ("gone/x.md", false),
            (".obsidian/a.md", true), ("sub/.trash/a.md", true),
        ] {
            #expect(rules.isExcludedFromHistory(path) == isExcluded, "\(path)")
        }
    }

    @Test func `An ignore file that is a link, a folder or a pipe has no rules`() throws {
        let vault = try ScratchVault()
        try vault.write("rules", "*.md\n")
        vault.link(".mosaicignore", to: "rules")
        vault.makeFolder("sub/.mosaicignore")
        let rules = IgnoreRules(IgnoreSources(vault: vault.path, workTree: nil)) { _, _ in false }
        #expect(!rules.exclusion(of: "sub/a.md", isDirectory: false).isExcluded)
    }

    @Test func `The fingerprint tells when a source outside the tree has changed`() throws {
        let vault = try ScratchVault()
        try vault.makeRepository()
        try vault.git(["config", "core.excludesFile", vault.full("personal")])
        try vault.git(["config", "include.path", "one"])
        try vault.write(".git/one", "[includeIf \"onbranch:**\"]\npath = folder/two\n")
        vault.makeFolder(".git/folder")
        try vault.write("global", "[include]\npath = \(vault.full("included"))\n")
        let sources = try Repository(opening: vault.path).ignoreSources(
            vaultPath: "docs", defaultExcludesFile: nil,
            globalConfigurations: [vault.full("gitconfig"), vault.full("global")])
        let settled = { RacyClock.now() + 3_600_000_000_000 }
        let hasty = { Int64(0) }
        for clock in [settled, hasty] {
            for file in [
                "personal", "gitconfig", ".git/info/exclude", ".git/config", ".gitignore", ".git/one",
                ".git/folder/two",
                "included",
            ] {
                let fingerprint = IgnoreFingerprint.take(sources, at: "here", clock: clock)
                #expect(IgnoreFingerprint.isCurrent(fingerprint, at: "here"))
                let before = try vault.read(file)
                let changed = (before ?? []) + Array("# more\n".utf8)
                vault.makeFolder(".git/info")
                try vault.write(file, changed)
                #expect(!IgnoreFingerprint.isCurrent(fingerprint, at: "here"), "\(file)")
                // The same contents again are no change.
                if let before {
                    try vault.write(file, before)
                    #expect(IgnoreFingerprint.isCurrent(fingerprint, at: "here"), "\(file)")
                } else {
                    vault.remove(file)
                    #expect(IgnoreFingerprint.isCurrent(fingerprint, at: "here"), "\(file)")
                }
            }
        }
        let fingerprint = IgnoreFingerprint.take(sources, at: "here", clock: settled)
        // Cut short anywhere but between two files, it is none.
        for length in [0, 3, 5, 9, 40, fingerprint.count - 1] {
            #expect(!IgnoreFingerprint.isCurrent(Array(fingerprint.prefix(length)), at: "here"), "\(length)")
        }
        #expect(!IgnoreFingerprint.isCurrent([1, 2, 3, 4, 5, 6, 7, 8], at: "here"))
        #expect(!IgnoreFingerprint.isCurrent(fingerprint, at: "elsewhere"))
    }
}
