import Testing
import VaultModel

@testable import VaultEngine

/// Who set what is there now.
struct OriginTests {
    @Test("Origins are those that a walk over all commits finds", arguments: [31, 32, 33, 34] as [UInt64])
    func agreesWithWalk(seed: UInt64) throws {
        var history = try RandomVaultHistory(seed: seed)
        for step in 0..<30 { try history.step(step) }
        let vault = try history.repository.refreshed()
        let oracle = OriginOracle(repository: history.repository)
        let head = try history.repository.git("rev-parse", "HEAD")
        var compared = 0
        for entity in try vault.entities() where entity.id.hasPrefix("id") {
            for origin in try vault.origins(of: entity.path) {
                let expected = try oracle.origin(of: origin, id: entity.id, from: head)
                #expect(origin.activity.commit == expected, "seed \(seed), \(entity.id), \(origin.field)")
                compared += 1
            }
        }
        #expect(compared > 10)
    }

    @Test("Each relation of a field has its own origin, and so has what another file states")
    func relations() throws {
        let repository = try TestVault()
        try repository.write("a.md", "---\ntype: task\ndepends_on: [b]\n---\n")
        try repository.write("b.md", "# B\n")
        try repository.write("c.md", "# C\n")
        let first = try repository.commit("one\n\nMosaic-Agent: robot\nMosaic-Session: s1")
        try repository.write("a.md", "---\ntype: task\ndepends_on: [b, c]\n---\n")
        let second = try repository.commit("two")
        try repository.write("r.md", "---\ntype: relationship\nsource: a\ntarget: c\nrelation: blocks\n---\n")
        let third = try repository.commit("three")
        try repository.write("a.md", "---\ntype: task\ndepends_on: [b, c]\nstatus: paused\n---\n")
        let origins = try repository.refreshed().origins(of: "a")
        let expected: [(field: String, value: FieldValue?, commit: String)] = [
            ("type", .string("task"), first), ("depends_on", .string("b"), first),
            ("depends_on", .string("c"), second), ("status", .string("paused"), Activity.uncommitted),
            ("blocks", .string("C"), third),
        ]
        #expect(origins.map(\.field) == expected.map(\.field))
        #expect(origins.map(\.value) == expected.map(\.value))
        #expect(origins.map(\.activity.commit) == expected.map(\.commit))
        #expect(origins.first?.activity.agentID == "robot")
        #expect(origins.first?.activity.sessionID == "s1")
        #expect(try repository.refreshed().asOf("HEAD~2").origins(of: "a").map(\.activity.commit) == [first, first])
    }

    @Test("What a relationship states has an origin at both of its ends, by the name that it has from there")
    func relationships() throws {
        let repository = try TestVault()
        for name in ["a", "b"] { try repository.write("\(name).md", "# \(name)\n") }
        for (name, relation) in [("r1", "relates_to"), ("r2", "blocked_by")] {
            try repository.write(
                "\(name).md", "---\ntype: relationship\nsource: a\ntarget: b\nrelation: \(relation)\n---\n")
        }
        try repository.commit("one")
        let vault = try repository.refreshed()
        func relations(_ reference: String) throws -> [String] {
            try vault.origins(of: reference).filter { !["title", "body"].contains($0.field) }.map {
                "\($0.field) \($0.value?.text ?? "")"
            }
        }
        #expect(try relations("a") == ["relates_to b", "blocked_by b"])
        #expect(try relations("b") == ["relates_to a", "blocks a"])
    }

    @Test("A relationship was made what it is by the last commit, whatever the times of the commits say")
    func skewedClocks() throws {
        let repository = try TestVault()
        for name in ["a", "b"] { try repository.write("\(name).md", "# \(name)\n") }
        let text = "---\ntype: relationship\nsource: a\ntarget: b\nrelation: "
        try repository.write("r.md", text + "blocks\n---\n")
        try repository.commit("one", at: 1_700_000_000)
        for (relation, time) in [("relates_to", 1_700_000_000), ("depends_on", 1_600_000_000)] as [(String, Int64)] {
            try repository.write("r.md", text + relation + "\n---\n")
            try repository.commit(relation, at: time)
            let last = try repository.git("rev-parse", "HEAD")
            let origin = try repository.refreshed().origins(of: "a").first { $0.field == relation }
            #expect(origin?.activity.commit == last)
        }
    }

