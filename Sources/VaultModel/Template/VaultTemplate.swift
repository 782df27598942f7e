/// What `mosaic init` puts into a new vault: the files of `vault-template/`, carried in the binary.
package enum VaultTemplate {
    /// The Monday that the example's dates are set around.
    package static let firstDay = CalendarDate(daysSinceEpoch: 20_780)

    /// The files of a vault without the example: the workspace, the kinds and the settings.
    package static var emptyVaultFiles: [(path: String, text: String)] {
        files.compactMap { path, text in
            if path == "workspace.md" { return (path, withoutMembers(text)) }
            return path.hasPrefix("kinds/") || path.hasPrefix(".mosaic/") ? (path, text) : nil
        }
    }

    /// All files, with the dates of the example moved to the week of the given day, so that what is due soon is due
    /// soon. The dates move by whole weeks and so keep their weekdays; kinds stay as they are.
    package static func files(inWeekOf day: CalendarDate) -> [(path: String, text: String)] {
        let weeks = day.adding(days: 1 - day.weekday.rawValue)
        let distance = firstDay.days(to: weeks)
        return files.map { path, text in
            (path, path.hasPrefix("kinds/") ? text : moving(datesOf: text, by: distance))
        }
    }

    /// The workspace without its members, who are part of the example.
    private static func withoutMembers(_ text: String) -> String {
        var isInside = false
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            isInside = line.hasPrefix("members:") || (isInside && line.hasPrefix(" "))
            return !isInside
        }
        return lines.joined(separator: "\n")
    }

    private static func moving(datesOf text: String, by days: Int) -> String {
        var rest = text[...]
        var moved = ""
        while let hyphen = rest.utf8.firstIndex(of: 0x2D) {
            guard let start = rest.utf8.index(hyphen, offsetBy: -4, limitedBy: rest.startIndex),
                let end = rest.utf8.index(hyphen, offsetBy: 6, limitedBy: rest.endIndex),
                let date = CalendarDate(String(decoding: rest.utf8[start..<end], as: UTF8.self))
            else {
                let next = rest.utf8.index(after: hyphen)
                moved += rest[..<next]
                rest = rest[next...]
                continue
            }
            moved += rest[..<start] + date.adding(days: days).formatted
            rest = rest[end...]
        }
        return moved + rest
    }
}
