import TestSupport
import Testing

@testable import VaultModel

struct VersionChangeTests {
    private func version(_ text: String, path: String = "tasks/roof.md") -> VersionChange.Version {
        let content = EntityContent(Document(bytes: Array(text.utf8)))
        return .init(
            entity: Entity(content: content, path: path, schema: .builtIn, usesFolders: true), content: content)
    }

    private func task(_ fields: String, body: String = "") -> VersionChange.Version {
        version("---\ntype: task\n\(fields)\n---\n\(body)")
    }

    private func actions(_ before: VersionChange.Version?, _ after: VersionChange.Version?) -> [Action] {
        VersionChange(before: before.map { [$0] } ?? [], after: after).activities(schema: .builtIn).map(\.action)
    }

    @Test("an entity is created, and deleted, with its fields")
    func createdAndDeleted() {
        let created = VersionChange(before: [], after: task("title: Roof")).activities(schema: .builtIn)
        #expect(created.map(\.action) == [.created])
        #expect(created[0].changes.map(\.field) == ["type", "title"])
        #expect(actions(task("title: Roof"), nil) == [.deleted])
        let restored = VersionChange(before: [], after: task("title: Roof"), isRestored: true)
        #expect(restored.activities(schema: .builtIn).map(\.action) == [.restored])
    }

    @Test(
        "a title that a heading gives is told as one that a field states",
        arguments: [
            ("# Roof\n", "# New roof\n", "Roof", "New roof"), ("text\n", "# Roof\n", nil, "Roof"),
            ("# Roof\n", "text\n", "Roof", nil), ("---\ntitle: Roof\n---\n", "# New roof\n", "Roof", "New roof"),
            ("# Roof\n", "---\ntitle: New roof\n---\n# Roof\n", "Roof", "New roof"),
            ("---\ntitle: Roof\n---\n# Roof\n", "# Roof\nmore\n", nil, nil),
            ("# Roof\n", "# Roof\nmore\n", nil, nil),
            ("---\ntitle: Roof\n---\n# a\n", "---\ntitle: Roof\n---\n# b\n", nil, nil),
        ] as [(String, String, String?, String?)])
    func headings(old: String, new: String, before: String?, after: String?) {
        let change = VersionChange(before: [version(old)], after: version(new))
        let told = change.activities(schema: .builtIn).flatMap(\.changes).filter { $0.field == "title" }
        let expected = FieldChange(field: "title", before: before.map { .string($0) }, after: after.map { .string($0) })
        #expect(told == (before == after ? [] : [expected]))
        let created = VersionChange(before: [], after: version("# Roof\n")).activities(schema: .builtIn)
        #expect(created[0].changes == [FieldChange(field: "title", before: nil, after: .string("Roof"))])
    }

    @Test("a value that is written in another way is another, where its field is of text or nothing says of what")
    func writtenValues() {
        let change = VersionChange(
            before: [task("project: 007\nestimate: 1h\nedition: 4.10\nstatus: paused")],
            after: task("project: \"007\"\nestimate: 1h\nedition: 4.1\nstatus: paused"))
        let told = change.activities(schema: .builtIn)
        #expect(told.map(\.action) == [.updated])
        #expect(told[0].changes == [FieldChange(field: "edition", before: .written("4.10"), after: .number(4.1))])
        let another = VersionChange(
            before: [version("---\ntype: note\nproject: 7\n---\n")],
            after: version("---\ntype: task\nproject: 7\n---\n"))
        #expect(another.activities(schema: .builtIn).flatMap(\.changes).map(\.field) == ["type"])
    }

    @Test(
        "a status means what its group means",
        arguments: [
            ("not_started", "completed", Action.completed), ("completed", "in_progress", .reopened),
            ("paused", "archived", .archived), ("not_started", "in_progress", .updated),
            ("archived", "paused", .reopened),
        ])
    func statusGroups(old: String, new: String, action: Action) {
        #expect(actions(task("status: \(old)"), task("status: \(new)")) == [action])
    }

