import TestSupport
import Testing
import VaultModel

@testable import VaultIndex

struct LinkCandidatesTests {
    /// The number of steps between two folders.
    private func distance(_ folder: String, _ path: String) -> Int {
        let here = folder.split(separator: "/")
        let there = VaultPath.folder(of: path).split(separator: "/")
        let shared = zip(here, there).prefix { $0 == $1 }.count
        return here.count + there.count - 2 * shared
    }

    @Test(
        "The nearest file is the one that is the fewest steps between folders away", arguments: 0..<200 as Range<UInt64>
    )
    func nearest(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        func folder() -> String {
            (0..<Int.random(in: 0...3, using: &random)).map { _ in
                "abc".randomElement(using: &random).map(String.init) ?? ""
            }
            .joined(separator: "/")
        }
        let paths = (0..<Int.random(in: 2...6, using: &random)).map { folder() + "/\($0)" }
        let files = Dictionary(uniqueKeysWithValues: paths.enumerated().map { (Int64($0), $1) })
        let nearest = NearestFiles(files)
        for _ in 0..<10 {
            let folder = folder()
            let least = paths.map { distance(folder, $0) }.min()
            let closest = files.filter { distance(folder, $0.value) == least }
            let found = nearest.nearest(to: folder)
            #expect(found.count == closest.count, "from \(folder) among \(paths)")
            #expect(found.file == (closest.count == 1 ? closest.first?.key : nil), "from \(folder) among \(paths)")
        }
    }

    @Test(
        "Of very many files of one name each is found by its path, by the end of it, and as the nearest, without going through all",
        .timeLimit(.minutes(SanitizerSettings.minutes(15))))
    func many() {
        let count = 30_000
        let candidates = LinkCandidates(
            (0..<count).map { number in
                LinkCandidate(
                    file: Int64(number), rank: .stem, name: "index", path: "docs/\(number)/Index.md", kind: "note")
            })
        for number in 0..<count {
            #expect(candidates.at("docs/\(number)/index").map(\.file) == [Int64(number)])
            guard case .one(let file) = candidates.choice(for: "\(number)/index.md", expectedKind: nil, .builtIn),
                case .nearest(let files, _) = candidates.choice(for: "index", expectedKind: "note", .builtIn)
            else { return #expect(Bool(false)) }
            #expect(file == number && files.nearest(to: "docs/\(number)/deep").file == file)
        }
    }

    @Test(
        "A text names what is called so, or what its path ends in; of the kind that is asked for, and by the best of the names",
        arguments: [
            ("plan", nil, "several 2"), ("plan", "task", "2"), ("plan", "idea", "several 2"), ("a/plan", nil, "1"),
            ("plan.md", nil, "several 2"), ("n/plan", nil, "nothing"), ("task/plan", nil, "2"), ("the plan", nil, "3"),
            ("x", nil, "ambiguous 2"), ("nowhere", nil, "nothing"),
        ] as [(String, String?, String)])
    func choices(text: String, kind: String?, expected: String) {
        func candidate(_ file: Int64, _ rank: NameRank, _ name: String, _ path: String, _ kind: String?)
            -> LinkCandidate
        {
            LinkCandidate(file: file, rank: rank, name: name, path: path, kind: kind)
        }
        let candidates = LinkCandidates(
            [
                candidate(1, .stem, "plan", "A/Plan.md", "note"), candidate(1, .title, "plan", "A/Plan.md", "note"),
                candidate(2, .stem, "plan", "b/plan.md", "task"), candidate(3, .title, "plan", "c.md", "note"),
                candidate(3, .alias, "the plan", "c.md", "note"), candidate(4, .identifier, "x", "d.md", "note"),
                candidate(5, .identifier, "x", "e.md", "note"), candidate(6, .stem, "x", "x.md", "note"),
            ])
        let found =
            switch candidates.choice(for: text, expectedKind: kind, .builtIn) {
            case .nothing: "nothing"
            case .one(let file): "\(file)"
            case .ambiguous(let count): "ambiguous \(count)"
            case .nearest(let files, _): "several \(files.nearest(to: "").count)"
            }
        #expect(found == expected)
    }
}
