import Foundation
import Testing
import VaultModel

@testable import VaultEngine

/// Repositories of which not everything is there: shallow and partial clones, and damaged stores.
struct MissingObjectTests {
    /// Five commits that each change one file, and between them a new name for another.
    private func repository() throws -> TestVault {
        let repository = try TestVault()
        let words = (1...20).map { "Line \($0) of some text that stays.\n" }.joined()
        try repository.write("old.md", words)
        for number in 1...5 {
            try repository.write("a.md", "---\ntype: task\npriority: \(["low", "high"][number % 2])\n---\n\(number)\n")
            if number == 4 {
                try repository.remove("old.md")
                try repository.write("new.md", words + "And more.\n")
            }
            try repository.commit("commit \(number)")
        }
        return repository
    }

    private let everything = [
        "task.created a.md", "note.created old.md", "task.updated a.md", "task.updated a.md", "task.updated a.md",
        "note.moved new.md", "note.updated new.md", "task.updated a.md",
    ]

    // MARK: - Shallow clones

    @Test("A shallow clone's history begins where it is cut off, and goes back further once it is deepened")
    func shallowClone() throws {
        let origin = try repository()
        let clone = try origin.clone("shallow", "--depth=2")
        let vault = try clone.refreshed()
        #expect(try vault.events() == ["task.created a.md", "note.created new.md", "task.updated a.md"])
        let boundary = try clone.git("rev-parse", "HEAD~1")
        var created = ActivityFilter()
        created.events = [.init(kind: nil, action: .created)]
        #expect(try vault.activities(created).activities.map(\.commit) == [boundary, boundary])
        #expect(try vault.differences() == [])

        try clone.git("fetch", "--quiet", "--deepen=1")
        try vault.refresh()
        #expect(try vault.events().first == "task.created a.md")
        #expect(try vault.events().contains("note.moved new.md"))
        #expect(try vault.differences() == [])

        try clone.git("fetch", "--quiet", "--unshallow")
        try vault.refresh()
        #expect(try Set(vault.events()) == Set(everything))
        #expect(try vault.differences() == [])
    }

    // MARK: - Partial clones

    @Test("A partial clone without old contents is answered for; what was fetched since is read")
    func partialClone() throws {
        let origin = try repository()
        try origin.git("config", "uploadpack.allowFilter", "true")
        let clone = try origin.clone("partial", "--filter=blob:none")
        let vault = try clone.refreshed()
        #expect(try vault.paths() == ["a.md", "new.md"])
        #expect(try vault.events().count >= 6)
        #expect(try vault.findings() == [])
        #expect(try vault.differences() == [])
        // What is not known has not changed.
        let told = try vault.activities(ActivityFilter()).activities
        #expect(told.allSatisfy { $0.changes.allSatisfy { $0.field == "path" } && $0.body == nil })
        #expect(try vault.origins(of: "a.md").filter { $0.field != "body" }.isEmpty)
        #expect(try vault.missingContentCount() == 5)

        try clone.git("log", "-p")
        try vault.refresh()
        #expect(try vault.differences() == [])
        #expect(try vault.missingContentCount() == 0)
        #expect(try vault.origins(of: "a.md").contains { $0.field == "priority" })
    }

    @Test("A partial clone without old folders says that it is one")
    func partialCloneWithoutTrees() throws {
        let origin = try repository()
        try origin.git("config", "uploadpack.allowFilter", "true")
        let clone = try origin.clone("partial", "--filter=tree:0")
        let missing = try origin.git("rev-parse", "HEAD~4^{tree}")
        #expect(vaultError { try clone.refreshed() } == .missingObject(id: missing, isPartialClone: true))
        try clone.git("log", "-p")
        let vault = try clone.refreshed()
        #expect(try Set(vault.events()) == Set(everything))
        #expect(try vault.differences() == [])
    }

    // MARK: - Damaged stores

