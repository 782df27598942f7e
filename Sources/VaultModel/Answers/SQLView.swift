/// A view that `mosaic sql` offers: its name, its columns in order, and what they hold. The reference for people is made from
/// ``SQLView/all``, and a test holds the index's own definitions against it.
package struct SQLView: Hashable, Sendable {
    /// One column of the view.
    package struct Column: Hashable, Sendable {
        /// What the values of a column are; any of them can be NULL.
        package enum Kind: String, Hashable, Sendable {
            case text, integer, number
            /// `2026-11-20T18:12:44Z`
            case time
            /// A text, a number or NULL, as the file has it.
            case any
            /// 1 or 0.
            case flag
            /// JSON as text, for `json_each` and `json_extract`.
            case json
        }

        package var name: String
        package var kind: Kind
        /// For people, in one sentence without a full stop.
        package var meaning: String

        fileprivate init(_ name: String, _ kind: Kind, _ meaning: String) {
            self.name = name
            self.kind = kind
            self.meaning = meaning
        }
    }

    package var name: String
    package var summary: String
    package var columns: [Column]
    /// A statement that the view is good for.
    package var example: String

    private init(_ name: String, _ summary: String, _ columns: [Column], example: String) {
        self.name = name
        self.summary = summary
        self.columns = columns
        self.example = example
    }

    /// In the order of the reference. Columns are only ever added.
    package static let all: [SQLView] = [
        SQLView(
            "entities", "Every entity as it is now; with `--at`, as it was",
            [
                Column("id", .text, "The id; the path, where the file has none"),
                Column("type", .text, "The kind"),
                Column("title", .text, "The title"),
                Column("path", .text, "The file; no two entities have the same"),
                Column("status", .text, "The status, stated or by the kind"),
                Column("status_group", .text, "What the status means: open, paused, done or dropped"),
                Column("tags", .json, "A list of the tags, of the front matter and the text"),
                Column(
                    "created_at", .time,
                    "As the file states it, without Z where it names no zone; else the first activity"),
                Column(
                    "updated_at", .time,
                    "As the file states it, without Z where it names no zone; else the last activity"),
                Column("is_malformed", .flag, "Whether the file cannot be read as it was meant"),
            ],
            example: "SELECT type, count(*) FROM entities WHERE status_group = 'open' GROUP BY type"),
        SQLView(
            "fields", "Every field of the front matter, and what a kind gives where the file states nothing",
            [
                Column("entity_id", .text, "The entity"),
                Column("path", .text, "Its file"),
                Column("name", .text, "The field"),
                Column("value", .any, "The value; of a list or a mapping its JSON"),
                Column("json", .json, "The value, whatever it is; `json_each(json)` gives the items of a list"),
                Column(
                    "number", .number,
                    "The first value as a number: lengths of time in seconds, values of an enumeration by their place"),
                Column(
                    "moment", .text,
                    "The first value as a time: with Z in UTC, where it is bound to an offset or a time zone; else as clocks show it where the person is"
                ),
                Column("is_stated", .flag, "Whether the file has it, be it empty, and not only the kind"),
            ],
            example: "SELECT e.title, f.value FROM entities e JOIN fields f USING (path) WHERE f.name = 'due'"),
        SQLView(
            "links", "Whatever names something: links of texts, references in fields, typed relations",
            [
                Column("category", .text, "link, reference or relation"),
                Column("name", .text, "links_to, the field, or the relation in its first direction"),
                Column("source_id", .text, "The entity that it leads from; NULL where that does not exist"),
                Column("source_path", .text, "Its file"),
                Column("target_id", .text, "The entity that it leads to; NULL where that does not exist"),
                Column("target_path", .text, "Its file; also of what is no entity, such as a picture"),
                Column("source_text", .text, "The source as it is written; its path where it is the file itself"),
                Column("target_text", .text, "The target as it is written; its path where it is the file itself"),
                Column("is_wanted", .flag, "Whether what is written does not exist"),
                Column("path", .text, "The file that states it"),
                Column("line", .integer, "Where, counted from 1"),
                Column("column", .integer, "Where in the line, in characters, counted from 1"),
            ],
            example: "SELECT target_text, count(*) FROM links WHERE is_wanted GROUP BY 1 ORDER BY 2 DESC"),
        SQLView(
            "relations", "Typed relations between two entities that exist",
            [
                Column("name", .text, "The relation in its first direction: depends_on, blocks, parent, part_of …"),
                Column("source_id", .text, "The entity that it leads from"),
                Column("source_path", .text, "Its file"),
                Column("target_id", .text, "The entity that it leads to"),
                Column("target_path", .text, "Its file"),
                Column("path", .text, "The file that states it"),
                Column("line", .integer, "Where, counted from 1"),
            ],
            example: "SELECT source_path, target_path FROM relations WHERE name = 'depends_on'"),
        SQLView(
            "checkboxes", "The task boxes of texts, `- [ ]` and `- [x]`",
            [
                Column("entity_id", .text, "The entity"),
                Column("path", .text, "Its file"),
                Column("line", .integer, "Where, counted from 1; no line has two"),
                Column("column", .integer, "Where in the line, in characters, counted from 1"),
                Column("mark", .text, "A space where it is open, x or X where it is ticked; else what stands there"),
                Column("text", .text, "The rest of the line"),
                Column("heading", .text, "The nearest heading above; NULL where none is"),
            ],
            example: "SELECT path, count(*) FROM checkboxes WHERE mark = ' ' GROUP BY path ORDER BY 2 DESC"),
        SQLView(
            "activity", "What happened, back to the first commit; what is not committed yet included",
            [
                Column("number", .integer, "What `changes.activity` names; it may be another tomorrow"),
                Column("id", .text, "The same on every machine"),
                Column("event", .text, "The kind and the action: task.completed"),
                Column("action", .text, "created, updated, completed …"),
                Column("entity_type", .text, "The kind of the entity at that time"),
                Column("entity_id", .text, "The entity"),
                Column("title", .text, "Its title at that time"),
                Column("path", .text, "Its file at that time"),
                Column("user_id", .text, "Who: a user, or a pseudonym; never a name or an address"),
                Column("agent_id", .text, "The agent, where one was at work"),
                Column("session_id", .text, "The session of that agent"),
                Column("via", .text, "cli, watch, or what another program signs with; NULL for git itself"),
                Column("operation_id", .text, "What one command did bears one id"),
                Column("commit_id", .text, "The commit in full, or uncommitted"),
                Column("created_at", .time, "When, by the commit's author"),
                Column("lines_added", .integer, "Lines of the text below the front matter"),
                Column("lines_removed", .integer, "The same"),
            ],
            example: "SELECT user_id, count(*) FROM activity WHERE action = 'completed' GROUP BY user_id"),
        SQLView(
            "changes", "Which fields each activity changed",
            [
                Column("activity", .integer, "The number of the activity"),
                Column("field", .text, "The field; links for what the text links to"),
                Column("before", .any, "What it was; NULL for nothing, JSON for a list or a mapping"),
                Column("after", .any, "What it became, likewise"),
            ],
            example: """
                SELECT a.created_at, a.title, c.before, c.after FROM changes c JOIN activity a ON a.number = c.activity \
                WHERE c.field = 'due'
                """),
        SQLView(
            "commits", "The commits that HEAD reaches, and what is not committed yet",
            [
                Column("id", .text, "The commit in full, or uncommitted"),
                Column("subject", .text, "The first line of its message"),
                Column("user_id", .text, "Who: a user, or a pseudonym; never a name or an address"),
                Column("agent_id", .text, "The agent, where one was at work"),
                Column("session_id", .text, "The session of that agent"),
                Column("via", .text, "cli, watch, or what another program signs with; NULL for git itself"),
                Column("operation_id", .text, "What one command did bears one id"),
                Column("authored_at", .time, "When, by the commit's author"),
            ],
            example: "SELECT strftime('%Y-%W', authored_at) AS week, count(*) FROM commits GROUP BY week"),
        SQLView(
            "diagnostics", "What `mosaic check` says",
            [
                Column("code", .text, "What is wrong: unknown-reference"),
                Column("severity", .text, "error, warning or info"),
                Column("message", .text, "The sentence for people"),
                Column("path", .text, "The file"),
                Column("line", .integer, "Where, counted from 1; NULL for the file as a whole"),
                Column("column", .integer, "Where in the line, in characters, counted from 1"),
            ],
            example: "SELECT code, count(*) FROM diagnostics GROUP BY code"),
    ]
}