    @Test("each activity carries only what it is about")
    func separatesActivities() {
        let drafts = VersionChange(
            before: [task("status: paused\ndue: 2026-12-01", body: "one\ntwo\n")],
            after: task(
                "status: completed\ndue: 2026-12-02\nassignee: ann\ndepends_on: [ladder]", body: "one\n2\n[[Wood]]\n")
        ).activities(schema: .builtIn)
        #expect(drafts.map(\.action) == [.completed, .assigned, .linked, .updated])
        #expect(
            drafts.map { $0.changes.map(\.field) } == [["status"], ["assignee"], ["depends_on", "links"], ["due"]])
        #expect(drafts[3].body == BodyChange(added: 2, removed: 1))
    }

    @Test("a session that ends is completed by one activity, with its end")
    func endedSession() {
        func session(_ fields: String) -> VersionChange.Version { version("---\ntype: session\n\(fields)\n---\n") }
        let change = VersionChange(
            before: [session("status: active")], after: session("status: completed\nended: 2026-12-01T09:00:00Z"))
        let drafts = change.activities(schema: .builtIn)
        #expect(drafts.map(\.action) == [.completed])
        #expect(drafts[0].changes.map(\.field) == ["status", "ended"])
    }

    @Test("a rename is a move, whatever else it changes")
    func moves() {
        let old = version("---\ntype: task\n---\n", path: "tasks/a.md")
        let new = version("---\ntype: task\n---\n", path: "tasks/b.md")
        #expect(actions(old, new) == [.moved])
    }

    @Test(
        "who or what is named counts, not how it is spelled",
        arguments: [
            ("depends_on: b", "depends_on: \"[[b]]\"", ["updated depends_on"]),
            ("depends_on: b", "depends_on: [[b]]", ["updated depends_on"]),
            ("depends_on: [b, c]", "depends_on: [\"[[c|C]]\", \"[[b#part]]\"]", ["updated depends_on"]),
            ("depends_on: b", "depends_on: [\"[[b]]\", c]", ["linked depends_on"]),
            ("depends_on: [b, c]", "depends_on: \"[[b]]\"", ["unlinked depends_on"]),
            ("depends_on: b", "depends_on: \"[[c]]\"", ["linked depends_on", "unlinked depends_on"]),
            ("assignee: ann", "assignee: \"[[ann]]\"", ["updated assignee"]),
            ("assignee: [ann, bob]", "assignee: ann", ["updated assignee"]),
            ("assignee: ann", "a: 1", ["updated a assignee"]),
            ("assignee: ann", "assignee: [bob, ann]", ["assigned assignee"]),
            ("assignee: ann\nowner: bob", "assignee: bob", ["assigned assignee", "updated owner"]),
        ])
    func references(old: String, new: String, expected: [String]) {
        let drafts = VersionChange(before: [task(old)], after: task(new)).activities(schema: .builtIn)
        #expect(drafts.map { "\($0.action) \($0.changes.map(\.field).joined(separator: " "))" } == expected)
    }

    @Test("an idea that becomes actionable, or a task, is promoted")
    func promotes() {
        let idea = version("---\ntype: idea\nstatus: captured\n---\n")
        #expect(actions(idea, version("---\ntype: idea\nstatus: actionable\n---\n")) == [.promoted])
        #expect(actions(idea, version("---\ntype: task\n---\n")).first == .promoted)
    }

    @Test(
        "members come, go and change their roles, and each activity has the whole list",
        arguments: [
            ("ann owner, bob guest", "ann owner, cy member", [.memberAdded, .memberRemoved]),
            ("ann owner", "ann owner, cy member", [.memberAdded]),
            ("ann owner, bob guest", "ann owner", [.memberRemoved]),
            ("ann owner", "ann guest", [.updated]), ("ann owner", "ann guest, cy member", [.memberAdded]),
            ("\"[[ann]]\" owner", "users/ann.md owner", [.updated]), ("users/ann owner", "ann owner", [.updated]),
        ] as [(String, String, [Action])])
    func members(old: String, new: String, expected: [Action]) {
        func list(_ text: String) -> String {
            text.split(separator: ", ").map { member in
                let parts = member.split(separator: " ")
                return "  - {user: \(parts[0]), role: \(parts[1])}\n"
            }.joined()
        }
        let sides = [old, new].map { version("---\ntype: workspace\nmembers:\n\(list($0))---\n") }
        let drafts = VersionChange(before: [sides[0]], after: sides[1]).activities(schema: .builtIn)
        let change = FieldChange(
            field: "members", before: sides[0].entity.value("members"), after: sides[1].entity.value("members"))
        #expect(drafts == expected.map { ActivityDraft(action: $0, changes: [change]) })
    }

    @Test("a merge tells only what is in none of its parents")
    func merges() {
        let ours = task("status: paused\ndue: 2026-12-01")
        let theirs = task("status: in_progress\ndue: 2026-12-02")
        let clean = VersionChange(before: [ours, theirs], after: task("status: paused\ndue: 2026-12-02"))
        #expect(clean.activities(schema: .builtIn) == [])
        let own = VersionChange(before: [ours, theirs], after: task("status: completed\ndue: 2026-12-02"))
        #expect(own.activities(schema: .builtIn).map(\.action) == [.completed])
    }

    @Test("the line difference is the shortest, as a plain table of subsequences has it")
    func lineDifference() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<400 {
            let old = (0..<Int.random(in: 0..<14, using: &generator)).map { _ in
                UInt64.random(in: 0..<5, using: &generator)
            }
            let new = (0..<Int.random(in: 0..<14, using: &generator)).map { _ in
                UInt64.random(in: 0..<5, using: &generator)
            }
            var table = Array(repeating: Array(repeating: 0, count: new.count + 1), count: old.count + 1)
            for (i, left) in old.enumerated() {
                for (j, right) in new.enumerated() {
                    table[i + 1][j + 1] = left == right ? table[i][j] + 1 : max(table[i][j + 1], table[i + 1][j])
                }
            }
            let common = table[old.count][new.count]
            let (added, removed) = LineDigest.difference(from: old, to: new)
            #expect(added == new.count - common && removed == old.count - common)
        }
    }

    @Test(
        "a merge adds the lines that it has more often than any parent, and removes those that it has less often than all",
        arguments: [
            ([[1, 1], [1]], [1, 1, 1], 1, 0), ([[1, 1], [1]], [1], 0, 0), ([[1, 1], [1]], [], 0, 1),
            ([[1, 1], [1, 1, 1]], [1], 0, 1), ([[1, 2], [2, 1]], [2, 1, 3], 1, 0), ([[1, 2], [3]], [4, 4], 2, 0),
        ] as [([[UInt64]], [UInt64], Int, Int)])
    func mergedLines(parents: [[UInt64]], merged: [UInt64], added: Int, removed: Int) {
        let difference = LineDigest.combinedDifference(from: parents, to: merged)
        #expect(difference.added == added && difference.removed == removed)
    }

    @Test("an activity's id follows from its commit, path and action alone")
    func stableIdentity() {
        #expect(Digest.hex("a", "bc") != Digest.hex("ab", "c"))
        #expect(Digest.hex("3f2a", "tasks/roof.md", "completed") == Digest.hex("3f2a", "tasks/roof.md", "completed"))
        #expect(Digest.pseudonym(of: "Ann@Example.org") == Digest.pseudonym(of: "ann@example.org"))
    }

    @Test(
        "a value comes back from its JSON",
        arguments: [
            FieldValue.null, .boolean(true), .integer(-3), .number(1.5), .string("a\"b\\c\n\u{1}ü漢"),
            .list([.integer(1), .list([])]),
            .mapping([.init(key: "k", value: .string("v"))]),
        ])
    func jsonRoundTrip(value: FieldValue) {
        #expect(FieldValue(json: value.json) == value)
    }
}
