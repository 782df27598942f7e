import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

@Suite("The law of renaming and moving")
struct RenamingLawTests {
    private static let folders = ["tasks", "notes", "notes/deep", "domains", ""]
    private static let words = [
        "roof", "the roof", "Roof", "garden", "The Garden", "home/garden", "an idea", "dach: x",
    ]

    @Test(
        "Whatever files with similar names link to, all connections that led somewhere still do",
        arguments: UInt64(1)...30)
    func law(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var (vault, paths) = try Self.vault(&random)
        let opened = try vault.open()
        for step in 0..<4 {
            let place = Int.random(in: 0..<paths.count, using: &random)
            let before = try Self.connections(opened)
            let entity = try opened.handle(at: paths[place])
            let title = Self.pick(["Fresh \(step)", "fresh: \(step) # x", "\(1000 + step)", "- [\(step)] |"], &random)
            // By its path: names may be ambiguous here.
            let plan = try opened.planRenaming(entity.path, to: title)
            _ = try opened.carryOut(plan, ScratchVault.origin(commits: false))
            try opened.refresh()
            if case .move(_, let to, _, _)? = plan.files.last { paths[place] = to }
            #expect(try opened.handle(at: paths[place]).title == title)
            try Self.expectSame(
                before, in: opened, moved: [entity.path: paths[place]], "seed \(seed), step \(step), \(title)")
        }
    }

    @Test("The same of files that are moved, one or two at once", arguments: UInt64(1)...30)
    func lawOfMoving(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var (vault, paths) = try Self.vault(&random)
        let opened = try vault.open()
        for step in 0..<4 {
            let before = try Self.connections(opened)
            let chosen = paths.shuffled(using: &random).prefix(Int.random(in: 1...2, using: &random))
            let folder = Self.pick(Self.folders + ["new/folder"], &random)
            let plan: ChangePlan
            do {
                plan = try opened.planMove(of: Array(chosen), to: folder.isEmpty ? "." : folder)
            } catch VaultError.fileExists {
                continue
            }
            _ = try opened.carryOut(plan, ScratchVault.origin(commits: false))
            try opened.refresh()
            var moved: [String: String] = [:]
            for case .move(let path, let to, _, _) in plan.files { moved[path] = to }
            paths = paths.map { moved[$0] ?? $0 }
            try Self.expectSame(before, in: opened, moved: moved, "seed \(seed), step \(step), \(chosen) to \(folder)")
        }
    }

    private static func vault(_ random: inout SeededGenerator) throws -> (vault: ScratchVault, paths: [String]) {
        let vault = try ScratchVault()
        var paths: [String] = []
        for number in 0..<9 {
            let folder = pick(folders, &random)
            let name = (Slug.of(pick(words, &random)) ?? "") + pick(["", "", "-2", ".markdown"], &random)
            let path = (folder.isEmpty ? "" : folder + "/") + (name.hasSuffix(".markdown") ? name : name + ".md")
            if !vault.exists(path) { paths.append(path) }
            try vault.write(path, text(number, &random))
        }
        return (vault, paths)
    }

    private static func expectSame(
        _ before: [Ends], in vault: Vault, moved: [String: String], _ comment: String
    ) throws {
        let renamed = { (path: String?) in path.map { moved[$0] ?? $0 } }
        let after = try connections(vault)
        for (old, new) in zip(before, after) {
            let isSame =
                new.name == old.name && (old.source == nil || new.source == renamed(old.source))
                && (old.target == nil || new.target == renamed(old.target))
            #expect(isSame, "\(comment): \(old) became \(new)")
        }
        #expect(before.count == after.count)
    }

    private struct Ends: CustomStringConvertible {
        var number: String
        var name: String
        var source: String?
        var target: String?

        var description: String { "\(number) \(name) \(source ?? "-") \(target ?? "-")" }
    }

    /// All connections, those of one file together: each file says its number, whatever it is called.
    private static func connections(_ vault: Vault) throws -> [Ends] {
        let all = try vault.graph(around: nil, depth: 0)
        let numbers = try Dictionary(
            uniqueKeysWithValues: Set(all.map(\.path)).map { path in
                (path, Document(bytes: try vault.bytes(at: path)).field("number")?.value.text ?? "")
            })
        let ends = all.map {
            Ends(number: numbers[$0.path] ?? "", name: $0.name, source: $0.source.path, target: $0.target.path)
        }
        return ends.enumerated().sorted { ($0.element.number, $0.offset) < ($1.element.number, $1.offset) }.map(
            \.element)
    }

    private static func text(_ number: Int, _ random: inout SeededGenerator) -> String {
        func reference() -> String {
            let folder = pick(["", "", "tasks/", "notes/", "/", "../notes/", "domains/"], &random)
            let name = pick(words, &random)
            return pick([name, folder + (Slug.of(name) ?? ""), folder + (Slug.of(name) ?? "") + ".md"], &random)
        }
        var lines = ["---", "number: \(number)"]
        if Bool.random(using: &random) { lines.append("id: id00000\(number)") }
        if Bool.random(using: &random) { lines.append("title: \"\(pick(words, &random))\"") }
        if number % 3 == 0 {
            lines += [
                "type: relationship", "source: \"\(reference())\"",
                "relation: \(pick(["blocks", "blocked_by"], &random))",
            ]
            lines.append("target: [[\(reference().replacing(":", with: ""))]]")
        } else {
            lines += [
                "type: task", "blocks: [\"\(reference())\", \"[[\(reference())|x]]\"]",
                "blocked_by: \"\(reference())\"",
            ]
        }
        lines += ["---", Bool.random(using: &random) ? "# \(pick(words, &random))" : "", ""]
        func path() -> String { reference().replacing(" ", with: "%20").replacing(":", with: "%3A") }
        for _ in 0..<3 {
            lines.append(
                "[[\(reference())]] ![[\(reference())#h|t]] [t](\(path())) [t](<\(reference())>) [one] [t][two]")
        }
        lines += ["", "[one]: \(path()) 't'", "[TWO]: <\(reference())>"]
        return lines.joined(separator: "\n") + "\n"
    }

    private static func pick(_ choices: [String], _ random: inout SeededGenerator) -> String {
        choices.randomElement(using: &random) ?? ""
    }
}
