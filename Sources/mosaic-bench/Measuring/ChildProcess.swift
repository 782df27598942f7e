#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Runs a program to its end and tells what it cost.
struct ChildProcess {
    /// What a process took of the machine.
    struct Cost {
        var wallSeconds: Double
        /// User and system time together, of the process and of all that it waited for.
        var cpuSeconds: Double
        /// The most memory that it held at one time.
        var peakBytes: Int

        static func + (left: Cost, right: Cost) -> Cost {
            Cost(
                wallSeconds: left.wallSeconds + right.wallSeconds, cpuSeconds: left.cpuSeconds + right.cpuSeconds,
                peakBytes: max(left.peakBytes, right.peakBytes))
        }
    }

    /// The program, looked for in the `PATH`, and its arguments.
    var arguments: [String]
    /// The file that it reads from its standard input.
    var inputPath = "/dev/null"
    /// The file that its standard output goes to.
    var outputPath = "/dev/null"

    init(_ arguments: [String], input: String = "/dev/null", output: String = "/dev/null") {
        self.arguments = arguments
        inputPath = input
        outputPath = output
    }

    /// Runs it, and gives its cost from the start to the end.
    @discardableResult
    func run() throws -> Cost {
        let start = Self.now()
        let process = try self.start()
        var status: Int32 = 0
        var usage = rusage()
        while wait4(process, &status, 0, &usage) == -1 {
            guard errno == EINTR else { throw BenchError("\(arguments[0]) cannot be waited for") }
        }
        let wall = Self.now() - start
        guard status == 0 else {
            throw BenchError("this failed; run it by itself to see why: \(arguments.joined(separator: " "))")
        }
        return Cost(
            wallSeconds: wall, cpuSeconds: Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime),
            peakBytes: Int(usage.ru_maxrss) * Self.residentUnit)
    }

    /// Starts it; the caller waits for its end. What it writes to its standard error is not shown, so that a terminal has no
    /// part in what is measured.
    func start() throws -> pid_t {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
        #else
            var actions = posix_spawn_file_actions_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, inputPath, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, outputPath, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        let pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { (text: String) in strdup(text) } + [nil]
        defer { pointers.forEach { free($0) } }
        var process = pid_t()
        guard posix_spawnp(&process, arguments[0], &actions, nil, pointers, environ) == 0 else {
            throw BenchError("\(arguments[0]) does not start; is it there?")
        }
        return process
    }

    #if canImport(Darwin)
        private static let residentUnit = 1
    #else
        private static let residentUnit = 1024
    #endif

    /// Seconds of a clock that never goes back.
    static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func seconds(_ time: timeval) -> Double {
        Double(time.tv_sec) + Double(time.tv_usec) / 1e6
    }
}
