import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

@Suite("A change that somebody else overtakes")
struct OvertakenTests {
    private static let task = "---\ntype: task\nstatus: not_started\n---\n# Roof\n"

    private static func vault() throws -> ScratchVault {
        try ScratchVault(
            VaultTemplate.emptyVaultFiles + [
                ("tasks/roof.md", task), ("tasks/other.md", "---\ntype: task\n---\n# Other\n\n[[roof]]\n"),
                ("ideas/pond.md", "---\ntype: idea\nstatus: captured\n---\n# Pond\n"),
            ])
    }

    /// Something that changes a file, the file, and what it is to have in the end beside the other's change.
    struct Change: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var path: String
        var kept: (path: String, text: String)?
        var plan: @Sendable (Vault) throws -> ChangePlan
    }

    private static let changes = [
        Change(testDescription: "set", path: "tasks/roof.md", kept: ("tasks/roof.md", "priority: high")) {
            try $0.planSetting([ScratchVault.assignment("priority=high")], of: "roof")
        },
        Change(testDescription: "done", path: "tasks/roof.md", kept: ("tasks/roof.md", "status: completed")) {
            try $0.planCompletion(of: "roof")
        },
        Change(testDescription: "rename", path: "tasks/other.md", kept: ("tasks/other.md", "[[mend-it]]")) {
            try $0.planRenaming("roof", to: "Mend it")
        },
        Change(testDescription: "rm", path: "tasks/roof.md", kept: nil) { try $0.planRemoval(of: "roof") },
    ]

    @Test("is made of what the files are by then, and nothing of the other's is lost", arguments: changes)
    func anew(change: Change) throws {
        let vault = try Self.vault()
        let opened = try vault.open()
        var others = ["One more line.", "And another."]
        func plan() throws -> ChangePlan {
            let plan = try change.plan(opened)
            if let line = others.popLast() { try vault.write(change.path, vault.read(change.path) + line + "\n") }
            return plan
        }
        let done = try opened.carryOut(plan(), ScratchVault.origin(), orAnew: plan)
        #expect(others.isEmpty && done.receipt.commit != nil)
        guard let kept = change.kept else { return #expect(!vault.exists(change.path)) }
        let text = try vault.read(kept.path)
        #expect(text.contains(kept.text) && text.hasSuffix("And another.\nOne more line.\n"))
        #expect(try vault.git("status", "--porcelain") == "")
    }

    @Test("is planned of what the files are by then, where one has gone that the index still has")
    func gone() throws {
        let vault = try Self.vault()
        let opened = try vault.open()
        let plans: [(Vault) throws -> ChangePlan] = [
            { try $0.planRenaming("roof", to: "Mend it") }, { try $0.planRemoval(of: "roof") },
            { try $0.planMove(of: ["roof"], to: "archive") }, { try $0.planSetting([], of: "roof") },
        ]
        try vault.git("mv", "tasks/roof.md", "roof.md")
        for plan in plans { #expect(vaultError { try plan(opened) } == .conflict(path: "tasks/roof.md")) }
        #expect(try opened.planning { try plans[0](opened) }.paths == ["mend-it.md", "roof.md", "tasks/other.md"])
        // What cannot be planned of the files as they are is not tried for ever.
        var count = 0
        let error = vaultError {
            try opened.planning(attempts: 3) {
                count += 1
                throw VaultError.conflict(path: "x")
            }
        }
        #expect(error == .conflict(path: "x") && count == 3)
    }

    @Test("is given up after so many attempts")
    func attempts() throws {
        let vault = try Self.vault()
        let opened = try vault.open()
        var count = 0
        func plan() throws -> ChangePlan {
            let plan = try Self.changes[0].plan(opened)
            count += 1
            try vault.write("tasks/roof.md", Self.task + "\(count)\n")
            return plan
        }
        let error = vaultError { try opened.carryOut(plan(), ScratchVault.origin(), attempts: 3, orAnew: plan) }
        #expect(error == .conflict(path: "tasks/roof.md") && count == 3)
        #expect(try vault.read("tasks/roof.md") == Self.task + "3\n")
    }

    @Test("finds another name for a new file, unless it insists on the one")
    func names() throws {
        let vault = try Self.vault()
        let opened = try vault.open()
        var takes = 2
        func make(_ plan: (inout SeededGenerator) throws -> MakingPlan) throws -> CarriedOut<MakingPlan> {
            func taken() throws -> MakingPlan {
                let made = try plan(&vault.random)
                if takes > 0 { try vault.write(made.path, "# Somebody else's\n") }
                takes -= 1
                return made
            }
            return try opened.make(taken(), ScratchVault.origin(), orAnew: taken)
        }
        let captured = try make { try opened.planCapture("Rain barrel", random: &$0) }
        #expect(captured.plan.path == "ideas/rain-barrel-3.md" && captured.receipt.commit != nil)
        takes = 1
        let promoted = try make { try opened.planPromotion(of: "pond", to: "task", random: &$0) }
        #expect(promoted.plan.path == "tasks/pond-3.md" && vault.exists("tasks/pond-3.md"))
        var count = 0
        func plan() -> ChangePlan {
            count += 1
            return ChangePlan(files: [.create(path: "tasks/roof.md", bytes: [])], verb: .set, object: "x")
        }
        let error = vaultError { try opened.carryOut(plan(), ScratchVault.origin(), orAnew: plan) }
        #expect(error == .fileExists(path: "tasks/roof.md") && count == 2)
    }

    @Test("of many entities is of those alone that somebody agreed to", arguments: [true, false], [true, false])
    func bulk(isAgreed: Bool, isMoreFound: Bool) throws {
        let vault = try Self.vault()
        let opened = try vault.open()
        var request = EntityRequest()
        request.kind = "task"
        let plan = { (query: ResolvedQuery) in
            try opened.planSetting([ScratchVault.assignment("priority=high")], where: query)
        }
        let bulk = try plan(opened.query(for: request))
        #expect(bulk.changed.map(\.path).sorted() == ["tasks/other.md", "tasks/roof.md"])
        try vault.write("tasks/roof.md", Self.task + "\nMore.\n")
        if isMoreFound { try vault.write("tasks/new.md", Self.task) }
        let carryOut = {
            try opened.carryOut(bulk, of: request, isAgreed: isAgreed, ScratchVault.origin(), orAnew: plan)
        }
        let changed = ["new", "other", "roof"].map { "tasks/\($0).md" }.filter(vault.exists)
        if isAgreed && isMoreFound {
            #expect(vaultError(carryOut) == .conflict(path: "tasks/roof.md"))
            for path in changed { #expect(try !vault.read(path).contains("high")) }
        } else {
            #expect(try carryOut().plan.changed.map(\.path).sorted() == changed)
            for path in changed { #expect(try vault.read(path).contains("priority: high")) }
        }
        #expect(try vault.read("tasks/roof.md").hasSuffix("\nMore.\n"))
    }
}
