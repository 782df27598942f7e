import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

/// What YAML reads as a number, and a person wrote as a name: all that is told of it is what is written.
struct WrittenValueTests {
    private static let kind = """
        ---
        type: kind
        fields:
          isbn: text
          edition: text
          shelf: {type: enum, values: ["01", "02"]}
          series: ref
        ---

        """

    private static func book(edition: String, price: String) -> String {
        """
        ---
        id: 00123456
        title: 007
        isbn: 0306406152
        edition: \(edition)
        shelf: 01
        series: 12e45678
        price: \(price)
        code: 007
        ---

        """
    }

    private static func vault() throws -> TestVault {
        let repository = try TestVault()
        try repository.write(".mosaic/config.yaml", "commit: on\n")
        try repository.write("kinds/book.md", kind)
        try repository.write("books/one.md", book(edition: "4.10", price: "1.50"))
        try repository.write("notes/series.md", "---\nid: 12e45678\ntitle: Bonds\n---\n[[00123456]]\n")
        try repository.commit()
        return repository
    }

    @Test("Fields of text and references are listed, counted and found as they are written")
    func present() throws {
        let repository = try Self.vault()
        let vault = try repository.refreshed()
        let book = try #require(try vault.entities(matching: "type:book").first)
        let expected: [(String, FieldValue)] = [
            ("isbn", .string("0306406152")), ("edition", .string("4.10")), ("shelf", .string("01")),
            ("series", .string("12e45678")), ("price", .written("1.50")), ("code", .string("007")),
        ]
        for (name, value) in expected { #expect(book.value(name) == value, "\(name)") }
        #expect(book.id == "00123456" && book.title == "007" && book.diagnostics == [])
        for (query, isFound) in [
            ("isbn:0306406152", true), ("isbn:306406152", false), ("isbn:03*", true), ("edition:4.10", true),
            ("edition:4.1", false), ("shelf:01", true), ("shelf<02", true), ("series:12e45678", true),
            ("price:1.50", true),
            ("price>1.4", true), ("code:007", true), ("code>6", true), ("id:00123456", true), ("title:007", true),
        ] {
            #expect(try vault.entities(matching: "type:book \(query)").isEmpty != isFound, "\(query)")
        }
        for (field, value) in [
            ("isbn", FieldValue.string("0306406152")), ("shelf", .string("01")), ("series", .string("Bonds")),
            ("price", .written("1.50")), ("code", .string("007")),
        ] {
            var request = EntityRequest()
            request.queries = ["type:book"]
            let tally = try vault.tally(vault.query(for: request), by: "field.\(field)")
            #expect(tally == [QueryTally(values: [value], count: 1)], "\(field)")
        }
    }

    @Test("What is written otherwise is told as a change, and found as one")
    func past() throws {
        let repository = try Self.vault()
        let first = try repository.git("rev-parse", "HEAD")
        try repository.write("books/one.md", Self.book(edition: "4.1", price: "1.5"))
        let second = try repository.commit()
        let vault = try repository.refreshed()
        let activity = try #require(try vault.activities(ActivityFilter()).activities.first)
        #expect(activity.action == .updated)
        #expect(
            activity.changes == [
                FieldChange(field: "edition", before: .string("4.10"), after: .string("4.1")),
                FieldChange(field: "price", before: .written("1.50"), after: .number(1.5)),
            ])
        for (query, isFound) in [
            ("was:edition=4.10", true), ("was:edition=4.1", false), ("became:edition=4.1", true), ("was:price=*", true),
            ("was:price=1.50", false), ("changed:edition", true), ("changed:isbn", false),
        ] {
            #expect(try vault.entities(matching: "type:book \(query)").isEmpty != isFound, "\(query)")
        }
        let origins = try vault.origins(of: "00123456")
        for (field, commit) in [
            ("isbn", first), ("edition", second), ("shelf", first), ("series", first), ("price", second),
            ("code", first),
        ] {
            #expect(origins.first { $0.field == field }?.activity.commit == commit, "\(field)")
        }
        #expect(origins.first { $0.field == "series" }?.value == .string("12e45678"))
        #expect(try vault.differences() == [])
    }

    @Test(
        "What is written so already is not set again, and items are told apart as they are written",
        arguments: [
            ("project: 00123456", "project=00123456", "project: 00123456"), ("code: 007", "code=007", "code: 007"),
            ("tags: [007, a]", "tags+=007", "tags: [007, a]"),
            ("tags: [007, a]", "tags+=7", "tags: [007, a, \"7\"]"), ("tags: [007, a]", "tags-=007", "tags: [a]"),
            ("depends_on: [00123456, other]", "depends_on-=00123456", "depends_on: [other]"),
            ("relates_to: [00123456]", "relates_to+=Roof", "relates_to: [00123456]"),
        ])
    func settings(_ before: String, _ assignment: String, _ after: String) throws {
        let vault = try ScratchVault([
            (".mosaic/config.yaml", ""), ("projects/p.md", "---\nid: 00123456\ntitle: Roof\n---\n"),
            ("tasks/t.md", "---\ntype: task\n\(before)\n---\n"),
        ])
        let opened = try vault.open()
        let plan = try opened.planSetting([try #require(FieldAssignment(assignment))], of: "tasks/t.md")
        _ = try opened.carryOut(plan, ScratchVault.origin())
        #expect(try vault.read("tasks/t.md") == "---\ntype: task\n\(after)\n---\n")
    }

    @Test("What a promotion takes over is what is written")
    func promotion() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        try vault.write("projects/p.md", "---\nid: 00123456\ntitle: Roof\n---\n")
        try vault.write(
            "ideas/i.md", "---\ntitle: Gutter\nproject: 00123456\ndomain: [[12e45678]]\ntags: [007]\n---\n")
        let opened = try vault.open()
        let made = try opened.planPromotion(of: "ideas/i.md", to: "task", random: &vault.random)
        #expect(try opened.carryOut(made.plan, ScratchVault.origin()).commit != nil)
        let document = try vault.document(made.path)
        #expect(document.field("project")?.value == .string("00123456"))
        #expect(document.field("domain")?.value == .string("[[12e45678]]"))
        #expect(document.field("tags")?.value == .list([.string("007")]))
        let reference = try vault.open().detail(of: made.id).outgoing.first { $0.name == "project" }
        #expect(reference?.target.path == "projects/p.md")
    }
}
