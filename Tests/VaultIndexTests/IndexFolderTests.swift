import Foundation
import GitStore
import TestSupport
import Testing

@testable import VaultIndex

struct IndexFolderTests {
    @Test("The folder of an index is made, and what it is in for a cache alone", arguments: [false, true])
    func making(makesParents: Bool) throws {
        let temporary = try TemporaryFolder()
        func isMade(_ path: String) -> Bool {
            IndexFolder(path: temporary.path + path, vaultPath: "", makesParents: makesParents) { $0 }.make()
        }
        #expect(isMade("/mosaic"))
        #expect(isMade("/gone/.git/mosaic") == makesParents)
        #expect(FileManager.default.fileExists(atPath: temporary.path + "/gone") == makesParents)
    }

    @Test("A new index of a commit takes the place of the old one in one step, and where it cannot, the old one stays")
    func replacing() throws {
        let folder = try TemporaryFolder()
        let moments = MomentFolder(path: folder.path)
        moments.make()
        let commit = ObjectID.emptyBlob
        let path = moments.indexPath(commit)
        func names() throws -> Set<String> { Set(try FileManager.default.contentsOfDirectory(atPath: folder.path)) }
        for name in [path, path + "-wal"] { try Data("old".utf8).write(to: URL(fileURLWithPath: name)) }
        let error = #expect(throws: IndexError.self) { try moments.promote(commit) }
        guard case .failed(folder.path, _)? = error else { return #expect(Bool(false), "\(error as Any)") }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "old" && names().count == 2)

        try Data("new".utf8).write(to: URL(fileURLWithPath: moments.buildingPath))
        try moments.promote(commit)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "new" && names().count == 1)
        #expect(IndexError(ENOSPC, path: "a") == .diskFull(path: "a"))
    }
}
