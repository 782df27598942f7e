import ArgumentParser
import Logging
import VaultEngine
import VaultModel

/// `mosaic watch`: the daemon that keeps the index current.
struct WatchCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Keeps the index current from file system events, until it is stopped.",
        discussion: """
            Nothing needs it: every question brings the index up to date by itself. With it, questions find that done already. \
            With --commit-after it commits what you left uncommitted, once nobody has written for that long; never a file with a \
            merge conflict, and never during a merge or a rebase, or where no branch is checked out. It stops with the terminal that \
            it was started on; without one, the signal HUP has it look at everything anew.

              mosaic watch --commit-after 5m
              mosaic watch --status
            """)

    @Option(help: ArgumentHelp("Commit once it has been quiet for so long: '5m', '90s'.", valueName: "time"))
    var commitAfter: String?

    @Flag(help: "Say how the vault's daemon is; exit code 1 where there is none.")
    var status = false

    @Flag(help: "Stop the vault's daemon.")
    var stop = false

    @Flag(help: "Have the daemon started with your session: a systemd user unit, or a launchd agent.")
    var install = false

    @Option(help: ArgumentHelp("trace, debug, info, notice, warning, error or critical.", valueName: "level"))
    var logLevel: Logger.Level = .info

    @Flag(help: "Write the status as JSON, {\"data\": …}; null where there is no daemon.")
    var json = false

    @OptionGroup var place: VaultPlace

    func validate() throws {
        guard [status, stop, install].count(where: { $0 }) <= 1 else {
            throw ValidationError("--status, --stop and --install do not go together")
        }
        if let commitAfter, TimeSpan(commitAfter) == nil {
            throw ValidationError("--commit-after wants a time, such as 5m")
        }
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try place.open(in: context)
        if status { return try writeStatus(of: vault, context) }
        if stop { return try stopDaemon(of: vault, context) }
        if install {
            let service = WatchService(vault: vault.root, commitAfter: commitAfter, context: context)
            context.standardOutput.write(try service.install())
            return .done
        }
        var random = context.random
        // The terminal that it was started on may have been closed.
        let isOnTerminal = context.terminal.isInput || context.terminal.isError
        let hangUp: WatchDaemon.Signal = isOnTerminal ? .stop : .reload
        let log = WatchLog(level: logLevel, context: context)
        let daemon = try WatchDaemon(
            vault: vault, commitsAfter: commitAfter.flatMap { TimeSpan($0) }?.seconds,
            signals: watchSignals(stop: WatchDaemon.Signal.stop.rawValue, hangUp: hangUp.rawValue),
            operationID: { Identifier.random(using: &random) }, report: { log.write($0) })
        try daemon.run()
        return .done
    }

    private static let silence = "the daemon that watches the vault does not answer: it is suspended, or busy"

    private func writeStatus(of vault: Vault, _ context: CommandContext) throws -> ExitStatus {
        let output = context.standardOutput
        let status = vault.daemonStatus()
        if status == nil, vault.isDaemonThere { throw CommandFailure(.busy, Self.silence) }
        if json {
            output.writeData { writer in
                if let status { writer.value(status) } else { writer.null() }
            }
            return status == nil ? .negative : .done
        }
        guard let status else {
            output.write("No daemon watches this vault.\n")
            return .negative
        }
        let since = context.dates.relative(at: status.startedAt)
        output.write(
            "Watching since \(since) (process \(status.processID)): \(Progress.grouped(status.watchedFolders)) folders, "
                + "\(Progress.counted(status.updates, "update", "updates")).\n")
        if status.isIncomplete { output.write("The system's limit keeps some folders from being watched.\n") }
        if let name = status.sharedFileSystem {
            output.write("Others may change this file system (\(name)), so it looks around every half minute.\n")
        }
        if let seconds = status.commitsAfter {
            output.write("Commits after \(TimeSpan(seconds: seconds).formatted) of quiet.\n")
        }
        return .done
    }

    private func stopDaemon(of vault: Vault, _ context: CommandContext) throws -> ExitStatus {
        switch vault.stopDaemon() {
        case .stopped:
            context.standardOutput.write("Stopped.\n")
            return .done
        case .underWay:
            throw CommandFailure(
                .busy, "the daemon has not stopped yet: a commit is under way, and a hook of it may take its time",
                remedy: "It stops by itself once the commit is made.")
        case .silent: throw CommandFailure(.busy, Self.silence, remedy: "It stops by itself once it goes on.")
        case .noDaemon:
            context.standardOutput.write("No daemon watches this vault.\n")
            return .negative
        }
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
