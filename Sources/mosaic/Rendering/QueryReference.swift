import VaultModel

/// The reference of the query language as a note of the vault, made from the tables that the parser works by.
enum QueryReference {
    static var markdown: String {
        var text = """
            ---
            id: 9kx2wd7r
            type: note
            title: Query reference
            description: Every key of the query language, with its operators.
            tags: [guide]
            ---
            # Query reference

            Made from the tables that queries are read by. [[asking|Asking]] shows the language by example.

            ```
            query   = part { "or" part }
            part    = term { [ "and" ] term }
            term    = ( "not" | "-" ) term | "(" query ")" | words | key compare [ compare [ compare ] ] | "@" name
            compare = operator value { "," value }
            words   = a word, or words in double quotes; "*" behind them for any ending
            value   = a word, or a text in double quotes; "*" behind it for any ending
            ```

            Operators are \(QueryOperator.allCases.map { "`\($0.rawValue)`" }.joined(separator: " ")). A query has at most \(Query.mostTerms) terms and \(Query.mostValues) values. In double quotes, `\\"` is a quote and `\\\\` a backslash.

            The first word of a query may be a kind: `tasks due<7d`. `@name` is a query that the vault keeps, in brackets, wherever a
            term can stand; `parameter=value` beside it is for what it leaves open. A value that is a list means any of it: `was` and
            `became` ask of each whether the one side of a change has it, and the other has not.

            Behind a first comparison others can stand only where a key takes a field, or says "perhaps".

            Keys are those below, and every field of every kind; `-` and `_` in them are the same. `field.` before a name means the field,
            where a key has the same; so it does in `sort`, `has`, `--fields` and `--by`. A key in double quotes is a field as well: `"Due date"<7d`.

            """
        for group in QueryKey.Group.allCases {
            text += "\n## \(group.rawValue)\n\n| key | operators | takes | what holds |\n|---|---|---|---|\n"
            for key in QueryKey.all where key.group == group { text += row(key) }
        }
        text += "\n## What can be so\n\n| state | what it means |\n|---|---|\n"
        for state in QueryState.allCases { text += "| `is:\(state.rawValue)` | \(state.meaning) |\n" }
        let aliases = QueryState.aliases.sorted { $0.key < $1.key }.map { "`\($0.key)` is `\($0.value.rawValue)`" }
        text +=
            "\n\(aliases.joined(separator: ", ")), also without `is:` before it; in quotes it is a word of a text.\n"
        text += "\n## Fields by what they hold\n\n| holds | operators | values |\n|---|---|---|\n"
        for (type, name, values) in types { text += "| \(name) | \(list(type.queryOperators)) | \(values) |\n" }
        text += "\n## Relations\n\n| relation | inverse |\n|---|---|\n"
        for relation in Relation.builtIn { text += "| `\(relation.name)` | `\(relation.inverse)` |\n" }
        text +=
            "\n## Sorting\n\nBy every field, and by \(QueryKey.sortNames.map { "`\($0)`" }.joined(separator: ", ")). "
            + "`when` is the first of `due`, `scheduled`, `target` and `start`; `group` goes by open, paused, done and dropped. "
            + "What has no value comes last. Without `sort:` what was changed last comes first, and where words are asked for, what fits "
            + "them best; what is equal is in the order of paths.\n"
        return text
    }

    private static func row(_ key: QueryKey) -> String {
        let names = ([key.name] + key.aliases).map { "`\($0)`" }.joined(separator: ", ")
        let examples = key.examples.map { "`\($0)`" }.joined(separator: ", ")
        return "| \(names) | \(list(key.operators)) | \(key.argument.noun) | \(key.summary): \(examples) |\n"
    }

    private static func list(_ operators: [QueryOperator]) -> String {
        operators.count == QueryOperator.allCases.count
            ? "all" : operators.map { "`\($0.rawValue)`" }.joined(separator: " ")
    }

    private static let types: [(FieldType, String, String)] = [
        (.text, "text", "the whole text; case does not count"),
        (.number, "number", "a number, or a range: `3..5`"),
        (.boolean, "true or false", "`true` or `false`"),
        (
            .date, "day",
            "a day: `2026-12-01`, `2026-12`, `today`, `friday`, `next friday`, `30 mar`, `7d`, `-2w`, `next month`, `2026-W50`, `eom`, or a range of them"
        ),
        (
            .dateTime, "day or time",
            "a day as above, or a time: `now`, `2026-12-01T09:00`, `friday 9:30`, `tomorrow noon`"
        ),
        (.duration, "length of time", "a length of time: `90m`, `2h30m`, `3d`"),
        (
            .recurrence, "recurrence rule",
            "a rule, how one begins (`FREQ=WEEKLY*`), or a word for that: `weekly`, `biweekly`, `\"every monday\"`"
        ),
        (
            .reference(kind: nil), "reference",
            "an entity: its id, path, file stem, title or alias, or how one begins: `kitchen*`"
        ),
        (
            .enumeration([]), "one of some values",
            "a value of the field, in the order of its kind, or the name of a group of them"
        ),
        (.any, "a key that no kind names", "what the text is, a number, or a day"),
    ]
}
