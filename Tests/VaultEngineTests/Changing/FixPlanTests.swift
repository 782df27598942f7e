import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

@Suite("What a plan of fixes leaves")
struct FixPlanTests {
    private static let done = "id: rent0001\ntype: task\nstatus: completed\ndue: 2026-12-01\n"

    @Test(
        "is what a check still finds when it is carried out",
        arguments: [
            (1, [("tasks/rent.md", done + "recurrence: FREQ=MONTHLY")]),
            (2, [("a.md", "type: task\nrecurrence: every week\ndue: soon"), ("b.md", "tags: #one #two")]),
            (1, [("a.md", "id: same0001\ntype: task\nstatus: odd"), ("b.md", "id: same0001")]),
            (2, [("a.md", "id: same0001"), ("b.md", "x: &a same0001\nid: *a"), ("c.md", "id: same0001")]),
        ] as [(Int, [(String, String)])])
    func left(mended: Int, files: [(String, String)]) throws {
        let vault = try ScratchVault(
            [(".mosaic/config.yaml", "")] + files.map { (path: $0.0, text: "---\n\($0.1)\n---\n# X\n") })
        let opened = try vault.open()
        let found = try opened.check()
        let fixes = try opened.planOfFixes(random: &vault.random)
        let left = fixes.left(of: found)
        #expect(found.count - left.count == mended)
        _ = try opened.carryOut(fixes.plan, ScratchVault.origin())
        #expect(try left == vault.open().check())
    }
}
