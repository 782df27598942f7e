import Foundation
import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

/// A vault in a real repository, made by git itself in a temporary folder, apart from the person's own settings.
typealias TestVault = GitSandbox

extension GitSandbox {
    /// Where caches of the person are: nowhere near the repository.
    var cache: String { folder.path + "/cache" }

    /// What the engine is told of the process. The clock stands still.
    var surroundings: Surroundings {
        Surroundings(
            environment: [
                "HOME": folder.path, "XDG_CACHE_HOME": cache, "GIT_CONFIG_GLOBAL": "/dev/null",
                "TZDIR": TestZones.folder,
            ],
            now: { 1_800_000_000 })
    }

    /// The vault as a new process opens it.
    func open(_ place: String = "") throws -> Vault {
        try Vault(discovering: place.isEmpty ? path : "\(path)/\(place)", surroundings: surroundings)
    }

    /// The vault as a new process opens it, brought up to date.
    func refreshed(_ place: String = "") throws -> Vault {
        let vault = try open(place)
        try vault.refresh(includingText: true)
        return vault
    }
}

extension Vault {
    /// The paths of all entities, in order.
    func paths() throws -> [String] { try entities().map(\.path).sorted() }

    /// Every activity, as `note.created a.md`: the oldest commit first, and each in its own order.
    func events() throws -> [String] {
        var filter = ActivityFilter()
        filter.limit = nil
        var commits: [[Activity]] = []
        for activity in try activities(filter).activities {
            if commits.last?.last?.commit == activity.commit {
                commits[commits.count - 1].append(activity)
            } else {
                commits.append([activity])
            }
        }
        return commits.reversed().joined().map { "\($0.event) \($0.path)" }
    }

    /// What is wrong in the vault, as `a.md nul-byte`, by path.
    func findings() throws -> [String] { try check().map { "\($0.path) \($0.code.rawValue)" } }

    /// Rows in which the index differs from one that is built from nothing; none, if all is well.
    func differences() throws -> [String] {
        try verify().differences.map { "\($0.isSurplus ? "+" : "-") \($0.table) \($0.row)" }
    }
}

/// The error with which something ends; nil where it does not, or with an error that is not of a vault.
func vaultError(_ body: () throws -> some Any) -> VaultError? {
    do {
        _ = try body()
        return nil
    } catch {
        return error as? VaultError
    }
}
