@testable import mosaic

/// Swift Testing has an `ExitStatus` of its own.
typealias ExitStatus = mosaic.ExitStatus

extension CommandContext {
    /// A context that stands still, and keeps what is written.
    static func test(
        environment: [String: String] = [:], now: Int64 = 1_798_761_600, uptime: @escaping () -> UInt64 = { 0 },
        isTerminal: Bool = false, width: Int = 80, input: String = "", workingDirectory: String = "/"
    ) -> CommandContext {
        CommandContext(
            environment: environment, workingDirectory: workingDirectory, now: { now }, uptime: uptime,
            secondsFromUTC: { _ in 0 }, random: .seeded(1), standardInput: InputReader(input),
            standardOutput: OutputWriter(), standardError: OutputWriter(),
            terminal: TerminalState(isInput: isTerminal, isOutput: isTerminal, isError: isTerminal, width: width))
    }
}

extension RandomSource {
    /// A string of up to `length` scalars from all of Unicode, with control characters, quotes and accents more often than chance
    /// would have them.
    mutating func string(upTo length: Int) -> String {
        var scalars = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...length, using: &self) {
            let highest: UInt32 = [0x20, 0x7F, 0xA0, 0x300, 0xFFFF, 0x10FFFF].randomElement(using: &self) ?? 0x7F
            guard let scalar = Unicode.Scalar(UInt32.random(in: 0...highest, using: &self)) else { continue }
            scalars.append(scalar)
        }
        return String(scalars)
    }
}
