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
            "other:\n  commit: off\n", "commit: off\ncommit: off\n", ": : :", "[", "\u{0}",
        ])
    func on(text: String) {
        #expect(Settings(bytes: Array(text.utf8)).commitsChanges)
        #expect(Settings().commitsChanges)
    }
}
