import Testing

@testable import VaultModel

@Suite("A recurrence rule")
struct RecurrenceRuleTests {
    /// The rules of RFC 5545, section 3.8.5.3, and some as people write them.
    static let valid = [
        "FREQ=DAILY;COUNT=10", "FREQ=DAILY;UNTIL=19971224T000000Z", "FREQ=DAILY;INTERVAL=10;COUNT=5",
        "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA",
        "FREQ=WEEKLY;INTERVAL=2;WKST=SU", "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH",
        "FREQ=MONTHLY;COUNT=10;BYDAY=1FR", "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
        "FREQ=MONTHLY;BYMONTHDAY=-3", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1",
        "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200", "FREQ=YEARLY;BYDAY=20MO",
        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "FREQ=YEARLY;BYMONTH=6,7,8;BYDAY=TH",
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000Z",
        "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40", "FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10",
        "FREQ=SECONDLY;BYSECOND=0,60", "RRULE:FREQ=WEEKLY;BYDAY=MO", "freq=weekly;byday=mo,th", "BYDAY=MO;FREQ=WEEKLY",
        "FREQ=DAILY;UNTIL=20261224", "FREQ=DAILY;UNTIL=20261224T180000", "FREQ=MONTHLY;BYDAY=+2TU",
    ]

    @Test("is read, with every part as it is written", arguments: valid)
    func reads(text: String) throws {
        let parts = text.uppercased().replacing("RRULE:", with: "").replacing("+", with: "").split(separator: ";")
        #expect(try RecurrenceRule(text).writtenParts == Set(parts.map(String.init)))
    }

    @Test(
        "is refused with a reason",
        arguments: [
            ("", "has an empty part"), ("weekly", "has a part without `=`: WEEKLY"),
            ("INTERVAL=2", "has no FREQ, such as FREQ=WEEKLY"),
            ("FREQ=WEEKY", "says FREQ=WEEKY: did you mean WEEKLY?"), ("FREQ=DAILY;", "has an empty part"),
            ("FREQ=DAILY;FREQ=DAILY", "says FREQ twice"),
            ("FREQ=DAILY;BYDAYS=MO", "has an unknown part BYDAYS, did you mean BYDAY?"),
            ("FREQ=DAILY;COUNT=0", "says COUNT=0: it is a whole number from 1"),
            ("FREQ=DAILY;INTERVAL=-1", "says INTERVAL=-1: it is a whole number from 1"),
            ("FREQ=DAILY;COUNT=99999999999", "says COUNT=99999999999: it is a whole number from 1"),
            ("FREQ=DAILY;COUNT=2;UNTIL=20261224", "has both COUNT and UNTIL, of which one ends it"),
            (
                "FREQ=DAILY;UNTIL=2026-12-24",
                "says UNTIL=2026-12-24: write a day as 20261224, a time as 20261224T180000Z"
            ),
            (
                "FREQ=DAILY;UNTIL=20261324",
                "says UNTIL=20261324: write a day as 20261224, a time as 20261224T180000Z"
            ),
            ("FREQ=YEARLY;BYMONTH=13", "says BYMONTH=13: the numbers are 1 to 12"),
            ("FREQ=YEARLY;BYMONTH=1,", "says BYMONTH=1,: the numbers are 1 to 12"),
            (
                "FREQ=MONTHLY;BYMONTHDAY=0",
                "says BYMONTHDAY=0: the numbers are 1 to 31, or the same with a minus, from the end"
            ),
            ("FREQ=DAILY;BYHOUR=24", "says BYHOUR=24: the numbers are 0 to 23"),
            (
                "FREQ=WEEKLY;BYDAY=XX",
                "says BYDAY=XX: a weekday is one of MO, TU, WE, TH, FR, SA, SU"
            ),
            ("FREQ=WEEKLY;WKST=1MO", "says WKST=1MO: a weekday is one of MO, TU, WE, TH, FR, SA, SU"),
            ("FREQ=WEEKLY;BYDAY=1MO", "numbers a weekday, which goes with FREQ=MONTHLY or FREQ=YEARLY only"),
            ("FREQ=YEARLY;BYWEEKNO=2;BYDAY=1MO", "numbers a weekday beside BYWEEKNO"),
            ("FREQ=WEEKLY;BYMONTHDAY=1", "has BYMONTHDAY, which does not go with FREQ=WEEKLY"),
            ("FREQ=MONTHLY;BYYEARDAY=1", "has BYYEARDAY, which does not go with FREQ=MONTHLY"),
            ("FREQ=MONTHLY;BYWEEKNO=1", "has BYWEEKNO, which goes with FREQ=YEARLY only"),
            ("FREQ=MONTHLY;BYSETPOS=1", "has BYSETPOS without another BY… part to choose from"),
        ])
    func refuses(text: String, reason: String) {
        #expect(throws: RecurrenceRule.Invalid(reason: reason)) { try RecurrenceRule(text) }
    }

    @Test("keeps what its parts say")
    func parts() throws {
        let rule = try RecurrenceRule("FREQ=MONTHLY;INTERVAL=2;UNTIL=20261224T180000Z;BYDAY=1MO,-1FR;BYHOUR=9;WKST=SU")
        #expect(rule.frequency == .monthly)
        #expect(rule.interval == 2)
        #expect(rule.count == nil)
        #expect(rule.until?.instant().formatted == "2026-12-24T18:00:00Z")
        #expect(rule.byDay == [.init(ordinal: 1, weekday: .monday), .init(ordinal: -1, weekday: .friday)])
        #expect(rule.byHour == [9])
        #expect(rule.weekStart == .sunday)
    }

    @Test("does not mind a very long text")
    func longText() {
        #expect(throws: RecurrenceRule.Invalid.self) {
            try RecurrenceRule("FREQ=YEARLY;BYMONTH=" + String(repeating: "1,", count: 5000) + "1")
        }
    }
}

extension RecurrenceRule {
    /// The parts that say something, as RFC 5545 writes them.
    fileprivate var writtenParts: Set<String> {
        let weekdays = ["", "MO", "TU", "WE", "TH", "FR", "SA", "SU"]
        let numbers = [
            ("BYSECOND", bySecond), ("BYMINUTE", byMinute), ("BYHOUR", byHour), ("BYMONTHDAY", byMonthDay),
            ("BYYEARDAY", byYearDay), ("BYWEEKNO", byWeekNumber), ("BYMONTH", byMonth), ("BYSETPOS", bySetPosition),
        ]
        var values = numbers.map { ($0.0, $0.1.map(String.init).joined(separator: ",")) }
        values.append(("FREQ", frequency.rawValue))
        values.append(("INTERVAL", interval == 1 ? "" : String(interval)))
        values.append(("COUNT", count.map(String.init) ?? ""))
        values.append(("UNTIL", until.map { $0.basic + ($0.offset == nil ? "" : "Z") } ?? ""))
        let days = byDay.map { "\($0.ordinal.map(String.init) ?? "")\(weekdays[$0.weekday.rawValue])" }
        values.append(("BYDAY", days.joined(separator: ",")))
        values.append(("WKST", weekStart == .monday ? "" : weekdays[weekStart.rawValue]))
        return Set(values.filter { !$0.1.isEmpty }.map { "\($0.0)=\($0.1)" })
    }
}
