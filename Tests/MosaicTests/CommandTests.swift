import ArgumentParser
import Testing

@testable import mosaic

struct CommandTests {
    @Test("every command's help shows an example", arguments: Mosaic.configuration.subcommands.map { $0.configuration })
    func showsAnExample(configuration: CommandConfiguration) {
        #expect(configuration.discussion.contains("mosaic \(configuration.commandName ?? "?")"))
    }

    @Test("the activity command refuses a page that is none")
    func refusesWrongPages() {
        #expect(throws: (any Error).self) { try ActivityCommand.parse(["--page", "0"]) }
        #expect(throws: (any Error).self) { try ActivityCommand.parse(["--action", "vanished"]) }
        #expect(throws: Never.self) { try ActivityCommand.parse(["--action", "completed", "--limit", "0"]) }
    }
}
