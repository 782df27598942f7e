/// A query that is understood: every key is known, every value fits its field. References are still texts.
package struct Query: Hashable, Sendable {
    /// One of the things that answers are sorted by.
    package struct SortKey: Hashable, Sendable {
        /// One of ``QueryKey/sortNames``, or a field.
        package var name: String
        /// True for a field of the front matter, which may bear one of those names.
        package var isField: Bool
        package var isDescending: Bool

        package init(name: String, isField: Bool = false, isDescending: Bool = false) {
            self.name = name
            self.isField = isField
            self.isDescending = isDescending
        }
    }

    package var condition: QueryCondition
    /// The best first where text is asked for, else the youngest change first, where there is none.
    package var sort: [SortKey]
    /// nil for all.
    package var limit: Int?

    package init(condition: QueryCondition = .all([]), sort: [SortKey] = [], limit: Int? = nil) {
        self.condition = condition
        self.sort = sort
        self.limit = limit
    }

    /// More would be too much for one statement of SQL.
    package static let mostTerms = 200
    /// Of all terms together; a value of the past counts for twenty.
    package static let mostValues = 2_000
    /// How long a value may be, in bytes: patterns beyond are more than SQLite takes.
    package static let longestValue = 10_000
    /// As many as can be sorted by at once.
    package static let mostSortKeys = 16

    /// True where the text of entities is asked for, so that it must have been read into the index.
    ///
    /// Needs no schema, and takes a query that cannot be understood for one that asks for none.
    /// `readsStateAliases` as in `QueryContext`.
    package static func asksForText(_ text: String, readsStateAliases: Bool = true) -> Bool {
        (try? QueryParser.parse(text))?.condition.asksForText(readsStateAliases: readsStateAliases) ?? false
    }
}

/// What must hold of an entity: tests, joined as the query joins them.
package indirect enum QueryCondition: Hashable, Sendable {
    /// True for none.
    case all([QueryCondition])
    /// False for none.
    case any([QueryCondition])
    case not(QueryCondition)
    case test(QueryTest)

    /// Every test, in the order of the query.
    package var tests: [QueryTest] {
        switch self {
        case .all(let parts), .any(let parts): parts.flatMap(\.tests)
        case .not(let part): part.tests
        case .test(let test): [test]
        }
    }

    /// The same, where each word that has to be there may go on: `gutt` as `gutt*`.
    package var withWordsGoingOn: QueryCondition {
        switch self {
        case .all(let parts): return .all(parts.map(\.withWordsGoingOn))
        case .any(let parts): return .any(parts.map(\.withWordsGoingOn))
        case .test(.text(var text)):
            text.isPrefix = true
            return .test(.text(text))
        case .not, .test: return self
        }
    }

    /// Those that have to hold, not those that must not.
    package var positiveTests: [QueryTest] { tests(isDenied: false) }

    private func tests(isDenied: Bool) -> [QueryTest] {
        switch self {
        case .all(let parts), .any(let parts): parts.flatMap { $0.tests(isDenied: isDenied) }
        case .not(let part): part.tests(isDenied: !isDenied)
        case .test(let test): isDenied ? [] : [test]
        }
    }
}

