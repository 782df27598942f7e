#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What the numbers were measured on.
struct Machine {
    var processor: String
    var cores: Int
    var system: String
    var git: String

    /// This one. `scratch` is a path that a file may be made at for a moment.
    static func current(scratch: String) throws -> Machine {
        defer { unlink(scratch) }
        func output(of arguments: [String]) throws -> String {
            try ChildProcess(arguments, output: scratch).run()
            return try TextFile.lines(of: scratch).first ?? ""
        }
        #if canImport(Darwin)
            let processor = try output(of: ["sysctl", "-n", "machdep.cpu.brand_string"])
        #else
            let names = ["sh", "-c", "sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo"]
            let processor = try output(of: names)
        #endif
        return Machine(
            processor: processor.isEmpty ? "an unnamed processor" : processor,
            cores: sysconf(Int32(_SC_NPROCESSORS_ONLN)), system: try output(of: ["uname", "-sr"]),
            git: try output(of: ["git", "--version"]))
    }

    var text: String { "\(processor), \(cores) \(cores == 1 ? "core" : "cores"), \(system), \(git)" }
}
