/// One line on a terminal's standard error that says how far long work is. It appears only once the work has taken a
/// while, is drawn ten times a second at most, and is gone at the end.
final class Progress {
    private let context: CommandContext
    private let isShown: Bool
    private let start: UInt64
    private var lastDrawn: UInt64?

    private static let patience: UInt64 = 300_000_000
    private static let interval: UInt64 = 100_000_000

    init(_ context: CommandContext) {
        self.context = context
        isShown = context.terminal.isError && context.environment["TERM"] != "dumb"
        start = context.uptime()
    }

    /// Says that `done` of `total` are done; with no total, only how many; with neither, only what:
    /// `Reading commits  1,200 of 20,000`.
    func update(_ activity: String, done: Int?, total: Int?) {
        guard isShown else { return }
        let now = context.uptime()
        guard now >= start + Self.patience, lastDrawn.map({ now >= $0 + Self.interval }) ?? true else { return }
        lastDrawn = now
        var line = activity
        if let done { line += "  \(Self.grouped(done))" }
        if let total { line += " of \(Self.grouped(total))" }
        let fitted = DisplayWidth.truncated(TerminalText.escaped(line), to: max(1, context.terminal.width - 1))
        context.standardError.write("\r\u{1B}[K" + fitted)
        context.standardError.flush()
    }

    /// Erases the line. Called before anything else is written, and at the end.
    func finish() {
        guard lastDrawn != nil else { return }
        lastDrawn = nil
        context.standardError.write("\r\u{1B}[K")
        context.standardError.flush()
    }

    /// `1 file`, `20,000 files`
    static func counted(_ number: Int, _ one: String, _ several: String) -> String {
        "\(grouped(number)) \(number == 1 ? one : several)"
    }

    /// `20,000`
    static func grouped(_ number: Int) -> String {
        var digits = String(number.magnitude)
        var groups: [Substring] = []
        while digits.count > 3 {
            groups.insert(Substring(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        return (number < 0 ? "-" : "") + ([Substring(digits)] + groups).joined(separator: ",")
    }
}