    @Test("An old content that is missing leaves a gap in one file's history, until it is back")
    func missingBlob() throws {
        let repository = try repository()
        let place = try repository.deleteObject("HEAD~2:a.md")
        let vault = try repository.refreshed()
        #expect(try vault.paths() == ["a.md", "new.md"])
        #expect(try Set(vault.events()) == Set(everything))
        #expect(try vault.differences() == [])

        let changed = try repository.git("show", "HEAD:a.md").replacingOccurrences(of: "5", with: "3") + "\n"
        try repository.write("again", changed)
        try repository.git("hash-object", "-w", "again")
        try #require(FileManager.default.fileExists(atPath: place))
        try repository.remove("again")
        try vault.refresh()
        #expect(try Set(vault.events()) == Set(everything))
        #expect(try vault.differences() == [])
    }

    @Test("A moment that lacks contents is asked all the same, by SQL too, and anew once they are there")
    func missingBlobOfMoment() throws {
        let repository = try repository()
        let before = try repository.git("show", "HEAD~2:a.md") + "\n"
        try repository.deleteObject("HEAD~2:a.md")
        let statement = "SELECT is_malformed FROM entities WHERE path = 'a.md'"
        func malformed() throws -> [SQLAnswer.Value] {
            try repository.refreshed().asOf("HEAD~2").answer(sql: statement).rows.map { $0[0] }
        }
        #expect(try malformed() == [.integer(1)])
        try repository.write("again", before)
        try repository.git("hash-object", "-w", "again")
        try repository.remove("again")
        #expect(try malformed() == [.integer(0)])
    }

    @Test("A present content that is missing from the store is read from the work tree")
    func missingPresentBlob() throws {
        let repository = try repository()
        try repository.deleteObject("HEAD:a.md")
        let vault = try repository.refreshed()
        #expect(try vault.entities().first { $0.path == "a.md" }?.type == "task")
        #expect(try vault.differences() == [])
    }

    @Test("A content that is missing where a file was given another name leaves both names known")
    func missingRenamedBlob() throws {
        let repository = try repository()
        try repository.deleteObject("HEAD~2:old.md")
        let vault = try repository.refreshed()
        #expect(try vault.paths() == ["a.md", "new.md"])
        #expect(try vault.events().contains { $0.hasSuffix("deleted old.md") || $0.hasSuffix("moved new.md") })
        #expect(try vault.differences() == [])
    }

    @Test("A kind whose old definition is missing is what it is by default")
    func missingKind() throws {
        let repository = try TestVault()
        try repository.write("kinds/book.md", "---\ntype: kind\ntitle: Book\n---\n")
        try repository.write("b.md", "---\ntype: book\n---\n")
        try repository.commit()
        try repository.write("kinds/book.md", "---\ntype: kind\ntitle: Book\nplural: tomes\n---\n")
        try repository.commit()
        try repository.deleteObject("HEAD~1:kinds/book.md")
        let vault = try repository.refreshed()
        #expect(try vault.paths() == ["b.md", "kinds/book.md"])
        #expect(try vault.differences() == [])
    }

    @Test(
        "A folder or a commit that is missing is one error that names it; nothing is lost, and all is well once it is back",
        arguments: ["HEAD~2^{tree}", "HEAD~2", "HEAD^{tree}", "HEAD"])
    func missingTreeOrCommit(revision: String) throws {
        let repository = try repository()
        let id = try repository.git("rev-parse", revision)
        let place = "\(repository.path)/.git/objects/\(id.prefix(2))/\(id.dropFirst(2))"
        try FileManager.default.moveItem(atPath: place, toPath: place + ".away")
        #expect(
            vaultError { try repository.refreshed() } == .missingObject(id: id, isPartialClone: false))
        try FileManager.default.moveItem(atPath: place + ".away", toPath: place)
        let vault = try repository.refreshed()
        #expect(try Set(vault.events()) == Set(everything))
        #expect(try vault.differences() == [])
    }

    @Test("An object of garbage is an error that says so", arguments: ["HEAD~2^{tree}", "HEAD~2", "HEAD~2:a.md"])
    func damagedObject(revision: String) throws {
        let repository = try repository()
        let id = try repository.git("rev-parse", revision)
        let place = ".git/objects/\(id.prefix(2))/\(id.dropFirst(2))"
        chmod(repository.path + "/" + place, 0o644)
        try repository.write(place, "garbage")
        guard case .damagedRepository(let damage)? = vaultError({ try repository.refreshed() }) else {
            Issue.record("it is told to be something else")
            return
        }
        #expect("\(damage)".contains(id))
    }
}
