import CGit2

/// Makes objects of what is packed: inflates them, and applies the differences that they are stored as.
///
/// The quick way to most objects, and never the only one: whatever is not of the ordinary form, or damaged, is nil here and
/// left to libgit2.
final class PackReader {
    private let folder: PackFolder
    private let inflater = Inflater()
    private var scratch: [UInt8] = []

    // Far beyond what git itself writes.
    private static let maximumChain = 10_000
    private static let maximumSize = 1 << 30
    // Rather than to hold memory for what a pack only claims.
    private static let maximumDelta = 8 << 20

    init(_ folder: PackFolder) { self.folder = folder }

    /// Makes the object at a place.
    ///
    /// - Parameters:
    ///   - location: where the object is.
    ///   - isWanted: whether an object of a type is to be made.
    ///   - known: an object that was made before, by its place.
    ///   - keep: called with every object that is made on the way, the object itself last, so that those that others are
    ///     differences from are not made twice.
    /// - Returns: the object; nil for one of another type, or one to be left to libgit2.
    func object(
        at location: PackFolder.Location, isWanted: (git_object_t) -> Bool,
        known: (PackFolder.Location) -> RawObject?, keep: (RawObject, PackFolder.Location) -> Void
    ) -> RawObject? {
        let pack = folder.pack(at: location)
        var steps: [(location: PackFolder.Location, start: Int, size: Int)] = []
        var place = location
        var base: RawObject?
        while base == nil {
            if let found = known(place) {
                base = found
                break
            }
            switch pack.entry(at: place.offset) {
            case nil: return nil
            case .object(let type, let start, let size):
                guard isWanted(type),
                    let object = pack.deflated(from: start, size: size).flatMap({ deflated in
                        make(type, size) { inflater.inflate(deflated, into: $0) }
                    })
                else { return nil }
                keep(object, place)
                base = object
            case .delta(let next, let start, let size):
                guard steps.count < Self.maximumChain, size <= Self.maximumDelta else { return nil }
                steps.append((place, start, size))
                place = location.at(next)
            }
        }
        guard var result = base, isWanted(result.type) else { return nil }
        for step in steps.reversed() {
            guard let deflated = pack.deflated(from: step.start, size: step.size),
                let object = apply(deflated, step.size, to: result)
            else { return nil }
            keep(object, step.location)
            result = object
        }
        return result
    }

    private func apply(_ deflated: UnsafeRawBufferPointer, _ size: Int, to base: RawObject) -> RawObject? {
        if scratch.count < size { scratch = [UInt8](repeating: 0, count: size * 2) }
        return scratch.withUnsafeMutableBytes { scratch in
            let bytes = UnsafeMutableRawBufferPointer(rebasing: scratch[..<size])
            guard inflater.inflate(deflated, into: bytes),
                var delta = Delta(UnsafeRawBufferPointer(bytes), baseSize: base.bytes.count)
            else { return nil }
            return withExtendedLifetime(base) {
                make(base.type, delta.resultSize) { delta.apply(to: base.bytes, into: $0) }
            }
        }
    }

    private func make(
        _ type: git_object_t, _ size: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Bool
    ) -> RawObject? {
        guard size > 0, size <= Self.maximumSize else { return nil }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 1)
        guard fill(buffer) else {
            buffer.deallocate()
            return nil
        }
        return RawObject(type, owning: UnsafeRawBufferPointer(buffer))
    }
}
