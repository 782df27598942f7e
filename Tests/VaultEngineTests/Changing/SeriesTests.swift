import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

/// What comes back, time after time.
@Suite("A series")
struct SeriesTests {
    /// A rent that is paid as often as is said.
    private static func vault(paid times: Int) throws -> ScratchVault {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        try vault.make("task", "Pay rent", ["due=2026-01-01", "recurrence=monthly"])
        var path = "tasks/pay-rent.md"
        for month in 1...max(1, times) where times > 0 {
            try vault.change { try $0.planCompletion(of: path) }
            path = "tasks/pay-rent-2026-\(month < 9 ? "0" : "")\(month + 1)-01.md"
        }
        return vault
    }

    @Test("is none of files where one file takes place time after time")
    func meetings() throws {
        let kind = """
            ---
            type: kind
            fields:
              start: datetime
              end: datetime
              recurrence: recurrence
              status: {type: enum, values: {planned: open, held: done}, default: planned}
            ---
            """
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles + [("kinds/meeting.md", kind + "\n")])
        try vault.make("meeting", "Standup", ["start=2026-11-30 09:30", "end=+15m", "recurrence=weekdays"])
        let plan = try vault.open().planCompletion(of: "standup")
        #expect(plan.paths == ["meetings/standup.md"] && plan.notes == [])
    }

    @Test("names the one that is open to who completes the first of it again, however many came between")
    func chain() throws {
        let vault = try Self.vault(paid: 4)
        #expect(
            try vault.open().planCompletion(of: "pay-rent").notes == [
                .completedAlready(title: "Pay rent", status: "completed"),
                .nextIs(path: "tasks/pay-rent-2026-05-01.md"),
            ])
        try vault.set("pay-rent-2026-05-01", "status=archived")
        #expect(
            try vault.open().planCompletion(of: "pay-rent").notes.last
                == .seriesEnded(path: "tasks/pay-rent-2026-05-01.md", status: "archived"))
    }

    @Test(
        "of which the last was removed is said to have ended, and one that goes on behind a gap names the one that is open"
    )
    func removed() throws {
        let vault = try Self.vault(paid: 2)
        func note() throws -> ChangeNote? { try vault.open().planCompletion(of: "tasks/pay-rent.md").notes.last }
        try vault.remove("tasks/pay-rent-2026-02-01.md")
        #expect(try note() == .nextIs(path: "tasks/pay-rent-2026-03-01.md"))
        try vault.remove("tasks/pay-rent-2026-03-01.md")
        #expect(try note() == .seriesRemoved(path: "tasks/pay-rent-2026-03-01.md"))
        try vault.commitAll("Clear up")
        #expect(try note() == .seriesRemoved(path: "tasks/pay-rent-2026-03-01.md"))
    }

    @Test("is told by status and day where a name means several of it")
    func name() throws {
        let vault = try Self.vault(paid: 2)
        guard
            case .ambiguousReference(_, let candidates)? = vaultError({
                try vault.open().planCompletion(of: ["Pay rent"])
            })
        else {
            Issue.record("It is guessed which of two is meant.")
            return
        }
        #expect(
            candidates.map { "\($0.entity.path) \($0.status ?? "") \($0.day ?? "")" } == [
                "tasks/pay-rent-2026-03-01.md not_started 2026-03-01",
                "tasks/pay-rent-2026-02-01.md completed 2026-02-01", "tasks/pay-rent.md completed 2026-01-01",
            ])
    }

    @Test("that ends by its open one being archived or removed is said to, and no other change says so")
    func end() throws {
        let vault = try Self.vault(paid: 1)
        let opened = try vault.open()
        let archived = try ScratchVault.assignment("status=archived")
        #expect(try opened.planSetting([archived], of: "pay-rent-2026-02-01").notes == [.endsSeries])
        #expect(try opened.planSetting([archived], of: "tasks/pay-rent.md").notes == [])
        #expect(try opened.planRemoval(of: "pay-rent-2026-02-01").notes == [.endsSeries])
        #expect(try opened.planRemoval(of: "tasks/pay-rent.md").notes == [])
        let (open, before) = (
            try opened.entity("pay-rent-2026-02-01"), try vault.read("tasks/pay-rent-2026-02-01.md")
        )
        try vault.write(open.path, before.replacing("not_started", with: "archived"))
        #expect(try vault.open().planOfEdit(of: open, from: Array(before.utf8))?.notes == [.endsSeries])
        try vault.write(open.path, before)
        try opened.refresh()
        let priority = try ScratchVault.assignment("priority=high")
        #expect(try opened.planSetting([priority], of: "pay-rent-2026-02-01").notes == [])
        var request = EntityRequest()
        request.queries = ["type:task"]
        #expect(
            try opened.planRemoval(where: opened.query(for: request)).plan.notes == [
                .of(title: "Pay rent", .endsSeries)
            ])
    }

    @Test("has a rule that a word can say, and one that is refused says why")
    func rules() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        let made = try vault.make("task", "Water", ["recurrence=Weekly"])
        #expect(try vault.document(made.path).field("recurrence")?.value == .string("FREQ=WEEKLY"))
        #expect(
            vaultError { try vault.set(made.path, "recurrence=FREQ=WEEKLY;") }
                == .invalidValue(
                    field: "recurrence", value: "FREQ=WEEKLY;",
                    expected: .recurrence(flaw: "has an empty part", suggestion: nil)))
    }

    @Test("A time where a day is asked for is refused as it was typed, with the field that takes one")
    func times() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        try vault.make("task", "Water")
        #expect(
            vaultError { try vault.set("water", "due=tomorrow 14:30") }
                == .invalidValue(
                    field: "due", value: "tomorrow 14:30", expected: .dayAlone(timeGoesTo: "scheduled")))
        #expect(
            vaultError { try vault.set("water", "due=tomorow") }
                == .invalidValue(field: "due", value: "tomorow", expected: .day(.date, suggestion: "tomorrow")))
    }

    @Test("of which one is open and goes by the name of a closed one has that name ambiguous to who changes it")
    func sharedName() throws {
        let vault = try Self.vault(paid: 1)
        let paths = ["tasks/pay-rent.md", "tasks/pay-rent-2026-02-01.md"]
        for change in [
            { try $0.planSetting([ScratchVault.assignment("priority=high")], of: "pay-rent") },
            { try $0.planCompletion(of: ["pay-rent"]).plan },
            { try $0.planRenaming("pay-rent", to: "Pay") }, { try $0.planRemoval(of: ["Pay-Rent"]).plan },
        ] as [(Vault) throws -> ChangePlan] {
            let error = vaultError { try change(vault.open()) }
            guard case .ambiguousReference(_, let candidates)? = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
            #expect(candidates.map(\.entity.path) == paths.reversed())
            #expect(candidates.map(\.status) == ["not_started", "completed"])
        }
        let id = try #require(try vault.document(paths[0]).field("id")?.text)
        for reference in [paths[0], "tasks/pay-rent", id, String(id.prefix(6))] {
            #expect(try vault.open().changeable(reference).path == paths[0])
        }
        #expect(try vault.open().changeable("pay-rent-2026-02-01").path == paths[1])
        try vault.set(paths[1], "status=archived")
        #expect(try vault.open().changeable("pay-rent").path == paths[0])
    }

    @Test("is completed by its name day after day, and not twice on a day")
    func daily() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        try vault.make("task", "Water", ["due=today", "recurrence=daily"])
        var request = EntityRequest()
        request.queries = ["type:task status:completed"]
        for count in 1...3 {
            try vault.change { try $0.planCompletion(of: ["water"]).plan }
            #expect(try vault.open().count(vault.open().query(for: request)) == count)
            #expect(throws: VaultError.self) { try vault.open().planCompletion(of: ["water"]) }
            vault.day = vault.day.adding(days: 1)
        }
    }

    @Test("is not completed by its name before its day has come")
    func weekly() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        try vault.make("task", "Sweep", ["due=today", "recurrence=weekly"])
        try vault.change { try $0.planCompletion(of: ["sweep"]).plan }
        vault.day = vault.day.adding(days: 6)
        #expect(throws: VaultError.self) { try vault.open().planCompletion(of: ["sweep"]) }
        vault.day = vault.day.adding(days: 1)
        #expect(try vault.open().planCompletion(of: ["sweep"]).plan.files.count == 2)
    }

    @Test("is none of things that are called the same and never come back")
    func namesakes() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        try vault.make("task", "Water")
        try vault.change { try $0.planCompletion(of: ["water"]).plan }
        try vault.make("task", "Water")
        vault.day = vault.day.adding(days: 1)
        #expect(throws: VaultError.self) { try vault.open().planCompletion(of: ["water"]) }
    }
}
