import Testing
import VaultModel

@testable import VaultEngine

@Suite("Completing")
struct CompletingTests {
    @Test("gives each kind its first status that means done, and refuses a kind without one")
    func everyKind() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        let expected = [
            "task": "completed", "project": "completed", "idea": "actionable", "session": "completed",
            "note": "published",
        ]
        for kind in try vault.open().schema().kinds.keys.sorted() {
            let made = try vault.make(kind, "A \(kind)")
            guard let status = expected[kind] else {
                #expect(
                    vaultError { try vault.open().planCompletion(of: made.id) } == .noStatus(kind: kind, group: .done))
                continue
            }
            try vault.change { try $0.planCompletion(of: made.id) }
            let document = try vault.document(made.path)
            #expect(document.field("status")?.value == .string(status))
            #expect(document.field("completed_on")?.value == (kind == "task" ? .string("2026-11-25") : nil))
            #expect(try vault.git("log", "-1", "--format=%s") == "Complete \"A \(kind)\"")
            #expect(try vault.lastCommitPaths() == [made.path])
        }
    }

    @Test("is refused where nobody knows what the kind has, because its file cannot be read")
    func unreadableKind() throws {
        let vault = try ScratchVault([
            (".mosaic/config.yaml", ""), ("kinds/book.md", "---\ntype: kind\n<<<<<<< a\n=======\n>>>>>>> b\n---\n"),
            ("dune.md", "---\ntype: book\nstatus: reading\n---\n"),
        ])
        let expected = VaultError.unreadableKind("book", path: "kinds/book.md")
        #expect(vaultError { try vault.open().planCompletion(of: "dune") } == expected)
        #expect(vaultError { try vault.set("dune", "status=read") } == expected)
        #expect(vaultError { try vault.make("book", "Emma") } == expected)
        #expect(vaultError { try vault.open().kind(named: "books") } == expected)
        try vault.set("dune", "pages=600")
    }

    @Test("tells of the boxes in it that are still open")
    func openBoxes() throws {
        let vault = try ScratchVault([
            ("a.md", "- [ ] Milk\n- [x] Tea\n- [-] Salt\n- [ ] Bread\n"), ("b.md", "- [x] Tea\n"),
        ])
        let opened = try vault.open()
        #expect(try opened.planCompletion(of: "a.md").notes == [.openBoxes(2)])
        #expect(try opened.planCompletion(of: ["a.md:1", "a.md:4", "a.md"]).plan.notes == [])
        #expect(try opened.planCompletion(of: "b.md").notes == [])
    }

    @Test("of what is done already changes nothing and says so")
    func already() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        let made = try vault.make("task", "Fix the roof", ["status=completed", "completed_on=2026-11-01"])
        let plan = try vault.open().planCompletion(of: "fix-the-roof")
        #expect(plan.isEmpty && plan.notes == [.completedAlready(title: "Fix the roof", status: "completed")])
        #expect(try vault.change { _ in plan } == ChangeReceipt())
        #expect(try vault.document(made.path).field("completed_on")?.value == .string("2026-11-01"))
    }

    @Test(
        "changes only the status and the day, whatever was there",
        arguments: [
            ("status: paused # waiting\n", "status: completed # waiting\ncompleted_on: 2026-11-25\n"),
            ("", "status: completed\ncompleted_on: 2026-11-25\n"),
            ("status: no such\n", "status: completed\ncompleted_on: 2026-11-25\n"),
            ("completed_on: 2020-01-01\nstatus: archived\n", "completed_on: 2026-11-25\nstatus: completed\n"),
        ])
    func bytes(before: String, after: String) throws {
        let vault = try ScratchVault([("tasks/roof.md", "---\ntype: task\n\(before)---\n# Roof\n")])
        try vault.change { try $0.planCompletion(of: "roof") }
        #expect(try vault.read("tasks/roof.md") == "---\ntype: task\n\(after)---\n# Roof\n")
        let activities = try vault.open().activities(ActivityFilter()).activities
        #expect(activities.first?.action == .completed)
    }

    @Test(
        "has one day, whichever way it is done, and none once it is to be done again",
        arguments: [
            ("status: paused", "status=completed", "status: completed\ncompleted_on: 2026-11-25"),
            ("x: 1", "status=completed", "x: 1\nstatus: completed\ncompleted_on: 2026-11-25"),
            ("status: paused\ncompleted_on:", "status=completed", "status: completed\ncompleted_on: 2026-11-25"),
            (
                "status: paused\ncompleted_on: 2026-01-01", "status=completed",
                "status: completed\ncompleted_on: 2026-01-01"
            ),
            ("status: completed\ncompleted_on: 2026-01-01", "status=in_progress", "status: in_progress"),
            ("status: completed\ncompleted_on: 2026-01-01", "status=", nil),
            (
                "status: completed\ncompleted_on: 2026-01-01", "status=archived",
                "status: archived\ncompleted_on: 2026-01-01"
            ),
            (
                "status: completed\ncompleted_on: 2026-01-01", "priority=low",
                "status: completed\ncompleted_on: 2026-01-01\npriority: low"
            ),
            ("status: completed", "priority=low", "status: completed\npriority: low"),
        ] as [(String, String, String?)])
    func sameDay(before: String, assignment: String, after: String?) throws {
        func text(_ fields: String?) -> String { "---\ntype: task\n\(fields.map { $0 + "\n" } ?? "")---\n# Roof\n" }
        let vault = try ScratchVault([("tasks/roof.md", text(before))])
        try vault.set("roof", assignment)
        #expect(try vault.read("tasks/roof.md") == text(after))
        #expect(try vault.commitCount() == 2)

        // The same in an editor, which leaves the day alone.
        let edited = try ScratchVault([("tasks/roof.md", text(before))])
        let opened = try edited.open()
        let (entity, bytes) = (try opened.entity("roof"), try opened.bytes(at: "tasks/roof.md"))
        let change = try opened.assigning([ScratchVault.assignment(assignment)], to: opened.editable("roof"))
        try edited.write("tasks/roof.md", String(decoding: change.document.bytes, as: UTF8.self))
        let plan = try #require(try opened.planOfEdit(of: entity, from: bytes))
        _ = try opened.carryOutEdited(plan, ScratchVault.origin())
        #expect(try edited.read("tasks/roof.md") == text(after))
        #expect(try edited.commitCount() == 2 && edited.git("status", "--porcelain") == "")
    }

    @Test("keeps the day that was said with it, and gives none to a kind without such a field")
    func ownDay() throws {
        let vault = try ScratchVault([
            ("tasks/roof.md", "---\ntype: task\n---\n"), ("projects/house.md", "---\ntype: project\n---\n"),
        ])
        try vault.set("roof", "status=completed", "completed_on=2026-11-20")
        #expect(try vault.document("tasks/roof.md").field("completed_on")?.value == .string("2026-11-20"))
        try vault.set("roof", "completed_on=", "status=paused")
        try vault.set("roof", "completed_on=", "status=completed")
        try vault.set("house", "status=completed")
        #expect(try vault.document("tasks/roof.md").field("completed_on") == nil)
        #expect(try vault.document("projects/house.md").field("completed_on") == nil)
    }
}

