import TestSupport
import Testing

@testable import GitStore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The law of the scan: whatever happens to a work tree, what scan after scan adds up to equals one scan from nothing.
@Suite struct ScanSequenceTests {
    @Test(arguments: 0..<8)
    func `Scans after random operations add up to a scan from nothing`(run: Int) throws {
        let seed = UInt64.random(in: .min ... .max)
        let vault = try ScratchVault()
        var operations = RandomOperations(vault: vault, seed: seed)
        var memory = ScanMemory()
        for step in 0..<120 {
            for _ in 0..<operations.count() { try operations.apply() }
            try memory.update(vault, scanner(vault))
            var fresh = ScanMemory()
            try fresh.update(vault, scanner(vault))
            try #require(memory.contents == fresh.contents, "seed \(seed), step \(step): \(operations.log.suffix(8))")
            try #require(memory.files == fresh.files, "seed \(seed), step \(step): \(operations.log.suffix(8))")
            try #require(
                memory.attachments == fresh.attachments, "seed \(seed), step \(step): \(operations.log.suffix(8))")
            try #require(memory.entries == fresh.entries, "seed \(seed), step \(step): \(operations.log.suffix(8))")
        }
    }

    /// As a daemon does it: into what events name, and into everything where they say so.
    @Test(arguments: 0..<8)
    func `Scans of the directories that events name add up to a scan from nothing`(run: Int) throws {
        let seed = UInt64.random(in: .min ... .max)
        let vault = try ScratchVault()
        var operations = RandomOperations(vault: vault, seed: seed)
        var rules = rules(vault)
        let events = try FileEvents(
            root: vault.path, gitDirectory: vault.full(".git"), commonDirectory: vault.full(".git"),
            ignoring: { rules.exclusion(of: $0, isDirectory: $1).isExcluded })
        var memory = ScanMemory()
        try memory.update(vault, scanner(vault))
        var visits = 0
        for step in 0..<150 {
            for _ in 0..<operations.count() { try operations.apply() }
            rules = self.rules(vault)
            var batch = events.take()
            if batch.ignoreRulesChanged {
                _ = events.refresh()
                batch.overflowed = true
            }
            let scope: WorkTreeScanner.Scope = batch.overflowed ? .everything : .directories(batch.folders)
            let scan = try memory.update(vault, scanner(vault), within: scope)
            if let visited = scan.visitedDirectories { visits += visited.count }
            var fresh = ScanMemory()
            try fresh.update(vault, scanner(vault))
            let context = "seed \(seed), step \(step), \(batch.folders): \(operations.log.suffix(8))"
            try #require(memory.contents == fresh.contents, "\(context)")
            try #require(memory.files == fresh.files, "\(context)")
            try #require(memory.attachments == fresh.attachments, "\(context)")
            // Of what is kept out, nothing is told.
            let (kept, found) = (memory.entries, fresh.entries)
            try #require(
                kept.mapValues { $0.filter { !$0.isExcluded } } == found.mapValues { $0.filter { !$0.isExcluded } },
                "\(context)")
        }
        #expect(visits > 0, "seed \(seed)")
    }

    /// With the real clock: files just written are racy, those of earlier steps are settled.
    private func scanner(_ vault: ScratchVault) -> WorkTreeScanner {
        let rules = rules(vault)
        return WorkTreeScanner(root: vault.path) { rules.exclusion(of: $0, isDirectory: $1) }
    }

    private func rules(_ vault: ScratchVault) -> IgnoreRules {
        IgnoreRules(IgnoreSources(vault: vault.path, workTree: (vault.path, ""))) { path, isDirectory in
            !isDirectory && path.hasSuffix("3.md")
        }
    }
}

/// Does to a folder what people and programs do.
private struct RandomOperations {
    let vault: ScratchVault
    private var generator: SeededGenerator
    private(set) var log: [String] = []
    private var files: Set<String> = []
    private var folders: Set<String> = [""]
    private var links: Set<String> = []

    init(vault: ScratchVault, seed: UInt64) {
        self.vault = vault
        generator = SeededGenerator(seed: seed)
    }

    mutating func count() -> Int { Int.random(in: 0...3, using: &generator) }

