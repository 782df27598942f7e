import Foundation

/// Something that goes wrong in a process at one of the calls with which it changes files.
struct Fault: Sendable, CustomStringConvertible {
    enum Action: Sendable, Hashable {
        /// The process is killed, and with a git the Mosaic that started it.
        case kill
        /// Ctrl-C reaches the process, and no other.
        case interrupt
        /// The call fails, and every later one as well where it persists.
        case error(Int32, persists: Bool)
    }

    /// `mosaic`, or the `git` that it starts.
    var program: String
    /// Which call, counted from 1.
    var call: Int
    var action: Action

    var description: String { orders }

    private var orders: String {
        switch action {
        case .kill: "\(program) \(call) kill"
        case .interrupt: "\(program) \(call) interrupt"
        case .error(let code, let persists): "\(program) \(call) \(code)\(persists ? "+" : "")"
        }
    }

    /// What a process gets in its environment; `log` gets a letter for each call. The calls are those that change files, or those that
    /// open something to read.
    func environment(log: URL? = nil, ofReads: Bool = false) throws -> [String: String] {
        var environment = ["LD_PRELOAD": try Self.library.get().path, "MOSAIC_FAULT": orders]
        if ofReads { environment["MOSAIC_FAULT_READS"] = "1" }
        if let log { environment["MOSAIC_FAULT_LOG"] = log.path }
        return environment
    }

    /// What a process gets in its environment that Ctrl-C reaches the moment that it has started a shell.
    static func interruption() throws -> [String: String] {
        ["LD_PRELOAD": try library.get().path, "MOSAIC_INTERRUPT": "1"]
    }

    /// True where there are a C compiler and a loader to put the faults between a program and its C library.
    static var canBeMade: Bool { (try? library.get()) != nil }

    /// `faults.c`, compiled; gone when the tests end.
    private static let library = Result<URL, any Error> {
        #if os(Linux)
            let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("faults.c")
            let made = FileManager.default.temporaryDirectory.appendingPathComponent("mosaic-faults-\(getpid()).so")
            let compiler = Process()
            compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            compiler.arguments = ["cc", "-shared", "-fPIC", "-O1", "-o", made.path, source.path, "-ldl"]
            try compiler.run()
            compiler.waitUntilExit()
            guard compiler.terminationStatus == 0 else { throw CocoaError(.executableNotLoadable) }
            atexit { unlink(("\(NSTemporaryDirectory())/mosaic-faults-\(getpid()).so")) }
            return made
        #else
            throw CocoaError(.featureUnsupported)
        #endif
    }
}
