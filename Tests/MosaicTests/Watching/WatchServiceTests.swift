import Foundation
import Testing

@testable import mosaic

@Suite("What has the system start the daemon")
struct WatchServiceTests {
    @Test(
        "is not made for a path that would write lines of its own", arguments: ["\n", "\r", "\r\n", "\u{85}", "\u{1B}"])
    func controlCharacters(character: String) throws {
        let home = FileManager.default.temporaryDirectory.appendingPathComponent("mosaic-\(UUID().uuidString)").path
        let service = WatchService(
            vault: "/v/a\(character)ExecStartPre=touch b", commitAfter: nil,
            context: .test(environment: ["HOME": home]))
        #expect(throws: CommandFailure.self) { try service.install() }
        #expect(!FileManager.default.fileExists(atPath: home))
    }
}
