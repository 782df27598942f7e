/// Which watch is of which folder of a vault.
///
/// A folder knows its name and the folder that holds it, so that a renamed tree costs one change. While events wait, what
/// is known lags behind what is: a path found here may be another folder's by now, and then an event that says so waits.
struct WatchedFolders {
    struct Folder {
        /// The watch of the folder that holds it; of the root, its own.
        var parent: Int32
        var name: String
        var children: [String: Int32] = [:]
        /// Holds a `.git` of its own: watched only to learn when it does not any more.
        var isNested = false
        /// Holds, or once held, a file of ignore rules.
        var holdsRules = false
    }

    enum Placement {
        /// It was there already: of what happened in it since, events came or wait.
        case known
        /// It was set adrift, and is where it was before.
        case returned
        case new
        /// It cannot be where it was seen, so that an event which says where it is must wait.
        case impossible
    }

    private(set) var folders: [Int32: Folder] = [:]
    private(set) var root: Int32?
    /// Watched folders of which it is not known where they are, or whether they are still in the vault; and where they were.
    private(set) var adrift: [Int32: (parent: Int32, name: String)] = [:]

    /// Whether folders with ignore rules were set adrift since the adrift ones were last given up.
    private(set) var rulesWentAdrift = false

    subscript(_ watch: Int32) -> Folder? { folders[watch] }

    func child(of parent: Int32, named name: String) -> Int32? { folders[parent]?.children[name] }

    /// The names on the way from the root down to a folder; empty for the root.
    func components(_ watch: Int32) -> [String] {
        var components: [String] = []
        var watch = watch
        while watch != root, let folder = folders[watch] {
            components.append(folder.name)
            watch = folder.parent
        }
        return components.reversed()
    }

    mutating func placeRoot(_ watch: Int32) {
        root = watch
        adrift[watch] = nil
        folders[watch] = Folder(parent: watch, name: "")
    }

    /// Takes note of what was found at a name. What was known to be there is set adrift.
    mutating func place(_ watch: Int32, in parent: Int32, named name: String) -> Placement {
        if let folder = folders[watch], folder.parent == parent, folder.name == name, watch != root { return .known }
        if watch == root || isInside(parent, watch) || folders[parent] == nil { return .impossible }
        if let other = child(of: parent, named: name) { setAdrift(other) }
        if folders[watch] != nil { setAdrift(watch) }
        let before = adrift.removeValue(forKey: watch)
        folders[watch] = Folder(parent: parent, name: name)
        folders[parent]?.children[name] = watch
        return before.map { $0 == (parent, name) } ?? false ? .returned : .new
    }

    mutating func setNested(_ watch: Int32) { folders[watch]?.isNested = true }
    mutating func setHoldsRules(_ watch: Int32) { folders[watch]?.holdsRules = true }

    /// Takes a folder and all below it out of the vault until they are found again.
    mutating func setAdrift(_ watch: Int32) {
        guard let folder = folders[watch] else { return }
        if folders[folder.parent]?.children[folder.name] == watch {
            folders[folder.parent]?.children[folder.name] = nil
        }
        var pending = [watch]
        while let next = pending.popLast() {
            guard let folder = folders.removeValue(forKey: next) else { continue }
            adrift[next] = (folder.parent, folder.name)
            pending += folder.children.values
            if folder.holdsRules { rulesWentAdrift = true }
        }
        if watch == root { root = nil }
    }

    /// For finding everything anew.
    mutating func setEverythingAdrift() {
        let before = rulesWentAdrift
        if let root { setAdrift(root) }
        rulesWentAdrift = before
    }

    /// Of a watch that the system has taken away.
    mutating func forget(_ watch: Int32) {
        setAdrift(watch)
        adrift[watch] = nil
    }

    /// Gives up the folders that were not found again.
    mutating func takeAdrift() -> [Int32] {
        defer {
            adrift = [:]
            rulesWentAdrift = false
        }
        return Array(adrift.keys)
    }

    private func isInside(_ watch: Int32, _ ancestor: Int32) -> Bool {
        var watch = watch
        while watch != ancestor {
            guard watch != root, let folder = folders[watch] else { return false }
            watch = folder.parent
        }
        return true
    }
}
