/// Reads `HEAD` from git's own files, without libgit2: for a question that must be answered in milliseconds.
package enum HeadReference {
    /// What `HEAD` stands for; nil where the files are not of the ordinary form (reftable, say) and ``Repository`` must say.
    ///
    /// Reads `HEAD`, the loose ref that it names, and `packed-refs` where there is none, in the order that makes a
    /// concurrent `git pack-refs` harmless.
    package static func read(gitDirectory: String, commonDirectory: String) -> Head? {
        guard case .reference(let name)? = loose(gitDirectory + "/HEAD") else {
            guard case .id(let id)? = loose(gitDirectory + "/HEAD") else { return nil }
            return .commit(id, branch: nil)
        }
        guard isOrdinary(name) else { return nil }
        let branch = Head.shortName(name)
        switch loose(commonDirectory + "/" + name) {
        case .id(let id): return .commit(id, branch: branch)
        case .reference, nil: return nil
        case .absent: break
        }
        guard let packed = try? FileReading.contents(of: commonDirectory + "/packed-refs") else {
            return FileReading.exists(commonDirectory + "/packed-refs") ? nil : .unborn(branch: branch)
        }
        guard let id = find(name, in: packed) else { return .unborn(branch: branch) }
        return .commit(id, branch: branch)
    }

    private enum Loose {
        case id(ObjectID)
        case reference(String)
        case absent
    }

    /// The content of a ref's file; nil where it is of another form.
    private static func loose(_ path: String) -> Loose? {
        guard let contents = try? FileReading.contents(of: path) else {
            // A folder stands where a branch of that name would be, or nothing does: neither is a ref.
            return FileReading.exists(path) ? nil : .absent
        }
        var line = contents[...]
        while let last = line.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: " ") { line.removeLast() }
        if let id = line.withUnsafeBytes({ ObjectID(hexBytes: $0) }) { return .id(id) }
        guard line.starts(with: Array("ref:".utf8)) else { return nil }
        let target = line.dropFirst(4).drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        guard let name = String(validating: target, as: UTF8.self) else { return nil }
        return .reference(name)
    }

    /// True for a branch. Other refs may belong to one work tree only, and `refs/heads/.invalid` stands for a reftable.
    private static func isOrdinary(_ name: String) -> Bool {
        name.hasPrefix("refs/heads/") && !name.contains("/.") && !name.contains("..") && !name.hasSuffix("/")
    }

    private static func find(_ name: String, in packed: [UInt8]) -> ObjectID? {
        let wanted = Array(name.utf8)
        return packed.withUnsafeBytes { bytes in
            var start = 0
            while start < bytes.count {
                let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
                let separator = start + 2 * ObjectID.byteCount
                if end - separator - 1 == wanted.count, bytes[separator] == UInt8(ascii: " "),
                    bytes[(separator + 1)..<end].elementsEqual(wanted)
                {
                    return ObjectID(hexBytes: UnsafeRawBufferPointer(rebasing: bytes[start..<separator]))
                }
                start = end + 1
            }
            return nil
        }
    }
}
