import Testing

@testable import VaultModel

@Suite("How often something comes back, in words")
struct SpokenRecurrenceTests {
    @Test(
        "is a rule that can be read",
        arguments: [
            ("daily", "FREQ=DAILY"), ("Weekly", "FREQ=WEEKLY"), ("annually", "FREQ=YEARLY"),
            ("quarterly", "FREQ=MONTHLY;INTERVAL=3"), ("biweekly", "FREQ=WEEKLY;INTERVAL=2"),
            ("weekdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"), ("every weekday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
            ("every day", "FREQ=DAILY"), ("every 2 weeks", "FREQ=WEEKLY;INTERVAL=2"),
            ("every 1 months", "FREQ=MONTHLY"),
            ("every other week", "FREQ=WEEKLY;INTERVAL=2"), ("every 3 years", "FREQ=YEARLY;INTERVAL=3"),
            ("every monday", "FREQ=WEEKLY;BYDAY=MO"), ("Every Mon, thu and thursday", "FREQ=WEEKLY;BYDAY=MO,TH"),
            ("every other friday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
        ])
    func rules(text: String, rule: String) throws {
        #expect(SpokenRecurrence.rule(text) == rule)
        _ = try RecurrenceRule(rule)
    }

    @Test(
        "says of a rule how often something comes back by it, however that is written",
        arguments: [
            ("weekly", "INTERVAL=1;FREQ=WEEKLY", true), ("weekly", "rrule:count=3;interval=2;freq=weekly", true),
            ("weekly", "FREQ=DAILY", false), ("weekly", "FREQ=WEEKLY;X", false), ("weekly", "weekly", false),
            ("every 2 weeks", "COUNT=4;INTERVAL=2;FREQ=WEEKLY", true), ("biweekly", "FREQ=WEEKLY;INTERVAL=20", false),
            ("quarterly", "FREQ=MONTHLY", false), ("every monday", "BYDAY=TH,MO;FREQ=WEEKLY", true),
            ("every monday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", false), ("every monday", "FREQ=WEEKLY", false),
            ("every monday and friday", "FREQ=WEEKLY;BYDAY=MO", false),
            ("weekdays", "FREQ=WEEKLY;BYDAY=FR,MO,SU,TH,TU,WE", true),
        ])
    func saying(words: String, rule: String, isSaid: Bool) throws {
        #expect(try RecurrenceRule.isSaid(rule, by: #require(SpokenRecurrence.rule(words))) == isSaid)
    }

    @Test(
        "is nothing else",
        arguments: [
            "", "every", "every 0 weeks", "every other", "every 2", "every days", "every monday week", "weeks",
            "every other weekday", "each week", "FREQ=WEEKLY", "every 99999999999999999999 days",
        ])
    func neither(text: String) {
        #expect(SpokenRecurrence.rule(text) == nil)
    }

    @Test("that is none is told by what is near")
    func nearest() {
        #expect(SpokenRecurrence.nearest(to: "weekley") == "weekly")
        #expect(SpokenRecurrence.nearest(to: "every other wek") == "every other week")
        #expect(SpokenRecurrence.nearest(to: "xyz") == nil)
    }

    @Test(
        "A text can begin a rule, or cannot",
        arguments: [
            ("", true), ("freq", true), ("FREQ=", true), ("RRULE:FREQ=WEEKLY", true), ("rru", true), ("by", true),
            ("weekly", false), ("FREQ:", false), ("=", false), ("frequency=weekly", false),
        ])
    func beginnings(text: String, canBegin: Bool) {
        #expect(RecurrenceRule.canBegin(with: text) == canBegin)
    }
}
