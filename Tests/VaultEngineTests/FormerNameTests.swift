import Testing
import VaultModel

@testable import VaultEngine

@Suite("A former name")
struct FormerNameTests {
    private static func vault() throws -> TestVault {
        let repository = try TestVault()
        try repository.write("ÉCOLE.md", "---\nid: Ab12cd34\ntitle: Über Öl\n---\n")
        try repository.write("plans/Old.markdown", "# Of old\n")
        try repository.write("Maße.md", "# Ganz Früh\n\nA text that stays as it is\n")
        try repository.write("100%.md", "# By half_way\n")
        try repository.write("kept.md", "x\n")
        try repository.commit()
        for path in ["ÉCOLE.md", "plans/Old.markdown", "100%.md", "Maße.md"] { try repository.remove(path) }
        try repository.write("sizes.md", "# Sizes\n\nA text that stays as it is\n")
        try repository.commit()
        try repository.write("sizes.md", "# Other sizes\n\nA text that stays as it is\n")
        return repository
    }

    @Test(
        "is found however its letters are written, and by no other that is like it",
        arguments: [
            ("ÉCOLE", "ÉCOLE.md"), ("école", "ÉCOLE.md"), ("e\u{301}cole", "ÉCOLE.md"), ("École.MD", "ÉCOLE.md"),
            ("über öl", "ÉCOLE.md"), ("AB12CD34", "ÉCOLE.md"), ("note/école", "ÉCOLE.md"),
            ("old", "plans/Old.markdown"),
            ("OLD.markdown", "plans/Old.markdown"), ("Plans/old", "plans/Old.markdown"),
            ("of OLD", "plans/Old.markdown"),
            ("lans/old", nil), ("100%", "100%.md"), ("1%", nil), ("10_%", nil), ("by half way", nil),
            ("BY HALF_WAY", "100%.md"), ("maße", "sizes.md"), ("GANZ FRÜH", "sizes.md"), ("SIZES", "sizes.md"),
            ("sizes.md", "sizes.md"), ("ecole", nil), ("%", nil),
        ] as [(String, String?)])
    func found(reference: String, path: String?) throws {
        let repository = try Self.vault()
        let vault = try repository.refreshed()
        #expect((try? vault.entity(reference, includesGone: true))?.path == path)
    }

    @Test(
        "that is a whole path is that of the file that was there, however it is written and whatever ends so elsewhere")
    func wholePath() throws {
        let repository = try TestVault()
        for (path, text) in [("gone.md", "# One\n"), ("notes/gone.md", "# Two\n"), ("deep/notes/gone.md", "# Three\n")]
        {
            try repository.write(path, text)
        }
        try repository.write("kept.md", "x\n")
        try repository.commit()
        for path in ["gone.md", "notes/gone.md", "deep/notes/gone.md"] { try repository.remove(path) }
        let vault = try repository.refreshed()
        func title(_ reference: String) throws -> String? {
            try? vault.entity(vault.reference(typed: reference), includesGone: true).title
        }
        for reference in ["gone.md", "./gone.md", "/gone.md", "gone", repository.path + "/gone.md"] {
            #expect(try title(reference) == "One", "\(reference)")
        }
        for reference in ["notes/gone.md", "./notes/gone.md", "/notes/gone.md", repository.path + "/notes/gone.md"] {
            #expect(try title(reference) == "Two", "\(reference)")
        }
        #expect(try title("deep/notes/../notes/gone.md") == nil)
        #expect(try title(repository.path + "/deep/notes/gone.md") == "Three")
        for reference in ["deep/gone.md", "/deep/gone.md", repository.path + "/../gone.md", "/otes/gone.md"] {
            #expect(try title(reference) == nil, "\(reference)")
        }
    }

    @Test("is none yet at a moment before anything was called so")
    func moments() throws {
        let repository = try Self.vault()
        let vault = try repository.refreshed()
        let past = try vault.asOf("HEAD~1")
        #expect(try past.entity("école").path == "ÉCOLE.md")
        #expect((try? past.entity("sizes", includesGone: true)) == nil)
        #expect(try vault.asOf("HEAD").entity("école", includesGone: true).isGone)
        #expect((try? vault.asOf("HEAD").entity("Other sizes", includesGone: true)) == nil)
    }

    @Test("is told of by check where a reference still says it, and one entity alone went by it")
    func inCheck() throws {
        let scratch = try ScratchVault([
            ("projects/refit.md", "---\ntype: project\n---\n# Refit\n"),
            ("tasks/tiles.md", "---\ntype: task\nproject: refit\n---\n"),
            ("tasks/sink.md", "---\ntype: task\nproject: never\n---\n"),
        ])
        try scratch.git("mv", "projects/refit.md", "projects/kitchen.md")
        try scratch.write("projects/kitchen.md", "---\ntype: project\n---\n# Kitchen works\n")
        try scratch.commitAll("Rename")
        #expect(
            try scratch.open().check().map(\.message) == [
                "\"never\", named by project, is no entity of the vault.",
                "\"refit\", named by project, is no entity of the vault: projects/kitchen.md was called so.",
            ])
    }

    @Test(
        "An id that a file has lost is told of, until it has it again or another file has it")
    func lostIdentifier() throws {
        func roof(_ id: String) -> String {
            "---\n\(id)type: task\n---\n# Fix the roof\n\nA text that stays as it is\n"
        }
        let scratch = try ScratchVault([
            ("tasks/roof.md", roof("id: 7k3m9q2x\n")), ("tasks/own.md", roof("id: overview-1\n")),
        ])
        func findings() throws -> [String] { try scratch.open().check().map { "\($0.code.rawValue) \($0.path)" } }
        #expect(try findings() == [])
        // An id of somebody's own making is theirs to take away.
        for path in ["tasks/roof.md", "tasks/own.md"] { try scratch.write(path, roof("")) }
        #expect(try findings() == ["lost-id tasks/roof.md"])
        try scratch.commitAll("Without ids")
        #expect(try findings() == ["lost-id tasks/roof.md"])
        try scratch.write("tasks/roof.md", roof("id: 7k3m9q2x\n"))
        #expect(try findings() == [])
        try scratch.write("tasks/roof.md", roof(""))
        try scratch.write("tasks/copy.md", roof("id: 7k3m9q2x\n"))
        #expect(try findings() == [])
    }
}
