import VaultIndex
import VaultModel

/// The successors that the plans of one operation make, so that no two of them make the same.
struct PlannedSuccessors {
    private var paths: [String: String] = [:]
    private var names: Set<String> = []

    /// Where the one with an id is to be; nil where none is planned.
    func path(ofID id: String) -> String? { paths[id] }

    /// True where one is to have a file of that name, in any folder.
    func has(name: String) -> Bool { names.contains(NameKey.fold(name)) }

    mutating func insert(id: String, path: String) {
        paths[id] = path
        names.insert(NameKey.fold(VaultPath.stem(of: path)))
    }
}
