/// How often something comes back, in a person's words.
package enum SpokenRecurrence {
    /// What a person may say in a word, with the rule that each is.
    private static let table: KeyValuePairs = [
        "daily": "FREQ=DAILY", "weekly": "FREQ=WEEKLY", "monthly": "FREQ=MONTHLY", "yearly": "FREQ=YEARLY",
        "annually": "FREQ=YEARLY", "quarterly": "FREQ=MONTHLY;INTERVAL=3", "biweekly": "FREQ=WEEKLY;INTERVAL=2",
        "fortnightly": "FREQ=WEEKLY;INTERVAL=2", "weekdays": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        "weekends": "FREQ=WEEKLY;BYDAY=SA,SU",
    ]

    /// The words that stand for a rule by themselves.
    package static let words = table.map { $0.key }

    private static let units = ["day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"]

    /// The rule that is said as RFC 5545 writes it: `FREQ=WEEKLY;INTERVAL=2` for `biweekly`, `every 2 weeks` and `every other week`,
    /// `FREQ=WEEKLY;BYDAY=MO,TH` for `every monday and thursday`; nil for anything else.
    package static func rule(_ text: String) -> String? {
        let text = text.lowercased()
        if let rule = table.first(where: { $0.key == text })?.value { return rule }
        var words = text.split(whereSeparator: { " ,".contains($0) }).map(String.init).filter { $0 != "and" }
        guard words.first == "every", words.count > 1 else { return nil }
        words.removeFirst()
        var interval = 1
        var isCounted = false
        if words[0] == "other" || Int(digits: words[0]) != nil {
            isCounted = words[0] != "other"
            interval = Int(digits: words.removeFirst()) ?? 2
            guard (1...1000).contains(interval) else { return nil }
        }
        let repeated = interval > 1 ? ";INTERVAL=\(interval)" : ""
        if words.count == 1 {
            if words[0] == "weekday", interval == 1 { return rule("weekdays") }
            let unit = isCounted && words[0].hasSuffix("s") ? String(words[0].dropLast()) : words[0]
            if let frequency = units[unit] { return "FREQ=\(frequency)\(repeated)" }
        }
        let days = words.map { word in
            QueryDates.place(ofWeekday: word).map { QueryDates.weekdays[$0].prefix(2).uppercased() }
        }
        guard !days.isEmpty, !days.contains(nil) else { return nil }
        return "FREQ=WEEKLY\(repeated);BYDAY=" + days.compactMap(\.self).uniqued().joined(separator: ",")
    }

    /// The word that a person most likely means by a text that is no rule; nil where none is near.
    package static func nearest(to text: String) -> String? {
        Spelling.nearest(to: text, among: words + units.keys.sorted().map { "every \($0)" } + ["every other week"])
    }
}

extension RecurrenceRule {
    /// Whether what comes back by this rule does so as a rule that was said has it, however the two are written.
    ///
    /// A rule of a frequency alone, `weekly`, says that and no more: it goes for whatever comes back by weeks. One that says an
    /// interval or weekdays, `every monday`, means that interval, and those days among others.
    package func isSaid(by said: RecurrenceRule) -> Bool {
        if frequency != said.frequency { return false }
        if said.interval == 1, said.byDay.isEmpty { return true }
        return interval == said.interval && said.byDay.allSatisfy(byDay.contains)
    }

    /// The same of the texts of two rules; false where one of them is none.
    package static func isSaid(_ text: String, by said: String) -> Bool {
        guard let rule = try? RecurrenceRule(text), let said = try? RecurrenceRule(said) else { return false }
        return rule.isSaid(by: said)
    }
}