    @Test("A file that cannot be read has the origins of what it said last, and of its text")
    func malformed() throws {
        let repository = try TestVault()
        let readable = "---\nid: a1\ntype: task\nstatus: paused\n---\n# A\n"
        try repository.write("a.md", readable)
        let first = try repository.commit("one")
        try repository.write("a.md", readable.replacingOccurrences(of: "task", with: "task\ndue: 2026-12-01"))
        let second = try repository.commit("two")
        try repository.git("checkout", "--quiet", "-b", "side")
        try repository.write("a.md", "---\nid: a1\ntype: task\nstatus: [\n---\n# A\nmore\n")
        let third = try repository.commit("broken")
        let expected = [
            "id \(first)", "type \(first)", "due \(second)", "status \(first)", "title \(first)", "body \(third)",
        ]
        func origins() throws -> [String] {
            try repository.refreshed().origins(of: "a1").map { "\($0.field) \($0.activity.commit)" }
        }
        #expect(try origins() == expected)
        let then = try repository.refreshed().asOf("side").origins(of: "a1")
        #expect(then.map { "\($0.field) \($0.activity.commit)" } == expected)
        try repository.git("checkout", "--quiet", "main")
        try repository.write("b.md", "# B\n")
        try repository.commit("other")
        try repository.git("merge", "--quiet", "-m", "merge", "side")
        #expect(try origins() == expected)
    }

    @Test("A value that came back is of the commit that brought it back, and one that a merge chose of its branch")
    func cameBack() throws {
        let repository = try TestVault()
        func write(_ due: String) throws -> String {
            try repository.write("a.md", "---\ntype: task\nid: a1\ndue: \(due)\n---\n")
            return try repository.commit(due)
        }
        _ = try write("2026-01-01")
        _ = try write("2026-02-02")
        let back = try write("2026-01-01")
        #expect(try repository.refreshed().origins(of: "a").last?.activity.commit == back)
        try repository.git("checkout", "--quiet", "-b", "side")
        let side = try write("2026-03-03")
        try repository.git("checkout", "--quiet", "main")
        _ = try write("2026-03-03")
        _ = try write("2026-04-04")
        try repository.git("merge", "--quiet", "-X", "theirs", "-m", "merge", "side")
        #expect(try repository.refreshed().origins(of: "a").last?.activity.commit == side)
    }
}

/// Finds origins by reading every version of a file with git.
private final class OriginOracle {
    private let repository: TestVault
    private var contents: [String: EntityContent?] = [:]

    init(repository: TestVault) { self.repository = repository }

    func origin(of origin: FieldOrigin, id: String, from head: String) throws -> String {
        let isSaid = { (content: EntityContent?) -> Bool in
            guard let content, let value = content.value(origin.field) else { return false }
            if case .list(let items) = value, let wanted = origin.value {
                return value == wanted || items.contains(wanted)
            }
            return value == origin.value
        }
        let body = try content(id, head)?.bodyLines
        let holds = origin.field == "body" ? { $0?.bodyLines == body } : isSaid
        var commit = head
        while true {
            let parents = try repository.git("rev-list", "--parents", "-1", commit).split(separator: " ").dropFirst()
            guard let next = try parents.first(where: { try holds(content(id, String($0))) }) else { return commit }
            commit = String(next)
        }
    }

    private func content(_ id: String, _ commit: String) throws -> EntityContent? {
        let key = "\(commit) \(id)"
        if let known = contents[key] { return known }
        let found = try repository.git(["grep", "-l", "^id: \(id)$", commit], mayFail: true)
        let path = found.split(separator: "\n").first.map(String.init)
        let content = try path.map {
            EntityContent(Document(bytes: Array((try repository.git("show", $0) + "\n").utf8)))
        }
        contents[key] = .some(content)
        return content
    }
}
