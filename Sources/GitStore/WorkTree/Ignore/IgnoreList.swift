#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The patterns of one ignore file, in gitignore syntax (<https://git-scm.com/docs/gitignore>).
package struct IgnoreList: Sendable {
    private let patterns: [Pattern]

    var isEmpty: Bool { patterns.isEmpty }

    /// Reads the contents of an ignore file. There are no errors: what makes no sense matches nothing, as in git.
    package init(_ contents: [UInt8]) {
        var contents = contents[...]
        if contents.starts(with: [0xEF, 0xBB, 0xBF]) { contents = contents.dropFirst(3) }
        patterns = contents.split(separator: UInt8(ascii: "\n")).compactMap { Pattern(line: $0) }
    }

    /// Tells whether the last pattern that matches a path says to ignore it; nil where none matches.
    ///
    /// The path is relative to the folder that the list is for, without a slash at either end. Says nothing of the folders
    /// above: what is in an ignored folder is ignored whatever its own verdict.
    package func isIgnored(_ path: String, isDirectory: Bool, ignoringCase: Bool = false) -> Bool? {
        var path = path
        return path.withUTF8 {
            isIgnored(UnsafeRawBufferPointer($0), isDirectory: isDirectory, ignoringCase: ignoringCase)
        }
    }

    func isIgnored(_ path: UnsafeRawBufferPointer, isDirectory: Bool, ignoringCase: Bool) -> Bool? {
        if patterns.isEmpty { return nil }
        let nameStart = (path.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1
        let name = UnsafeRawBufferPointer(rebasing: path[nameStart...])
        for pattern in patterns.reversed() where isDirectory || !pattern.isForDirectories {
            if pattern.matches(path, name: name, ignoringCase: ignoringCase) { return !pattern.isNegated }
        }
        return nil
    }
}

extension IgnoreList {
    /// One line of an ignore file.
    private struct Pattern: Sendable {
        /// Without the marks that the flags below stand for.
        private let bytes: [UInt8]
        let isNegated: Bool
        let isForDirectories: Bool
        /// Holds no slash, and so is matched against the name alone.
        private let isForNames: Bool
        /// How many bytes at the start stand for themselves.
        private let literalLength: Int
        /// A star, and bytes that stand for themselves.
        private let isSuffix: Bool

        /// Longer than the longest path, a pattern is nobody's; time and memory grow with it.
        private static let greatestLength = 4_096

        /// Nil for a blank line, a comment, or a line that is no pattern.
        init?(line: ArraySlice<UInt8>) {
            if line.count > Pattern.greatestLength { return nil }
            var line = line
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            if let end = line.firstIndex(of: 0) { line = line[..<end] }
            if line.first == UInt8(ascii: "#") { return nil }
            line = Pattern.withoutTrailingSpaces(line)
            isNegated = line.first == UInt8(ascii: "!")
            if isNegated { line.removeFirst() }
            isForDirectories = line.last == UInt8(ascii: "/")
            if isForDirectories { line.removeLast() }
            if line.isEmpty { return nil }
            isForNames = !line.contains(UInt8(ascii: "/"))
            if !isForNames, line.first == UInt8(ascii: "/") { line.removeFirst() }
            bytes = Array(line)
            literalLength = bytes.firstIndex(where: Pattern.isSpecial) ?? bytes.count
            isSuffix = bytes.first == UInt8(ascii: "*") && !bytes.dropFirst().contains(where: Pattern.isSpecial)
        }

        /// A backslash keeps a space at the end.
        private static func withoutTrailingSpaces(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
            var end = line.startIndex
            var index = line.startIndex
            while index < line.endIndex {
                if line[index] == UInt8(ascii: "\\") {
                    // Git leaves a line that ends in a backslash as it is.
                    if index + 1 == line.endIndex { return line }
                    index += 1
                    end = index + 1
                } else if line[index] != UInt8(ascii: " ") {
                    end = index + 1
                }
                index += 1
            }
            return line[..<end]
        }

        private static func isSpecial(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "[")
                || byte == UInt8(ascii: "\\")
        }

        func matches(_ path: UnsafeRawBufferPointer, name: UnsafeRawBufferPointer, ignoringCase: Bool) -> Bool {
            bytes.withUnsafeBytes { bytes in
                let subject = isForNames ? name : path
                if isForNames, isSuffix {
                    let length = bytes.count - 1
                    guard length <= name.count else { return false }
                    return Pattern.isEqual(
                        UnsafeRawBufferPointer(rebasing: bytes[1...]),
                        UnsafeRawBufferPointer(rebasing: name[(name.count - length)...]), ignoringCase)
                }
                guard literalLength <= subject.count,
                    Pattern.isEqual(
                        UnsafeRawBufferPointer(rebasing: bytes[..<literalLength]),
                        UnsafeRawBufferPointer(rebasing: subject[..<literalLength]), ignoringCase)
                else { return false }
                if literalLength == bytes.count { return subject.count == literalLength }
                // Git looks at the rest alone, so that `a**/b` crosses folders.
                return Wildcard.matches(
                    UnsafeRawBufferPointer(rebasing: bytes[literalLength...]),
                    UnsafeRawBufferPointer(rebasing: subject[literalLength...]), ignoringCase: ignoringCase)
            }
        }

        /// Of buffers of one length.
        private static func isEqual(
            _ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer, _ ignoringCase: Bool
        ) -> Bool {
            if ignoringCase {
                return one.elementsEqual(other) { Wildcard.lowercased($0) == Wildcard.lowercased($1) }
            }
            guard let oneStart = one.baseAddress, let otherStart = other.baseAddress else { return true }
            return memcmp(oneStart, otherStart, one.count) == 0
        }
    }
}
