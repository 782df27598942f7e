import Foundation
import Testing

/// Holds the sources of this repository against the ``HouseRules``.
struct ArchitectureTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The Swift files below a folder of the repository, by their paths in it.
    private static func files(below folder: String) throws -> [(path: String, text: String)] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: root.appendingPathComponent(folder).path)
        return try paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
            let whole = "\(folder)/\(path)"
            return (whole, try String(contentsOf: root.appendingPathComponent(whole), encoding: .utf8))
        }
    }

    private static func sources() throws -> [SwiftSource] {
        let sources = try files(below: "Sources").map { SwiftSource(path: $0.path, text: $0.text) }
        try #require(sources.count > 10, "the sources are not where they should be")
        return sources
    }

    /// What git tracks; nil where this is no checkout.
    private static let trackedPaths: [String]? = {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git", "-C", root.path, "ls-files", "-z"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return nil }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\0").map(String.init)
    }()

    @Test("Every import goes down, and each outside world has one importer")
    func imports() throws {
        let violations = try Self.sources().flatMap(HouseRules.importViolations)
        #expect(violations.isEmpty, "\(violations.joined(separator: "\n"))")
    }

    @Test("Only the entry of the executable prints, exits or reads its surroundings")
    func process() throws {
        let violations = try Self.sources().flatMap(HouseRules.processViolations)
        #expect(violations.isEmpty, "\(violations.joined(separator: "\n"))")
    }

    @Test("No code traps where it could say what is wrong")
    func traps() throws {
        let violations = try Self.sources().flatMap(HouseRules.trapViolations)
        #expect(violations.isEmpty, "\(violations.joined(separator: "\n"))")
    }

    @Test("No file is too long to be read")
    func length() throws {
        let files = try Self.files(below: "Sources") + Self.files(below: "Tests")
        let violations = files.flatMap { HouseRules.lengthViolations(path: $0.path, text: $0.text) }
        #expect(violations.isEmpty, "\(violations.joined(separator: "\n"))")
    }

    @Test("The help of every command has an example")
    func examples() throws {
        let files = try Self.files(below: "Sources")
        let violations = files.flatMap { HouseRules.exampleViolations(path: $0.path, text: $0.text) }
        #expect(violations.isEmpty, "\(violations.joined(separator: "\n"))")
    }

    @Test("The top level holds what it should and no more", .enabled(if: trackedPaths != nil))
    func topLevel() throws {
        let violations = HouseRules.topLevelViolations(trackedPaths: try #require(Self.trackedPaths))
        #expect(violations.isEmpty, "\(violations.joined(separator: "\n"))")
    }
}
