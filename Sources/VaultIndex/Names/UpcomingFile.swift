import VaultModel

/// A file as a change that is still a plan will leave it.
package struct UpcomingFile: Sendable {
    /// The entity that it will be.
    package var entity: Entity
    /// The path that it has now, if it is there.
    package var formerPath: String

    package init(entity: Entity, formerPath: String) {
        self.entity = entity
        self.formerPath = formerPath
    }
}

/// The files of one change that is still a plan, arranged by what they are looked for by.
package struct UpcomingFiles: Sendable, ExpressibleByArrayLiteral {
    private let files: [UpcomingFile]
    /// The paths that the files have now.
    let replacedPaths: Set<ExactText>
    private let formerPaths: [ExactText: String]
    /// Each stands for the row with the number that is its place, below zero: no row has such a one.
    private let names: [String: [LinkCandidate]]

    package init(_ files: [UpcomingFile]) {
        self.files = files
        formerPaths = Dictionary(
            files.map { (ExactText($0.entity.path), $0.formerPath) }, uniquingKeysWith: { first, _ in first })
        replacedPaths = Set<ExactText>(of: files.map(\.formerPath))
        var names: [String: [LinkCandidate]] = [:]
        for (place, file) in files.enumerated() {
            for name in EntityName.all(of: file.entity) {
                names[name.key, default: []].append(
                    LinkCandidate(
                        file: -Int64(place) - 1, rank: name.rank, name: name.name, path: file.entity.path,
                        kind: file.entity.kind))
            }
        }
        self.names = names
    }

    package init(arrayLiteral files: UpcomingFile...) { self.init(files) }

    /// The path that the file has now which will be at a path; nil where it is none of these.
    package func formerPath(ofFileAt path: String) -> String? { formerPaths[ExactText(path)] }

    /// The names with a key that the files will have.
    func names(withKey key: String) -> [LinkCandidate] { names[key] ?? [] }

    /// The path of the file that a row below zero stands for.
    func path(ofRow row: Int64) -> String { files[Int(-row) - 1].entity.path }
}
