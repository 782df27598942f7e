import Foundation
import Testing
import VaultModel

@testable import VaultEngine

/// Compares the history with what git itself says, on real vaults: those whose bundles are in the folder that
/// `MOSAIC_REAL_VAULTS` names.
struct RealVaultTests {
    /// The paths of the bundles; none where the variable is not set.
    private static let bundles: [String] = {
        guard let folder = ProcessInfo.processInfo.environment["MOSAIC_REAL_VAULTS"] else { return [] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".bundle") }.sorted().map { "\(folder)/\($0)" }
    }()

    /// A commit and a path that it touched.
    private struct Touch: Hashable, CustomStringConvertible {
        var commit: String
        var path: String

        var description: String { "\(commit) \(path)" }
    }

    private func clone(_ bundle: String) throws -> TestVault {
        let origin = try TestVault()
        try origin.git("clone", "--quiet", bundle, origin.folder.path + "/clone")
        return TestVault("clone", beside: origin)
    }

    // MARK: - What git says

    /// True for Markdown that no dot in its path keeps out of the vault.
    private func isInVault(_ path: Substring) -> Bool {
        let name = path.lowercased()
        return (name.hasSuffix(".md") || name.hasSuffix(".markdown"))
            && !path.split(separator: "/").contains { $0.hasPrefix(".") }
    }

    /// Every commit with each file that it touched, a merge's only where it differs from all parents.
    private func touches(_ repository: TestVault) throws -> Set<Touch> {
        // Without `-m` or `-c` a merge has no files; with `--root` the first commit has all of its own.
        let log = try repository.git("log", "--root", "-c", "--raw", "--no-renames", "--no-abbrev", "-z", "--format=%H")
        var found: Set<Touch> = []
        var commit = ""
        var fields = log.split(separator: "\0", omittingEmptySubsequences: true)[...]
        while var field = fields.popFirst() {
            while field.first == "\n" { field.removeFirst() }
            guard field.hasPrefix(":") else {
                commit = String(field)
                continue
            }
            // A colon for each parent, then the modes, the ids and what happened: only files count, no links.
            let parentCount = field.prefix { $0 == ":" }.count
            let modes = field.drop { $0 == ":" }.split(separator: " ").prefix(parentCount + 1)
            guard let path = fields.popFirst() else { break }
            if isInVault(path), modes.contains(where: { $0.hasPrefix("100") }) {
                found.insert(Touch(commit: commit, path: String(path)))
            }
        }
        return found
    }

    /// The commits that git follows a file through, back to where it was made or copied from another that stayed.
    private func followed(_ path: String, in repository: TestVault) throws -> [String] {
        var commits: [String] = []
        let log = try repository.git("log", "--follow", "--name-status", "--format=%x01%H", "--", path)
        for line in log.split(separator: "\n") {
            if line.hasPrefix("\u{1}") { commits.append(String(line.dropFirst())) }
            if line.hasPrefix("C") { break }
        }
        return commits
    }

    // MARK: - What Mosaic says

    private func activities(_ vault: Vault, of entity: EntityHandle? = nil) throws -> [Activity] {
        var filter = ActivityFilter()
        filter.limit = nil
        filter.entities = [entity].compactMap(\.self)
        return try vault.activities(filter).activities
    }

    /// The paths that an activity is of: a file that moved was touched at both.
    private func touches(_ activity: Activity) -> [Touch] {
        var paths = [activity.path]
        if activity.action == .moved,
            let path = activity.changes.first(where: { $0.field == "path" })?.before?.texts.first
        {
            paths.append(path)
        }
        return paths.map { Touch(commit: activity.commit, path: $0) }
    }

    // MARK: - Comparison

    @Test("Every commit has activities for just the files that git says it touched", arguments: bundles)
    func everyTouch(bundle: String) throws {
        let repository = try clone(bundle)
        let vault = try repository.refreshed()
        let told = Set(try activities(vault).flatMap(touches))
        let touched = try touches(repository)
        #expect(!touched.isEmpty)
        #expect(Array(touched.subtracting(told).prefix(20)) == [], "git says so, and no activity does")
        #expect(Array(told.subtracting(touched).prefix(20)) == [], "an activity says so, and git does not")
        #expect(try vault.differences() == [])
    }

    @Test("A file's history goes back as far as git follows it", arguments: bundles)
    func followedFiles(bundle: String) throws {
        let repository = try clone(bundle)
        let vault = try repository.refreshed()
        let touched = try Dictionary(grouping: touches(repository), by: \.commit)
        let paths = try vault.paths()
        let step = max(1, paths.count / 30)
        for path in stride(from: 0, to: paths.count, by: step).prefix(30).map({ paths[$0] }) {
            let own = Set(try activities(vault, of: vault.entity(path)).map(\.commit))
            for commit in try followed(path, in: repository) where !own.contains(commit) {
                let parents = try repository.git("rev-list", "--parents", "-1", commit).split(separator: " ")
                    .dropFirst()
                // A merge that differs from some parents only tells nothing of its own.
                if parents.count > 1, touched[commit] == nil { continue }
                Issue.record("\(path): \(commit) is not told")
            }
        }
    }
}
