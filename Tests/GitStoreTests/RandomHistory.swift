import TestSupport

@testable import GitStore

/// Makes a history of random commits, merges and octopus merges from a seed, through `git fast-import`.
struct RandomHistory {
    private var generator: SeededGenerator
    private var stream: [UInt8] = []

    private static let names = ["a.md", "a", "a-b.md", "ab", "b.md", "b", "ä.md", "B.MD", "x.txt", "0"]

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }

    private mutating func path() -> String {
        var parts = [Self.names[pick(Self.names.count)]]
        while pick(2) == 0, parts.count < 4 { parts.insert(Self.names[pick(Self.names.count)], at: 0) }
        return parts.joined(separator: "/")
    }

    private mutating func emit(_ text: String) { stream += Array(text.utf8) }

    /// Changes a set of files as a work tree would allow: a file and a folder never have one path.
    private mutating func change(_ files: inout [String: String]) {
        for _ in 0...pick(5) {
            if pick(3) == 0, let gone = files.keys.sorted().dropFirst(pick(max(files.count, 1))).first {
                files[gone] = nil
                continue
            }
            let path = path()
            for other in files.keys where other.hasPrefix(path + "/") || path.hasPrefix(other + "/") {
                files[other] = nil
            }
            let modes = ["100644", "100644", "100644", "100755", "120000", "160000"]
            files[path] = modes[pick(modes.count)] + " \(pick(6))"
        }
    }

    private mutating func commit(_ number: Int, branch: Int, parents: [Int], files: [String: String]) {
        emit("commit refs/heads/b\(branch)\nmark :\(number + 100)\n")
        emit("committer A <a@example.org> \(1_700_000_000 + number / 3) +0000\ndata 1\nx\n")
        for (index, parent) in parents.enumerated() { emit("\(index == 0 ? "from" : "merge") :\(parent + 100)\n") }
        emit("deleteall\n")
        for (path, value) in files.sorted(by: { $0.key < $1.key }) {
            let parts = value.split(separator: " ")
            if parts[0] == "160000" {
                emit("M 160000 \(String(repeating: String(parts[1]), count: 40)) \(path)\n")
            } else {
                emit("M \(parts[0]) inline \(path)\ndata \(parts[1].utf8.count)\n\(parts[1])\n")
            }
        }
    }

    /// Makes the commits; `main` is where all branches end.
    func build(in repository: TestRepository, commitCount: Int) throws {
        var history = self
        let bytes = history.fill(commitCount)
        try repository.git(["fast-import", "--quiet", "--force"], input: bytes)
    }

    private mutating func fill(_ commitCount: Int) -> [UInt8] {
        // The last commit of each branch, and its files.
        var tips: [(commit: Int, files: [String: String])] = []
        for number in 0..<commitCount {
            if tips.count < 4, tips.isEmpty || pick(10) == 0 {
                var files = tips.isEmpty || pick(4) == 0 ? [:] : tips[pick(tips.count)].files
                change(&files)
                let parents = tips.isEmpty || pick(4) == 0 ? [] : [tips[pick(tips.count)].commit]
                commit(number, branch: tips.count + 10 * number, parents: parents, files: files)
                tips.append((number, files))
                continue
            }
            let branch = pick(tips.count)
            var parents = [tips[branch].commit]
            var files = tips[branch].files
            if pick(3) == 0 {
                for other in tips.indices where other != branch && pick(2) == 0 {
                    parents.append(tips[other].commit)
                    for (path, value) in tips[other].files.sorted(by: { $0.key < $1.key }) where pick(2) == 0 {
                        for clash in files.keys where clash.hasPrefix(path + "/") || path.hasPrefix(clash + "/") {
                            files[clash] = nil
                        }
                        files[path] = value
                    }
                }
                if pick(2) == 0 { change(&files) }
            } else {
                change(&files)
            }
            commit(number, branch: 1000 + number, parents: parents, files: files)
            tips[branch] = (number, files)
        }
        commit(commitCount, branch: 0, parents: tips.map(\.commit), files: tips[0].files)
        emit("reset refs/heads/main\nfrom :\(commitCount + 100)\n")
        return stream
    }
}
