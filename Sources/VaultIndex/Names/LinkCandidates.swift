import VaultModel

/// A file that bears a name which the end of an edge could mean. A file has one for each of its names.
struct LinkCandidate {
    var file: Int64
    var rank: NameRank
    var name: String
    var exactPath: String
    /// Folded.
    var path: String
    /// The same without a Markdown ending.
    var wholeStem: String
    /// nil for an attachment.
    var kind: String?

    init(file: Int64, rank: NameRank, name: String, path: String, kind: String?) {
        self.file = file
        self.rank = rank
        self.name = name
        self.kind = kind
        exactPath = path
        self.path = NameKey.fold(path)
        wholeStem = VaultPath.withoutSuffix(self.path)
    }
}

/// The candidates of one key, arranged so that one of many is found without going through all: a vault may have an `index.md`
/// in each of its folders.
final class LinkCandidates {
    /// What a text names, wherever it stands.
    enum Choice {
        case nothing
        case one(file: Int64)
        /// Two files with one id are an error, not a matter of nearness.
        case ambiguous(count: Int)
        /// `spelled` are those that alone have their file's name as it is written, by that.
        case nearest(NearestFiles, spelled: [ExactText: Int64])
    }

    private struct Question: Hashable {
        var text: String
        var expectedKind: String?
    }

    private let all: [LinkCandidate]
    private var choices: [Question: Choice] = [:]

    init(_ all: [LinkCandidate]) { self.all = all }

    var isEmpty: Bool { all.isEmpty }

    /// The ordinary case, for which nothing needs to be arranged.
    private var isSingle: Bool { all.count == 1 }

    /// The file, where there is no other candidate and the folded text is its name.
    func only(named text: String) -> Int64? { isSingle && all[0].name == text ? all[0].file : nil }

    private lazy var byPath: [String: [LinkCandidate]] = {
        var byPath = Dictionary(grouping: all, by: \.path)
        for candidate in all where candidate.wholeStem != candidate.path {
            byPath[candidate.wholeStem, default: []].append(candidate)
        }
        return byPath
    }()

    private lazy var byName = Dictionary(grouping: all, by: \.name)

    /// By each path of whole parts that the path without its ending ends in.
    private lazy var byEnd: [String: [LinkCandidate]] = {
        var byEnd: [String: [LinkCandidate]] = [:]
        for candidate in all where candidate.rank == .stem {
            var end = candidate.wholeStem[...]
            byEnd[String(end), default: []].append(candidate)
            while let slash = end.firstIndex(of: "/") {
                end = end[end.index(after: slash)...]
                byEnd[String(end), default: []].append(candidate)
            }
        }
        return byEnd
    }()

    /// Those at a folded path, or at the path that it is without its ending.
    func at(_ path: String) -> [LinkCandidate] {
        isSingle ? all.filter { $0.path == path || $0.wholeStem == path } : byPath[path] ?? []
    }

    /// What a folded text names.
    func choice(for text: String, expectedKind: String?, _ schema: Schema?) -> Choice {
        let question = Question(text: text, expectedKind: expectedKind)
        if let known = choices[question] { return known }
        let named = named(text, schema)
        let choice = choice(among: named, expectedKind)
        if named.count > 1 { choices[question] = choice }
        return choice
    }

    private func choice(among named: [LinkCandidate], _ expectedKind: String?) -> Choice {
        let expected = expectedKind == nil ? [] : named.filter { $0.kind == expectedKind }
        let named = expected.isEmpty ? named : expected
        guard let best = named.map(\.rank.rawValue).min() else { return .nothing }
        let found = named.filter { $0.rank.rawValue == best }
        let files = Dictionary(found.map { ($0.file, $0.path) }, uniquingKeysWith: { first, _ in first })
        if files.count == 1 { return .one(file: found[0].file) }
        if best == NameRank.identifier.rawValue { return .ambiguous(count: files.count) }
        let stems = found.filter { $0.rank == .stem }
        let spelled = Dictionary(grouping: stems) { ExactText(VaultPath.stem(of: $0.exactPath)) }
        return .nearest(NearestFiles(files), spelled: spelled.filter { $0.value.count == 1 }.mapValues { $0[0].file })
    }

    private func named(_ text: String, _ schema: Schema?) -> [LinkCandidate] {
        let named = called(text)
        guard named.isEmpty, let (kind, name) = schema?.kindForm(of: text) else { return named }
        return called(name).filter { $0.kind == kind.name }
    }

    /// Those that have the name, and those whose path ends in it where it is one.
    private func called(_ text: String) -> [LinkCandidate] {
        let named = isSingle ? all.filter { $0.name == text } : byName[text] ?? []
        guard text.utf8.contains(UInt8(ascii: "/")) || VaultPath.isMarkdown(text) else { return named }
        return named + (byEnd[VaultPath.withoutSuffix(text)] ?? []).filter { $0.name != text }
    }
}

/// Files of which the one that is the fewest steps between folders away is asked for, from many places.
struct NearestFiles {
    /// Of the files in and below each folder those that are the least deep: how deep that is, how many, and one of them.
    private var highest: [String: (depth: Int, count: Int, file: Int64)] = [:]

    /// - Parameter files: the paths, by their files.
    init(_ files: [Int64: String]) {
        for (file, path) in files {
            let folders = Self.folders(of: String(VaultPath.folder(of: path)))
            let depth = folders.count - 1
            for folder in folders {
                guard let known = highest[folder], known.depth <= depth else {
                    highest[folder] = (depth, 1, file)
                    continue
                }
                if known.depth == depth { highest[folder]?.count += 1 }
            }
        }
    }

    /// The nearest file to a folder, and how many are as near; no file where there are several.
    func nearest(to folder: String) -> (file: Int64?, count: Int) {
        let folders = Self.folders(of: folder)
        var nearest: (distance: Int, count: Int, file: Int64)?
        for (shared, folder) in folders.enumerated() {
            guard let (depth, count, file) = highest[folder] else { break }
            // A file that shares more than this is counted too far here. It is nearer than that below, where it is counted.
            let distance = folders.count - 1 + depth - 2 * shared
            if let known = nearest, known.distance < distance { continue }
            let others = nearest?.distance == distance ? nearest?.count ?? 0 : 0
            nearest = (distance, others + count, file)
        }
        return (nearest?.count == 1 ? nearest?.file : nil, nearest?.count ?? 0)
    }

    /// A folder and those above it, from the root on.
    private static func folders(of folder: String) -> [String] {
        var folders = [""]
        for part in folder.split(separator: "/") {
            folders.append(folders.count == 1 ? String(part) : "\(folders[folders.count - 1])/\(part)")
        }
        return folders
    }
}
