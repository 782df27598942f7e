import VaultEngine

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Measures the daemon on a vault whose index is current. The vault is changed.
struct WatchMeasurements {
    /// The path of the executable that is measured.
    let mosaic: String
    /// The vault's folder, without a slash at its end.
    let vault: String
    let runs: Int
    /// For how long to look at a daemon that has nothing to do.
    let idleSeconds: Int
    /// Told what is measured next.
    let progress: (String) -> Void

    /// Percentiles want many values.
    private var saves: Int { 20 * runs }
    private var scratch: String { vault + ".daemon" }

    func run() throws -> [Measurement] {
        let open = try Vault(discovering: vault, surroundings: .ofBench)
        var results = [try check(of: open)]
        progress("start of the daemon")
        let starts = try (0..<runs).map { _ in
            let (daemon, seconds) = try DaemonProcess.watching(open, mosaic: mosaic)
            daemon.stop()
            return seconds
        }
        results.append(
            Measurement("start of the daemon, index current", .seconds, starts, target: "at most 1 s"))
        let (daemon, _) = try DaemonProcess.watching(open, mosaic: mosaic)
        defer { daemon.stop() }
        results.append(try question(open))
        results.append(try commitsToAnswers(open))
        results += try savesToAnswers()
        results += try idle(daemon)
        return results
    }

    // MARK: - Freshness

    /// What a question does first, without a daemon, in a process that runs already.
    private func check(of open: Vault) throws -> Measurement {
        progress("freshness")
        // What was written just before is looked at twice.
        try open.refresh()
        let pairs = try (0..<4 * runs).map { _ in
            let status = try ChildProcess(["git", "-C", vault, "status", "--porcelain"]).run()
            return (floor: status.wallSeconds * 1000, ours: try milliseconds { try open.refresh() })
        }
        return Measurement("freshness, against git status", .milliseconds, pairs, target: "ratio at most 1.2")
    }

    /// The same with a daemon, which is asked.
    private func question(_ open: Vault) throws -> Measurement {
        let times = try (0..<saves).map { _ in
            try milliseconds {
                guard open.daemonDoor.ask(.sync) == DaemonDoor.current else { throw BenchError("no daemon answers") }
            }
        }
        return Measurement("freshness, with the daemon", .milliseconds, times, target: "at most 3 ms")
    }

    // MARK: - The daemon

    /// From the end of a save to the end of a process that shows what was saved.
    private func savesToAnswers() throws -> [Measurement] {
        progress("save to answer")
        let paths = try MeasuredRepository(path: vault).markdownPaths()
        let times = try (0..<saves).map { number in
            let path = paths[(number * 7919 + 2) % paths.count]
            try TextFile.append("\nSaved, number \(number).\n", to: "\(vault)/\(path)")
            return try ChildProcess([mosaic, "show", "--brief", "-C", vault, path]).run().wallSeconds * 1000
        }
        return [
            Measurement("save to answer, median", .milliseconds, times, target: nil),
            Measurement(
                "save to answer, 95th percentile", .milliseconds, [times.percentile(95)], target: "at most 50 ms"),
            Measurement("save to answer, 99th percentile", .milliseconds, [times.percentile(99)], target: nil),
        ]
    }

    /// From the end of a commit to the daemon's word that it is in the index.
    private func commitsToAnswers(_ open: Vault) throws -> Measurement {
        progress("commit to answer")
        let repository = MeasuredRepository(path: vault)
        let paths = try repository.markdownPaths()
        let times = try (0..<4 * runs).map { number in
            let path = paths[(number * 7919 + 3) % paths.count]
            try TextFile.append("\nCommitted, number \(number).\n", to: "\(vault)/\(path)")
            try repository.commit("One more line", "--", path)
            return try milliseconds {
                guard open.daemonDoor.ask(.sync) == DaemonDoor.current else { throw BenchError("no daemon answers") }
            }
        }
        return Measurement("commit to the daemon's answer", .milliseconds, times, target: "at most 30 ms")
    }

    private func idle(_ daemon: DaemonProcess) throws -> [Measurement] {
        progress("idle daemon")
        // It gives back what it does not need once nothing has come for two seconds.
        sleep(3)
        let before = try daemon.usage(scratch: scratch)
        sleep(UInt32(idleSeconds))
        let after = try daemon.usage(scratch: scratch)
        return [
            Measurement(
                "idle daemon, CPU in \(idleSeconds) s", .milliseconds, [(after.cpuSeconds - before.cpuSeconds) * 1000],
                target: "none"),
            Measurement(
                "idle daemon, memory", .megabytes, [after.residentBytes / 1e6], target: "under 60 MB"),
        ]
    }

    private func milliseconds(_ body: () throws -> some Any) rethrows -> Double {
        let start = ChildProcess.now()
        _ = try body()
        return (ChildProcess.now() - start) * 1000
    }
}
