import GitStore

/// How the message of a commit says that it takes another one back, as `git revert` has it.
enum TakenBack {
    private static let opening = "This reverts commit "

    /// The sentence of the message, with the full id of the commit that is taken back.
    static func sentence(on commit: String) -> String { opening + commit + "." }

    /// The commit that a commit of this message takes back; nil where it takes none back.
    static func commit(by message: String) -> ObjectID? {
        message.split(whereSeparator: \.isNewline).lazy.compactMap { line in
            guard line.hasPrefix(opening) else { return nil as ObjectID? }
            return ObjectID(hex: String(line.dropFirst(opening.count).prefix { $0.isHexDigit }))
        }.first
    }
}
