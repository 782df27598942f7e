import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

@Suite("What is written of a day")
struct DailyTests {
    private static func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }

    private func write(_ text: String?, on day: String, in scratch: ScratchVault) throws -> MakingPlan {
        let vault = try scratch.open()
        let made = try vault.planDaily(Self.day(day), adding: text, random: &scratch.random)
        _ = try vault.carryOut(made.plan, ScratchVault.origin())
        return made
    }

    @Test("is made once, as a note, and gets what is added behind each other")
    func note() throws {
        let scratch = try ScratchVault(VaultTemplate.emptyVaultFiles)
        #expect(try scratch.open().daily(Self.day("2026-12-01")) == nil)
        let made = try write("- Garlic", on: "2026-12-01", in: scratch)
        #expect(made.path == "notes/2026-12-01.md" && made.title == "2026-12-01")
        #expect(try scratch.open().daily(Self.day("2026-12-01"))?.path == made.path)
        let commits = try scratch.commitCount()
        #expect(try write("- Onions", on: "2026-12-01", in: scratch).id == made.id)
        #expect(try scratch.read(made.path).hasSuffix("# 2026-12-01\n\n- Garlic\n- Onions\n"))
        #expect(try scratch.commitCount() == commits + 1)
        #expect(try write(nil, on: "2026-12-01", in: scratch).plan.isEmpty)
    }

    @Test("is one note, whoever else makes it before this is planned or carried out", arguments: [true, false])
    func overtaken(isPlannedBefore: Bool) throws {
        let scratch = try ScratchVault(VaultTemplate.emptyVaultFiles)
        let (day, vault) = (try Self.day("2026-12-01"), try scratch.open())
        func plan() throws -> MakingPlan { try vault.planDaily(day, adding: "- Onions", random: &scratch.random) }
        let early = isPlannedBefore ? try plan() : nil
        let path = try write("- Garlic", on: "2026-12-01", in: scratch).path
        let done = try vault.make(early ?? plan(), ScratchVault.origin(), orAnew: plan)
        #expect(done.plan.path == path && done.receipt.commit != nil)
        #expect(try scratch.read(path).hasSuffix("# 2026-12-01\n\n- Garlic\n- Onions\n"))
        #expect(!scratch.exists("notes/2026-12-01-2.md"))
    }

    @Test("is of the kind for it, where the vault has one, and is found wherever it is moved")
    func kind() throws {
        let scratch = try ScratchVault(
            VaultTemplate.emptyVaultFiles + [
                (
                    "kinds/daily.md",
                    "---\ntype: kind\ntitle: Daily\nfolder: journal\ntemplate: |\n  # {{title}}\n\n  Of {{date}}.\n\n  ## Log\n---\n"
                )
            ])
        let made = try write(nil, on: "2026-12-02", in: scratch)
        #expect(made.path == "journal/2026-12-02.md")
        #expect(try scratch.document(made.path).field("type")?.text == "daily")
        #expect(try scratch.read(made.path).contains("Of 2026-12-02."))
        try scratch.git("mv", made.path, "2026-12-02.md")
        #expect(try write("Rain", on: "2026-12-02", in: scratch).path == "2026-12-02.md")
        #expect(try scratch.read("2026-12-02.md").hasSuffix("## Log\n\nRain\n"))
    }

    @Test("gets what is added under a heading of its template, also as it is made")
    func section() throws {
        let scratch = try ScratchVault(
            VaultTemplate.emptyVaultFiles + [
                (
                    "kinds/daily.md",
                    "---\ntype: kind\ntitle: Daily\ntemplate: |\n  # {{title}}\n\n  ## Log\n\n  ## Thanks\n---\n"
                )
            ])
        for text in ["- Rain", "- Sun"] {
            let vault = try scratch.open()
            let made = try vault.planDaily(
                Self.day("2026-12-04"), adding: text, under: "log", random: &scratch.random)
            _ = try vault.carryOut(made.plan, ScratchVault.origin())
        }
        let vault = try scratch.open()
        let path = try #require(try vault.daily(Self.day("2026-12-04"))?.path)
        #expect(try scratch.read(path).hasSuffix("## Log\n\n- Rain\n- Sun\n\n## Thanks\n"))
        guard
            case .unknownHeading? = vaultError({
                try vault.planDaily(Self.day("2026-12-05"), adding: "x", under: "logs", random: &scratch.random)
            })
        else {
            Issue.record("a heading was made")
            return
        }
    }

    @Test("is the same entity wherever it is made, and is made where the last one is")
    func place() throws {
        let made = try (0..<2).map { _ in
            let scratch = try ScratchVault([
                ("Notes/2024-05-01.md", "Old\n"), ("Daily/2026-01-02.md", "New\n"), ("Z/2026-01.md", "No day\n"),
            ])
            return try write("x", on: "2026-12-06", in: scratch)
        }
        #expect(made[0].path == "Daily/2026-12-06.md")
        let (day, next) = (try Self.day("2026-12-06"), try Self.day("2026-12-07"))
        #expect(made.map(\.id) == [Identifier.ofDay(day), Identifier.ofDay(day)])
        #expect(Identifier.ofDay(day) != Identifier.ofDay(next))
    }

    @Test("is never guessed, and is made anew where it was removed")
    func others() throws {
        let scratch = try ScratchVault([("a/2026-12-03.md", "One\n"), ("b/2026-12-03.md", "Two\n")])
        guard case .ambiguousReference? = vaultError({ try write("x", on: "2026-12-03", in: scratch) }) else {
            Issue.record("one of two was taken")
            return
        }
        try scratch.remove("a/2026-12-03.md")
        try scratch.remove("b/2026-12-03.md")
        try scratch.commitAll("gone")
        #expect(try write("x", on: "2026-12-03", in: scratch).path == "notes/2026-12-03.md")
        #expect(vaultError { try write(" ", on: "2026-12-04", in: scratch) } == .noText)
    }
}
