import TestSupport
import Testing

@testable import GitStore

@Suite struct DirectorySnapshotTests {
    private func snapshot() throws -> (vault: ScratchVault, memory: ScanMemory, bytes: [UInt8]) {
        let vault = try ScratchVault()
        for name in ["one.md", "two.md", "three.png", "folder/four.md", ".gitignore"] { try vault.write(name, name) }
        var memory = ScanMemory()
        try memory.update(vault, .settled(vault) { path, _ in Exclusion(isExcluded: path == "two.md") })
        return (vault, memory, try #require(memory.snapshots[""]))
    }

    @Test func `A snapshot tells each entry's name, kind, exclusion and stamp`() throws {
        let (vault, _, bytes) = try snapshot()
        let snapshot = try #require(DirectorySnapshot(bytes))
        #expect(
            snapshot.entries == [
                .init(name: ".gitignore", kind: .ruleFile, isExcluded: false, stamp: try vault.stamp(".gitignore")),
                .init(name: "one.md", kind: .markdown, isExcluded: false, stamp: try vault.stamp("one.md")),
                .init(name: "two.md", kind: .markdown, isExcluded: true),
                .init(name: "folder", kind: .directory, isExcluded: false),
                .init(name: "three.png", kind: .attachment, isExcluded: false),
            ])
    }

    @Test func `Bytes cut short or made longer are no snapshot`() throws {
        let (_, _, bytes) = try snapshot()
        for length in 0..<bytes.count { #expect(DirectorySnapshot(Array(bytes.prefix(length))) == nil) }
        #expect(DirectorySnapshot(bytes + [0]) == nil)
    }

    @Test func `No damage to a snapshot makes a scan fail`() throws {
        let (vault, memory, bytes) = try snapshot()
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                damaged[Int.random(in: 0..<damaged.count, using: &generator)] = .random(
                    in: .min ... .max, using: &generator)
            }
            var snapshots = memory.snapshots
            snapshots[""] = damaged
            _ = try WorkTreeScanner.settled(vault).scan { snapshots[$0] }
            _ = DirectorySnapshot(damaged)?.entries
            #expect(Bool(true), "seed \(seed)")
        }
    }

    @Test func `A name that would lead out of the directory is refused`() throws {
        let (_, _, bytes) = try snapshot()
        for (name, other) in [("folder", "../etc"), ("folder", "..\0\0\0\0"), ("one.md", "/ne.md")] {
            var damaged = bytes
            let position = try #require(
                damaged.indices.first { damaged[$0...].starts(with: Array(name.utf8) + [0]) })
            damaged.replaceSubrange(position..<position + name.utf8.count, with: Array(other.utf8))
            #expect(DirectorySnapshot(damaged) == nil, "\(other)")
        }
    }
}
