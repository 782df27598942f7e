import VaultEngine
import VaultModel

/// An agenda as a terminal shows it: a week as a calendar where there is room for it, else day by day.
struct AgendaView {
    let agenda: Agenda
    let today: CalendarDate
    let style: Style
    let width: Int

    private static let leastColumnWidth = 12
    private static let gap = 2
    private static let mostLinesOfEntry = 3

    var text: String {
        let days = Array(agenda.days.lowerBound.daysSinceEpoch...agenda.days.upperBound.daysSinceEpoch).map {
            CalendarDate(daysSinceEpoch: $0)
        }
        let column = (width + Self.gap) / 7 - Self.gap
        if days.count == 7, column >= Self.leastColumnWidth { return calendar(days, column: column) }
        return list(days)
    }

    private func entries(of day: CalendarDate) -> [AgendaEntry] { agenda.entries.filter { $0.day == day } }

    // MARK: - Day by day

    private func list(_ days: [CalendarDate]) -> String {
        var text = ""
        let times = agenda.entries.map { DisplayWidth.of(time(of: $0)) }.max() ?? 0
        let identifiers = agenda.entries.map { DisplayWidth.of($0.entity.shortID) }.max() ?? 0
        let entries = Dictionary(grouping: agenda.entries, by: \.day)
        for day in days {
            guard let entries = entries[day] else { continue }
            if !text.isEmpty { text += "\n" }
            text += heading(of: day) + "\n"
            for entry in entries {
                let title = DisplayWidth.truncated(label(of: entry), to: max(12, width - times - identifiers - 6))
                text += "  " + DisplayWidth.padded(time(of: entry), to: times) + "  "
                let id = TerminalText.escaped(entry.entity.shortID)
                text += style(.identifier, id) + String(repeating: " ", count: identifiers - DisplayWidth.of(id)) + "  "
                text += title + "\n"
            }
        }
        return text.isEmpty ? "Nothing is on.\n" : text
    }

    /// When on its day, or why it is there.
    private func time(of entry: AgendaEntry) -> String {
        if entry.reason == .due || entry.reason == .target { return entry.reason.rawValue }
        let time = AgendaListing.time(of: entry)
        if !time.isEmpty { return time }
        return entry.reason == .scheduled ? "scheduled" : "all day"
    }

    private func label(of entry: AgendaEntry) -> String {
        let location = entry.entity.text("location")
        return TerminalText.escaped(entry.entity.title + (location.isEmpty ? "" : ", \(location)"))
    }

    // MARK: - A week

    private func calendar(_ days: [CalendarDate], column: Int) -> String {
        let cells = days.map { day in entries(of: day).map { lines(of: $0, column) }.joined(separator: [""]).map { $0 }
        }
        let gap = String(repeating: " ", count: Self.gap)
        func row(_ texts: [(plain: String, styled: String)]) -> String {
            var line = ""
            for (place, text) in texts.enumerated() {
                if place > 0 { line += gap }
                line += text.styled + String(repeating: " ", count: max(0, column - DisplayWidth.of(text.plain)))
            }
            while line.hasSuffix(" ") { line.removeLast() }
            return line + "\n"
        }
        var text = row(
            days.map { day in
                // Told apart without colours too.
                let name = Self.shortName(of: day) + (day == today ? " today" : "")
                return (name, style(day == today ? .strong : .faint, name))
            })
        text += row(days.map { _ in String(repeating: "─", count: column) }.map { ($0, style(.faint, $0)) })
        for place in 0..<(cells.map(\.count).max() ?? 0) {
            text += row(cells.map { place < $0.count ? $0[place] : "" }.map { ($0, $0) })
        }
        return text
    }

    /// An entry in a column: its time and title, over a few lines.
    private func lines(of entry: AgendaEntry, _ column: Int) -> [String] {
        let time = time(of: entry)
        var lines = [""]
        for word in ([time] + TerminalText.escaped(entry.entity.title).split(separator: " ").map(String.init)) {
            let line = lines[lines.count - 1]
            if line.isEmpty {
                lines[lines.count - 1] = word
            } else if DisplayWidth.of(line) + 1 + DisplayWidth.of(word) <= column {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append(word)
            }
        }
        if lines.count > Self.mostLinesOfEntry {
            let rest = lines[(Self.mostLinesOfEntry - 1)...].joined(separator: " ")
            lines = Array(lines.prefix(Self.mostLinesOfEntry - 1)) + [rest]
        }
        return lines.map { DisplayWidth.truncated($0, to: column) }
    }

    // MARK: - Days

    private func heading(of day: CalendarDate) -> String {
        style(day == today ? .strong : .faint, Self.longName(of: day) + (day == today ? ", today" : ""))
    }

    private static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// `Tue 24`
    private static func shortName(of day: CalendarDate) -> String {
        "\(weekdays[day.weekday.rawValue - 1].prefix(3)) \(day.components.day)"
    }

    /// `Tuesday 24 November 2026`
    private static func longName(of day: CalendarDate) -> String {
        let (year, month, number) = day.components
        return "\(weekdays[day.weekday.rawValue - 1]) \(number) \(months[month - 1]) \(year)"
    }
}
