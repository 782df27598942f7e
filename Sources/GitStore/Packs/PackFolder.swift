#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The packs of a repository's own store, as they were when it was opened. What came later, or is in another repository's
/// store, is in none of them.
final class PackFolder {
    private let packs: [Pack]
    // The pack that had the last object: it probably has the next.
    private var likely = 0

    /// Each has a descriptor, of which a process may have few. The objects of others are read by libgit2.
    private static let mostPacks = 32

    /// A place in the packs.
    struct Location: Hashable {
        fileprivate let pack: Int
        let offset: Int

        static func == (left: Location, right: Location) -> Bool {
            left.offset == right.offset && left.pack == right.pack
        }

        func hash(into hasher: inout Hasher) { hasher.combine(offset) }

        /// Another place in the same pack.
        func at(_ offset: Int) -> Location { Location(pack: pack, offset: offset) }
    }

    /// Opens the packs that are there now.
    init(commonDirectory: String) {
        let folder = commonDirectory + "/objects/pack"
        var names: [String] = []
        if let directory = opendir(folder) {
            defer { closedir(directory) }
            while let entry = readdir(directory) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
                }
                if name.hasSuffix(".idx") { names.append(String(name.dropLast(4))) }
            }
        }
        packs = Self.largest(names, in: folder).compactMap { Pack(folder + "/" + $0) }
    }

    private static func largest(_ names: [String], in folder: String) -> [String] {
        if names.count <= mostPacks { return names.sorted() }
        return names.map { name in
            var status = stat()
            return (name, size: stat("\(folder)/\(name).pack", &status) == 0 ? status.st_size : 0)
        }
        .sorted { ($1.size, $0.0) < ($0.size, $1.0) }.prefix(mostPacks).map(\.0)
    }

    /// Where an object is; nil where it is in none of the packs.
    func location(of id: ObjectID) -> Location? {
        for step in packs.indices {
            let candidate = (likely + step) % packs.count
            if let offset = packs[candidate].offset(of: id) {
                likely = candidate
                return Location(pack: candidate, offset: offset)
            }
        }
        return nil
    }

    /// The pack that a place is in.
    func pack(at location: Location) -> Pack { packs[location.pack] }
}
