import VaultEngine

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// `fzf` (<https://github.com/junegunn/fzf>), which lets a person choose a line by typing parts of it.
/// It talks to the terminal itself, whatever standard output is.
struct FuzzyFinder {
    /// Where it is.
    let path: String
    let environment: [String: String]

    /// Finds the program on the `PATH`; nil where it is not there, or the terminal is too simple for it.
    init?(environment: [String: String]) {
        guard let terminal = environment["TERM"], !terminal.isEmpty, terminal != "dumb",
            let path = TerminalProgram.find("fzf", environment: environment)
        else { return nil }
        self.path = path
        self.environment = environment
    }

    /// The places of the lines that the person chooses, in the order in which they choose them.
    ///
    /// - Parameters:
    ///   - lines: what there is to choose from, each with a name that is not shown; without tabs and line ends. The list and the
    ///     preview stand side by side where both have 60 columns.
    ///   - preview: a command of the shell, to which the name of a line is added, and which shows it.
    ///   - takesSeveral: whether the person may choose more than one.
    ///   - isColored: whether it may colour.
    /// - Returns: places in `lines`; none where they leave.
    /// - Throws: A ``CommandFailure`` where the program does not work.
    func choose(from lines: [(name: String, text: String)], preview: String, takesSeveral: Bool, isColored: Bool) throws
        -> [Int]
    {
        var arguments = [
            "--delimiter=\t", "--with-nth=3..", takesSeveral ? "--multi" : "--no-multi",
            "--preview=\(preview) {2}",
            "--preview-window=right,50%,wrap,<60(down,50%,wrap)",
        ]
        if !isColored { arguments.append("--no-color") }
        let input = lines.enumerated().map { "\($0)\t\($1.name)\t\($1.text)\n" }.joined()
        let (answer, status) = try run(arguments, input: input)
        // 1 says that no line matched, 130 that the person left.
        guard status == 0 || status == 1 || status == 130 else {
            throw CommandFailure(.fault, "could not choose: '\(path)' ended \(TerminalProgram.words(forEnd: status))")
        }
        guard status == 0 else { return [] }
        return answer.split(separator: "\n").compactMap { $0.split(separator: "\t").first.flatMap { Int($0) } }
            .filter(lines.indices.contains)
    }

    /// What the program wrote, and its exit code where the system tells it.
    private func run(_ arguments: [String], input: String) throws -> (output: String, status: Int32?) {
        let toProgram = try OwnDescriptor.pipe().mapError(unstartable).get()
        let fromProgram: (reading: Int32, writing: Int32)
        switch OwnDescriptor.pipe() {
        case .success(let pipe): fromProgram = pipe
        case .failure(let error):
            for descriptor in [toProgram.reading, toProgram.writing] { close(descriptor) }
            throw unstartable(error)
        }
        let program = Result { () throws(SystemError) in
            try TerminalProgram(path: path, arguments: arguments, environment: environment)
                .start(input: toProgram.reading, output: fromProgram.writing)
        }
        close(toProgram.reading)
        close(fromProgram.writing)
        switch program {
        case .success(let program):
            let output = Self.exchange(Array(input.utf8), to: toProgram.writing, from: fromProgram.reading)
            return (String(decoding: output, as: UTF8.self), program.waitUntilExit())
        case .failure(let error):
            close(toProgram.writing)
            close(fromProgram.reading)
            throw unstartable(error)
        }
    }

    private func unstartable(_ error: SystemError) -> CommandFailure {
        CommandFailure(.fault, "could not start \(path): \(error.description)")
    }

    /// Writes to a program and reads what it says meanwhile, so that neither waits for the other. Closes both descriptors.
    private static func exchange(_ input: [UInt8], to writing: Int32, from reading: Int32) -> [UInt8] {
        _ = fcntl(writing, F_SETFL, O_NONBLOCK)
        var written = 0
        var isWriting = true
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            if isWriting, written == input.count {
                close(writing)
                isWriting = false
            }
            var states = [pollfd(fd: reading, events: Int16(POLLIN), revents: 0)]
            if isWriting { states.append(pollfd(fd: writing, events: Int16(POLLOUT), revents: 0)) }
            guard poll(&states, nfds_t(states.count), -1) >= 0 || errno == EINTR else { break }
            if isWriting, states[1].revents != 0 {
                let count = input[written...].withUnsafeBytes { write(writing, $0.baseAddress, $0.count) }
                // A program that has seen enough has closed its end.
                written = count >= 0 ? written + count : errno == EAGAIN || errno == EINTR ? written : input.count
            }
            if states[0].revents != 0 {
                let count = read(reading, &chunk, chunk.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { break }
                output.append(contentsOf: chunk[..<count])
            }
        }
        if isWriting { close(writing) }
        close(reading)
        return output
    }
}
