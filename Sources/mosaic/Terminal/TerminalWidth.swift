/// How many columns there are to write in.
enum TerminalWidth {
    static let fallback = 80
    /// No window is wider; what is drawn across it takes time and room for each column.
    static let widest = 10_000

    /// `COLUMNS` where it is a positive number, else the width of the window, else 80; but no more than ``widest``.
    static func columns(environment: [String: String], windowWidth: () -> Int?) -> Int {
        if let stated = environment["COLUMNS"].flatMap({ Int($0) }), stated > 0 {
            return min(stated, widest)
        }
        return min(windowWidth() ?? fallback, widest)
    }
}
