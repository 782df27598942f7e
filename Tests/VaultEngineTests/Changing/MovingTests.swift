import Foundation
import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

@Suite("Moving an entity to another folder")
struct MovingTests {
    private static let roof = "---\nid: roof0001\ntype: task\naliases: [the roof]\n---\n# Fix the roof\n"

    private static func vault(_ files: [(path: String, text: String)]) throws -> ScratchVault {
        try ScratchVault([(".mosaic/config.yaml", ""), ("tasks/fix-the-roof.md", roof)] + files)
    }

    @Test(
        "rewrites the paths of links to it, and no name that still leads there",
        arguments: [
            (
                "[[fix-the-roof]] [[Fix the roof]] [[the roof]] [[roof0001]]",
                "[[fix-the-roof]] [[Fix the roof]] [[the roof]] [[roof0001]]"
            ),
            ("[it](../tasks/fix-the-roof.md#how)", "[it](../archive/a b/fix-the-roof.md#how)"),
            ("[it](/tasks/fix-the-roof.md)", "[it](/archive/a b/fix-the-roof.md)"),
            ("[[tasks/fix-the-roof|it]]", "[[archive/a b/fix-the-roof|it]]"),
            ("[[../tasks/fix-the-roof.md]]", "[[../archive/a b/fix-the-roof.md]]"),
            ("[it][r]\n\n[r]: ../tasks/fix-the-roof.md 'T'\n", "[it][r]\n\n[r]: ../archive/a b/fix-the-roof.md 'T'\n"),
            ("`[it](../tasks/fix-the-roof.md)`", "`[it](../tasks/fix-the-roof.md)`"),
        ])
    func links(before: String, after: String) throws {
        let vault = try Self.vault([("notes/n.md", "See \(before).\n")])
        try vault.change { try $0.planMove(of: ["roof0001"], to: "archive/a b/") }
        let isMarkdown = after.contains("](") || after.contains("]:")
        #expect(try vault.read("notes/n.md") == "See \(isMarkdown ? after.replacing("a b", with: "a%20b") : after).\n")
        #expect(try vault.read("archive/a b/fix-the-roof.md") == Self.roof)
        #expect(!vault.exists("tasks/fix-the-roof.md"))
        #expect(try vault.git("log", "-1", "--format=%s") == "Move \"Fix the roof\" to archive/a b/")
        #expect(try vault.git("status", "--porcelain") == "")
    }

