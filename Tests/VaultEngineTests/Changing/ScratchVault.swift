import Foundation
import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

/// A real vault in a temporary folder, with a home folder of its own; gone when this is.
final class ScratchVault {
    /// The days of the tests are counted from this one: a Wednesday.
    static let today = CalendarDate(year: 2026, month: 11, day: 25) ?? .earliest

    private let temporary: TemporaryFolder
    var folder: String { temporary.path }
    /// The root of the work tree.
    let path: String
    var environment: [String: String]
    var random = SeededGenerator(seed: 7)
    /// The present day.
    var day = ScratchVault.today

    /// Makes a repository with a first commit of the files; without files, one without a commit.
    init(_ files: [(path: String, text: String)] = [], makesRepository: Bool = true) throws {
        temporary = try TemporaryFolder()
        let made = temporary.path
        path = made + "/vault"
        environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "HOME": made + "/home", "LC_ALL": "C",
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": made + "/home/.gitconfig",
            "GIT_AUTHOR_DATE": "1795600000 +0000", "GIT_COMMITTER_DATE": "1795600000 +0000",
            "TZDIR": TestZones.folder,
        ]
        for folder in [path, made + "/home"] {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        try setIdentity(name: "Ann", email: "ann@example.org")
        if !makesRepository { return }
        try git("init", "-q", "-b", "main")
        for file in files { try write(file.path, file.text) }
        if !files.isEmpty { try commitAll("Begin") }
    }

    /// Makes a vault of the template with its example.
    static func example() throws -> ScratchVault { try ScratchVault(VaultTemplate.files(inWeekOf: today)) }

    // MARK: - Git

    /// What git commits as; nil for a git that does not know.
    func setIdentity(name: String?, email: String?) throws {
        let lines = [name.map { "name = \"\($0)\"" }, email.map { "email = \"\($0)\"" }, "useConfigOnly = true"]
        let text = "[user]\n" + lines.compactMap { $0 }.joined(separator: "\n") + "\n"
        try text.write(toFile: folder + "/home/.gitconfig", atomically: true, encoding: .utf8)
    }

    @discardableResult
    func git(_ arguments: String...) throws -> String { try run(arguments).output }

    @discardableResult
    func git(_ arguments: [String]) throws -> String { try run(arguments).output }

    /// The exit status of a git that may fail.
    func gitStatus(_ arguments: String...) throws -> Int32 { try run(arguments).status }

    private func run(_ arguments: [String]) throws -> (output: String, status: Int32) {
        let (text, status) = try GitSandbox.run(["-C", path] + arguments, environment: environment)
        return (text.hasSuffix("\n") ? String(text.dropLast()) : text, status)
    }

    func commitAll(_ message: String) throws {
        try git("add", "-A")
        try git("commit", "-q", "--allow-empty", "-m", message)
    }

    /// The paths that the last commit touched.
    func lastCommitPaths() throws -> [String] {
        try git("show", "--format=", "--name-only", "--no-renames", "-z", "HEAD").split(separator: "\0").map(
            String.init
        )
        .sorted()
    }

    func commitCount() throws -> Int { Int(try git("rev-list", "--count", "HEAD")) ?? 0 }

    // MARK: - Files

    func write(_ name: String, _ text: String) throws { try write(name, bytes: text.utf8) }

    func write(_ name: String, bytes: some Sequence<UInt8>) throws { try temporary.write("vault/" + name, bytes) }

    func read(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)), as: UTF8.self)
    }

    func document(_ name: String) throws -> Document { Document(bytes: Array(try read(name).utf8)) }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path + "/" + name) }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path + "/" + name) }

    // MARK: - The engine

    var surroundings: Surroundings {
        let now = 1_795_600_000 + 86_400 * Int64(Self.today.days(to: day))
        return Surroundings(environment: environment, now: { now })
    }

    /// The vault, with an index of its present state.
    func open(in folder: String = "") throws -> Vault {
        let vault = try Vault(discovering: path + "/" + folder, surroundings: surroundings)
        try vault.refresh()
        return vault
    }

    static func origin(commits: Bool? = nil) -> ChangeOrigin {
        ChangeOrigin(via: "cli", operationID: "op1", commits: commits)
    }

    /// Plans a change of the vault as it is now, carries it out and commits it.
    @discardableResult
    func change(_ plan: (Vault) throws -> ChangePlan) throws -> ChangeReceipt {
        let vault = try open()
        return try vault.carryOut(try plan(vault), Self.origin())
    }

    /// Makes an entity, and gives its path.
    @discardableResult
    func make(_ kind: String, _ title: String, _ values: [String] = []) throws -> MakingPlan {
        let vault = try open()
        let made = try vault.planMaking(
            NewEntity(kind: kind, title: title, assignments: try values.map { try Self.assignment($0) }),
            random: &random)
        _ = try vault.carryOut(made.plan, Self.origin())
        return made
    }

    @discardableResult
    func set(_ reference: String, _ values: String...) throws -> ChangeReceipt {
        try change { try $0.planSetting(try values.map { try Self.assignment($0) }, of: reference) }
    }

    static func assignment(_ text: String) throws -> FieldAssignment { try #require(FieldAssignment(text)) }
}

extension Vault {
    /// The completion of what goes by these names, as a person types them.
    func planCompletion(of names: [String]) throws -> NamedPlan<Completable> {
        try planCompletion(of: names.map { completable(typed: $0) })
    }

    /// The opening of the boxes at these places.
    func planReopening(of names: [String]) throws -> NamedPlan<Completable> {
        try planReopening(of: names.map { completable(typed: $0) })
    }
}

extension ChangeReceipt {
    /// What git, or a hook, said where it did not commit.
    var gitSaid: String? {
        if case .gitFailed(_, _, let said)? = reasonNotCommitted { said } else { nil }
    }

    /// What is wrong with the settings where they keep it from being committed.
    var unreadableSettings: LocatedDiagnostic? {
        if case .unreadableSettings(let diagnostic)? = reasonNotCommitted { diagnostic } else { nil }
    }
}