/// One thing that an entity is asked. A list of values means any of them.
package enum QueryTest: Hashable, Sendable {
    case text(QueryText)
    /// Names of kinds.
    case kind([String])
    case identifier([QueryPattern])
    case path([QueryPattern])
    /// A tag stands for the tags below it.
    case tag([QueryPattern])
    /// Statuses, or groups of them by their whole name, as the entity has it: stated, or by its kind.
    case status([QueryPattern])
    case field(String, [QueryAlternative])
    /// A front matter field that the file states.
    case hasField(String)
    /// How many task boxes of that sort its text has.
    case boxes(QueryBoxes, [QueryNumbers])
    /// A front matter field that refers to one of these.
    case reference(field: String, [QueryReference])
    /// A relation, by its canonical name, to one of these; from one of them where it is asked by its inverse.
    case relation(Relation, isInverse: Bool, [QueryReference])
    /// Any connection from the entity to one of these.
    /// Of none, anything will do.
    case linksTo([QueryReference])
    /// Any connection from one of these to the entity.
    /// Of none, anything will do.
    case linkedFrom([QueryReference])
    /// So many steps away at most, whatever the direction of the connections; the entity itself is not near itself.
    case near([QueryReference], depth: Int)
    /// A chain of connections leads from the entity to one of these, of any length where there is no depth.
    case reaches([QueryReference], depth: Int?)
    /// A chain of connections leads from one of these to the entity.
    case reachedFrom([QueryReference], depth: Int?)
    case states([QueryState])
    /// It is left out of a list that does not ask for it: it was dropped, and is no session, of which one that failed is a result.
    case putAway
    /// A day of the entity is one of these; an event takes some of one, each time that it comes back.
    case on([ClosedRange<CalendarDate>])
    case time(QueryTime, [QueryPeriod])
    /// The field changed from one value to another, in that time.
    case changed(String, QueryPeriod?)
    /// The field had one of these values before a change and not behind it, in that time. Each is in every reading of it.
    case was(String, [[QueryHistoryValue]], QueryPeriod?)
    /// The field had one of these values behind a change and not before it, in that time. Each is in every reading of it.
    case became(String, [[QueryHistoryValue]], QueryPeriod?)
    /// A date of the entity was put off so many times as one of these says.
    case slipped(String, [QueryNumbers])
    /// Somebody changed it, in that time.
    case by([QueryReference], QueryPeriod?)
    /// An agent changed it, in that time; where none is asked for, a field that names the agent will do as well.
    case agent([QueryReference], QueryPeriod?)
    /// It was changed in one of these sessions of agents, in that time.
    case session([QueryReference], QueryPeriod?)
}

/// Words to find in the text of entities.
package struct QueryText: Hashable, Sendable {
    /// Which text of an entity is searched.
    package enum Column: String, Hashable, Sendable {
        case title, body
    }

    /// nil for either.
    package var column: Column?
    /// A word, or a phrase where there are several.
    package var text: String
    /// True where the last word may go on.
    package var isPrefix: Bool

    package init(column: Column? = nil, text: String, isPrefix: Bool = false) {
        self.column = column
        self.text = text
        self.isPrefix = isPrefix
    }

    /// True where a text has a letter or a digit, so that there is something to look for.
    package static func hasWord(_ text: String) -> Bool {
        text.unicodeScalars.contains {
            $0.properties.isAlphabetic || $0.properties.numericType != nil || $0.value > 0x2FF
        }
    }
}

/// A text, or the beginning of one. Case does not count, save in ids.
package struct QueryPattern: Hashable, Sendable {
    package var text: String
    package var isPrefix: Bool

    package init(text: String, isPrefix: Bool = false) {
        self.text = text
        self.isPrefix = isPrefix
    }
}

/// A stretch of numbers.
package struct QueryNumbers: Hashable, Sendable {
    /// One end of the stretch.
    package struct Bound: Hashable, Sendable {
        package var value: Double
        package var isIncluded: Bool
    }

    package var lower: Bound?
    package var upper: Bound?

    /// What a comparison with a number lets through.
    package init(_ operation: QueryOperator, _ number: Double) {
        switch operation {
        case .matches, .equal, .notEqual:
            lower = Bound(value: number, isIncluded: true)
            upper = lower
        case .less: upper = Bound(value: number, isIncluded: false)
        case .lessOrEqual: upper = Bound(value: number, isIncluded: true)
        case .greater: lower = Bound(value: number, isIncluded: false)
        case .greaterOrEqual: lower = Bound(value: number, isIncluded: true)
        }
    }

    /// Both ends count.
    package init(from first: Double?, to last: Double?) {
        lower = first.map { Bound(value: $0, isIncluded: true) }
        upper = last.map { Bound(value: $0, isIncluded: true) }
    }

    /// Whether a number is in the stretch.
    package func contains(_ number: Double) -> Bool {
        if let lower, lower.isIncluded ? number < lower.value : number <= lower.value { return false }
        if let upper, upper.isIncluded ? number > upper.value : number >= upper.value { return false }
        return true
    }
}