    @Test("has the links within it lead where they led, to files, to attachments and to what is wanted")
    func outgoing() throws {
        let body = """
            ---
            type: task
            project: ../projects/p.md
            ---
            [p](../projects/p.md) [p](/projects/p.md) [[p]] [[projects/p]] ![i](img/a%20b.png) [s](n.md#x) [h](#x)
            [w](wanted.md) [web](https://example.org/a.md) [out](../../out.md) [top](../top.md) [d][d]

            [d]: ./other.md

            """
        let vault = try Self.vault([
            ("notes/n.md", body), ("projects/p.md", "---\ntype: project\n---\n"), ("notes/img/a b.png", "x"),
            ("notes/other.md", "o\n"), ("top.md", "t\n"),
        ])
        try vault.change { try $0.planMove(of: ["notes/n.md"], to: "deep/er") }
        #expect(
            try vault.read("deep/er/n.md") == """
                ---
                type: task
                project: ../../projects/p.md
                ---
                [p](../../projects/p.md) [p](/projects/p.md) [[p]] [[projects/p]] ![i](../../notes/img/a%20b.png) [s](n.md#x) [h](#x)
                [w](../../notes/wanted.md) [web](https://example.org/a.md) [out](../../../out.md) [top](../../top.md) [d][d]

                [d]: ../../notes/other.md

                """)
        try vault.change { try $0.planMove(of: ["deep/er/n.md"], to: ".") }
        #expect(try vault.read("n.md").contains("[p](projects/p.md) [p](/projects/p.md) [[p]]"))
    }

    @Test("of several is one commit, in which links among them stay, and the history goes on")
    func several() throws {
        let vault = try Self.vault([
            (
                "tasks/b.md",
                "---\ntype: task\n---\n# B\nAs long as this is.\n\nAnd there is more of it.\nSee [roof](fix-the-roof.md) and [x](x.md).\n"
            ), ("tasks/x.md", "# X\n"),
        ])
        try vault.change { try $0.planMove(of: ["roof0001", "b", "tasks/b.md"], to: "done") }
        #expect(try vault.read("done/b.md").hasSuffix("\nSee [roof](fix-the-roof.md) and [x](../tasks/x.md).\n"))
        #expect(try vault.git("log", "-1", "--format=%s") == "Move \"Fix the roof\" and \"B\" to done/")
        let opened = try vault.open()
        for reference in ["roof0001", "b"] {
            var filter = ActivityFilter()
            filter.entities = [try opened.entity(reference)]
            let actions = try opened.activities(filter).activities.map(\.action)
            #expect(actions.contains(.moved) && actions.last == .created)
        }
        #expect(try opened.planMove(of: ["b"], to: "/done/").isEmpty)
    }

    @Test("keeps what a name meant that others go by as well")
    func namesakes() throws {
        let vault = try Self.vault([
            ("a/index.md", "# One\n"), ("b/index.md", "# Two\n"), ("c/d/n.md", "[[index]]\n"),
            ("b/m.md", "[[index]]\n"),
        ])
        try vault.change { try $0.planMove(of: ["a/index.md"], to: "b/sub") }
        #expect(try vault.read("b/m.md") == "[[index]]\n")
        try vault.change { try $0.planMove(of: ["b/index.md"], to: "z/y/x") }
        #expect(try vault.read("b/m.md") == "[[z/y/x/index.md]]\n")
    }

    @Test("refuses every place that is none for it")
    func refusals() throws {
        let vault = try Self.vault([
            (".gitignore", "private/\n"), ("workspace.md", "---\ntype: workspace\n---\n"),
            ("kinds/book.md", "---\ntype: kind\nname: book\n---\n"), ("notes/fix-the-roof.md", "# Other\n"),
            ("file", "x"),
            ("bad/n.md", "---\na: [\n---\n"),
        ])
        try FileManager.default.createSymbolicLink(atPath: vault.path + "/link", withDestinationPath: "notes")
        let opened = try vault.open()
        func error(_ folder: String) -> VaultError? { vaultError { try opened.planMove(of: ["roof0001"], to: folder) } }
        for folder in [
            "..", "a/../../b", "", ".git", "a/.GIT/hooks", ".mosaic", ".mosaic/x", "notes/n.md", ".attic", "a/.b", " ",
            "a/ \t/b",
        ] {
            #expect(error(folder) == .noFolder(folder))
        }
        #expect(error("notes") == .fileExists(path: "notes/fix-the-roof.md"))
        #expect(error("private") == .ignoredPath("private/fix-the-roof.md"))
        #expect(error("link") == .fileSystem(path: "link/fix-the-roof.md", .symbolicLink))
        #expect(error("file") == .fileSystem(path: "file/fix-the-roof.md", .fileOnTheWay))
        #expect(
            vaultError { try opened.planMove(of: ["roof0001", "notes/fix-the-roof.md"], to: "x") }
                == .fileExists(path: "x/fix-the-roof.md"))
        for path in ["workspace.md", "kinds/book.md"] {
            #expect(vaultError { try opened.planMove(of: [path], to: "x") } == .fixedPlace(path: path))
        }
        guard case .malformedFile("bad/n.md", _)? = vaultError({ try opened.planMove(of: ["bad/n.md"], to: "x") })
        else {
            return #expect(Bool(false))
        }
        #expect(try opened.planMove(of: ["roof0001"], to: vault.path + "/new").paths.contains("new/fix-the-roof.md"))
    }

    @Test("refuses what is another repository, be it checked out or not, and so does making")
    func otherRepositories() throws {
        let vault = try Self.vault([("workspace.md", "---\ntype: workspace\n---\n")])
        for folder in ["other", "events"] { try vault.git("init", "-q", folder) }
        try vault.write(".gitmodules", "[submodule \"lib\"]\n\tpath = lib\n\turl = ../lib\n")
        let head = try vault.git("rev-parse", "HEAD")
        try vault.git("update-index", "--add", "--cacheinfo", "160000,\(head),lib")
        try FileManager.default.createDirectory(atPath: vault.path + "/lib", withIntermediateDirectories: true)
        let opened = try vault.open()
        for folder in ["other", "other/deep", "lib", "lib/deep"] {
            let error = vaultError { try opened.planMove(of: ["roof0001"], to: folder) }
            let top = String(folder.prefix { $0 != "/" })
            #expect(error == .inOtherRepository(path: folder + "/fix-the-roof.md", folder: top))
        }
        #expect(
            vaultError { try vault.make("event", "A walk") }
                == .inOtherRepository(path: "events/a-walk.md", folder: "events"))
        #expect(try opened.planMove(of: ["roof0001"], to: "library").paths.contains("library/fix-the-roof.md"))
    }

    @Test("says that a kind goes by the folder, and which files keep their links")
    func notes() throws {
        let vault = try Self.vault([
            ("tasks/plain.md", "# Plain\n"), ("bad.md", "---\na: [\n---\n[x](tasks/plain.md)\n"),
        ])
        let plan = try vault.open().planMove(of: ["plain"], to: "archive")
        #expect(plan.notes == [.becomesKind(title: "Plain", from: "task", to: "note"), .linksLeft(["bad.md"])])
        #expect(try vault.open().planMove(of: ["roof0001"], to: "archive").notes == [])
        try vault.write("short.md", "[x](wanted.md)\n")
        #expect(try vault.open().planMove(of: ["short"], to: "archive").notes == [.losesHistory(title: "short")])
    }
}
