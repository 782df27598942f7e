/// Colour and weight on a terminal, by ANSI escape sequences (ECMA-48, SGR), with the terminal's own sixteen colours only.
struct Style: Sendable {
    enum Role: Sendable {
        /// What the eye should find first.
        case strong
        /// What is there for reference.
        case faint
        case identifier
        case good
        case attention
        case bad

        fileprivate var parameters: String {
            switch self {
            case .strong: "1"
            case .faint: "2"
            case .identifier: "33"
            case .good: "32"
            case .attention: "35"
            case .bad: "31"
            }
        }
    }

    /// When to colour, as `--color` says it.
    enum Choice: String, CaseIterable, Sendable {
        case auto, always, never
    }

    var isEnabled: Bool

    static let plain = Style(isEnabled: false)

    init(isEnabled: Bool) {
        self.isEnabled = isEnabled
    }

    /// `--color` decides. Where it says `auto`: only on a terminal that is not `dumb`, and not where `NO_COLOR` is set and
    /// not empty (<https://no-color.org>).
    init(choice: Choice, isTerminal: Bool, environment: [String: String]) {
        switch choice {
        case .always: isEnabled = true
        case .never: isEnabled = false
        case .auto:
            isEnabled =
                isTerminal && environment["NO_COLOR"]?.isEmpty != false && environment["TERM"] != "dumb"
        }
    }

    /// The text in the role's style. The text must be escaped already.
    func callAsFunction(_ role: Role, _ text: String) -> String {
        isEnabled && !text.isEmpty ? "\u{1B}[\(role.parameters)m\(text)\u{1B}[0m" : text
    }
}
