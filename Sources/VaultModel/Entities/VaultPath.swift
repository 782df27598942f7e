/// Paths inside a vault: relative to its root, with `/` between their parts, without `.` and `..`.
package enum VaultPath {
    /// The endings of the files that are entities; every other file is an attachment.
    package static let markdownSuffixes = [".md", ".markdown"]

    /// True for the path of a file that is an entity: its name ends in one of ``markdownSuffixes``, whatever the case, and is
    /// more than that.
    package static func isMarkdown(_ path: String) -> Bool {
        stemLength(ofName: name(of: path)) != nil
    }

    /// The last part.
    package static func name(of path: String) -> Substring {
        lastSlash(in: path).map { path[path.utf8.index(after: $0)...] } ?? path[...]
    }

    /// Everything before the last part, without a slash at the end; empty at the root.
    package static func folder(of path: String) -> Substring {
        lastSlash(in: path).map { path[..<$0] } ?? ""
    }

    /// True for a path in the folder, at any depth. Told by the bytes: what joins a slash to a reader's eye ends no
    /// folder's name.
    package static func isInside(_ path: String, _ folder: String) -> Bool {
        let (bytes, start) = (path.utf8, folder.utf8)
        return folder.isEmpty || bytes.starts(with: start) && bytes.dropFirst(start.count).first == slash
    }

    /// True where a path is another one, or ends in it by whole parts.
    package static func ends(_ path: String, in end: String) -> Bool {
        let (bytes, tail) = (path.utf8, end.utf8)
        return bytes.elementsEqual(tail)
            || bytes.count > tail.count && bytes.suffix(tail.count).elementsEqual(tail)
                && bytes.dropLast(tail.count).last == slash
    }

    /// The last part without a Markdown ending.
    package static func stem(of path: String) -> String {
        let name = name(of: path)
        return stemLength(ofName: name).map { String(name.utf8.prefix($0)) ?? String(name) } ?? String(name)
    }

    /// The whole path without a Markdown ending.
    package static func withoutSuffix(_ path: String) -> String {
        let folder = folder(of: path)
        return folder.isEmpty ? stem(of: path) : "\(folder)/\(stem(of: path))"
    }

    /// The path that `reference` leads to from a file in `folder`, with `.` and `..` resolved; nil where it would leave
    /// the vault. A leading slash means the vault's root.
    package static func resolve(_ reference: String, from folder: some StringProtocol) -> String? {
        var parts: [Substring] = []
        if reference.utf8.first != slash { parts = String(folder).utf8.split(separator: slash).map { Substring($0) } }
        for part in reference.utf8.split(separator: slash).map({ Substring($0) }) {
            switch part {
            case ".": continue
            case "..":
                guard parts.popLast() != nil else { return nil }
            default: parts.append(part)
            }
        }
        return parts.joined(separator: "/")
    }

    /// A path as it leads there from a folder: `../tasks/a.md` from `notes`.
    ///
    /// - Parameters:
    ///   - path: of a file in the vault.
    ///   - folder: of the vault, without a slash at its end; empty for the vault's own.
    /// - Returns: The path from there.
    package static func path(to path: String, from folder: String) -> String {
        let parts = path.utf8.split(separator: UInt8(ascii: "/"))
        let steps = folder.utf8.split(separator: UInt8(ascii: "/"))
        let shared = zip(parts.dropLast(), steps).prefix { $0.elementsEqual($1) }.count
        let up = Array(repeating: "..", count: steps.count - shared)
        return (up + parts[shared...].map { String(Substring($0)) }).joined(separator: "/")
    }

    private static func lastSlash(in path: String) -> String.Index? {
        // Paths are taken apart by the million: over the bytes themselves where they lie in one piece.
        let bytes = path.utf8
        let offset = bytes.withContiguousStorageIfAvailable { $0.lastIndex(of: slash) }
        return offset.map { $0.map { bytes.index(bytes.startIndex, offsetBy: $0) } } ?? bytes.lastIndex(of: slash)
    }

    private static let slash = UInt8(ascii: "/")

    /// The number of bytes before the Markdown ending; nil where the name has none, or nothing before it.
    private static func stemLength(ofName name: Substring) -> Int? {
        let bytes = name.utf8
        for suffix in markdownSuffixes where bytes.count > suffix.utf8.count {
            let isMatch = zip(bytes.suffix(suffix.utf8.count), suffix.utf8).allSatisfy { byte, expected in
                byte == expected || (byte | 0x20) == expected && byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
            }
            if isMatch { return bytes.count - suffix.utf8.count }
        }
        return nil
    }
}
