import VaultModel

@testable import VaultEngine

/// A vault of which every file has an id, with a history of edits, renames, deletions, branches and merges.
struct RandomVaultHistory {
    let repository: TestVault
    private var state: UInt64

    init(seed: UInt64) throws {
        state = seed
        repository = try TestVault()
        try repository.write(".mosaic/config.yaml", "commit: on\n")
        try repository.write("domains/house.md", "---\ntype: domain\nid: house1\n---\n")
        try repository.write("users/ann.md", "---\ntype: user\nid: ann1\nemails: [ann@example.org]\n---\n")
        try repository.commit("start")
        try repository.commit("begin")
    }

    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }

    private mutating func pick(_ choices: [String]) -> String { choices[below(choices.count)] }

    private mutating func text(_ number: Int) -> String {
        var lines = ["type: " + pick(["task", "task", "idea", "note"]), "id: id\(number)", "title: Title \(below(3))"]
        lines.append("status: " + pick(["not_started", "paused", "completed", "archived"]))
        if below(2) == 0 { lines.append("priority: " + pick(["low", "high"])) }
        if below(2) == 0 { lines.append("domain: " + pick(["house", "nowhere"])) }
        if below(2) == 0 { lines.append("depends_on: [n\(below(6)), id\(below(6))]") }
        if below(3) == 0 { lines.append("due: 2026-12-0\(1 + below(9))") }
        return "---\n" + lines.joined(separator: "\n") + "\n---\n"
            + pick(["The roof.", "A gate, and [[n1]].", "[[n2]]"])
            + "\n\n## Boxes\n- [\(number % 2 == 0 ? "x" : " ")] box \(state % 3)\n"
    }

    /// Makes a commit, of whatever kind.
    mutating func step(_ step: Int) throws {
        let number = below(6)
        switch below(8) {
        case 0:
            if let path = try path(of: number) { try repository.git("mv", path, "moved \(step).md") }
        case 1:
            if let path = try path(of: number) { try repository.git("rm", "--quiet", path) }
        case 2:
            try repository.git("checkout", "--quiet", "-b", "side\(step)", "HEAD~\(below(2))")
            try write(number)
            try repository.commit("side \(step)")
            try repository.git("checkout", "--quiet", "main")
            try write(below(6))
            try repository.commit("main \(step)")
            try repository.git(
                [
                    "merge", "--quiet", "--no-ff", "-X", pick(["ours", "theirs"]), "-m", "merge \(step)", "side\(step)",
                ], mayFail: true)
            try repository.git(["merge", "--abort"], mayFail: true)
            return
        case 3:
            try repository.write("kinds/task.md", "---\ntype: kind\ntitle: Task\nstale_after: \(1 + below(9))d\n---\n")
        default: for _ in 0..<(1 + below(3)) { try write(below(6)) }
        }
        try repository.commit("step \(step)")
    }

    private mutating func write(_ number: Int) throws {
        try repository.write(try path(of: number) ?? "n\(number).md", text(number))
    }

    /// The path of the file with an id, as git finds it.
    private func path(of number: Int) throws -> String? {
        let found = try repository.git(["grep", "-l", "--cached", "^id: id\(number)$"], mayFail: true)
        return found.split(separator: "\n").first.map(String.init)
    }
}