@Suite("Completing what comes back")
struct RecurringTests {
    private static func vault(_ text: String, at path: String = "tasks/water.md") throws -> ScratchVault {
        try ScratchVault(VaultTemplate.emptyVaultFiles + [(path, text)])
    }

    @Test("makes the next beside it, in the same commit, with its day moved and without what is of one time only")
    func next() throws {
        let vault = try Self.vault(
            """
            ---
            id: 7k3m9q2x # do not change
            type: task
            status: in_progress
            due: 2026-11-28
            scheduled: 2026-11-27T18:30+01:00 # after work
            completed_on:
            recurrence: "FREQ=WEEKLY;BYDAY=SA"
            tags: [house]
            aliases: [plants]
            depends_on: buy-a-can
            parent: 11111111
            mine: kept
            ---
            # Water the plants

            - [x] kitchen
            - [ ] hall

            ```
            - [x] no box
            ```

            """)
        try vault.change { try $0.planCompletion(of: "water") }
        let id = Identifier.successor(of: "7k3m9q2x")
        #expect(
            try vault.read("tasks/water-2026-12-05.md") == """
                ---
                id: \(id) # do not change
                type: task
                status: not_started
                due: 2026-12-05
                scheduled: 2026-12-04T18:30+01:00 # after work
                recurrence: "FREQ=WEEKLY;BYDAY=SA"
                tags: [house]
                parent: 11111111
                mine: kept
                ---
                # Water the plants

                - [ ] kitchen
                - [ ] hall

                ```
                - [x] no box
                ```

                """)
        #expect(try vault.document("tasks/water.md").field("status")?.value == .string("completed"))
        #expect(try vault.lastCommitPaths() == ["tasks/water-2026-12-05.md", "tasks/water.md"])
        let events = try vault.open().activities(ActivityFilter()).activities.prefix(2).map(\.event)
        #expect(Set(events) == ["task.completed", "task.created"])
        try vault.change { try $0.planCompletion(of: id) }
        #expect(try vault.lastCommitPaths() == ["tasks/water-2026-12-05.md", "tasks/water-2026-12-12.md"])
    }

    @Test("without a day comes back from the day on which it is done, in a file that is the same whichever day that is")
    func undated() throws {
        let text = "---\nid: 7k3m9q2x\ntype: task\nrecurrence: FREQ=WEEKLY\n---\n# Water\n"
        let vault = try Self.vault(text)
        try vault.change { try $0.planCompletion(of: "water") }
        let id = Identifier.successor(of: "7k3m9q2x")
        let path = "tasks/water-\(id).md"
        #expect(
            try vault.read(path)
                == "---\nid: \(id)\ntype: task\nrecurrence: FREQ=WEEKLY\ndue: 2026-12-02\n---\n# Water\n")
        try vault.change { try $0.planCompletion(of: id) }
        #expect(vault.exists("tasks/water-2026-12-09.md"))
        let other = try Self.vault(text)
        other.day = other.day.adding(days: 4)
        try other.change { try $0.planCompletion(of: "water") }
        #expect(try other.document(path).field("due")?.value == .string("2026-12-06"))
    }

    @Test(
        "counts from the day that it was due, however late it is done",
        arguments: [
            ("due: 2026-11-01\nrecurrence: FREQ=MONTHLY", "2026-12-01", "due: 2026-12-01\nrecurrence: FREQ=MONTHLY"),
            ("due: 2026-01-31\nrecurrence: FREQ=MONTHLY", "2026-03-31", "due: 2026-03-31\nrecurrence: FREQ=MONTHLY"),
            (
                "scheduled: 2026-11-30 08:00\nrecurrence: FREQ=DAILY;INTERVAL=3", "2026-12-03",
                "scheduled: 2026-12-03 08:00\nrecurrence: FREQ=DAILY;INTERVAL=3"
            ),
            (
                "due: 2026-11-24\nrecurrence: RRULE:COUNT=3;FREQ=DAILY", "2026-11-25",
                "due: 2026-11-25\nrecurrence: RRULE:COUNT=2;FREQ=DAILY"
            ),
            // It counts also where it was put off to a day that is none of the rule's.
            (
                "due: 2026-11-24\nrecurrence: freq=weekly;byday=sa;count=2", "2026-11-28",
                "due: 2026-11-28\nrecurrence: freq=weekly;byday=sa;count=1"
            ),
        ])
    func days(fields: String, day: String, expected: String) throws {
        let vault = try Self.vault("---\nid: 7k3m9q2x\ntype: task\n\(fields)\n---\n# Water\n")
        try vault.change { try $0.planCompletion(of: "water") }
        let id = Identifier.successor(of: "7k3m9q2x")
        #expect(
            try vault.read("tasks/water-\(day).md") == "---\nid: \(id)\ntype: task\n\(expected)\n---\n# Water\n")
    }

    @Test(
        "does not come back at a time behind the end of its rule",
        arguments: [
            ("2026-11-24T09:00", "20261125T080000Z", 1), ("2026-11-24T09:00", "20261125T090000Z", 2),
            ("2026-11-24", "20261125T080000Z", 2), ("2026-11-24T09:00", "20261125", 2),
        ])
    func lastTime(due: String, until: String, files: Int) throws {
        let vault = try Self.vault("---\ntype: task\ndue: \(due)\nrecurrence: FREQ=DAILY;UNTIL=\(until)\n---\n")
        #expect(try vault.open().planCompletion(of: "water").paths.count == files)
    }

    @Test(
        "says so where it does not come back, and completes it all the same",
        arguments: [
            ("FREQ=DAILY;COUNT=1", .wasLast),
            ("FREQ=WEEKLY;BYDAY=SA;COUNT=1", .wasLast),
            ("FREQ=DAILY;UNTIL=20261124", .wasLast),
            ("every day", .unreadableRecurrence),
        ] as [(String, ChangeNote)])
    func last(rule: String, note: ChangeNote) throws {
        let vault = try Self.vault("---\ntype: task\ndue: 2026-11-24\nrecurrence: \(rule)\n---\n")
        let plan = try vault.open().planCompletion(of: "water")
        #expect(plan.notes == [note] && plan.paths == ["tasks/water.md"])
    }

    @Test("makes one next only, wherever that is meanwhile, and gives it the title of the file that it had")
    func once() throws {
        let vault = try Self.vault("---\ntype: task\ndue: 2026-11-24\nrecurrence: FREQ=DAILY\n---\n")
        try vault.write("notes/water-2026-11-25.md", "# Another\n")
        let id = Identifier.successor(of: "tasks/water.md")
        let path = "tasks/water-2026-11-25-\(id).md"
        try vault.change { try $0.planCompletion(of: "water") }
        #expect(try vault.document(path).field("title")?.value == .string("water"))
        try vault.git("mv", path, "tasks/later.md")
        try vault.commitAll("Move")
        #expect(
            try vault.open().planCompletion(of: "water").notes
                == [.completedAlready(title: "water", status: "completed"), .nextIs(path: "tasks/later.md")])
        try vault.set("tasks/water.md", "status=in_progress")
        let again = try vault.open().planCompletion(of: "tasks/water.md")
        #expect(again.paths == ["tasks/water.md"] && again.notes == [.nextIsThere(path: "tasks/later.md")])
        try vault.remove("tasks/later.md")
        #expect(try vault.open().planCompletion(of: "tasks/water.md").paths == [path, "tasks/water.md"])
    }

    @Test("on two machines makes the same bytes, so that their histories merge into one next")
    func twoMachines() throws {
        let vault = try Self.vault(
            "---\nid: 7k3m9q2x\ntype: task\ndue: 2026-11-28\nrecurrence: FREQ=WEEKLY;COUNT=5\n---\n# Water\n")
        for machine in ["laptop", "phone"] {
            try vault.git("switch", "-q", "-c", machine, "main")
            try vault.write("notes/\(machine).md", "# \(machine)\n")
            try vault.commitAll("Note on the \(machine)")
            try vault.change { try $0.planCompletion(of: "7k3m9q2x") }
        }
        #expect(try vault.gitStatus("merge", "-q", "--no-edit", "laptop") == 0)
        let tasks = try vault.open().entities(kind: "task")
        #expect(tasks.map(\.id) == [Identifier.successor(of: "7k3m9q2x"), "7k3m9q2x"])
        #expect(try vault.open().check().isEmpty)
    }

    @Test(
        "makes the same next whatever makes it done, and none where it was done before",
        arguments: [["status=completed"], ["status=completed", "completed_on=today", "tags+=house"]])
    func setting(assignments: [String]) throws {
        let text = "---\nid: 7k3m9q2x\ntype: task\ndue: 2026-11-24\nrecurrence: FREQ=DAILY\n---\n"
        let (set, done) = (try Self.vault(text), try Self.vault(text))
        try done.change { try $0.planCompletion(of: "water") }
        try set.set("tasks/water.md", assignments[0])
        let path = "tasks/water-2026-11-25.md"
        #expect(try set.lastCommitPaths() == [path, "tasks/water.md"])
        #expect(try set.read(path) == done.read(path))
        let parsed = assignments.compactMap { FieldAssignment($0) }
        #expect(try set.open().planSetting(parsed, of: "tasks/water.md").notes == [])
        try set.set("tasks/water.md", "status=in_progress")
        let again = try set.open().planSetting(parsed, of: "tasks/water.md")
        #expect(again.paths == ["tasks/water.md"] && again.notes == [.nextIsThere(path: path)])
        #expect(try set.open().planSetting([#require(FieldAssignment("due=2026-12-01"))], of: path).paths == [path])
    }

    @Test("makes what is made done as it is where it is set done")
    func making() throws {
        let vault = try ScratchVault([(".mosaic/config.yaml", "")])
        let values = ["status=completed", "due=2026-11-24", "recurrence=FREQ=DAILY"]
        let made = try vault.make("task", "Water", values)
        #expect(try vault.lastCommitPaths() == ["tasks/water-2026-11-25.md", "tasks/water.md"])
        #expect(made.plan.notes == [.nextIsMade(path: "tasks/water-2026-11-25.md", day: "2026-11-25")])
        #expect(try vault.document("tasks/water.md").field("completed_on")?.value == .string("2026-11-25"))
        let next = try vault.document("tasks/water-2026-11-25.md")
        #expect(next.field("status")?.value == .string("not_started") && next.field("completed_on") == nil)
        #expect(
            try vault.open().planCompletion(of: "water").notes.last == .nextIs(path: "tasks/water-2026-11-25.md"))
        let before = try vault.make("task", "Rent", ["status=completed", "completed_on=2026-11-01"])
        #expect(try vault.document(before.path).field("completed_on")?.value == .string("2026-11-01"))
        #expect(try vault.lastCommitPaths() == [before.path])
    }

    @Test(
        "makes the same next where a person completes it in an editor",
        arguments: [
            ("status: \"in_progress\" # begun", "status: completed # begun"),
            ("status: in_progress\ncompleted_on:", "status: completed\ncompleted_on: 2026-11-25"),
            ("mine: kept", "mine: kept\nstatus: completed"),
            ("status:", "status: completed"),
        ])
    func editing(before: String, after: String) throws {
        func text(_ fields: String) -> String {
            "---\nid: 7k3m9q2x\ntype: task\ndue: 2026-11-24\nrecurrence: FREQ=DAILY\n\(fields)\n---\n# Water\n"
        }
        let (edited, done) = (try Self.vault(text(before)), try Self.vault(text(before)))
        try done.change { try $0.planCompletion(of: "water") }
        try Self.edit(edited, text(after))
        let path = "tasks/water-2026-11-25.md"
        #expect(try edited.lastCommitPaths() == [path, "tasks/water.md"])
        #expect(try edited.git("log", "-1", "--format=%s") == "Edit \"Water\"")
        #expect(try edited.read(path) == done.read(path))
        let day = after.contains("completed_on") ? "" : "\ncompleted_on: 2026-11-25"
        #expect(try edited.read("tasks/water.md") == text(after + day))
        // It was done before, or the next is there already.
        try Self.edit(edited, text(after) + "More.\n")
        #expect(try edited.lastCommitPaths() == ["tasks/water.md"])
        try Self.edit(edited, text(before))
        #expect(try Self.edit(edited, text(after))?.notes == [.nextIsThere(path: path)])
        #expect(try edited.lastCommitPaths() == ["tasks/water.md"])
    }

    /// Edits the task as an editor does that is open for long, and commits it; gives the plan of that.
    @discardableResult
    private static func edit(_ vault: ScratchVault, _ text: String) throws -> ChangePlan? {
        let opened = try vault.open()
        let (entity, before) = (try opened.entity("tasks/water.md"), try opened.bytes(at: "tasks/water.md"))
        try vault.write("tasks/water.md", text)
        guard let plan = try opened.planOfEdit(of: entity, from: before) else { return nil }
        _ = try opened.carryOutEdited(plan, ScratchVault.origin())
        return plan
    }

    @Test("takes what else was edited over into the next, and makes none of a file that cannot be read")
    func editingMore() throws {
        let text = "---\nid: 7k3m9q2x\ntype: task\ndue: 2026-11-24\nrecurrence: FREQ=DAILY\n---\n# Water\n"
        let vault = try Self.vault(text)
        #expect(try Self.edit(vault, text) == nil)
        let broken = text.replacing("type: task", with: "type: [task")
        #expect(try Self.edit(vault, broken)?.paths == ["tasks/water.md"])
        let mended = text.replacing("type: task", with: "type: task\nstatus: completed")
        #expect(try Self.edit(vault, mended)?.files.count == 1)
        try Self.edit(vault, text)
        let edited = """
            ---
            id: another
            type: task
            status: completed
            due: 2026-11-28
            recurrence: FREQ=WEEKLY
            ---
            # Water all

            """
        let plan = try #require(try Self.edit(vault, edited))
        #expect(
            plan.notes == [
                .endsEntity(id: "7k3m9q2x"), .nextIsMade(path: "tasks/water-2026-12-05.md", day: "2026-12-05"),
            ])
        #expect(
            try vault.read("tasks/water-2026-12-05.md") == """
                ---
                id: \(Identifier.successor(of: "another"))
                type: task
                due: 2026-12-05
                recurrence: FREQ=WEEKLY
                ---
                # Water all

                """)
    }

    @Test("of many at once, by a field or by being done, makes the next of each, in one commit")
    func many() throws {
        let vault = try Self.vault("---\ntype: task\ndue: 2026-11-24\nrecurrence: FREQ=DAILY\n---\n")
        try vault.write("tasks/once.md", "---\ntype: task\n---\n")
        try vault.commitAll("Another")
        let opened = try vault.open()
        var request = EntityRequest()
        request.queries = ["type:task status:open"]
        let bulk = try opened.planCompletion(where: opened.query(for: request))
        #expect(bulk.found == 2 && bulk.plan.subject == "Complete 2 entities" && bulk.plan.files.count == 3)
        let status = try #require(FieldAssignment("status=completed"))
        let setting = try opened.planSetting([status], where: opened.query(for: request))
        #expect(setting.plan.paths == bulk.plan.paths)
        #expect(try opened.carryOut(bulk.plan, ScratchVault.origin()).commit != nil)
        #expect(try vault.lastCommitPaths() == ["tasks/once.md", "tasks/water-2026-11-25.md", "tasks/water.md"])
    }

    @Test("of many at once says of each what is said of one, but for those that are done already")
    func notesOfMany() throws {
        let vault = try Self.vault("---\ntype: task\ndue: 2026-11-24\nrecurrence: FREQ=DAILY\n---\n# Water\n")
        try vault.write("tasks/last.md", "---\ntype: task\ndue: 2026-11-24\nrecurrence: FREQ=DAILY;COUNT=1\n---\n")
        try vault.write("tasks/odd.md", "---\ntype: task\nrecurrence: often\n---\n")
        try vault.write("tasks/once.md", "---\ntype: task\n---\n")
        try vault.write("tasks/done.md", "---\ntype: task\nstatus: completed\n---\n")
        let opened = try vault.open()
        var request = EntityRequest()
        request.queries = ["type:task sort:path"]
        let notes: [ChangeNote] = [
            .of(title: "last", .wasLast),
            .of(title: "odd", .unreadableRecurrence),
            .of(title: "Water", .nextIsMade(path: "tasks/water-2026-11-25.md", day: "2026-11-25")),
        ]
        #expect(try opened.planCompletion(where: opened.query(for: request)).plan.notes == notes)
        let status = try #require(FieldAssignment("status=completed"))
        #expect(try opened.planSetting([status], where: opened.query(for: request)).plan.notes == notes)
    }

    @Test("of several that come back by one name on one day gives each next a file of its own")
    func severalOfOneName() throws {
        let text = "---\ntype: task\ndue: 2026-11-28\nrecurrence: FREQ=WEEKLY\n---\n# Water\n"
        let vault = try Self.vault(text)
        let paths = ["home/Water.md", "tasks/water-2026-11-21.md", "tasks/water.md"]
        for path in paths { try vault.write(path, text) }
        try vault.commitAll("More")
        let opened = try vault.open()
        var request = EntityRequest()
        request.queries = ["type:task sort:path"]
        let ids = paths.map { Identifier.successor(of: $0) }
        let expected = [
            "home/Water-2026-12-05.md", "tasks/water-2026-12-05-\(ids[1]).md", "tasks/water-2026-12-05-\(ids[2]).md",
        ]
        func made(_ plan: ChangePlan) -> [String] {
            plan.files.flatMap { file in if case .create(let path, _, _) = file { [path] } else { [String]() } }
        }
        #expect(try made(opened.planCompletion(where: opened.query(for: request)).plan) == expected)
        let status = try #require(FieldAssignment("status=completed"))
        #expect(try made(opened.planSetting([status], where: opened.query(for: request)).plan) == expected)
        let plan = try opened.planCompletion(of: paths).plan
        #expect(made(plan) == expected)
        #expect(try opened.carryOut(plan, ScratchVault.origin()).commit != nil)
        #expect(expected.allSatisfy(vault.exists))
    }

    @Test("of one that is named twice is done once, and two of one id have one next")
    func namedTwice() throws {
        let text = "---\nid: same0001\ntype: task\ndue: 2026-11-24\nrecurrence: FREQ=DAILY\n---\n# Water\n"
        let vault = try Self.vault(text)
        try vault.write("tasks/copy.md", text)
        let opened = try vault.open()
        let once = try opened.planCompletion(of: ["tasks/water.md", "water", "tasks/water"])
        #expect(once.names.map(\.reference) == ["tasks/water.md"] && once.plan.object == "\"Water\"")
        let plan = try opened.planCompletion(of: ["tasks/water.md", "tasks/copy.md"]).plan
        #expect(plan.paths == ["tasks/copy.md", "tasks/water-2026-11-25.md", "tasks/water.md"])
        #expect(plan.notes.last == .of(title: "Water", .nextIsThere(path: "tasks/water-2026-11-25.md")))
    }
}
