#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reads trees out of the packs of a repository: the quick way for most of them, and never the only one.
///
/// A big folder's successive trees are long chains of small differences. libgit2 forgets all bases of such chains whenever
/// it has 16 MB of them, and does each step twice; here the caller keeps the trees that it needs again. Whatever is not
/// of the ordinary form (or not packed, or in another repository's store, or damaged) is left to libgit2, by nil.
final class PackedTrees {
    private let packs: [Pack]
    private let inflater = Inflater()
    private var scratch: [UInt8] = []
    // The pack that had the last tree: it probably has the next.
    private var likely = 0

    // How many trees were read.
    private var read = 0

    // The whole of a pack is soon in memory otherwise.
    private static let readsPerRelease = 16_384
    // Far beyond what git itself writes.
    private static let maximumChain = 10_000
    private static let maximumSize = 1 << 30
    private static let headerSize = 16

    /// A place in the packs.
    struct Location: Hashable {
        fileprivate let pack: Int
        fileprivate let offset: Int

        static func == (left: Location, right: Location) -> Bool {
            left.offset == right.offset && left.pack == right.pack
        }

        func hash(into hasher: inout Hasher) { hasher.combine(offset) }
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
        packs = names.sorted().compactMap { Pack(folder + "/" + $0) }
    }

    /// Where a tree is; nil where it is in none of the packs.
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

    /// The tree at a place, found in `cache` or made from one that is.
    func tree(at location: Location, cache: inout TreeCache) -> RawTree? {
        let pack = packs[location.pack]
        read += 1
        if read % Self.readsPerRelease == 0 { packs.forEach { $0.release() } }
        var steps: [(location: Location, start: Int, size: Int)] = []
        var place = location
        var base: RawTree?
        while base == nil {
            if let known = cache.tree(at: place) {
                base = known
                break
            }
            switch pack.entry(at: place.offset) {
            case nil: return nil
            case .tree(let start, let size):
                guard let tree = makeTree(size, { inflater.inflate(pack.deflated(from: start), into: $0) }) else {
                    return nil
                }
                cache.keep(tree, at: place)
                base = tree
            case .delta(let next, let start, let size):
                guard steps.count < Self.maximumChain, size <= Self.maximumSize else { return nil }
                steps.append((place, start, size))
                place = Location(pack: location.pack, offset: next)
            }
        }
        guard var result = base else { return nil }
        for step in steps.reversed() {
            guard let tree = apply(pack.deflated(from: step.start), step.size, to: result) else { return nil }
            cache.keep(tree, at: step.location)
            result = tree
        }
        return result
    }

    private func apply(_ deflated: UnsafeRawBufferPointer, _ size: Int, to base: RawTree) -> RawTree? {
        if scratch.count < size { scratch = [UInt8](repeating: 0, count: size * 2) }
        return scratch.withUnsafeMutableBytes { scratch in
            let bytes = UnsafeMutableRawBufferPointer(rebasing: scratch[..<size])
            guard inflater.inflate(deflated, into: bytes),
                var delta = Delta(UnsafeRawBufferPointer(bytes), baseSize: base.byteCount)
            else { return nil }
            return withExtendedLifetime(base) {
                makeTree(delta.resultSize) { delta.apply(to: base.bytes, into: $0) }
            }
        }
    }

    private func makeTree(_ size: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Bool) -> RawTree? {
        guard size > 0, size <= Self.maximumSize else { return nil }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 1)
        guard fill(buffer) else {
            buffer.deallocate()
            return nil
        }
        return RawTree(owning: UnsafeRawBufferPointer(buffer))
    }
}