    private mutating func anyFile() -> String? { files.sorted().randomElement(using: &generator) }
    private mutating func anyFolder() -> String { folders.sorted().randomElement(using: &generator) ?? "" }

    private mutating func newPath() -> String {
        let name =
            ["a.md", "b.md", "3.md", "c.png", "d", "e.markdown", ".gitignore", ".mosaicignore", ".git"]
            .randomElement(using: &generator) ?? "a.md"
        let folder = anyFolder()
        let unique = name.hasPrefix(".") ? name : "\(Int.random(in: 0...2, using: &generator))" + name
        return folder.isEmpty ? unique : folder + "/" + unique
    }

    private mutating func text(_ path: String) -> String {
        if path.hasSuffix("ignore") {
            return ["0*\n", "*.md\n!1*\n", "/1d/\n", "3.md\n", "\n", "d\n*.png\n"].randomElement(using: &generator)
                ?? ""
        }
        return String(UInt64.random(in: 1_000_000...9_999_999, using: &generator))
    }

    private func isTaken(_ path: String) -> Bool {
        files.contains(path) || folders.contains(path) || links.contains(path) || path == ".git"
    }

    private mutating func forget(_ path: String) {
        files = files.filter { $0 != path && !$0.hasPrefix(path + "/") }
        folders = folders.filter { $0 != path && !$0.hasPrefix(path + "/") }
        links = links.filter { $0 != path && !$0.hasPrefix(path + "/") }
    }

    private mutating func create() throws {
        let path = newPath()
        if isTaken(path), !files.contains(path) { return }
        try vault.write(path, text(path))
        files.insert(path)
        log.append("write \(path)")
    }

    mutating func apply() throws {
        switch Int.random(in: 0..<12, using: &generator) {
        case 0, 1, 2: try create()
        case 3:  // Same size, and at times the same modification time.
            guard let path = anyFile() else { return }
            let before = try vault.stamp(path)
            try vault.write(path, text(path))
            if Bool.random(using: &generator) { vault.touch(path, at: before.modified) }
            log.append("edit \(path)")
        case 4:
            guard let path = anyFile() else { return }
            vault.remove(path)
            forget(path)
            log.append("remove \(path)")
        case 5:
            guard let path = anyFile() else { return }
            let target = newPath()
            if isTaken(target), !files.contains(target) { return }
            vault.rename(path, target)
            forget(path)
            forget(target)
            files.insert(target)
            log.append("rename \(path) \(target)")
        case 6:
            let path = newPath()
            if isTaken(path) { return }
            vault.makeFolder(path)
            folders.insert(path)
            log.append("mkdir \(path)")
        case 7:
            let path = anyFolder()
            if path.isEmpty { return }
            try vault.removeFolder(path)
            forget(path)
            log.append("rmdir \(path)")
        case 8:
            let path = anyFolder()
            let target = newPath()
            if path.isEmpty || target.hasPrefix(path + "/") || isTaken(target) { return }
            vault.rename(path, target)
            let moved = { (old: String) in target + old.dropFirst(path.count) }
            files = Set(files.map { $0.hasPrefix(path + "/") ? moved($0) : $0 })
            links = Set(links.map { $0.hasPrefix(path + "/") ? moved($0) : $0 })
            folders = Set(folders.map { $0 == path || $0.hasPrefix(path + "/") ? moved($0) : $0 })
            log.append("move \(path) \(target)")
        case 9:  // A file's place is taken by a folder.
            guard let path = anyFile() else { return }
            vault.remove(path)
            forget(path)
            vault.makeFolder(path)
            folders.insert(path)
            log.append("folder for \(path)")
        case 10:
            let path = anyFolder()
            if isTaken(path.isEmpty ? "link.md" : path + "/link.md") { return }
            vault.link(path.isEmpty ? "link.md" : path + "/link.md", to: "../0a.md")
            links.insert(path.isEmpty ? "link.md" : path + "/link.md")
            log.append("link in \(path)")
        default:  // As careful programs write.
            guard let path = anyFile(), !path.contains(".git/"), !path.hasSuffix(".git") else { return }
            try FileWriter(root: vault.path).remove(path, expecting: nil)
            try FileWriter(root: vault.path).create(path, with: Array(text(path).utf8))
            log.append("replace \(path)")
        }
    }
}
