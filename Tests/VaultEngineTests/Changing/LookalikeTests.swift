import Foundation
import Testing
import VaultModel

@testable import VaultEngine

#if os(Linux)
    /// Two files whose names look alike and differ in their bytes, as git has them from two kinds of machines.
    @Suite("Files with names that look alike")
    struct LookalikeTests {
        private static let paths = ["tasks/caf\u{E9}.md", "tasks/cafe\u{301}.md"]

        private static func vault(_ rest: [(path: String, text: String)] = []) throws -> ScratchVault {
            try ScratchVault([(".mosaic/config.yaml", "")] + paths.map { ($0, "---\ntype: task\n---\nText\n") } + rest)
        }

        private static func bytes(_ paths: some Sequence<String>) -> [[UInt8]] {
            paths.map { Array($0.utf8) }.sorted { $0.count < $1.count }
        }

        /// The paths that the last commits touched.
        private static func touched(_ vault: ScratchVault, _ commits: Int) throws -> [[UInt8]] {
            let names = try vault.git("log", "-\(commits)", "--format=", "--name-only", "-z").split(separator: "\0")
            return bytes(names.map { $0.trimmingCharacters(in: .newlines) }.filter { !$0.isEmpty })
        }

        @Test("named together are both done")
        func done() throws {
            let vault = try Self.vault()
            let opened = try vault.open()
            let plan = try opened.planCompletion(of: Self.paths + Self.paths).plan
            #expect(try opened.carryOut(plan, ScratchVault.origin()).commit != nil)
            for path in Self.paths { #expect(try vault.document(path).field("status")?.value.text == "completed") }
            #expect(try Self.touched(vault, 1) == Self.bytes(Self.paths))
        }

        @Test("named together are both removed, and the links of each count")
        func removed() throws {
            let link = "[x](../\(Self.paths[0].replacing("\u{E9}", with: "%C3%A9")))\n"
            let vault = try Self.vault([("notes/n.md", link)])
            let opened = try vault.open()
            let plan = try opened.planRemoval(of: Self.paths).plan
            #expect(Self.bytes(plan.paths) == Self.bytes(Self.paths))
            #expect(plan.notes.count == 1)
            _ = try opened.carryOut(plan, ScratchVault.origin())
            for path in Self.paths { #expect(!vault.exists(path)) }
        }

        @Test("asked for together are both changed, in one commit")
        func set() throws {
            let vault = try Self.vault()
            let opened = try vault.open()
            var request = EntityRequest()
            request.kind = "task"
            let bulk = try opened.planSetting(
                [ScratchVault.assignment("priority=high")], where: opened.query(for: request))
            #expect(bulk.found == 2 && Self.bytes(bulk.plan.paths) == Self.bytes(Self.paths))
            #expect(try opened.carryOut(bulk.plan, ScratchVault.origin()).commit != nil)
            for path in Self.paths { #expect(try vault.document(path).field("priority")?.value.text == "high") }
            #expect(try Self.touched(vault, 1) == Self.bytes(Self.paths))
            #expect(try vault.git("status", "--porcelain").isEmpty)
        }

        @Test("are two entities of a comparison, of a graph and of a list with states")
        func told() throws {
            let vault = try Self.vault([("tasks/n.md", "---\ntype: task\n---\n")])
            for path in Self.paths { try vault.write(path, "---\ntype: task\nstatus: paused\n---\nText\n") }
            try vault.commitAll("Pause")
            try vault.write("tasks/n.md", "---\ntype: task\ndepends_on: [\(Self.paths.joined(separator: ", "))]\n---\n")
            try vault.commitAll("Depend")
            let opened = try vault.open()
            let difference = try VaultComparison(from: opened.asOf("HEAD~2"), to: opened).run()
            let changed = difference.entities.filter { $0.fields.map(\.field) == ["status"] }.compactMap {
                $0.after?.path
            }
            #expect(Self.bytes(changed) == Self.bytes(Self.paths))
            #expect(Self.bytes(difference.relationsAdded.compactMap(\.target.path)) == Self.bytes(Self.paths))
            let request = EntityRequest()
            let states = try opened.states(of: opened.query(for: request))
            for path in Self.paths { #expect(states[ExactText(path)]?.contains(.paused) == true) }
            #expect(try opened.detail(of: Self.paths[1]).incoming.count == 1)
            #expect(try opened.connections(of: opened.entity(Self.paths[0])).count == 1)
        }
    }
#endif
