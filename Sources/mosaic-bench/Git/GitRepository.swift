#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A repository that is made through the `git` executable.
struct GitRepository {
    let path: String

    /// Makes an empty repository with the branch `main`; the path must not exist.
    static func create(at path: String) throws -> GitRepository {
        guard access(path, F_OK) != 0 else { throw BenchError("there is something at \(path) already") }
        let repository = GitRepository(path: path)
        try run(["git", "init", "--quiet", "--initial-branch=main", path])
        return repository
    }

    /// Hands the body a sink that `git fast-import` reads.
    func fastImport(_ body: (ByteSink) throws -> Void) throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw BenchError("there is no pipe to be had") }
        _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
        let arguments = ["git", "-C", path, "fast-import", "--quiet", "--done"]
        let process = try Self.start(arguments, input: ends[0])
        close(ends[0])
        do {
            let sink = ByteSink(descriptor: ends[1])
            try body(sink)
            try sink.flush()
            close(ends[1])
        } catch {
            close(ends[1])
            _ = Self.wait(for: process)
            throw error
        }
        guard Self.wait(for: process) == 0 else { throw BenchError("git fast-import failed") }
    }

    func checkOut() throws {
        try Self.run(["git", "-C", path, "reset", "--quiet", "--hard", "main"])
    }

    private static func run(_ arguments: [String]) throws {
        let process = try start(arguments, input: nil)
        guard wait(for: process) == 0 else { throw BenchError("\(arguments.joined(separator: " ")) failed") }
    }

    private static func start(_ arguments: [String], input: Int32?) throws -> pid_t {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
        #else
            var actions = posix_spawn_file_actions_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input { posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO) }
        let pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { (text: String) in strdup(text) } + [nil]
        defer { pointers.forEach { free($0) } }
        var process = pid_t()
        guard posix_spawnp(&process, "git", &actions, nil, pointers, environ) == 0 else {
            throw BenchError("git does not start; is it on the PATH?")
        }
        return process
    }

    private static func wait(for process: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) == -1 {
            if errno != EINTR { return -1 }
        }
        return status
    }
}
