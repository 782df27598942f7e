import CGit2

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A pack file with its index, as `gitformat-pack(5)` describes them.
final class Pack {
    private let index: MappedFile
    private let data: FileWindow
    /// Where what is packed ends, and a checksum begins.
    private let end: Int
    private let count: Int

    /// Where the parts of the index start: the ids, the offsets of 31 bits, and those of 64 bits.
    private let ids: Int
    private let offsets: Int
    private let wideOffsets: Int

    private static let trailerLength = 20
    private static let fanoutStart = 8
    /// In bytes: no header is longer.
    private static let longestHeader = 48
    /// In bytes: larger objects are few, and libgit2 maps them.
    private static let largestRead = 8 << 20

    /// What is packed at an offset.
    enum Entry {
        /// An object in full: where its deflated bytes are, and how many they will be.
        case object(git_object_t, start: Int, size: Int)
        /// The difference from another object in the pack: where its deflated bytes are, and how many they will be.
        case delta(base: Int, start: Int, size: Int)
    }

    /// Opens the pack of this path without its ending; nil where it has another form than git writes today.
    init?(_ path: String) {
        guard let index = MappedFile(path + ".idx"), let data = FileWindow(path + ".pack") else { return nil }
        guard index.bytes.count >= Self.fanoutStart + 1024 + 2 * Self.trailerLength,
            index.number(at: 0, as: UInt32.self) == 0xff74_4f63, index.number(at: 4, as: UInt32.self) == 2,
            data.byteCount >= 12 + Self.trailerLength, data.bytes(0..<4)?.elementsEqual("PACK".utf8) == true
        else { return nil }
        self.index = index
        self.data = data
        end = data.byteCount - Self.trailerLength
        count = Int(index.number(at: Self.fanoutStart + 1020, as: UInt32.self))
        ids = Self.fanoutStart + 1024
        // Behind the ids come as many checksums.
        offsets = ids + count * (ObjectID.byteCount + 4)
        wideOffsets = offsets + count * 4
        guard wideOffsets + 2 * Self.trailerLength <= index.bytes.count else { return nil }
    }

    /// Where the object is in the pack; nil where it is not.
    func offset(of id: ObjectID) -> Int? {
        id.withUnsafeBytes { wanted in
            guard let base = index.bytes.baseAddress, let wantedBase = wanted.baseAddress else { return nil }
            let first = Int(wanted[0])
            var low = first == 0 ? 0 : fanout(first - 1)
            var high = fanout(first)
            guard high <= count else { return nil }
            while low < high {
                let middle = (low + high) / 2
                let order = memcmp(base + ids + middle * ObjectID.byteCount, wantedBase, ObjectID.byteCount)
                if order == 0 { return offset(at: middle) }
                if order < 0 { low = middle + 1 } else { high = middle }
            }
            return nil
        }
    }

    private func fanout(_ byte: Int) -> Int { Int(index.number(at: Self.fanoutStart + 4 * byte, as: UInt32.self)) }

    private func offset(at position: Int) -> Int? {
        let narrow = index.number(at: offsets + 4 * position, as: UInt32.self)
        guard narrow & 0x8000_0000 != 0 else { return Int(narrow) }
        let place = wideOffsets + 8 * Int(narrow & 0x7fff_ffff)
        guard place + 8 + 2 * Self.trailerLength <= index.bytes.count else { return nil }
        return Int(exactly: index.number(at: place, as: UInt64.self))
    }

    /// Reads the header of what is packed at an offset; nil for a tag, and for what is malformed.
    func entry(at offset: Int) -> Entry? {
        guard offset >= 12, offset < end,
            let header = data.bytes(offset..<min(offset + Self.longestHeader, end))
        else { return nil }
        var length = 0
        func next() -> UInt8? {
            guard length < header.count else { return nil }
            defer { length += 1 }
            return header[length]
        }
        guard var byte = next() else { return nil }
        let type = byte >> 4 & 7
        var size = Int(byte & 15)
        var shift = 4
        while byte & 0x80 != 0 {
            guard let following = next(), shift < 32 else { return nil }
            byte = following
            size |= Int(byte & 0x7f) << shift
            shift += 7
        }
        // No stream of deflate grows more than this in inflating.
        guard size / 1032 <= end - offset - length else { return nil }
        var position: Int { offset + length }
        switch type {
        case 1: return .object(GIT_OBJECT_COMMIT, start: position, size: size)
        case 2: return .object(GIT_OBJECT_TREE, start: position, size: size)
        case 3: return .object(GIT_OBJECT_BLOB, start: position, size: size)
        case 6:
            guard var byte = next() else { return nil }
            var distance = Int(byte & 0x7f)
            while byte & 0x80 != 0 {
                guard let following = next(), distance < 1 << 48 else { return nil }
                byte = following
                distance = (distance + 1) << 7 | Int(byte & 0x7f)
            }
            guard distance > 0, distance < offset else { return nil }
            return .delta(base: offset - distance, start: position, size: size)
        case 7:
            guard header.count - length >= ObjectID.byteCount, let start = header.baseAddress,
                let base = self.offset(of: ObjectID(bytes: start + length))
            else { return nil }
            return .delta(base: base, start: position + ObjectID.byteCount, size: size)
        default: return nil
        }
    }

    /// The deflated bytes from a place on that hold so many, and more, since where they end only the inflater knows; valid until
    /// something else is read. nil for what is too large.
    func deflated(from start: Int, size: Int) -> UnsafeRawBufferPointer? {
        // What cannot be made smaller grows by a few bytes for every 16 KiB.
        let most = size + size / 1024 + 128
        guard most <= Self.largestRead, start < end else { return nil }
        return data.bytes(start..<min(start + most, end))
    }
}