/// What a field's value may be, for one reading of it: kinds can type one name in different ways.
package struct QueryAlternative: Hashable, Sendable {
    /// What the value has to be.
    package enum Value: Hashable, Sendable {
        case text(QueryPattern)
        case number(QueryNumbers)
        case time(QueryPeriod)
        /// A rule by which something comes back as this one says, as RFC 5545 writes it: see ``RecurrenceRule/isSaid(by:)``.
        case recurrence(String)
    }

    /// The kinds that it is for; nil for all.
    package var kinds: [String]?
    /// Any of these.
    package var values: [Value]

    package init(kinds: [String]? = nil, values: [Value]) {
        self.kinds = kinds
        self.values = values
    }
}

/// What a field was or became at a time in the past, in one reading of it.
package struct QueryHistoryValue: Hashable, Sendable {
    /// What the value has to have been.
    package enum Value: Hashable, Sendable {
        /// `*`: some item that the other side of the change does not have.
        case anything
        case field(QueryAlternative.Value)
        case reference(QueryReference)
    }

    /// The kinds that it is for, as they were then; nil for all.
    package var kinds: [String]?
    package var value: Value
    /// The kinds that give an entity this value where it states none.
    package var kindsWithDefault: [String]

    package init(kinds: [String]? = nil, value: Value, kindsWithDefault: [String] = []) {
        self.kinds = kinds
        self.value = value
        self.kindsWithDefault = kindsWithDefault
    }
}

/// A reference as it stands in a query.
package struct QueryReference: Hashable, Sendable {
    package var text: String
    /// True where it means whatever goes by a name that begins so, and need not name anything.
    package var isPrefix = false
    /// The kind that is meant where several entities go by the name.
    package var expectedKind: String?
    /// True where the text can mean something else as well, so that it need not name anything.
    package var isOptional = false
    /// The field that it is asked of, where files of other kinds can hold any text in it; nil where it has to name something.
    package var freeField: String?
    /// Why the text can be nothing but a name, where the field holds other things as well: `fryday` is no day.
    package var otherwise: QueryError?
    /// Where it stands: bytes of the query's text. Two references are the same wherever they stand.
    package var span: ByteRange

    package init(text: String, expectedKind: String? = nil, at span: ByteRange = 0..<0) {
        self.text = text
        self.expectedKind = expectedKind
        self.span = span
    }

    /// True for references to the same, wherever in the query they stand.
    package static func == (first: QueryReference, second: QueryReference) -> Bool {
        first.text == second.text && first.isPrefix == second.isPrefix && first.expectedKind == second.expectedKind
            && first.isOptional == second.isOptional
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(text)
        hasher.combine(isPrefix)
        hasher.combine(expectedKind)
        hasher.combine(isOptional)
    }
}

/// A time of an entity.
package enum QueryTime: String, Hashable, Sendable {
    case created, updated
    /// When the status became what it is: the last change to it, else the creation.
    case statusChanged
}

/// Which task boxes of an entity are counted, by the name of what counts them.
package enum QueryBoxes: String, Hashable, Sendable, CaseIterable {
    case all = "checkboxes"
    /// Those without a mark.
    case open = "unchecked"
}

/// What an entity can be, as it follows from everything else.
package enum QueryState: String, Hashable, Sendable, CaseIterable {
    case blocked, ready, orphan, wanted, stale, passed, today, open, paused, done, dropped

    /// What it means, for people.
    package var meaning: String {
        switch self {
        case .blocked: "open or paused, and something that it depends on, however far, is open or paused itself"
        case .ready: "open, and nothing that it depends on, however far, is open or paused"
        case .orphan: "connected with nothing, in either direction, and no relationship itself"
        case .wanted: "names something that does not exist"
        case .stale: "open, and untouched for longer than its kind allows (`stale_after`)"
        case .passed: "open or paused, and its `due` or `target` is behind us"
        case .today:
            "neither done nor dropped, and its `due`, `scheduled`, `start` or `target` is today; an event each time that it "
                + "comes back, on each of its days"
        case .open: "of a status that means open"
        case .paused: "of a status that means paused"
        case .done: "of a status that means done"
        case .dropped: "of a status that means dropped"
        }
    }

    /// The fields that a target can stand in.
    package static let targetFields = ["due", "target"]
    /// The fields that can name the day of something; of several that it states, the first says when it is to be. What has a
    /// beginning and a target is waited for until the latter.
    package static let dayFields = ["due", "scheduled", "target", "start"]
}
