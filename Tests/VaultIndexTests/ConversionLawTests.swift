import Foundation
import TestSupport
import Testing
import VaultModel

@testable import VaultIndex

/// Which blob a file is hangs on what git converts: a kept index follows that too, although no file has changed.
struct ConversionLawTests {
    private static let windows = "---\ntype: task\n---\nOne\nTwo $Id$\n".replacing("\n", with: "\r\n")

    private func uncommitted(_ index: IndexStore) throws -> Int {
        try index.refreshUntilCurrent()
        #expect(try index.verify().differences == [])
        return try index.read {
            try $0.activities.page(ActivityFilter()).activities.count { $0.commit == Activity.uncommitted }
        }
    }

    @Test(
        "Line ends that git converts from now on are no change of a file",
        arguments: ["config", ".gitattributes", "sub/.gitattributes", "info/attributes", "core.attributesFile"])
    func beginsToConvert(place: String) throws {
        let repository = try HistoryRepository()
        try repository.write("sub/a.md", Self.windows.replacing("\r\n", with: "\n"))
        try repository.commit("one")
        try repository.write("sub/a.md", Self.windows)
        let index = try repository.index()
        #expect(try uncommitted(index) == 1)
        switch place {
        case "config": try repository.git("config", "core.autocrlf", "true")
        case "info/attributes": try repository.write(".git/info/attributes", "* text eol=crlf\n")
        case "core.attributesFile":
            try repository.write(".git/mine", "* text eol=crlf\n")
            try repository.git("config", "core.attributesFile", repository.path + "/.git/mine")
        default: try repository.write(place, "* text eol=crlf\n")
        }
        #expect(try uncommitted(index) == 0)
        #expect(try index.refresh(includingText: true).filesRead <= 1)
        switch place {
        case "config": try repository.git("config", "core.autocrlf", "false")
        case "info/attributes": repository.remove(".git/info/attributes")
        case "core.attributesFile": try repository.write(".git/mine", "# nothing\n")
        default: repository.remove(place)
        }
        #expect(try uncommitted(index) == 1)
    }

    @Test(
        "The index of a vault that was copied follows the settings of the copy",
        arguments: ["config", "info/attributes"])
    func copy(place: String) throws {
        let (first, second) = (try HistoryRepository(), try HistoryRepository())
        try first.write("a.md", Self.windows.replacing("\r\n", with: "\n"))
        try first.commit("one")
        try first.write("a.md", Self.windows)
        #expect(try uncommitted(first.index()) == 1)
        try FileManager.default.removeItem(atPath: second.path)
        try FileManager.default.copyItem(atPath: first.path, toPath: second.path)
        let index = try second.index()
        #expect(try uncommitted(index) == 1)
        switch place {
        case "config": try second.git("config", "core.autocrlf", "true")
        default: try second.write(".git/info/attributes", "* text eol=crlf\n")
        }
        #expect(try uncommitted(index) == 0)
        #expect(try uncommitted(first.index()) == 1)
    }

    @Test("Attributes above the vault's folder count as well")
    func aboveTheVault() throws {
        let repository = try HistoryRepository()
        try repository.write("docs/a.md", "One\nTwo\n")
        try repository.commit("one")
        try repository.write("docs/a.md", "One\r\nTwo\r\n")
        let index = try repository.index(vaultPath: "docs")
        #expect(try uncommitted(index) == 1)
        try repository.write(".gitattributes", "* text=auto\n")
        #expect(try uncommitted(index) == 0)
    }

    @Test("What is the same blob with other bytes is read with its bytes")
    func otherBytes() throws {
        let repository = try HistoryRepository()
        try repository.write(".gitattributes", "* text=auto\n")
        try repository.write("a.md", "# A\nOne\n")
        try repository.commit("one")
        let index = try repository.index()
        #expect(try uncommitted(index) == 0)
        try repository.write("a.md", "# A\r\nOne\r\n")
        #expect(try uncommitted(index) == 0)
        try repository.write("a.md", "# A\nOne\r\n")
        #expect(try uncommitted(index) == 0)
    }

    @Test("What git's index has with carriage returns is converted no more")
    func staged() throws {
        let repository = try HistoryRepository()
        try repository.write("a.md", "One\nTwo\n")
        try repository.commit("one")
        try repository.git("config", "core.autocrlf", "true")
        try repository.write("a.md", "One\r\nTwo\r\n")
        let index = try repository.index()
        #expect(try uncommitted(index) == 0)
        try repository.git("-c", "core.autocrlf=false", "add", "a.md")
        #expect(try uncommitted(index) == 1)
        try repository.git("reset", "-q")
        #expect(try uncommitted(index) == 0)
    }
}
