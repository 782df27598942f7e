import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

@Suite("Ticking boxes")
struct TickingTests {
    private static let garden = "# Garden\r\n\r\n- [ ] Dig\r\n- [x] Sow\r\n  - [-] Weed\r\n- [ ]\r\n- text\r\n"
    private static let roof = "---\nid: roof0001\ntype: task\n---\n# Roof\n- [ ] Slates\n- [ ] Nails\n"

    private static func vault() throws -> ScratchVault {
        try ScratchVault(
            VaultTemplate.emptyVaultFiles + [("notes/garden.md", garden), ("tasks/roof.md", roof)])
    }

    @Test("changes the one mark, in one commit with the trailers")
    func one() throws {
        let vault = try Self.vault()
        let commits = try vault.commitCount()
        try vault.change { try $0.planCompletion(of: ["notes/garden.md:3"]).plan }
        #expect(try vault.read("notes/garden.md") == Self.garden.replacing("[ ] Dig", with: "[x] Dig"))
        #expect(try vault.commitCount() == commits + 1 && vault.lastCommitPaths() == ["notes/garden.md"])
        let message = try vault.git("log", "-1", "--format=%B")
        #expect(message.hasPrefix("Tick \"Dig\" in \"Garden\"\n") && message.contains("Mosaic-Via: cli"))
        try vault.change { try $0.planReopening(of: ["notes/garden.md:3"]).plan }
        #expect(try vault.read("notes/garden.md") == Self.garden)
        #expect(try vault.git("log", "-1", "--format=%s") == "Untick \"Dig\" in \"Garden\"")
        #expect(try vault.open().differences() == [])
    }

    @Test("takes the place of any mark, and says where nothing is to be done")
    func marks() throws {
        let vault = try Self.vault()
        let opened = try vault.open()
        let weed = try opened.planCompletion(of: ["garden:5"]).plan
        #expect(weed.files == [Self.replaced("[-]", "[x]")] && weed.subject == "Tick \"Weed\" in \"Garden\"")
        #expect(try opened.planReopening(of: ["garden:5"]).plan.files == [Self.replaced("[-]", "[ ]")])
        let sown = try opened.planCompletion(of: ["garden:4"]).plan
        #expect(sown.isEmpty && sown.notes == [.boxIsSo(text: "Sow", place: "notes/garden.md:4", isTicked: true)])
        let dug = try opened.planReopening(of: ["garden:3"]).plan
        #expect(dug.isEmpty && dug.notes == [.boxIsSo(text: "Dig", place: "notes/garden.md:3", isTicked: false)])
        let empty = try opened.planCompletion(of: ["garden:6"]).plan
        #expect(empty.subject == "Tick the box on line 6 in \"Garden\"")
    }

    private static func replaced(_ old: String, _ new: String) -> ChangePlan.FileChange {
        .replace(
            path: "notes/garden.md", old: Array(garden.utf8),
            new: Array(garden.replacing(old, with: new).utf8))
    }

