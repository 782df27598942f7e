import Dispatch
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

/// The law of events: whatever happens to a vault, every folder of which the names or the files' stamps changed is named;
/// of a folder that is gone, the one that held it.
@Suite struct EventSequenceTests {
    @Test(arguments: 0..<6)
    func `After random operations, every folder that changed is named and every folder is watched`(run: Int) throws {
        let seed = UInt64.random(in: .min ... .max)
        let vault = try WatchedVault()
        var operations = RandomFolderOperations(vault: vault, seed: seed)
        var before = try vault.snapshot()
        for step in 0..<100 {
            for _ in 0..<operations.count() { operations.apply() }
            let batch = vault.events.take()
            let after = try vault.snapshot()
            try check(batch, before, after, "seed \(seed), step \(step): \(operations.log.suffix(6))")
            try checkWatches(vault, after, "seed \(seed), step \(step): \(operations.log.suffix(6))")
            before = after
        }
        try touchEverything(vault, "seed \(seed)")
    }

    @Test(arguments: 0..<3)
    func `What happens while events are being taken is not missed`(run: Int) throws {
        let seed = UInt64.random(in: .min ... .max)
        let vault = try WatchedVault()
        var before = try vault.snapshot()
        for round in 0..<3 {
            var operations = RandomFolderOperations(vault: vault, seed: seed &+ UInt64(round))
            let planned = operations.planned(2000)
            let finished = DispatchSemaphore(value: 0)
            DispatchQueue.global().async {
                for operation in planned { operation.run() }
                finished.signal()
            }
            var all = FileEventBatch()
            while finished.wait(timeout: .now()) != .success { all.add(vault.events.take()) }
            all.add(vault.events.take())
            let after = try vault.snapshot()
            try check(all, before, after, "seed \(seed), round \(round)")
            try checkWatches(vault, after, "seed \(seed), round \(round)")
            before = after
        }
        try touchEverything(vault, "seed \(seed)")
    }

    @Test func `Chains of folders that grow while events are being taken are watched to their ends`() throws {
        let vault = try WatchedVault()
        let root = vault.path
        let finished = DispatchSemaphore(value: 0)
        DispatchQueue.global().async {
            for chain in 0..<1500 { FolderOperation.makeFolders("\(root)/\(chain % 50)/\(chain)/b/c/d/e").run() }
            finished.signal()
        }
        var all = FileEventBatch()
        while finished.wait(timeout: .now()) != .success { all.add(vault.events.take()) }
        all.add(vault.events.take())
        let after = try vault.snapshot()
        #expect(all.overflowed || all.folders.isSuperset(of: after.keys))
        try checkWatches(vault, after, "\(after.count) folders")
    }

    private func check(
        _ batch: FileEventBatch, _ before: [String: [String: FileStamp?]], _ after: [String: [String: FileStamp?]],
        _ context: String
    ) throws {
        if batch.overflowed { return }
        for (folder, names) in after where before[folder] != names {
            try #require(batch.folders.contains(folder), "\(folder) changed; \(context)")
        }
        for folder in before.keys where after[folder] == nil {
            var parent = folder
            repeat { parent = WatchedVault.parent(parent) } while after[parent] == nil
            try #require(batch.folders.contains(parent), "\(folder) is gone; \(context)")
        }
    }

    private func checkWatches(_ vault: WatchedVault, _ after: [String: [String: FileStamp?]], _ context: String) throws
    {
        #if !canImport(Darwin)
            try #require(vault.events.watchedFolders == Set(after.keys), "\(context)")
        #endif
    }

    /// Proves that each folder is watched under its own name.
    private func touchEverything(_ vault: WatchedVault, _ context: String) throws {
        _ = vault.events.take()
        for (folder, names) in try vault.snapshot() {
            if try vault.scratch.names(folder.isEmpty ? "vault" : "vault/" + folder).contains(".git") { continue }
            let name = names["probe.md"] == nil ? "probe.md" : "other.md"
            try vault.write(folder.isEmpty ? name : folder + "/" + name)
            try #require(vault.events.take().folders.contains(folder), "\(context)")
        }
    }
}

