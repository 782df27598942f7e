import VaultModel

/// The reference of the views of `mosaic sql` as a note of the vault, made from the table that they are tested against.
enum ViewReference {
    static var markdown: String {
        var text = """
            ---
            id: w5t0kq3b
            type: note
            title: SQL views
            description: Every view of mosaic sql, with its columns.
            tags: [guide]
            ---
            # SQL views

            `mosaic sql` answers a statement in [SQLite's language](https://www.sqlite.org/lang_select.html) over the views below. It can read
            them and nothing else; columns are only ever added to them. Statements see the work tree as it is now, and all of the history;
            with `--at`, both as they were then, and `now` in SQLite's date functions is that moment.

            A `time` is a text in UTC, to the second, that sorts and goes into SQLite's date functions: `2026-11-20T18:12:44Z`. A `flag` is 1 or 0.
            `json` is a text for `json_each` and `json_extract`. Paths begin at the vault's folder. `user_id` is the id of a user, or a
            pseudonym that stands for one author and says nothing of them.

            """
        for view in SQLView.all {
            text += "\n## \(view.name)\n\n\(view.summary).\n\n| column | type | what it is |\n|---|---|---|\n"
            for column in view.columns {
                text += "| `\(column.name)` | \(column.kind.rawValue) | \(column.meaning) |\n"
            }
            text += "\n```\nmosaic sql \"\(view.example)\"\n```\n"
        }
        return text
    }
}
