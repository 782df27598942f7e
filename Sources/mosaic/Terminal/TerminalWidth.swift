/// How many columns there are to write in.
enum TerminalWidth {
    static let fallback = 80

    /// `COLUMNS` where it is a positive number, else the width of the window, else 80.
    static func columns(environment: [String: String], windowWidth: () -> Int?) -> Int {
        if let stated = environment["COLUMNS"].flatMap({ Int($0) }), stated > 0 { return stated }
        return windowWidth() ?? fallback
    }
}
