import VaultModel

/// What other programs call that which a command here does. A person is told, and nothing is done by such a name.
enum CommandSynonyms {
    /// The command lines, by the words that people type for them.
    static let table: [String: String] = [
        "add": "mosaic capture", "annotate": "mosaic append",
        "archive": "mosaic set REF status=archived", "backlinks": "mosaic links",
        "calendar": "mosaic agenda", "cat": "mosaic show", "close": "mosaic done", "complete": "mosaic done",
        "create": "mosaic new", "delete": "mosaic rm", "doctor": "mosaic check", "find": "mosaic search",
        "grep": "mosaic search", "history": "mosaic activity", "idea": "mosaic capture", "journal": "mosaic daily",
        "jot": "mosaic capture",
        "lint": "mosaic check", "log-to": "mosaic append", "ls": "mosaic list", "modify": "mosaic set",
        "mv": "mosaic move", "open": "mosaic edit", "orphans": "mosaic list is:orphan",
        "postpone": "mosaic set REF due=+1w", "query": "mosaic list", "ready": "mosaic list is:ready",
        "refile": "mosaic move", "reindex": "mosaic index --rebuild", "remove": "mosaic rm",
        "reopen": "mosaic set REF status=in_progress", "restore": "mosaic undo COMMIT", "revert": "mosaic undo COMMIT",
        "start": "mosaic set REF status=in_progress",
        "tag": "mosaic set REF tags+=TAG", "tags": "mosaic count --by tag", "task": "mosaic new task TITLE",
        "timeline": "mosaic activity", "today": "mosaic agenda today", "todo": "mosaic next", "tree": "mosaic graph",
        "update": "mosaic set", "view": "mosaic show",
        "wanted": "mosaic links --wanted",
    ]

    /// The command line that a word most likely stands for, as a person would type it; nil where nothing here does that.
    static func counterpart(of word: String) -> String? {
        // A saved query, as it is called in a list.
        if word.count > 1, word.hasPrefix("@") { return "mosaic list \(word)" }
        if let line = table[word.lowercased()] { return line }
        if let kind = Schema.builtIn.kind(named: word) {
            let isPlural = !Spelling.isSame(kind.name, word)
            return isPlural ? "mosaic list \(kind.plural)" : "mosaic new \(kind.name) TITLE"
        }
        let page = GuidePage.all.first { Spelling.isSame($0.topic, word) }
        return page.map { "mosaic guide \($0.topic)" }
    }
}
