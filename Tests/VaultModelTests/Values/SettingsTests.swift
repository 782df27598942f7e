import Testing

@testable import VaultModel

@Suite("The settings of a vault")
struct SettingsTests {
    private static func many(_ text: String) -> String {
        (0...1_000).map { text.hasSuffix("k") ? "\(text)\($0): 1\n" : text }.joined()
    }

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
            ("- a\n", .notAMapping, 1), ("a:\n\(many("  k"))", .tooManyKeys, 1_002),
            ("a: &a [\(many("x, "))]\nb: [\(many("*a, "))]\n", .aliasExpansion, 2),
            ("commit: on\n<<<<<<< ours\na: 1\n=======\na: 2\n>>>>>>> theirs\n", .conflictMarker, 2),
        ] as [(String, DiagnosticCode, Int)])
    func unreadable(text: String, code: DiagnosticCode, line: Int) {
        let settings = Settings(bytes: Array(text.utf8))
        #expect(!settings.commitsChanges && settings.queries == [])
        #expect(settings.problem?.code == code)
        #expect(settings.problem?.position?.line ?? 1 == line)
        #expect(settings.problem?.message.contains("front matter") == false)
    }

    @Test(
        "tell of what is not understood, and hold for the rest",
        arguments: [
            ("commit: maybe\n", 1, "commit is 'on' or 'off', and not 'maybe': it counts as 'on'."),
            ("# Ours.\ncommit: [off]\n", 2, "commit is 'on' or 'off', and not '[\"off\"]': it counts as 'on'."),
            ("queries: {}\ncomit: off\n", 2, "There is no setting 'comit'. Did you mean 'commit'?"),
            ("theme: dark\n", 1, "There is no setting 'theme'."),
            ("queries: [a]\n", 1, "queries is a mapping of names to queries."),
            (
                "queries:\n  a: is:today\n  b: {text: x}\n", 3,
                "The query 'b' is neither a text nor a mapping that has a 'query'."
            ),
        ])
    func doubts(text: String, line: Int, message: String) {
        let settings = Settings(bytes: Array(text.utf8))
        #expect(settings.problem == nil && settings.commitsChanges)
        #expect(settings.doubts.map(\.message) == [message])
        #expect(settings.doubts.allSatisfy { $0.position?.line == line && $0.code == .invalidSetting })
    }

    @Test(
        "are understood as they are written",
        arguments: ["", "commit:\n", "commit: No\nqueries:\n", "commit: true\nqueries: {a: is:today}\n"])
    func undoubted(text: String) { #expect(Settings(bytes: Array(text.utf8)).doubts == []) }
}