/// Does to the folders of a vault what people and programs do, and much that they rarely do. What cannot be done is no error.
private struct RandomFolderOperations {
    private let root: String
    private let outside: String
    private var generator: SeededGenerator
    private(set) var log: [String] = []

    init(vault: WatchedVault, seed: UInt64) {
        root = vault.path
        outside = vault.scratch.full("outside")
        generator = SeededGenerator(seed: seed)
    }

    mutating func count() -> Int { Int.random(in: 0...6, using: &generator) }

    mutating func apply() {
        let operation = next()
        log.append("\(operation)")
        operation.run()
    }

    mutating func planned(_ count: Int) -> [FolderOperation] { (0..<count).map { _ in next() } }

    /// Few names, so that the same ones come and go.
    private mutating func path() -> String {
        let choice = ["a", "b", "c", "a", "b", "c", "d", "ignored", ".hidden"]
        let depth = Int.random(in: 1...3, using: &generator)
        let names = (0..<depth).map { _ in choice[Int.random(in: 0..<choice.count, using: &generator)] }
        let isOutside = Int.random(in: 0..<12, using: &generator) == 0
        return (isOutside ? outside : root) + "/" + names.joined(separator: "/")
    }

    private mutating func file() -> String {
        let names = ["x.md", "y.md", "z.png", ".gitignore", ".swp"]
        return path() + "/" + names[Int.random(in: 0..<names.count, using: &generator)]
    }

    private mutating func next() -> FolderOperation {
        switch Int.random(in: 0..<16, using: &generator) {
        case 0, 1: .makeFolders(path())
        case 2, 3: .rename(path(), path())
        case 4: .exchange(path(), path())
        case 5: .removeTree(path())
        case 6, 7, 8: .write(file(), Int.random(in: 0..<100, using: &generator))
        case 9: .replace(file())
        case 10: .append(file())
        case 11: .removeFile(file())
        case 12: .rename(file(), file())
        case 13: .setMode(file(), Bool.random(using: &generator) ? 0o644 : 0o600)
        case 14: .link(path(), to: outside)
        default: Bool.random(using: &generator) ? .makeFolders(path() + "/.git") : .removeTree(path() + "/.git")
        }
    }
}

private enum FolderOperation: Sendable {
    case makeFolders(String)
    case rename(String, String)
    case exchange(String, String)
    case removeTree(String)
    case write(String, Int)
    case replace(String)
    case append(String)
    case removeFile(String)
    case setMode(String, mode_t)
    case link(String, to: String)

    func run() {
        switch self {
        case .makeFolders(let path):
            for index in path.indices where path[index] == "/" && index > path.startIndex {
                mkdir(String(path[..<index]), 0o755)
            }
            mkdir(path, 0o755)
        case .rename(let one, let other): _ = renameat(AT_FDCWD, one, AT_FDCWD, other)
        case .exchange(let one, let other): _ = WatchedVault.exchange(one, other)
        case .removeTree(let path): FolderOperation.remove(path)
        case .write(let path, let size): FolderOperation.write(path, "w", size)
        case .append(let path): FolderOperation.write(path, "a", 1)
        case .replace(let path):
            FolderOperation.write(path + "~", "w", 10)
            _ = renameat(AT_FDCWD, path + "~", AT_FDCWD, path)
        case .removeFile(let path): unlink(path)
        case .setMode(let path, let mode): chmod(path, mode)
        case .link(let path, let target): symlink(target, path)
        }
    }

    private static func write(_ path: String, _ mode: String, _ size: Int) {
        guard let stream = fopen(path, mode) else { return }
        for _ in 0..<size { fputc(65, stream) }
        fclose(stream)
    }

    private static func remove(_ path: String) {
        if unlink(path) == 0 { return }
        guard case .success(let directory) = OpenDirectory.root(path) else { return }
        var names: [String] = []
        _ = directory.forEachName { name, _ in names.append(String(decoding: name, as: UTF8.self)) }
        for name in names { remove(path + "/" + name) }
        rmdir(path)
    }
}

extension FileEventBatch {
    fileprivate mutating func add(_ other: FileEventBatch) {
        folders.formUnion(other.folders)
        overflowed = overflowed || other.overflowed
        rootGone = rootGone || other.rootGone
    }
}
