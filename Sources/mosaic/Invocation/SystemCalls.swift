import VaultEngine

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Opens nothing (`/dev/null`) as each standard descriptor that is closed: the next file to be opened would get its number,
/// and with it what is meant for the person.
func openClosedStandardDescriptors() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
        // The system gives the lowest number that is free.
        _ = open("/dev/null", O_RDWR)
    }
}

/// Makes a write to a closed pipe an error of that write, so that a command never dies halfway through a change.
///
/// A handler rather than `SIG_IGN`: programs that Mosaic starts inherit an ignored signal, but not a handler.
func ignoreBrokenPipes() {
    signal(SIGPIPE) { _ in }
}

/// Makes a write past the largest file that the process may have (`ulimit -f`) an error of that write, by a handler as well.
func ignoreFileSizeLimit() {
    signal(SIGXFSZ) { _ in }
}

/// Lets the person end what takes too long: whoever started this may have had signals blocked, and a process inherits that.
func unblockInterruptions() {
    var wanted = sigset_t()
    sigemptyset(&wanted)
    for number in [SIGINT, SIGTERM] { sigaddset(&wanted, number) }
    sigprocmask(SIG_UNBLOCK, &wanted, nil)
}

/// Has the system tell how a program ended that Mosaic started: it does not where whoever started this has SIGCHLD ignored.
func heedEndsOfPrograms() {
    signal(SIGCHLD, SIG_DFL)
}

/// Ends the process as a program in a pipe does whose reader has gone: quietly, by the signal.
func leaveByBrokenPipe() -> Never {
    signal(SIGPIPE, SIG_DFL)
    raise(SIGPIPE)
    exit(128 + SIGPIPE)
}

func leave(with status: ExitStatus) -> Never {
    exit(status.rawValue)
}

/// The system's own sentence for an error number: `No space left on device`.
func systemMessage(_ errorNumber: Int32) -> String {
    String(cString: strerror(errorNumber))
}

extension CommandContext {
    /// The context of the running process.
    ///
    /// `MOSAIC_NOW` (seconds since 1970; a time out of the years 0 to 9999 is the nearest in them) and `MOSAIC_RANDOM_SEED` (a
    /// whole number) stop the clock and seed the randomness. They are for tests and demonstrations, which need a time of their
    /// own or the same answer twice; nothing else reads them.
    static func process() -> CommandContext {
        let environment = processEnvironment()
        let standardOutput = OutputWriter(descriptor: 1)
        standardOutput.onBrokenPipe = { leaveByBrokenPipe() }
        let fixedTime = environment["MOSAIC_NOW"].flatMap { Int64($0) }.map { timeWithinCalendar($0) }
        let seed = environment["MOSAIC_RANDOM_SEED"].flatMap { UInt64($0) }
        let context = CommandContext(
            environment: environment,
            workingDirectory: currentDirectory(),
            now: { fixedTime ?? secondsSince1970() },
            uptime: monotonicNanoseconds,
            secondsFromUTC: localOffset,
            random: seed.map { .seeded($0) } ?? .system,
            standardInput: InputReader(descriptor: 0),
            standardOutput: standardOutput,
            standardError: OutputWriter(descriptor: 2),
            terminal: TerminalState(
                isInput: isatty(0) == 1, isOutput: isatty(1) == 1, isError: isatty(2) == 1,
                width: TerminalWidth.columns(environment: environment, windowWidth: windowWidth)))
        context.puttingOffInterruptions = putOffInterruptions
        return context
    }
}

private func processEnvironment() -> [String: String] {
    var environment: [String: String] = [:]
    #if canImport(Darwin)
        var entry = _NSGetEnviron().pointee
    #else
        var entry = environ
    #endif
    while let pair = entry.pointee {
        let text = String(cString: pair)
        if let equals = text.firstIndex(of: "=") {
            environment[String(text[..<equals])] = String(text[text.index(after: equals)...])
        }
        entry += 1
    }
    return environment
}

