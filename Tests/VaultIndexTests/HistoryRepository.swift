import Foundation
import TestSupport

@testable import GitStore

/// A real repository with a history that tests make step by step, where a git that fails, as a merge does, is a step as well.
final class HistoryRepository {
    private let sandbox: GitSandbox
    var path: String { sandbox.path }

    init() throws { sandbox = try GitSandbox() }

    @discardableResult
    func git(_ arguments: String...) throws -> String { try git(arguments) }

    @discardableResult
    func git(_ arguments: [String]) throws -> String {
        try sandbox.git(arguments, mayFail: true).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    func write(_ name: String, _ text: String) throws { try sandbox.write(name, text) }

    func write(_ name: String, bytes: Data) throws { try sandbox.write(name, bytes: bytes) }

    func remove(_ name: String) { try? sandbox.remove(name) }

    var files: [String] {
        (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? [])
            .filter { $0.hasSuffix(".md") && !$0.hasPrefix(".git/") }.sorted()
    }

    func commit(_ message: String) throws {
        try git("add", "-A")
        try git("commit", "-q", "--allow-empty", "-m", message)
    }

    func head() throws -> ObjectID? { ObjectID(hex: try git("rev-parse", "HEAD")) }

    /// What git itself says: each commit with each Markdown path that it touched, a merge's only where it differs from all
    /// parents.
    func touched() throws -> Set<String> {
        var found: Set<String> = []
        var commit = ""
        for line in try git("log", "-c", "--no-renames", "--name-only", "--format=%x01%H").split(separator: "\n") {
            if line.hasPrefix("\u{1}") { commit = String(line.dropFirst()) } else { found.insert("\(commit) \(line)") }
        }
        return found
    }
}
