#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Small files that an editor is given, outside of the vault's own.
enum TextFile {
    static func write(_ text: String, to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("write", path) }
        let writer = OutputWriter(descriptor: descriptor)
        writer.write(text)
        writer.flush()
        let code = close(descriptor) == 0 ? writer.failure : writer.failure ?? errno
        guard let code else { return }
        // Half of a file is worse than none.
        unlink(path)
        throw failure("write", path, code)
    }

    /// Makes an empty file in a folder under a name that no file there has: `name.md`, else `name-2.md` and so on.
    ///
    /// - Returns: Its path.
    static func make(_ name: String, in folder: String) throws -> String {
        var path = "\(folder)/\(name).md"
        var number = 1
        while true {
            let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            if descriptor >= 0 {
                close(descriptor)
                return path
            }
            guard errno == EEXIST else { throw failure("write", path) }
            number += 1
            path = "\(folder)/\(name)-\(number).md"
        }
    }

    static func read(_ path: String) throws -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("read", path) }
        defer { close(descriptor) }
        let bytes = try InputReader(descriptor: descriptor).readAll(from: path)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure(.usage, "could not read \(path): it is not UTF-8")
        }
        return text
    }

    /// Makes the folder that a file is to be in, and those above it.
    static func makeFolder(of path: String) throws {
        var made = ""
        for part in path.split(separator: "/").dropLast() {
            made += "/" + part
            if mkdir(made, 0o755) != 0, errno != EEXIST { throw failure("make", made) }
        }
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    static func remove(_ path: String) { unlink(path) }

    private static func failure(_ verb: String, _ path: String, _ code: Int32 = errno) -> CommandFailure {
        CommandFailure(.fault, "could not \(verb) \(path): \(systemMessage(code))")
    }
}

extension InputReader {
    /// Everything up to the end of the input, which a failure names so.
    ///
    /// - Throws: A ``CommandFailure``.
    func readAll(from name: String) throws -> [UInt8] {
        do {
            return try readAll()
        } catch .tooLarge(let limit) {
            throw CommandFailure(.usage, "could not read \(name): it has more than \(limit >> 20) MiB")
        } catch .system(let code) {
            throw CommandFailure(.fault, "could not read \(name): \(systemMessage(code))")
        }
    }
}
