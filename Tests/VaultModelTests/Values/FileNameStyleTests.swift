import Testing

@testable import VaultModel

@Suite("The style of a file's name")
struct FileNameStyleTests {
    @Test(
        "is that of the name that it has",
        arguments: [
            ("my_note", "My note", "new_title"), ("My_Note", "My note", "New_Title"),
            ("my-note", "My note", "new-title"),
            ("My-Note", "Anything", "New-Title"), ("My Note", "Anything", "New Title!"),
            ("my note", "My Note", "new title!"),
            ("my note", "my note", "New Title!"), ("Garden", "Garden", "New Title!"),
            // One word says nothing, nor do marks of two sorts.
            ("garden", "Garden", "new-title"), ("Garden", "The garden", "new-title"),
            ("README", "Read me", "new-title"),
            ("2026-12-01_my_note", "My note", "new-title"), ("garden", "garden", "new-title"),
        ])
    func names(stem: String, title: String, name: String) {
        #expect(FileNameStyle(of: stem, title: title).name(of: "New Title!") == name)
    }

    @Test(
        "has a mark before a number, and a name for what a file cannot be called",
        arguments: [("a_b", "_", "con_1"), ("A-b", "-", "con-1"), ("a b", " ", "con-1"), ("ab", "-", "con-1")])
    func numbers(stem: String, separator: String, reserved: String) {
        let style = FileNameStyle(of: stem, title: "")
        #expect(style.separator == separator && style.name(of: "con") == reserved)
        #expect(style.name(of: "?") == nil)
    }
}
