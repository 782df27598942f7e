import Testing
import VaultModel

@testable import mosaic

struct FileInspectionTests {
    private func inspection(_ text: String) -> FileInspection {
        FileInspection(path: "tasks/roof.md", bytes: Array(text.utf8), schema: .builtIn)
    }

    @Test("a file is shown with its fields, its connections and its tags")
    func showsAFile() {
        let text = "---\ntype: task\ntitle: Fix the roof\nblocked_by: ladder\n---\nSee [[Garden]]. #house\n"
        #expect(
            inspection(text).text == """
                tasks/roof.md: task "Fix the roof"
                  type: "task"
                  title: "Fix the roof"
                  blocked_by: "ladder"
                  → blocks: ladder → this
                  → links_to: this → Garden
                  tags in the body: #house
                """)
    }

    @Test("what is wrong is shown with its place, and control characters are not")
    func showsDiagnostics() {
        let inspection = inspection("---\na: 1\na: 2\n---\n# x\u{1B}[31m\n")
        #expect(inspection.hasError)
        #expect(inspection.text.contains("tasks/roof.md:3:1: error: The key “a” is given twice; it first stands in line 2. [duplicate-key]"))
        #expect(!inspection.text.contains("\u{1B}"))
    }
}