private func currentDirectory() -> String {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return String(cString: path)
}

private func secondsSince1970() -> Int64 {
    Int64(time(nil))
}

private func monotonicNanoseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

private func localOffset(at seconds: Int64) -> Int {
    var time = time_t(seconds)
    var parts = tm()
    guard localtime_r(&time, &parts) != nil else { return 0 }
    return Int(parts.tm_gmtoff)
}

/// The width of the window of the first standard descriptor that has one.
private func windowWidth() -> Int? {
    for descriptor: Int32 in [1, 2, 0] {
        var size = winsize()
        if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    }
    return nil
}

/// Where this program is, with symbolic links resolved; its bare name where the system does not say.
func executablePath() -> String {
    #if os(Linux)
        if let path = realpath("/proc/self/exe", nil) {
            defer { free(path) }
            return String(cString: path)
        }
    #elseif canImport(Darwin)
        var size: UInt32 = 4_096
        var buffer = [CChar](repeating: 0, count: Int(size))
        if _NSGetExecutablePath(&buffer, &size) == 0, let path = realpath(buffer, nil) {
            defer { free(path) }
            return String(cString: path)
        }
    #endif
    return "mosaic"
}

/// The last signal that waits to be heeded; 0 for none.
nonisolated(unsafe) private var waitingSignal: Int32 = 0

/// Has SIGINT, SIGTERM and SIGHUP wait. What it returns has them mean again what they meant, and ends the process by one that came
/// meanwhile, not without a word where a change lacks its commit. Not to be called again before that.
///
/// A handler rather than a mask: a signal to the process reaches any thread, and programs that are started do not inherit a handler.
@Sendable private func putOffInterruptions() -> (_ lacksCommit: Bool) -> Void {
    waitingSignal = 0
    let actions = [SIGINT, SIGTERM, SIGHUP].map { number in
        let action = signal(number) { waitingSignal = $0 }
        // What whoever started this has it ignore, it ignores.
        if isIgnoring(action) { signal(number, SIG_IGN) }
        return (number, action)
    }
    return { lacksCommit in
        for (number, action) in actions { signal(number, action) }
        if waitingSignal == 0 { return }
        if lacksCommit {
            let standardError = OutputWriter(descriptor: STDERR_FILENO)
            standardError.write("mosaic: interrupted: the change is written and not committed\n")
            standardError.write("Commit it with git when you can.\n")
            standardError.flush()
        }
        raise(waitingSignal)
    }
}

/// What a process does about a signal.
typealias SignalAction = (@convention(c) (Int32) -> Void)?

/// True for what has the system take no notice of a signal.
func isIgnoring(_ action: SignalAction) -> Bool {
    unsafeBitCast(action, to: Int.self) == unsafeBitCast(SIG_IGN as SignalAction, to: Int.self)
}

/// The end of a pipe that signal handlers write to.
nonisolated(unsafe) private var signalPipe: Int32 = -1
nonisolated(unsafe) private var stopByte: UInt8 = 0
nonisolated(unsafe) private var hangUpByte: UInt8 = 0

/// A descriptor from which `stop` comes for each SIGTERM and SIGINT, and `hangUp` for each SIGHUP.
func watchSignals(stop: UInt8, hangUp: UInt8) -> Int32 {
    guard case .success(let pipe) = OwnDescriptor.pipe() else { return -1 }
    signalPipe = pipe.writing
    stopByte = stop
    hangUpByte = hangUp
    for number in [SIGTERM, SIGINT] {
        signal(number) { _ in _ = write(signalPipe, &stopByte, 1) }
    }
    signal(SIGHUP) { _ in _ = write(signalPipe, &hangUpByte, 1) }
    // Whoever started this may have had signals blocked, and a process inherits that.
    var wanted = sigset_t()
    sigemptyset(&wanted)
    for number in [SIGTERM, SIGINT, SIGHUP] { sigaddset(&wanted, number) }
    sigprocmask(SIG_UNBLOCK, &wanted, nil)
    return pipe.reading
}
