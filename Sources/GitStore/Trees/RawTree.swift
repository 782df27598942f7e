import CGit2

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The bytes of a tree object: for each entry the mode in octal, a space, the name, a NUL and the 20 bytes of the id.
///
/// See the "tree objects" of the Git book, and `tree-walk.c` in git.
final class RawTree {
    /// What keeps the bytes alive; nil for a tree of no entries that is nowhere.
    let object: RawObject?
    let base: UnsafeRawPointer
    let end: UnsafeRawPointer

    /// Where a tree of no entries starts and ends, which is never read from.
    nonisolated(unsafe) private static let nowhere = UnsafeRawPointer(
        UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 1))

    /// True where the bytes are not libgit2's.
    var isOwned: Bool { object?.isOwned ?? false }
    var byteCount: Int { end - base }
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: byteCount) }

    /// A tree of no entries where there is no object.
    init(_ object: RawObject?) {
        let start = object?.bytes.baseAddress ?? Self.nowhere
        self.object = object
        base = start
        end = start + (object?.bytes.count ?? 0)
    }
}

/// Goes through the entries of a raw tree without copying them.
struct TreeCursor {
    /// Where the current entry starts, or the tree ends.
    var position: UnsafeRawPointer
    let end: UnsafeRawPointer
    private(set) var name: UnsafeRawPointer
    private(set) var nameLength = 0
    private(set) var rawMode: UInt32 = 0
    private(set) var isAtEnd = true

    /// Starts before the first entry: ``read()`` makes it current.
    @inline(__always)
    init(_ tree: RawTree) {
        position = tree.base
        end = tree.end
        name = tree.base
    }

    /// Parses the entry at ``position``; false where the bytes there are none.
    @inline(__always)
    mutating func read() -> Bool {
        guard position < end else {
            isAtEnd = true
            return true
        }
        isAtEnd = false
        var cursor = position
        var mode: UInt32 = 0
        while true {
            guard cursor < end else { return false }
            let byte = cursor.load(as: UInt8.self)
            cursor += 1
            if byte == UInt8(ascii: " ") { break }
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "7"), mode < 0x1000_0000 else { return false }
            mode = mode << 3 | UInt32(byte - UInt8(ascii: "0"))
        }
        let room = end - cursor
        guard room > ObjectID.byteCount + 1, let nul = memchr(cursor, 0, room - ObjectID.byteCount)
        else { return false }
        name = cursor
        nameLength = UnsafeRawPointer(nul) - cursor
        rawMode = mode
        return nameLength > 0
    }

    /// Goes to the entry behind the current one and parses it; false where the bytes there are none.
    @inline(__always)
    mutating func advance() -> Bool {
        guard !isAtEnd else { return true }
        position = name + nameLength + 1 + ObjectID.byteCount
        return read()
    }

    /// Skips the entries that lie wholly within the first `count` bytes from ``position``; false where one is malformed.
    @inline(__always)
    mutating func skip(within count: Int) -> Bool {
        let limit = position + count
        // The shortest entry: five digits, a space, one byte of name, a NUL and the id.
        while limit - position > ObjectID.byteCount + 7 {
            guard let nul = memchr(position + 7, 0, end - position - 7 - ObjectID.byteCount) else { return false }
            let next = UnsafeRawPointer(nul) + 1 + ObjectID.byteCount
            if next > limit { break }
            position = next
        }
        return true
    }

    @inline(__always)
    var id: ObjectID { ObjectID(bytes: name + nameLength + 1) }

    @inline(__always)
    var isTree: Bool { rawMode & 0o170000 == 0o040000 }

    @inline(__always)
    var isFile: Bool { rawMode & 0o170000 == 0o100000 }

    @inline(__always)
    var isSymbolicLink: Bool { rawMode & 0o170000 == 0o120000 }

    /// The mode in the form that git gives it today: old versions wrote others.
    @inline(__always)
    var mode: UInt32 { isFile ? (rawMode & 0o100 != 0 ? 0o100755 : 0o100644) : rawMode & 0o170000 }

    /// The current entry, as a file; nil for anything else.
    @inline(__always)
    var file: TreeEntry? { !isAtEnd && isFile ? TreeEntry(id: id, mode: mode) : nil }

    @inline(__always)
    func hasSameID(as other: TreeCursor) -> Bool {
        memcmp(name + nameLength + 1, other.name + other.nameLength + 1, ObjectID.byteCount) == 0
    }

    /// Compares by git's order of entries, in which a folder's name ends in a slash. An entry comes before the end.
    @inline(__always)
    func compare(_ other: TreeCursor) -> Int32 {
        if isAtEnd { return other.isAtEnd ? 0 : 1 }
        if other.isAtEnd { return -1 }
        let shorter = min(nameLength, other.nameLength)
        let order = memcmp(name, other.name, shorter)
        if order != 0 { return order }
        return Int32(byte(at: shorter)) - Int32(other.byte(at: shorter))
    }

    @inline(__always)
    private func byte(at index: Int) -> UInt8 {
        index < nameLength ? name.load(fromByteOffset: index, as: UInt8.self) : isTree ? UInt8(ascii: "/") : 0
    }
}
