import Foundation
import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

/// A vault from a stranger leads nowhere: nothing outside of it is read into it, written or waited for.
struct EscapeTests {
    private static let secret = "secret words"

    /// A vault with a note, and a folder outside of it that holds a secret.
    private func repository() throws -> (repository: TestVault, outside: String) {
        let repository = try TestVault()
        try repository.write("note.md", "---\nid: note\n---\n# Note\n[out](../outside/secret.md) ![](/etc/passwd)\n")
        try repository.write(".mosaic/config.yaml", "commit: on\n")
        try repository.commit()
        let outside = repository.folder.path + "/outside"
        mkdir(outside, 0o755)
        for name in ["secret.md", "mailmap", "ignore", "config"] {
            let text = "---\ntype: kind\ntitle: \(Self.secret)\n---\n*\n<x@y.org> <ann@example.org>\nqueries: {q: x}\n"
            try text.write(toFile: "\(outside)/\(name)", atomically: false, encoding: .utf8)
        }
        return (repository, outside)
    }

    /// Every byte below a folder, by path.
    private func contents(below folder: String) throws -> [String: Data] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder)
        return Dictionary(
            uniqueKeysWithValues: paths.map { ($0, FileManager.default.contents(atPath: "\(folder)/\($0)") ?? Data()) })
    }

    @Test("What a link out of the vault leads to is not wanted in it")
    func linksOut() throws {
        let repository = try TestVault()
        try repository.write(
            "docs/a/note.md", "[x](../../README.md) [y](../../../z.md) ![](../b.png) [[../../c]] [d](../d.md)\n")
        try repository.write("docs/.mosaic/config.yaml", "")
        try repository.write("README.md", "# Beside the vault\n")
        try repository.commit()
        let vault = try repository.refreshed("docs")
        #expect(try vault.wanted().map(\.text).sorted() == ["../../c", "../b.png", "../d.md"])
    }

    private func expectUnmoved(_ repository: TestVault, hasSettings: Bool = true, _ note: String) throws {
        let vault = try repository.refreshed()
        #expect(try vault.paths().contains("note.md"), "\(note)")
        #expect(try !"\(vault.entities())\(vault.schema())".contains(Self.secret), "\(note)")
        #expect(try vault.events().first == "note.created note.md", "\(note)")
        // What they say is not known then, so that nothing is committed.
        let settings = vault.settings()
        #expect(settings.queries.isEmpty && settings.commitsChanges == hasSettings, "\(note)")
        #expect((settings.problem == nil) == hasSettings, "\(note)")
        #expect(try vault.differences() == [], "\(note)")
    }

    // MARK: - Reading

    @Test(
        "A file with a meaning of its own that is a link, a pipe or a device says nothing",
        arguments: [
            ".mailmap", ".mosaicignore", ".gitignore", ".mosaic/config.yaml", "kinds/task.md", "users/ann.md",
            "workspace.md", "kinds",
        ], ["file", "device", "pipe"])
    func links(name: String, target: String) throws {
        let (repository, outside) = try repository()
        let path = repository.path + "/" + name
        try? FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try? FileManager.default.removeItem(atPath: path)
        let file = name == "kinds" ? outside : outside + "/secret.md"
        switch target {
        case "file": symlink(file, path)
        case "device": symlink("/dev/zero", path)
        default: mkfifo(path, 0o644)
        }
        try expectUnmoved(repository, hasSettings: name != ".mosaic/config.yaml", "\(name) as a \(target)")
    }

    @Test("Names in commits that lead elsewhere are names, and lead nowhere")
    func names() throws {
        let (repository, outside) = try repository()
        let blob = try repository.git("rev-parse", "HEAD:note.md")
        let tree = try repository.git("rev-parse", "HEAD^{tree}")
        let before = try contents(below: outside)
        var entries = [UInt8]()
        for name in ["..", "../outside/secret.md", ".git", "/etc/x.md", "a/../b.md"] {
            entries +=
                Array("100644 \(name)\0".utf8)
                + (0..<20).map { index in
                    let start = blob.utf8.index(blob.startIndex, offsetBy: index * 2)
                    return UInt8(blob[start..<blob.utf8.index(start, offsetBy: 2)], radix: 16) ?? 0
                }
        }
        try repository.write("raw", bytes: entries)
        let raw = try repository.git("hash-object", "-t", "tree", "-w", "--literally", "raw")
        try repository.remove("raw")
        let middle = try repository.git("commit-tree", "-p", "HEAD", "-m", "names", raw)
        let last = try repository.git("commit-tree", "-p", middle, "-m", "back", tree)
        try repository.git("update-ref", "HEAD", last)
        try expectUnmoved(repository, "names in commits")
        #expect(try contents(below: outside) == before)
    }

    @Test("A work tree that the configuration puts elsewhere is refused")
    func workTreeElsewhere() throws {
        let (repository, outside) = try repository()
        let before = try contents(below: outside)
        for place in [outside, "../../outside", "../.."] {
            try repository.git("config", "core.worktree", place)
            guard case .unsupportedRepository? = vaultError({ try repository.open() }) else {
                Issue.record("\(place) is taken for the vault")
                continue
            }
        }
        #expect(try contents(below: outside) == before)
        try repository.git("config", "core.worktree", repository.path)
        try expectUnmoved(repository, "its own place")
    }

    // MARK: - The folder of the index

    @Test("A state folder that is a link is not used: the index is in the cache folder")
    func stateFolder() throws {
        let (repository, outside) = try repository()
        let before = try contents(below: outside)
        symlink(outside, repository.path + "/.git/mosaic")
        #expect(try repository.refreshed().isIndexInCache)
        try expectUnmoved(repository, "a state folder elsewhere")
        #expect(try contents(below: outside) == before)
    }

    @Test(
        "A file of the index that is a link leads nowhere", arguments: ["", "-wal", "-shm", "-journal"],
        ["index-1.sqlite", "index-2.sqlite", "building.sqlite", "verifying.sqlite"])
    func indexLinks(ending: String, name: String) throws {
        let (repository, outside) = try repository()
        let made = try repository.refreshed()
        let index = repository.path + "/.git/mosaic/index-1.sqlite"
        // What the link leads to is an index as well, which there is no other reason to refuse.
        let target = ending.isEmpty ? outside + "/index.sqlite" : outside + "/secret.md"
        if ending.isEmpty { try FileManager.default.copyItem(atPath: index, toPath: target) }
        let before = try contents(below: outside)
        let link = repository.path + "/.git/mosaic/" + name + ending
        unlink(link)
        symlink(target, link)
        try repository.write("more.md", "# More\n")
        try expectUnmoved(repository, name + ending)
        try repository.open().rebuild()
        try expectUnmoved(repository, name + ending)
        #expect(try contents(below: outside) == before)
        withExtendedLifetime(made) {}
    }

    @Test("A lock or a socket that is a link leads nowhere", arguments: ["index.lock", "write.lock", "watch.sock"])
    func otherLinks(name: String) throws {
        let (repository, outside) = try repository()
        let before = try contents(below: outside)
        mkdir(repository.path + "/.git/mosaic", 0o755)
        symlink(outside + "/secret.md", repository.path + "/.git/mosaic/" + name)
        _ = try? repository.refreshed()
        #expect(try contents(below: outside) == before)
    }

    // MARK: - Writing

    @Test(
        "A kind cannot put its entities outside of the vault, nor into git's own folder",
        arguments: ["../outside", "/tmp", "..", ".git/hooks", ".GIT", "a/../../outside", "./..", "link", ""])
    func folders(folder: String) throws {
        let (repository, outside) = try repository()
        symlink(outside, repository.path + "/link")
        try repository.write(
            "kinds/spy.md", "---\ntype: kind\nname: spy\nfolder: \(FieldValue.string(folder).json)\n---\n")
        let before = try contents(below: repository.folder.path).filter { !$0.key.hasPrefix("work/") }
        let hooks = try contents(below: repository.path + "/.git/hooks")
        let vault = try repository.refreshed()
        var random = SeededGenerator(seed: 7)
        if let made = try? vault.planMaking(NewEntity(kind: "spy", title: "Found"), random: &random) {
            _ = try? vault.carryOut(made.plan, ChangeOrigin(via: "cli", operationID: "x", commits: false))
        }
        #expect(try contents(below: repository.folder.path).filter { !$0.key.hasPrefix("work/") } == before)
        #expect(try contents(below: repository.path + "/.git/hooks") == hooks)
    }
}
