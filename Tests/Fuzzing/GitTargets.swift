import CGit2

@testable import GitStore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The readers of what a repository holds.
enum GitTargets {
    // MARK: - Text

    /// Patterns, a NUL, and a path.
    static func ignore(_ bytes: [UInt8]) -> String? {
        let (head, tail) = FuzzTarget.halves(bytes)
        let list = IgnoreList(head)
        let path = String(decoding: tail, as: UTF8.self)
        for isDirectory in [false, true] {
            let exact = list.isIgnored(path, isDirectory: isDirectory)
            let folded = list.isIgnored(path, isDirectory: isDirectory, ignoringCase: true)
            if list.isEmpty, exact != nil || folded != nil { return "no pattern ignores \(path)" }
        }
        return nil
    }

    /// The name and address to look for, a NUL, and the lines.
    static func mailmap(_ bytes: [UInt8]) -> String? {
        let (head, tail) = FuzzTarget.halves(bytes)
        let text = String(decoding: head, as: UTF8.self)
        let found = Mailmap(contents: tail).resolve(name: text, email: text)
        return tail.isEmpty && found != (text, text) ? "no line renames \(text)" : nil
    }

    static func commit(_ bytes: [UInt8]) -> String? {
        bytes.withUnsafeBytes { bytes in
            var parser = CommitParser(bytes)
            _ = parser.header()
            _ = parser.signature("author ")
            _ = parser.signature("committer ")
            let message = parser.message()
            _ = Trailer.parse(message)
            var other = CommitParser(bytes)
            _ = other.header()
            _ = other.committerTime()
            return message.utf8.count > 3 * bytes.count ? "the message is longer than the commit" : nil
        }
    }

    // MARK: - Objects

    static func tree(_ bytes: [UInt8]) -> String? {
        let tree = RawTree(RawObject(GIT_OBJECT_TREE, owning: copy(bytes)))
        var cursor = TreeCursor(tree)
        var seen = 0
        var isSound = cursor.read()
        while isSound, !cursor.isAtEnd {
            seen += cursor.nameLength + ObjectID.byteCount + 1
            _ = (cursor.id, cursor.mode, cursor.file, cursor.isTree, cursor.isSymbolicLink)
            if cursor.compare(cursor) != 0 || !cursor.hasSameID(as: cursor) { return "an entry differs from itself" }
            isSound = cursor.advance()
        }
        if seen > bytes.count { return "the entries are longer than the tree" }
        for count in [0, bytes.count / 2, bytes.count] {
            var skipping = TreeCursor(tree)
            if skipping.skip(within: count), skipping.position > tree.end { return "it skips past the end" }
        }
        return withExtendedLifetime(tree) { nil }
    }

    private static let base = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }

    static func delta(_ bytes: [UInt8]) -> String? {
        bytes.withUnsafeBytes { bytes in
            guard var delta = Delta(bytes, baseSize: base.count), delta.resultSize <= 1 << 20 else { return nil }
            var result = [UInt8](repeating: 0xA5, count: delta.resultSize)
            _ = base.withUnsafeBytes { base in result.withUnsafeMutableBytes { delta.apply(to: base, into: $0) } }
            return result.count == delta.resultSize ? nil : "the result has another size"
        }
    }

    /// The length of the index in four bytes, the index, and the pack.
    static func pack(_ bytes: [UInt8]) -> String? {
        guard bytes.count > 4 else { return nil }
        let stated = bytes[..<4].reduce(0) { $0 << 8 | Int($1) }
        let end = 4 + min(stated, bytes.count - 4)
        let folder = Scratch.folder
        Scratch.write(bytes[4..<end], "\(folder)/objects/pack/x.idx")
        Scratch.write(bytes[end...], "\(folder)/objects/pack/x.pack")
        let packs = PackFolder(commonDirectory: folder)
        let (reader, packed) = (PackReader(packs), PackedObjects(packs))
        // The ids begin behind the fan-out.
        for start in stride(from: 4 + 1_032, to: min(end - ObjectID.byteCount, 4 + 1_032 + 400), by: ObjectID.byteCount)
        {
            let id = bytes[start...].withUnsafeBytes { $0.baseAddress.map { ObjectID(bytes: $0) } }
            guard let id, let location = packs.location(of: id) else { continue }
            let any = reader.object(at: location, isWanted: { _ in true }, known: { _ in nil }, keep: { _, _ in })
            for object in [any, packed.object(id)].compactMap(\.self) where object.bytes.isEmpty {
                return "an object of nothing"
            }
        }
        return nil
    }

    private static func copy(_ bytes: [UInt8]) -> UnsafeRawBufferPointer {
        // Of the exact size, so that reading past its end is found.
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
        buffer.copyBytes(from: bytes)
        return UnsafeRawBufferPointer(buffer)
    }

    private enum Scratch {
        /// A repository's folder of this process, with a place for packs.
        static let folder: String = {
            let folder = "/tmp/mosaic-fuzzing-\(getpid())"
            for path in [folder, folder + "/objects", folder + "/objects/pack"] { mkdir(path, 0o755) }
            atexit {
                let folder = "/tmp/mosaic-fuzzing-\(getpid())"
                for name in ["x.idx", "x.pack"] { unlink("\(folder)/objects/pack/\(name)") }
                for path in [folder + "/objects/pack", folder + "/objects", folder] { rmdir(path) }
            }
            return folder
        }()

        static func write(_ bytes: ArraySlice<UInt8>, _ path: String) {
            guard let file = fopen(path, "w") else { return }
            _ = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
            fclose(file)
        }
    }
}
