import Testing

@testable import VaultModel

@Suite("The settings of a vault")
struct SettingsTests {
    @Test(
        "turn commits off where the file says so",
        arguments: [
            "commit: off", "commit: off\n", "# Ours.\n\ncommit: 'off'  # for now\n", "commit: false", "commit: Off",
            "commit: no", "---\ncommit: off\n", "# Ours.\n---\ncommit: off\n...\n", "\u{FEFF}commit: off\n",
            "---\r\n# Ours.\r\ncommit: off\r\n---\r\n", "{commit: off}", "theme: dark\ncommit: off\n",
        ])
    func off(text: String) {
        #expect(!Settings(bytes: Array(text.utf8)).commitsChanges)
    }

    @Test(
        "leave them on elsewhere",
        arguments: [
            "", "\n", "commit: on", "commit: true", "commit:", "commit: [off]", "commits: off", "# commit: off",
            "other:\n  commit: off\n",
        ])
    func on(text: String) {
        #expect(Settings(bytes: Array(text.utf8)).commitsChanges)
        #expect(Settings(bytes: Array(text.utf8)).problem == nil)
        #expect(Settings().commitsChanges)
    }

    @Test(
        "turn them off where nobody can say, and tell where that is",
        arguments: [
            ("commit: off\ncommit: off\n", .duplicateKey, 2), ("[", .invalidYAML, 1),
            ("a: 1\n\nb: ]\n", .invalidYAML, 3),
            ("- a\n", .notAMapping, 1),
            ("commit: on\n<<<<<<< ours\na: 1\n=======\na: 2\n>>>>>>> theirs\n", .conflictMarker, 2),
        ] as [(String, DiagnosticCode, Int)])
    func unreadable(text: String, code: DiagnosticCode, line: Int) {
        let settings = Settings(bytes: Array(text.utf8))
        #expect(!settings.commitsChanges && settings.queries == [])
        #expect(settings.problem?.code == code)
        #expect(settings.problem?.position?.line ?? 1 == line)
        #expect(settings.problem?.message.contains("front matter") == false)
    }
}
