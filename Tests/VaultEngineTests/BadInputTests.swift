import Foundation
import Testing
import VaultModel

@testable import VaultEngine

/// Content that no reader could make sense of: it is named, and everything else goes on.
struct BadInputTests {
    /// A file as somebody may leave it in a vault, and what is said of it.
    struct BadFile: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var bytes: [UInt8]
        var codes: Set<DiagnosticCode>

        init(_ description: String, _ text: String, _ codes: DiagnosticCode...) {
            testDescription = description
            bytes = Array(text.utf8)
            self.codes = Set(codes)
        }

        init(_ description: String, bytes: [UInt8], _ codes: DiagnosticCode...) {
            testDescription = description
            self.bytes = bytes
            self.codes = Set(codes)
        }
    }

    private static func brackets(_ bracket: String, _ count: Int) -> String { String(repeating: bracket, count: count) }

    static let badFiles = [
        BadFile("nothing", ""),
        BadFile("a line end", "\n"),
        BadFile("white space", " \t \r\n \u{B}"),
        BadFile("a byte order mark alone", bytes: [0xEF, 0xBB, 0xBF]),
        BadFile("a rule", "---"),
        BadFile("a rule, and its line end", "---\n"),
        BadFile("a front matter that does not end", "---\ntype: task\ntitle: Roof\n", .unterminatedFrontMatter),
        BadFile("an empty front matter", "---\n---\n"),
        BadFile("a front matter that is a list", "---\n- one\n- two\n---\n", .notAMapping),
        BadFile("a front matter that is no YAML", "---\ntype: [task\n---\n", .invalidYAML),
        BadFile("a key twice", "---\ntype: task\ntype: idea\n---\n", .duplicateKey),
        BadFile(
            "conflict markers in the front matter", "---\n<<<<<<< ours\na: 1\n=======\na: 2\n>>>>>>> theirs\n---\n",
            .conflictMarker),
        BadFile("conflict markers in the body", "a\n<<<<<<< ours\nb\n=======\nc\n>>>>>>> theirs\n", .conflictMarker),
        BadFile("over a thousand keys", "---\n\((0...1_000).map { "k\($0): \($0)\n" }.joined())---\n", .tooManyKeys),
        BadFile("brackets without end in the front matter", "---\na: \(brackets("[", 5_000))\n---\n", .invalidYAML),
        BadFile("deep nesting", "---\na: \(brackets("[", 100))\(brackets("]", 100))\n---\n", .tooDeep),
        BadFile(
            "aliases that multiply",
            """
            ---
            a: &a [x, x, x, x, x, x, x, x, x, x]
            b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
            c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
            d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
            e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
            ---

            """, .aliasExpansion),
        BadFile("an alias of itself", "---\na: &a [*a]\n---\n", .aliasExpansion),
        BadFile(
            "a front matter of two megabytes", "---\na: \(String(repeating: "x", count: 2 << 20))\n---\n", .tooLarge),
        BadFile(
            "invalid UTF-8 in the front matter",
            bytes: Array("---\ntype: ".utf8) + [0xFF, 0xFE] + Array("\n---\n".utf8),
            .invalidUTF8),
        BadFile("invalid UTF-8 in the body", bytes: [0x61, 0xC3, 0x28, 0x0A], .invalidUTF8),
        BadFile("half a character at the end", bytes: [0x61, 0xE2, 0x82], .invalidUTF8),
        BadFile("a surrogate", bytes: [0xED, 0xA0, 0x80], .invalidUTF8),
        BadFile("UTF-16", bytes: [0xFF, 0xFE, 0x61, 0x00, 0x0A, 0x00], .invalidUTF8, .nulByte),
        BadFile("a NUL", bytes: [0x61, 0x00, 0x62], .nulByte),
        BadFile(
            "a NUL in the front matter", bytes: Array("---\ntype: task\ntitle: a".utf8) + [0] + Array("\n---\n".utf8),
            .nulByte),
        BadFile("an id with white space", "---\nid: not an id\n---\n", .invalidID),
        BadFile("an id that is a list", "---\nid: [a]\n---\n", .invalidID),
        BadFile("a title that is a mapping", "---\ntype: note\ntitle: {a: b}\n---\n", .invalidValue),
        BadFile("control characters", "# a\u{1B}[31mred\u{7}\u{9B}\u{202E}\n"),
        BadFile("brackets without end", String(repeating: "[[", count: 20_000)),
        BadFile("marks without end", String(repeating: "*_`<![", count: 20_000)),
        BadFile("quotes without end", String(repeating: "> ", count: 20_000)),
        BadFile("a long line", String(repeating: "word ", count: 400_000)),
    ]

    /// A vault with two entities that know each other.
    private func repository() throws -> TestVault {
        let repository = try TestVault()
        try repository.write(".mosaic/config.yaml", "")
        try repository.write("good.md", "---\ntype: task\ntitle: Good\n---\n[[other]] and [[bad]]\n")
        try repository.write("other.md", "# Other\n")
        try repository.commit()
        return repository
    }

    /// That what is good answers as it would without what is bad.
    private func expectOthersUnaffected(_ vault: Vault) throws {
        let good = try #require(try vault.entities().first { $0.path == "good.md" })
        #expect(good.type == "task")
        #expect(good.title == "Good")
        #expect(good.diagnostics.isEmpty)
        let events = try vault.events()
        #expect(events.contains("task.created good.md") && events.contains("note.created other.md"))
        #expect(try vault.connections(of: vault.entity("good")).contains { $0.target.path == "other.md" })
        #expect(try !vault.findings().contains { $0.hasPrefix("good.md") || $0.hasPrefix("other.md") })
    }

    @Test(
        "A bad file is listed and named, before and after it is committed, and is well once mended", arguments: badFiles
    )
    func badFile(_ file: BadFile) throws {
        let repository = try repository()
        let vault = try repository.refreshed()
        try repository.write("bad.md", bytes: file.bytes)
        for commits in [false, true] {
            if commits { try repository.commit() }
            try vault.refresh(includingText: true)
            #expect(try vault.paths() == ["bad.md", "good.md", "other.md"])
            #expect(Set(try vault.check().filter { $0.path == "bad.md" }.map(\.code)) == file.codes)
            #expect(try vault.detail(of: "bad.md").summary.diagnostics.isEmpty == file.codes.isEmpty)
            #expect(try vault.events().filter { $0.hasSuffix(" bad.md") } == ["note.created bad.md"])
            try expectOthersUnaffected(vault)
            #expect(try vault.differences() == [])
        }
        try repository.write("bad.md", "---\ntype: idea\n---\nmended\n")
        try repository.commit()
        try vault.refresh()
        #expect(try vault.findings() == [])
        #expect(try vault.entities().first { $0.path == "bad.md" }?.type == "idea")
        #expect(try vault.differences() == [])
    }

    @Test(
        "A file that turns bad is what it was last",
        arguments: badFiles.filter { $0.codes.contains { $0.makesMalformed } })
    func turnsBad(_ file: BadFile) throws {
        let repository = try repository()
        try repository.write("bad.md", "---\ntype: idea\ntitle: Before\nstatus: captured\n---\nbefore\n")
        try repository.commit()
        let vault = try repository.refreshed()
        try repository.write("bad.md", bytes: file.bytes)
        for commits in [false, true] {
            if commits { try repository.commit() }
            try vault.refresh()
            let bad = try #require(try vault.entities().first { $0.path == "bad.md" })
            #expect(bad.type == "idea")
            #expect(bad.title == "Before")
            #expect(bad.status == "captured")
            #expect(Set(bad.diagnostics.map(\.code)) == file.codes)
            #expect(try vault.differences() == [])
        }
    }

    @Test(
        "A file that turns bad is connected and blocked as it was last",
        arguments: badFiles.filter { $0.codes.contains { $0.makesMalformed } })
    func keepsConnections(_ file: BadFile) throws {
        let repository = try repository()
        try repository.write(
            "bad.md", "---\ntype: task\nproject: other\nassignee: ann\ndepends_on: [good]\ntopic: \"[[other]]\"\n---\n")
        try repository.commit()
        let vault = try repository.refreshed()
        try repository.write("bad.md", bytes: file.bytes)
        for commits in [false, true] {
            if commits { try repository.commit() }
            try vault.refresh()
            for asked in commits ? [vault, try vault.asOf("HEAD")] : [vault] {
                for query in [
                    "depends_on:good", "project:other", "assignee:ann", "links-to:other type:task", "is:blocked",
                ] {
                    let found = try asked.entities(matching: query).map(\.path)
                    #expect(found.filter { $0 != "good.md" } == ["bad.md"], "\(query)")
                }
                #expect(try asked.nextSteps(asked.nextQuery(EntityRequest())).steps.map(\.entity.path) == ["good.md"])
            }
            #expect(try vault.differences() == [])
            let good = try vault.entity("good")
            #expect(try vault.planRenaming(good.path, to: "Better").notes == [.linksLeft(["bad.md"])])
        }
        try repository.write("bad.md", "---\ntype: task\n---\nmended\n")
        try vault.refresh()
        #expect(try vault.entities(matching: "is:blocked").isEmpty)
        #expect(try vault.differences() == [])
    }

    @Test("A file of a hundred megabytes is listed and named, and is not read", arguments: [true, false])
    func hugeFile(isSparse: Bool) throws {
        let repository = try repository()
        let vault = try repository.refreshed()
        let size = 100 << 20
        if isSparse {
            try repository.write("bad.md", "")
            try #require(truncate(repository.path + "/bad.md", size) == 0)
        } else {
            try repository.write("bad.md", bytes: [UInt8](repeating: UInt8(ascii: "x"), count: size))
        }
        for commits in [false, true] {
            if commits { try repository.commit() }
            try vault.refresh(includingText: true)
            #expect(try vault.paths() == ["bad.md", "good.md", "other.md"])
            #expect(try vault.findings() == ["bad.md too-large"])
            #expect(try vault.events().filter { $0.hasSuffix(" bad.md") } == ["note.created bad.md"])
            try expectOthersUnaffected(vault)
            #expect(try vault.differences() == [])
        }
    }

    @Test(
        "Line ends of Windows and a byte order mark are read as what they are",
        arguments: [
            "---\r\ntype: task\r\ntitle: T\r\n---\r\nbody\r\n", "\u{FEFF}---\ntype: task\ntitle: T\n---\nbody\n",
        ])
    func lineEnds(text: String) throws {
        let repository = try repository()
        try repository.write("bad.md", text)
        let vault = try repository.refreshed()
        let entity = try #require(try vault.entities().first { $0.path == "bad.md" })
        #expect(entity.type == "task")
        #expect(entity.title == "T")
        #expect(try vault.findings() == [])
        try repository.git("config", "core.autocrlf", "true")
        try repository.commit()
        try vault.refresh()
        #expect(try !vault.activities(ActivityFilter()).activities.contains { $0.commit == Activity.uncommitted })
        #expect(try vault.differences() == [])
    }
}
