import ArgumentParser

/// The root of the command line. Each command is a file in `Commands/`, and stands in one of the groups below, in the
/// order in which `mosaic --help` shows it.
struct Mosaic: ParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "mosaic",
        abstract: "Turns a git repository of Markdown files into a second brain that answers questions.",
        discussion: """
            The files are the truth, the log is the memory. Mosaic works at once on any repository; \
            'mosaic init' makes a new vault, and 'mosaic guide' tells how all of it works.

            Exit codes: 0 done; 1 a check found something, nothing by that name, or written and not committed; \
            2 wrong usage or query; 3 ambiguous reference; 4 conflict; 5 busy; 70 a fault in Mosaic or of the system (a full disk); 130 interrupted.
            """,
        version: "mosaic \(version)",
        groupedSubcommands: groups
    )

    /// Every command, by what a person is about to do.
    static let groups: [CommandGroup] = [
        CommandGroup(
            name: "Change",
            subcommands: [
                InitCommand.self, NewCommand.self, CaptureCommand.self, DailyCommand.self, SetCommand.self,
                AppendCommand.self, DoneCommand.self, InboxCommand.self, PromoteCommand.self, EditCommand.self,
                RenameCommand.self, MoveCommand.self, RemoveCommand.self, UndoCommand.self,
            ]),
        CommandGroup(
            name: "Look", subcommands: [AgendaCommand.self, NextCommand.self, ReviewCommand.self]),
        CommandGroup(
            name: "Ask",
            subcommands: [
                ListCommand.self, CountCommand.self, QueriesCommand.self, PickCommand.self, ShowCommand.self,
                SearchCommand.self, CheckboxesCommand.self, LinksCommand.self, GraphCommand.self,
                PathCommand.self, ActivityCommand.self, AuditCommand.self, LogCommand.self, BlameCommand.self,
                DiffCommand.self, StatsCommand.self, SQLCommand.self, GuideCommand.self,
            ]),
        CommandGroup(
            name: "Keep", subcommands: [WatchCommand.self, CheckCommand.self, IndexCommand.self, VerifyCommand.self]),
    ]
}
