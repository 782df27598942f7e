/// A key that a query can ask by, beside the fields of the kinds. Everything that is known of keys follows from
/// ``QueryKey/all``: what the parser accepts, what it suggests, and the reference of the language.
package struct QueryKey: Hashable, Sendable {
    /// What may stand behind the key.
    package enum Argument: Hashable, Sendable {
        case words
        case kind
        case status
        case pattern
        case states
        case field
        /// A field, then perhaps when.
        case fieldAndTime
        /// A field, its value, then perhaps when.
        case fieldValueAndTime
        /// A field, then perhaps how many times.
        case fieldAndCount
        case references
        /// References, then perhaps when.
        case referencesAndTime
        /// References, each with `~` and a number of steps behind it, or without.
        case referencesWithDepth
        case days
        case number
        case pastTime
        case age
        case sortKeys
        case count

        /// True where a field and comparisons of its own stand behind the key.
        var takesField: Bool {
            switch self {
            case .fieldAndTime, .fieldValueAndTime, .fieldAndCount: true
            default: false
            }
        }

        /// True where comparisons of their own can stand behind the first.
        var takesMore: Bool {
            switch self {
            case .referencesAndTime: true
            default: takesField
            }
        }

        /// What it is, for people.
        package var noun: String {
            switch self {
            case .words: "words"
            case .kind: "a kind"
            case .status: "a status, or a group of them"
            case .pattern: "a text"
            case .states: "a state"
            case .field: "a field"
            case .fieldAndTime: "a field, perhaps when"
            case .fieldValueAndTime: "a field, its value, perhaps when"
            case .fieldAndCount: "a date field, perhaps how often"
            case .references: "an entity, or how a name of it begins"
            case .referencesAndTime: "an entity, perhaps when"
            case .referencesWithDepth: "an entity, perhaps `~` and a number of steps"
            case .days: "a day, or several in a row"
            case .number: "a number, or several in a row"
            case .pastTime: "a time of the past"
            case .age: "a length of time"
            case .sortKeys: "fields"
            case .count: "a number"
            }
        }
    }

    /// The parts of the reference.
    package enum Group: String, Hashable, Sendable, CaseIterable {
        case text = "Text"
        case entity = "The entity"
        case graph = "The graph"
        case history = "The history"
        case state = "States"
        case answer = "The answer"
    }

    package var name: String
    package var aliases: [String]
    package var group: Group
    package var argument: Argument
    /// Those that may stand right behind the key.
    package var operators: [QueryOperator]
    /// For people, in one sentence without a full stop.
    package var summary: String
    /// Queries that the parser takes.
    package var examples: [String]

    private init(
        _ name: String, aliases: [String] = [], _ group: Group, _ argument: Argument,
        operators: [QueryOperator] = QueryOperator.equality, _ summary: String, _ examples: String...
    ) {
        self.name = name
        self.aliases = aliases
        self.group = group
        self.argument = argument
        self.operators = operators
        self.summary = summary
        self.examples = examples
    }

    /// The key that a person means by a name: its own or another that it goes by; `-` and `_` are the same, case does not count.
    package static func named(_ name: String) -> QueryKey? { table[folded(name)] }

    static func folded(_ name: String) -> String {
        String(decoding: name.utf8.map { $0 == 0x5F ? 0x2D : $0.lowercasedASCII }, as: UTF8.self)
    }

    private static let table: [String: QueryKey] = Dictionary(
        all.flatMap { key in ([key.name] + key.aliases).map { ($0, key) } }, uniquingKeysWith: { first, _ in first })

    /// What stands before a field's name where a key goes by the same one.
    package static let fieldPrefix = "field."

    /// What can be sorted by beside the fields of the front matter.
    package static let sortNames =
        ["id", "type", "title", "path", "created", "updated", "age", inStatus, "when", "group"]
        + QueryBoxes.allCases.map(\.rawValue)

    /// How long something has had its status.
    package static let inStatus = "in-status"

    /// Steps of `near:` where there is no `~`.
    package static let defaultDepth = 1
    /// Steps of `near:` at most.
    package static let greatestDepth = 64

    /// Every key of the language.
    package static let all: [QueryKey] = [
        QueryKey("title", .text, .words, "The title has these words", "title:roof", "title:\"solar panel\""),
        QueryKey("body", .text, .words, "The text below the front matter has these words", "body:clay"),
        QueryKey(
            "type", aliases: ["kind"], .entity, .kind, "It is of this kind", "type:task", "type:task,event"),
        QueryKey(
            "status", .entity, .status, operators: QueryOperator.allCases,
            "Its status, or the group of it: open, paused, done, dropped", "status:open", "status:paused,on_hold"),
        QueryKey(
            "tag", aliases: ["tags"], .entity, .pattern, "It has this tag, or one below it", "tag:outdoors",
            "-tag:someday"),
        QueryKey("path", .entity, .pattern, "Its file is there, or in this folder", "path:notes", "path:notes/2026*"),
        QueryKey("id", .entity, .pattern, "Its id", "id:7k3m*"),
        QueryKey(
            "has", .entity, .field, "Its file states this field; of `tags`, its text counts too", "has:due",
            "-has:domain"),
        QueryKey(
            QueryBoxes.all.rawValue, .entity, .number, operators: QueryOperator.allCases,
            "So many task boxes (`- [ ]`, `- [x]`) are in its text", "checkboxes>=10", "checkboxes:1..3"),
        QueryKey(
            QueryBoxes.open.rawValue, .entity, .number, operators: QueryOperator.allCases,
            "So many of its task boxes have no mark yet", "unchecked>0", "unchecked:0"),
        QueryKey(
            "on", .entity, .days,
            "Its `due`, `scheduled`, `start` or `target` is on these days; an event each time that it comes back, on each of its days",
            "on:tomorrow", "on:\"next week\"", "on:2026-05-01..2026-05-07"),
        QueryKey(
            "links-to", .graph, .references,
            "A link, a field or a relation leads from it to this, or with `*` to anything",
            "links-to:kitchen-garden", "links-to:*"
        ),
        QueryKey(
            "linked-from", aliases: ["linked-by"], .graph, .references,
            "One leads from this, or with `*` from anything, to it",
            "linked-from:start-here", "-linked-from:*"),
        QueryKey(
            "near", .graph, .referencesWithDepth,
            "At most so many steps from this, one if it does not say, whatever the direction", "near:garden",
            "near:kitchen-garden~2"),
        QueryKey(
            "reaches", .graph, .referencesWithDepth, "Connections lead from it to this, through others too",
            "reaches:home", "reaches:home~2"),
        QueryKey(
            "reached-from", .graph, .referencesWithDepth, "Connections lead from this to it, through others too",
            "reached-from:start-here"),
        QueryKey(
            "created", .history, .pastTime, operators: QueryOperator.allCases, "When it came to be", "created<7d",
            "created:\"last month\""),
        QueryKey(
            "updated", .history, .pastTime, operators: QueryOperator.allCases, "When it changed last", "updated>30d",
            "updated>=monday"),
        QueryKey(
            "age", .history, .age, operators: QueryOperator.allCases, "How long ago it came to be", "age>90d"),
        QueryKey(
            inStatus, .history, .age, operators: QueryOperator.allCases,
            "How long it has had the status that it has", "in-status>30d"),
        QueryKey(
            "changed", .history, .fieldAndTime, operators: [.matches], "The field changed; behind it, perhaps when",
            "changed:status<7d", "changed:body"),
        QueryKey(
            "was", .history, .fieldValueAndTime, operators: [.matches],
            "The field had this value once, and gave it up; behind it, perhaps when", "was:status=paused",
            "was:priority=high<1y", "was:due=2026-11-01..2026-11-15", "was:tags=home"),
        QueryKey(
            "became", .history, .fieldValueAndTime, operators: [.matches],
            "The field got this value; behind it, perhaps when", "became:status=done>=2026-01-01"),
        QueryKey(
            "slipped", .history, .fieldAndCount, operators: [.matches],
            "The date was put off, to a later day or a later time; behind it, perhaps how often", "slipped:due",
            "slipped:due>=2"),
        QueryKey(
            "by", .history, .referencesAndTime, "This person changed it; behind it, perhaps when", "by:ann", "by:ann<7d"
        ),
        QueryKey(
            "agent", .history, .referencesAndTime,
            "This agent changed it; behind it, perhaps when. Without a time also: its field `agent` names it",
            "agent:librarian", "agent:librarian>=2026-01-01"),
        QueryKey(
            "session", .history, .referencesAndTime,
            "It was changed in this session of an agent, or in one whose name begins so; behind it, perhaps when",
            "session:s-2026*", "session:s-2026*<30d"),
        QueryKey("is", .state, .states, "It is so", "is:ready", "is:blocked,stale"),
        QueryKey(
            "sort", .answer, .sortKeys, operators: [.matches, .equal],
            "By what the answer is sorted, with `-` before a field for the greatest first", "sort:due,-priority"),
        QueryKey("limit", .answer, .count, operators: [.matches, .equal], "At most so many", "limit:20"),
    ]
}

extension QueryState {
    /// Other names of states.
    package static let aliases = ["overdue": QueryState.passed]

    /// The state of a name, or of another name for it, whatever the case; nil where there is none.
    package static func named(_ name: String) -> QueryState? {
        let folded = QueryKey.folded(name)
        return QueryState(rawValue: folded) ?? aliases[folded]
    }
}
