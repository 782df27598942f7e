import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

@Suite("What leads somewhere")
struct ConnectionAnswerTests {
    @Test("leads elsewhere: a link of a file to a part of itself connects it with nothing")
    func ownParts() throws {
        let vault = try ScratchVault([
            ("solo.md", "# Part\n\nSee [[solo#Part]].\n"), ("alone.md", "See [[nowhere]].\n"), ("to.md", "[[from]]\n"),
            ("from.md", "# From\n"),
        ])
        let opened = try vault.open()
        func paths(_ query: String) throws -> [String] {
            try opened.entities(matching: query).map(\.path).sorted()
        }
        #expect(try paths("-linked-from:*") == ["alone.md", "solo.md", "to.md"])
        #expect(try paths("links-to:*") == ["alone.md", "to.md"])
        #expect(try paths("linked-from:solo links-to:solo") == ["solo.md"])
    }
}
