import TestSupport
import Testing

@testable import GitStore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A real repository in a folder of its own, made by the git executable and cut off from the person's settings.
final class TestRepository {
    static let environment: [String: String] = [
        "PATH": "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin", "HOME": "/nonexistent",
        "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C",
        "GIT_AUTHOR_NAME": "Ann", "GIT_AUTHOR_EMAIL": "ann@example.org", "GIT_AUTHOR_DATE": "1700000000 +0100",
        "GIT_COMMITTER_NAME": "Bob", "GIT_COMMITTER_EMAIL": "bob@example.org",
        "GIT_COMMITTER_DATE": "1700000100 +0000",
    ]

    let folder: TemporaryFolder
    /// The root of the work tree.
    let path: String
    var environment = TestRepository.environment

    init(_ initArguments: [String] = ["--initial-branch=main"], makesRepository: Bool = true) throws {
        folder = try TemporaryFolder()
        path = folder.path + "/work"
        mkdir(path, 0o755)
        if makesRepository { try git(["init", "--quiet"] + initArguments) }
    }

    /// A work tree within another's folder, such as a clone of it.
    init(at path: String, in other: TestRepository) {
        folder = other.folder
        self.path = path
    }

    var command: GitCommand { GitCommand(directory: path, environment: environment) }

    func open() throws -> Repository { try Repository(opening: path) }

    @discardableResult
    func git(_ arguments: [String], input: [UInt8]? = nil) throws -> GitCommand.Output {
        try command.run(arguments, input: input)
    }

    @discardableResult
    func git(_ arguments: String...) throws -> String { try git(arguments).text }

    /// Runs git with input, and reads the id that it prints.
    func id(_ arguments: [String], input: [UInt8]? = nil) throws -> ObjectID {
        try #require(ObjectID(hex: try git(arguments, input: input).text))
    }

    func write(_ file: String, _ text: String) throws { try write(file, Array(text.utf8)) }

    func write(_ file: String, _ bytes: [UInt8]) throws {
        let full = path + "/" + file
        for index in full.indices where full[index] == "/" && index > full.startIndex {
            mkdir(String(full[..<index]), 0o755)
        }
        let stream = try #require(fopen(full, "w"))
        defer { fclose(stream) }
        #expect(fwrite(bytes, 1, bytes.count, stream) == bytes.count)
    }

    func remove(_ file: String) { unlink(path + "/" + file) }

    /// Commits the whole work tree.
    @discardableResult
    func commitAll(_ message: String = "x") throws -> ObjectID {
        try git("add", "--all")
        try git("commit", "--quiet", "--allow-empty", "--message", message)
        return try id(["rev-parse", "HEAD"])
    }

    func writeHook(_ name: String, _ script: String) throws {
        try write(".git/hooks/" + name, "#!/bin/sh\n" + script + "\n")
        chmod(path + "/.git/hooks/" + name, 0o755)
    }

    /// Makes a tree object of entries in git's own form; the caller sorts them.
    func rawTree(_ entries: [(mode: String, name: [UInt8], id: ObjectID)]) throws -> ObjectID {
        let bytes = entries.flatMap { Array($0.mode.utf8) + [UInt8(ascii: " ")] + $0.name + [0] + $0.id.bytes }
        return try id(["hash-object", "-t", "tree", "-w", "--literally", "--stdin"], input: bytes)
    }

    /// Takes a loose object out of the store.
    func deleteObject(_ id: ObjectID) {
        let hex = id.description
        unlink(path + "/.git/objects/" + hex.prefix(2) + "/" + hex.dropFirst(2))
    }
}

/// The error that a typed throw gives.
func thrown(_ body: () throws -> some Any) -> GitStoreError? {
    do {
        _ = try body()
        return nil
    } catch {
        return error as? GitStoreError
    }
}
