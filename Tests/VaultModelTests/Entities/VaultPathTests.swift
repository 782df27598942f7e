import Testing

@testable import VaultModel

struct VaultPathTests {
    @Test(
        "A path leads to the file from any folder of the vault",
        arguments: [
            ("tasks/a.md", "", "tasks/a.md"), ("tasks/a.md", "tasks", "a.md"), ("tasks/a.md", "notes", "../tasks/a.md"),
            ("a.md", "notes/deep", "../../a.md"), ("notes/a.md", "notes/deep", "../a.md"),
            ("notes/deep/a.md", "notes", "deep/a.md"), ("notes", "notes", "../notes"), ("n/a.md", "no", "../n/a.md"),
            ("caf\u{E9}/a.md", "cafe\u{301}", "../caf\u{E9}/a.md"),
        ])
    func path(path: String, folder: String, expected: String) {
        let found = VaultPath.path(to: path, from: folder)
        #expect(Array(found.utf8) == Array(expected.utf8))
        #expect(VaultPath.resolve("./" + found, from: folder)?.isExactly(path) == true)
    }
}
