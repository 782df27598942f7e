import ArgumentParser

/// The reference of all commands as a note of the vault: what `--help` says, on one page.
enum CommandReference {
    static var markdown: String {
        var text = """
            ---
            id: 4nq7cz1h
            type: note
            title: Commands
            description: Every command with its options, as --help says it.
            tags: [guide]
            ---
            # Commands

            Made from the program's own help: `mosaic COMMAND --help` shows the same.

            Commands that work in a vault take `-C DIR` to work in another than the one you stand in. Exit codes: 0 done; 1 a check found something, nothing by that
            name, or a change that is written and could not be committed; 2 wrong usage or query; 3 ambiguous reference; 4 conflict; 5 busy; 70 a fault in Mosaic or of the system (a full disk); 130 interrupted.

            """
        for group in Mosaic.groups {
            text += "\n## \(group.name)\n"
            for command in group.subcommands {
                let help = HelpText.fitting(
                    Mosaic.helpMessage(for: command, columns: HelpText.unbroken), width: TerminalWidth.fallback)
                text += "\n### mosaic \(command._commandName)\n\n```\n\(help.trimmingLineEnds)\n```\n"
            }
        }
        return text
    }
}

extension String {
    fileprivate var trimmingLineEnds: String {
        var lines = split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var line = line
            while line.last == " " { line.removeLast() }
            return line
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }
}
