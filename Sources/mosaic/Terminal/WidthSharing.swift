/// How texts that stand beside each other share the width of a terminal.
enum WidthSharing {
    /// The least that is left of a text that gives way.
    static let least = 12
    /// What a text that gives way should have, if it can use it, before one is shown that can be left out.
    static let fair = 32

    /// The widths, of which those at the places are cut until all together fit, the widest first.
    ///
    /// - Parameters:
    ///   - widths: in columns.
    ///   - places: those of the texts that give way.
    ///   - room: what there is for all of them.
    ///   - least: what the text at a place keeps in any case.
    /// - Returns: the widths in the same order.
    static func cut(
        _ widths: [Int], at places: [Int], to room: Int, least: (_ place: Int) -> Int = { _ in Self.least }
    ) -> [Int] {
        var widths = widths
        var excess = widths.reduce(0, +) - room
        while excess > 0 {
            let yielding = places.filter { widths[$0] > least($0) }
            guard let widest = yielding.max(by: { widths[$0] < widths[$1] }) else { break }
            let next = yielding.filter { $0 != widest }.map { widths[$0] }.max() ?? 0
            let surplus = widths[widest] - least(widest)
            let cut = min(excess, surplus, max(1, widths[widest] - next))
            widths[widest] -= cut
            excess -= cut
        }
        return widths
    }
}
