import Testing
import VaultModel

@testable import VaultEngine

/// Values of fields that have a few, and that a query or a file spells otherwise, or does not know.
struct FreeValueTests {
    @Test(
        "A value that no kind gives a field is found where something states it, or stated it once",
        arguments: [
            ("status:evergreen", "a"), ("status:evergreen,seedling", "a b"), ("status:ever*", "a"),
            ("-status:evergreen", "b c"),
            ("status!=seedling", "a c"), ("priority:urgent", "b"), ("priority:urgent,high", "b c"),
            ("field.status:seedling", "b"),
            ("was:status=budding", "a"), ("became:status=evergreen", "a"), ("status:budding", ""),
        ])
    func freeValues(query: String, expected: String) throws {
        let repository = try TestVault()
        try repository.write("a.md", "---\nstatus: budding\n---\n")
        try repository.write("b.md", "---\nstatus: seedling\ntype: essay\npriority: Urgent\n---\n")
        try repository.write("c.md", "---\ntype: task\npriority: high\n---\n")
        try repository.commit()
        try repository.write("a.md", "---\nstatus: evergreen\n---\n")
        try repository.commit()
        let vault = try repository.refreshed()
        let found = try vault.entities(matching: query).map { String($0.path.dropLast(3)) }
        #expect(found.sorted().joined(separator: " ") == expected)
        #expect(throws: VaultError.self) { try vault.entities(matching: "status:evrgreen") }
        #expect(throws: VaultError.self) { try vault.entities(matching: "status>evergreen") }
    }

    @Test(
        "A value of an enumeration is found however it is spelt, as it is set, beside what states it so",
        arguments: [
            ("status:in-progress", "a d"), ("status:In_Progress", "a"), ("tasks status:in-progress", "a"),
            ("priority:HIGH", "a"), ("priority>=High", "a"), ("status:Open type:task", "a b"),
            ("status:\"in progress\"", "a"),
            ("status>=in-progress type:task", "a c"), ("was:status=Not-started", "a"),
            ("status:in-progress,COMPLETED", "a c d"),
        ])
    func spellings(query: String, expected: String) throws {
        let repository = try spellingVault()
        let vault = try repository.refreshed()
        let found = try vault.entities(
            matching: query.hasPrefix("tasks ") ? query.replacing("tasks ", with: "type:task ") : query)
        #expect(found.map { String($0.path.dropLast(3)) }.sorted().joined(separator: " ") == expected)
    }

    @Test(
        "A value that only files of other kinds than are asked for state is none, with the nearest one that is",
        arguments: [
            ("type:task status:doing", nil), ("type:task status:paussed", "paused"),
            ("type:task,idea status:evergreen", nil),
            ("status:doing", nil), ("type:task priority:urgent", nil), ("type:task -status:evergreen", nil),
            ("type:task was:status=evergreen", nil), ("type:task status:planning", nil),
            ("status:in-progres", "in_progress"),
        ] as [(String, String?)])
    func foreignValues(query: String, suggestion: String?) throws {
        let repository = try spellingVault()
        let vault = try repository.refreshed()
        guard case .invalidQuery(let error, _)? = vaultError({ try vault.entities(matching: query) }),
            case .unknownValue = error.reason
        else { return #expect(Bool(false), "\(query)") }
        if let suggestion { #expect(error.suggestion == suggestion) }
    }

    private func spellingVault() throws -> TestVault {
        let repository = try TestVault()
        for (path, lines) in [
            ("a.md", "type: task\nid: aaaaaaa1\nstatus: not_started"), ("b.md", "type: task\npriority: low"),
            ("c.md", "type: task\nstatus: completed\npriority: low"), ("d.md", "status: in-progress\npriority: urgent"),
            ("e.md", "status: evergreen"),
        ] { try repository.write(path, "---\n\(lines)\n---\n") }
        try repository.commit()
        try repository.write("a.md", "---\ntype: task\nid: aaaaaaa1\nstatus: in_progress\npriority: high\n---\n")
        try repository.commit()
        return repository
    }
}
