import GitStore

/// What a commit takes back, and how its message says so.
///
/// The sentence is that of `git revert`, which other programs know as well. The trailer names the operation, by which the commit is
/// known again after a rebase has given it another id.
package struct TakenBack: Hashable, Sendable {
    static let trailer = "Mosaic-Undoes"
    private static let opening = "This reverts commit "

    /// The full id of the commit that is taken back, in hexadecimal.
    var commit: String
    /// The operation that it is of; nil for a commit of git's alone.
    var operation: String?

    init(_ commit: Commit) {
        self.commit = commit.id.description
        operation = commit.trailers.values(named: "Mosaic-Operation").first
    }

    /// What a commit takes back; nil where it takes nothing back.
    init?(by commit: Commit) {
        let named = commit.message.split(whereSeparator: \.isNewline).lazy.filter { $0.hasPrefix(Self.opening) }
            .compactMap { ObjectID(hex: String($0.dropFirst(Self.opening.count).prefix { $0.isHexDigit })) }.first
        guard let named else { return nil }
        self.commit = named.description
        operation = commit.trailers.values(named: Self.trailer).first
    }

    /// The sentence of the message.
    var sentence: String { Self.opening + commit + "." }
}
