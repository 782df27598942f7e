#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What a file's name alone says of its part in a vault. The work tree and the history ask the same questions here.
package enum FileName {
    /// True for `.md` and `.markdown`, in any case, after at least one other character.
    package static func isMarkdown(_ name: String) -> Bool {
        var name = name
        return name.withUTF8 { isMarkdown(UnsafeRawBufferPointer($0)) }
    }

    /// True for a path of which a component begins with a dot. Such files and folders (`.git`, `.mosaic`, `.obsidian`,
    /// `.trash`, an editor's lock or swap file) are no part of a vault, as in Obsidian and zk.
    package static func isHidden(path: String) -> Bool {
        var path = path
        return path.withUTF8 { bytes in
            bytes.indices.contains { place in
                bytes[place] == UInt8(ascii: ".") && (place == 0 || bytes[place - 1] == UInt8(ascii: "/"))
            }
        }
    }

    /// True for the path of what an editor, or a merge, leaves beside a file: `a.md~`, `#a.md#`, `.#a.md`, `a.swp`, `a.md.orig`,
    /// and the `4913` with which Vim tries a folder.
    package static func isLeftover(path: String) -> Bool {
        let name = path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...]
        let endings = ["~", ".swp", ".swo", ".swx", ".orig"]
        return name == "4913" || name.hasPrefix(".#") || name.count > 2 && name.hasPrefix("#") && name.hasSuffix("#")
            || endings.contains { name.hasSuffix($0) }
    }

    static func isMarkdown(_ name: UnsafeRawBufferPointer) -> Bool {
        hasExtension("md", name) || hasExtension("markdown", name)
    }

    private static func hasExtension(_ lowercased: StaticString, _ name: UnsafeRawBufferPointer) -> Bool {
        let length = lowercased.utf8CodeUnitCount
        guard name.count > length + 1, name[name.count - length - 1] == UInt8(ascii: ".") else { return false }
        for index in 0..<length {
            var byte = name[name.count - length + index]
            if byte >= UInt8(ascii: "A"), byte <= UInt8(ascii: "Z") { byte |= 0x20 }
            if byte != lowercased.utf8Start[index] { return false }
        }
        return true
    }

    static func equals(_ name: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
        guard name.count == text.utf8CodeUnitCount, let start = name.baseAddress else { return false }
        return memcmp(start, text.utf8Start, name.count) == 0
    }

    /// `name` must end in a NUL just past its last byte.
    static func isUTF8(_ name: UnsafeRawBufferPointer) -> Bool {
        guard name.contains(where: { $0 >= 0x80 }) else { return true }
        guard let start = name.baseAddress?.assumingMemoryBound(to: CChar.self) else { return true }
        return String(validatingCString: start) != nil
    }
}