    @Test("A line without a box, a file that is not there and one that cannot be read are errors")
    func refused() throws {
        let vault = try Self.vault()
        try vault.write("notes/bad.md", "---\na: 1\na: 2\n---\n- [ ] x\n")
        let opened = try vault.open()
        func refusal(_ name: String) -> VaultError? { vaultError { try opened.planCompletion(of: [name]) } }
        #expect(refusal("notes/garden.md:7") == .noBox(path: "notes/garden.md", line: 7, hasOthers: true))
        #expect(refusal("garden:99") == .noBox(path: "notes/garden.md", line: 99, hasOthers: true))
        #expect(refusal("workspace.md:1") == .noBox(path: "workspace.md", line: 1, hasOthers: false))
        #expect(refusal("nothing:3") == .unknownReference("nothing", suggestion: nil))
        for text in ["garden:0", "garden:", "garden:x", "garden:-3", ":3", "garden:99999999999999999999"] {
            guard case .unknownReference(text, _)? = refusal(text) else {
                Issue.record("\(text): \(String(describing: refusal(text)))")
                continue
            }
        }
        guard case .malformedFile("notes/bad.md", _)? = refusal("notes/bad.md:5") else {
            Issue.record("\(String(describing: refusal("notes/bad.md:5")))")
            return
        }
        #expect(vaultError { try opened.planReopening(of: ["garden:3", "roof"]) } == .notABox("roof"))
        #expect(
            vaultError { try opened.planReopening(of: ["nothing"]) } == .unknownReference("nothing", suggestion: nil))
    }

    @Test("Several are one commit, an entity with boxes of its own among them; what is named twice is done once")
    func together() throws {
        let vault = try Self.vault()
        let names = ["tasks/roof.md:6", "notes/garden.md:5", "roof", "roof:6", "garden:3", "garden:4"]
        let opened = try vault.open()
        let planned = try opened.planCompletion(of: names)
        #expect(planned.plan.subject == "Complete 1 entity and 3 boxes")
        #expect(
            planned.plan.notes == [
                .of(title: "Roof", .openBoxes(1)),
                .boxIsSo(text: "Sow", place: "notes/garden.md:4", isTicked: true),
            ])
        #expect(planned.names.count == 5 && planned.plan.files.count == 2)
        let commits = try vault.commitCount()
        _ = try opened.carryOut(planned.plan, ScratchVault.origin())
        #expect(try vault.commitCount() == commits + 1)
        #expect(
            try vault.read("tasks/roof.md")
                == "---\nid: roof0001\ntype: task\nstatus: completed\ncompleted_on: 2026-11-25\n---\n"
                + "# Roof\n- [x] Slates\n- [ ] Nails\n")
        #expect(
            try vault.read("notes/garden.md")
                == Self.garden.replacing("[ ] Dig", with: "[x] Dig").replacing("[-]", with: "[x]"))
        // Two lines have come to the front matter of the task.
        let few = try opened.planReopening(of: ["garden:3", "roof:8"]).plan
        #expect(few.subject == "Untick \"Dig\" and \"Slates\"")
        let mixed = try vault.open().planCompletion(of: ["garden:6", "tasks/roof.md:9"]).plan
        #expect(mixed.subject == "Tick the box on line 6 of \"Garden\" and \"Nails\"")
        let done = try vault.open().planCompletion(of: ["roof", "tasks/roof.md:9"]).plan
        #expect(done.subject == "Tick \"Nails\" in \"Roof\"")
        #expect(done.notes == [.completedAlready(title: "Roof", status: "completed")])
    }

    @Test("An entity that goes by the name of a place is meant, and not the place")
    func precedence() throws {
        let vault = try Self.vault()
        try vault.write("tasks/odd.md", "---\nid: garden:3\ntype: task\n---\n# Odd\n")
        #expect(try vault.open().planCompletion(of: ["garden:3"]).plan.subject == "Complete \"Odd\"")
        #expect(try vault.open().planCompletion(of: ["notes/garden.md:3"]).plan.verb == .tick)
        // What went by it once is not.
        try vault.commitAll("odd")
        try vault.remove("tasks/odd.md")
        #expect(try vault.open().planCompletion(of: ["garden:3"]).plan.verb == .tick)
    }

    @Test("A path is seen from where the person stands")
    func standpoint() throws {
        let vault = try Self.vault()
        try vault.write("notes/notes/garden.md", "- [ ] Other\n\n\n")
        _ = try vault.open()
        let opened = try vault.open(in: "notes")
        func place(_ text: String) throws -> [String] { try opened.planCompletion(of: [text]).plan.paths }
        for text in ["garden.md:3", "./garden.md:3", "../notes/garden.md:3", vault.path + "/notes/garden.md:3"] {
            #expect(try place(text) == ["notes/garden.md"], "\(text)")
        }
        #expect(try place("notes/garden.md:1") == ["notes/notes/garden.md"])
    }

    @Test("A file that the index knows otherwise is looked at as it is")
    func behind() throws {
        let vault = try Self.vault()
        let opened = try vault.open()
        try vault.write("notes/garden.md", "\n" + Self.garden)
        let plan = try opened.planCompletion(of: ["garden:4"]).plan
        #expect(plan.subject.hasPrefix("Tick \"Dig\" in"))
        _ = try opened.carryOut(plan, ScratchVault.origin())
        #expect(try vault.read("notes/garden.md") == "\n" + Self.garden.replacing("[ ] Dig", with: "[x] Dig"))
    }

    @Test("Beside a change of the same file all is kept; a box that went from its place is not taken for another")
    func overtaken() throws {
        for (other, isTicked) in [(Self.garden + "More.\n", true), ("- [ ] First\n" + Self.garden, false)] {
            let vault = try Self.vault()
            let opened = try vault.open()
            let planned = try opened.planCompletion(of: ["garden:3"])
            try vault.write("notes/garden.md", other)
            let carryOut = {
                try opened.carryOut(planned.plan, ScratchVault.origin()) {
                    try opened.planCompletion(of: planned.names).plan
                }
            }
            if isTicked {
                #expect(try carryOut().receipt.commit != nil)
            } else {
                #expect(vaultError(carryOut) == .conflict(path: "notes/garden.md"))
            }
            #expect(
                try vault.read("notes/garden.md")
                    == (isTicked ? other.replacing("[ ] Dig", with: "[x] Dig") : other))
        }
    }

    @Test("The next of what comes back has every box open, those among them that are ticked with it")
    func recurring() throws {
        let vault = try Self.vault()
        try vault.write(
            "tasks/water.md",
            "---\ntype: task\ndue: 2026-11-25\nrecurrence: FREQ=DAILY\n---\n# Water\n- [x] a\n- [ ] b\n- [-] c\n")
        let opened = try vault.open()
        let plan = try opened.planCompletion(of: ["water", "water:8"]).plan
        #expect(plan.notes == [.of(title: "Water", .nextIsMade(path: "tasks/water-2026-11-26.md", day: "2026-11-26"))])
        _ = try opened.carryOut(plan, ScratchVault.origin())
        #expect(try vault.read("tasks/water.md").hasSuffix("- [x] a\n- [x] b\n- [-] c\n"))
        #expect(try vault.read("tasks/water-2026-11-26.md").hasSuffix("- [ ] a\n- [ ] b\n- [-] c\n"))
    }

    @Test("A long text is cut in the subject")
    func subject() throws {
        let vault = try ScratchVault([("a.md", "- [ ] " + String(repeating: "word ", count: 40) + "\n")])
        let subject = try vault.open().planCompletion(of: ["a.md:1"]).plan.subject
        #expect(subject == "Tick \"" + String(repeating: "word ", count: 16) + "…\" in \"a\"")
    }
}
