import VaultEngine

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A daemon under way: what it takes of the machine, until it is stopped.
final class DaemonProcess {
    private let process: pid_t
    private var isRunning = true

    init(_ process: pid_t) {
        self.process = process
    }

    deinit { stop() }

    /// Starts a daemon in a vault; gives it and the seconds until it answered.
    static func watching(_ vault: Vault, mosaic: String) throws -> (daemon: DaemonProcess, seconds: Double) {
        let begin = ChildProcess.now()
        let daemon = DaemonProcess(try ChildProcess([mosaic, "watch", "-C", vault.root]).start())
        while vault.daemonStatus() == nil {
            guard ChildProcess.now() - begin < 60 else { throw BenchError("the daemon does not answer") }
            usleep(1_000)
        }
        return (daemon, ChildProcess.now() - begin)
    }

    /// Ends it, and waits until it has.
    func stop() {
        guard isRunning else { return }
        isRunning = false
        kill(process, SIGTERM)
        var status: Int32 = 0
        while waitpid(process, &status, 0) == -1, errno == EINTR {}
    }

    /// What it has taken until now: seconds of user and system time together, and the bytes that are in memory.
    func usage(scratch: String) throws -> (cpuSeconds: Double, residentBytes: Double) {
        #if os(Linux)
            // See `proc_pid_stat(5)`: the name of the program, in parentheses, is the second field.
            let text = try TextFile.contents(of: "/proc/\(process)/stat")
            let fields = text[text.index(after: text.lastIndex(of: ")") ?? text.startIndex)...].split(separator: " ")
            guard fields.count > 21, let user = Double(fields[11]), let system = Double(fields[12]),
                let pages = Double(fields[21])
            else { throw BenchError("/proc/\(process)/stat is not what it should be") }
            return (
                (user + system) / Double(sysconf(Int32(_SC_CLK_TCK))), pages * Double(sysconf(Int32(_SC_PAGESIZE)))
            )
        #else
            defer { unlink(scratch) }
            try ChildProcess(["ps", "-o", "rss=", "-o", "time=", "-p", "\(process)"], output: scratch).run()
            let fields = (try TextFile.lines(of: scratch).first ?? "").split(separator: " ")
            guard fields.count == 2, let kilobytes = Double(fields[0]) else { throw BenchError("ps says too little") }
            let seconds = fields[1].split(separator: ":").reduce(0.0) { $0 * 60 + (Double($1) ?? 0) }
            return (seconds, kilobytes * 1024)
        #endif
    }
}

extension Surroundings {
    /// Nobody's: no person's settings and no clock have a part in what is measured.
    static let ofBench = Surroundings(environment: [:], now: { 0 })
}
