#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reads the bytes of a commit object, header line by header line.
struct CommitParser {
    private let bytes: UnsafeRawBufferPointer
    private var position = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// The tree and the parents, which come first.
    mutating func header() -> (tree: ObjectID, parents: [ObjectID])? {
        guard let tree = id(after: "tree ") else { return nil }
        var parents: [ObjectID] = []
        while let parent = id(after: "parent ") { parents.append(parent) }
        return (tree, parents)
    }

    /// The signature on the line that starts with `label`.
    mutating func signature(_ label: StaticString) -> Signature? {
        guard let line = line(after: label) else { return nil }
        // As git splits it: the name ends at the first "<", the address at the next ">", and the time is behind the last ">".
        guard let open = line.firstIndex(of: UInt8(ascii: "<")) else {
            return Signature(name: Self.text(Self.trimmed(line)), email: "", time: 0)
        }
        let close = line[(open + 1)...].firstIndex(of: UInt8(ascii: ">")) ?? line.endIndex
        let last = line.lastIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? line.endIndex
        let time = Self.time(line[max(last, open + 1)...])
        return Signature(
            name: Self.text(Self.trimmed(line[..<open])), email: Self.text(Self.trimmed(line[(open + 1)..<close])),
            time: time)
    }

    /// The time of the committer, in seconds since 1970; skips the author.
    mutating func committerTime() -> Int64? {
        guard line(after: "author ") != nil, let line = line(after: "committer ") else { return nil }
        let last = line.lastIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? line.endIndex
        return Self.time(line[last...])
    }

    /// The message, behind the first empty line.
    mutating func message() -> String {
        while position < bytes.count {
            let end = lineEnd
            let isEmpty = end == position
            position = min(end + 1, bytes.count)
            if isEmpty { return Self.text(bytes[position...]) }
        }
        return ""
    }

    // MARK: - Lines

    private var lineEnd: Int {
        guard let base = bytes.baseAddress,
            let found = memchr(base + position, Int32(UInt8(ascii: "\n")), bytes.count - position)
        else { return bytes.count }
        return UnsafeRawPointer(found) - base
    }

    private mutating func line(after label: StaticString) -> Slice<UnsafeRawBufferPointer>? {
        let length = label.utf8CodeUnitCount
        guard bytes.count - position >= length, let base = bytes.baseAddress,
            memcmp(base + position, label.utf8Start, length) == 0
        else { return nil }
        let end = lineEnd
        defer { position = min(end + 1, bytes.count) }
        return bytes[(position + length)..<max(end, position + length)]
    }

    private mutating func id(after label: StaticString) -> ObjectID? {
        let start = position
        guard let line = line(after: label), let id = ObjectID(hexBytes: UnsafeRawBufferPointer(rebasing: line)) else {
            position = start
            return nil
        }
        return id
    }

    private static func trimmed(_ slice: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer> {
        var slice = slice
        while let first = slice.first, first == UInt8(ascii: " ") || first == UInt8(ascii: "\t") { slice.removeFirst() }
        while let last = slice.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") { slice.removeLast() }
        return slice
    }

    private static func text(_ slice: Slice<UnsafeRawBufferPointer>) -> String {
        String(decoding: UnsafeRawBufferPointer(rebasing: slice), as: UTF8.self)
    }

    /// Reads the seconds of `1700000000 +0130`; 0 for a number that is missing or out of all bounds.
    private static func time(_ slice: Slice<UnsafeRawBufferPointer>) -> Int64 {
        var rest = slice.drop { $0 == UInt8(ascii: " ") }
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        var value: Int64 = 0
        for byte in rest.prefix(while: { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) {
            value = value * 10 + Int64(byte - UInt8(ascii: "0"))
            // Beyond every year that a calendar can show.
            guard value < 100_000_000_000_000 else { return 0 }
        }
        return isNegative ? -value : value
    }
}
