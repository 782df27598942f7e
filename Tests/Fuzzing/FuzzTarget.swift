/// Something that reads what strangers may have written, as a fuzzer and the replay of its corpora see it: bytes in, and what
/// is wrong with what came of them.
package enum FuzzTarget: String, CaseIterable, Sendable {
    case document, edit, kind, query, ignore, mailmap, tree, delta, pack, commit

    /// Reads the bytes; gives in words what does not hold, nil where all is well. What traps or does not come back is worse.
    package func fault(_ bytes: [UInt8]) -> String? {
        switch self {
        case .document: ModelTargets.document(bytes)
        case .edit: ModelTargets.edit(bytes)
        case .kind: ModelTargets.kind(bytes)
        case .query: ModelTargets.query(bytes)
        case .ignore: GitTargets.ignore(bytes)
        case .mailmap: GitTargets.mailmap(bytes)
        case .tree: GitTargets.tree(bytes)
        case .delta: GitTargets.delta(bytes)
        case .pack: GitTargets.pack(bytes)
        case .commit: GitTargets.commit(bytes)
        }
    }

    /// The bytes before the first NUL and those behind it.
    static func halves(_ bytes: [UInt8]) -> (head: [UInt8], tail: [UInt8]) {
        guard let end = bytes.firstIndex(of: 0) else { return ([], bytes) }
        return (Array(bytes[..<end]), Array(bytes[(end + 1)...]))
    }
}
