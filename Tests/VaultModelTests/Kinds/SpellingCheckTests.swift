import Testing

@testable import VaultModel

@Suite("The check of a document's words")
struct SpellingCheckTests {
    private let schema = Schema.builtIn

    private func check(_ frontMatter: String, at path: String, _ kind: String? = nil) -> [Diagnostic] {
        schema.checkSpelling(of: document(frontMatter), path: path, kind: kind.flatMap { schema.kinds[$0] })
    }

    @Test(
        "says which kind is meant by a type that is none",
        arguments: [
            ("Task", "a.md", "task"), ("tasks", "a.md", "task"), ("PROJECTS", "a.md", "project"),
            ("projct", "a.md", "project"), ("evnet", "a.md", "event"), ("tsak", "tasks/a.md", "task"),
            ("ta", "tasks/old/a.md", nil), ("tsak", "a.md", nil), ("tsak", "ideas/a.md", nil), ("task", "a.md", nil),
            ("book", "a.md", nil), ("tank", "a.md", nil), ("agency", "notes/a.md", nil), ("12", "tasks/a.md", nil),
            ("[odd]", "tasks/a.md", nil), ("", "tasks/a.md", nil),
        ] as [(String, String, String?)])
    func types(type: String, path: String, meant: String?) {
        let found = check("type: \(type)", at: path)
        let message = meant.map { "`\(type)` is no kind, so that this is a note: did you mean `\($0)`?" }
        #expect(found.map(\.message) == [message].compactMap { $0 })
        #expect(found.allSatisfy { $0.code == .misspeltType && $0.severity == .warning && $0.span?.lowerBound == 10 })
    }

    @Test(
        "says which field is meant by a key that is none",
        arguments: [
            ("Due", "task", "due"), ("STATUS", "task", "status"), ("asignee", "task", "assignee"),
            ("depend_on", "task", "depends_on"), ("Depends-On", "task", "depends_on"), ("projects", "task", "project"),
            ("Tags", "note", "tags"), ("titel", "note", "title"), ("recurence", "event", "recurrence"),
            ("due", "task", nil), ("tag", "task", nil), ("alias", "task", nil), ("blocks", "task", nil),
            // Short words, other words, and the fields of other kinds are keys on purpose.
            ("duue", "task", nil), ("mode", "agent", nil), ("rating", "task", nil), ("target", "task", nil),
            ("end", "task", nil), ("members", "agent", nil), ("Fields", "kind", nil),
        ] as [(String, String, String?)])
    func fields(key: String, kind: String, meant: String?) {
        let found = check("\(key): x", at: "a.md", kind)
        #expect(found.map { $0.message.contains("did you mean `\(meant ?? "")`?") } == (meant == nil ? [] : [true]))
        #expect(found.allSatisfy { $0.code == .misspeltField && $0.severity == .warning && $0.span?.lowerBound == 4 })
    }

    @Test("says nothing where the field is there as well, and of a file that cannot be read")
    func others() {
        #expect(check("due: 2026-12-01\nDue: 2026-12-02", at: "a.md", "task").isEmpty)
        #expect(check("type: Task\ntype: Task", at: "a.md").isEmpty)
    }
}
