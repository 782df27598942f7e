import Foundation
import TestSupport
import Testing

/// `mosaic init` that ends in the middle of its work, in one kind of place; it knows what the next one has to make of that.
final class FaultyInitialization {
    enum Place: String, CaseIterable, Sendable {
        case newFolder, repository, folderOfRepository
    }

    private let place: Place
    private let vault: ProcessVault
    private var random: SeededGenerator
    /// How many calls it takes, by program, when nothing goes wrong.
    private var lengths: [String: Int] = [:]
    /// The tree of all that is there in the end.
    private var expected = ""
    private var number = 0
    private(set) var killed = 0

    init(_ place: Place, seed: UInt64) throws {
        self.place = place
        random = SeededGenerator(seed: seed)
        vault = try ProcessVault(environment: ProcessVault.oneMoment)
        let log = vault.home.appendingPathComponent("calls")
        for program in ["mosaic", "git"] {
            let (workTree, folder) = try prepare()
            let fault = Fault(program: program, call: .max, action: .kill)
            let outcome = try initialize(folder, try fault.environment(log: log))
            try #require(outcome.code == 0, "\(outcome.error)")
            lengths[program] = try String(contentsOf: log, encoding: .utf8).count
            expected = try tree(of: workTree)
            try FileManager.default.removeItem(at: log)
        }
    }

    /// Has something go wrong at a call that the seed chooses, and expects that the next one makes all good.
    func suffer(_ program: String, _ action: Fault.Action, _ note: String) throws {
        let call = Int.random(in: 1...(lengths[program] ?? 1), using: &random)
        let fault = Fault(program: program, call: call, action: action)
        let note = Comment(rawValue: "\(note): \(fault)")
        let (workTree, folder) = try prepare()
        let outcome = try initialize(folder, try fault.environment())
        if outcome.isKilled { killed += 1 }
        #expect(outcome.isKilled || outcome.code == 0 || !outcome.error.isEmpty, note)
        #expect(!outcome.error.contains("Fatal error"), "\(note): \(outcome.error)")
        try ProcessVault.removeLocks(in: workTree)
        if FileManager.default.fileExists(atPath: folder.path) {
            let indexed = try vault.run("mosaic", ["index"], in: folder)
            // There may be no repository yet.
            #expect(indexed.code == 0 || place == .newFolder && indexed.code < 70, "\(note): \(indexed.error)")
            #expect(try ProcessVault.strays(in: workTree) == [], note)
        }
        let again = try initialize(folder, [:])
        #expect(again.code == 0 && again.error == "", "\(note): \(again.error)")
        #expect(try ProcessVault.strays(in: workTree) == [], note)
        let status = try vault.run("git", ["status", "--porcelain", "--untracked-files=all"], in: workTree)
        #expect(status.output == "", "\(note): not committed: \(status.output)")
        #expect(try tree(of: workTree) == expected, note)
        #expect(try vault.run("mosaic", ["verify"], in: folder).code == 0, note)
        #expect(try vault.run("git", ["fsck", "--strict", "--no-progress"], in: workTree).code == 0, note)
        try FileManager.default.removeItem(at: workTree)
    }

    /// A place that nobody was at; its work tree, and the folder that is to be a vault.
    private func prepare() throws -> (workTree: URL, folder: URL) {
        number += 1
        // The workspace is named after its folder.
        let place = vault.home.appendingPathComponent("place-\(number)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: false)
        let workTree = place.appendingPathComponent("work")
        if self.place == .newFolder { return (workTree, workTree) }
        #expect(try vault.run("git", ["init", "--quiet", workTree.path], in: vault.home).code == 0)
        try Data("# Readme\n".utf8).write(to: workTree.appendingPathComponent("README.md"))
        #expect(try vault.run("git", ["add", "--all"], in: workTree).code == 0)
        #expect(try vault.run("git", ["commit", "--quiet", "--message", "One"], in: workTree).code == 0)
        return (workTree, self.place == .repository ? workTree : workTree.appendingPathComponent("docs"))
    }

    private func initialize(_ folder: URL, _ environment: [String: String]) throws -> ProcessVault.Outcome {
        try vault.run(
            "mosaic", ["init", "--empty", folder.path], in: vault.home,
            environment: environment.merging(["MOSAIC_RANDOM_SEED": "1"]) { $1 })
    }

    /// The tree of a commit of everything.
    private func tree(of workTree: URL) throws -> String {
        #expect(try vault.run("git", ["add", "--all"], in: workTree).code == 0)
        return try vault.run("git", ["write-tree"], in: workTree).output
    }
}
