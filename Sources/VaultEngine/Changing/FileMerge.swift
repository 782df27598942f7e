import GitStore
import VaultModel

/// Merges two versions of a vault's file that go back to a third one.
enum FileMerge {
    /// `ours` with all that made `theirs` of `base`: line by line, else by the fields of the front matter, which stand on lines beside each
    /// other and are different things all the same. Lines that both leave readable make no file that is not, such as one that has a key
    /// twice. Where it takes that to tell, line ends do not count, and are those of `ours`. Nil where nobody could tell what to keep.
    static func merge(base: [UInt8], ours: [UInt8], theirs: [UInt8]) throws -> [UInt8]? {
        try LineEnds.keeping(ours) { read in
            try mergeExactly(base: read(base), ours: read(ours), theirs: read(theirs))
        }
    }

    private static func mergeExactly(base: [UInt8], ours: [UInt8], theirs: [UInt8]) throws -> [UInt8]? {
        if ours == base || ours == theirs { return theirs }
        if let merged = try LineMerge.merge(base: base, ours, theirs),
            !isMalformed(merged) || isMalformed(ours) || isMalformed(theirs)
        {
            return merged
        }
        return try DocumentMerge.merge(base: base, ours: ours, theirs: theirs) { base, ours, theirs in
            try LineMerge.merge(base: base, ours, theirs)
        }
    }

    private static func isMalformed(_ bytes: [UInt8]) -> Bool { Document(bytes: bytes).isMalformed }
}
