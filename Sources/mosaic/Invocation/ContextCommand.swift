import ArgumentParser
import VaultEngine

/// A command of Mosaic: arguments, one call of the engine, one renderer.
protocol ContextCommand: ParsableCommand {
    /// Does what the command says, writing its answer to the context's standard output.
    ///
    /// - Returns: `.done`, or `.negative` where a check found something. A change that is written and could not be
    ///   committed makes it `.negative` without the command's doing.
    /// - Throws: A ``CommandFailure``, or an error that ``ErrorMessage`` gives its wording.
    mutating func run(in context: CommandContext) throws -> ExitStatus
}

/// A command that lists, in the forms of ``OutputOptions``.
protocol ListingCommand: ContextCommand {
    /// The names that `--fields` takes, of the words of a vault, where the command line is as far as it is typed.
    static func fieldNames(in words: VaultWords, _ typed: TypedWord) -> [String]
}

/// Parses the arguments, runs the command that they name, and says what went wrong.
struct CommandLineRunner {
    let context: CommandContext

    func run(arguments: [String]) -> ExitStatus {
        let status = execute(arguments)
        context.standardOutput.flush()
        context.pager?.finish()
        guard let errorNumber = context.standardOutput.failure else { return status }
        report(CommandFailure(.fault, "could not write the answer: \(systemMessage(errorNumber))"))
        return .fault
    }

    private func execute(_ arguments: [String]) -> ExitStatus {
        do {
            if let failure = ErrorMessage.misplaced(arguments) { throw failure }
            var command = try Mosaic.parseAsRoot(DashedWords.separated(arguments))
            if var command = command as? any ContextCommand { return try run(&command) }
            try command.run()
            return .done
        } catch {
            return handle(error, arguments: arguments)
        }
    }

    private func run(_ command: inout any ContextCommand) throws -> ExitStatus {
        do {
            let status = try command.run(in: context)
            return status == .done && context.lacksCommit ? .negative : status
        } catch let error as UnknownOption {
            throw error.failure(help: Mosaic.helpMessage(for: type(of: command)))
        } catch VaultError.busyIndex {
            throw Self.busyIndex(for: type(of: command))
        }
    }

    /// Who only asks can do with the index as it is.
    static func busyIndex(for command: any ParsableCommand.Type) -> CommandFailure {
        var failure = CommandFailure(.busyIndex)
        if Mosaic.helpMessage(for: command).contains("--stale") {
            failure.remedy = "Try again in a moment, or ask with --stale."
        }
        return failure
    }

    private func handle(_ error: any Error, arguments: [String]) -> ExitStatus {
        let code = Mosaic.exitCode(for: error)
        if code == .success {
            let message = text(of: error, width: context.terminal.outputWidth)
            if !message.isEmpty { context.standardOutput.write(message + "\n") }
            context.standardOutput.write(CompletionScript.addition(for: arguments))
            return .done
        }
        let failure: CommandFailure
        if code == .validationFailure {
            let report = text(of: error, width: context.terminal.errorWidth)
            failure = ErrorMessage.usage(report: report, arguments: arguments)
        } else {
            failure = ErrorMessage.failure(for: error)
        }
        report(failure)
        return failure.status
    }

    /// What the parser says, made to fit a terminal of a width; as the parser makes it fit where there is none.
    private func text(of error: any Error, width: Int?) -> String {
        guard let width else { return Mosaic.fullMessage(for: error, columns: context.terminal.width) }
        let text = Mosaic.fullMessage(for: error, columns: HelpText.unbroken)
        let isAnswer = Mosaic.exitCode(for: error) == .success
        return isAnswer && !HelpText.isHelp(text) ? text : HelpText.fitting(text, width: width)
    }

    private func report(_ failure: CommandFailure) {
        context.standardOutput.flush()
        if failure.isQuiet { return }
        context.standardError.write(failure.text(width: context.terminal.errorWidth))
        context.standardError.flush()
    }
}
