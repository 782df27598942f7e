import CGit2

/// A commit as it is stored.
package struct Commit: Hashable, Sendable {
    package var id: ObjectID
    package var tree: ObjectID
    /// The commits that it follows, the first being the one it was made on. None at the boundary of a shallow clone.
    package var parents: [ObjectID]
    package var author: Signature
    package var committer: Signature
    /// The whole message, invalid UTF-8 repaired. An `encoding` header is ignored.
    package var message: String

    /// The first line of the message.
    package var subject: Substring {
        // Nearly all first lines are ASCII with a line feed behind them, which needs no knowledge of characters.
        let isPlain = { (byte: UInt8) in byte < 0x80 && !(0x0A...0x0D).contains(byte) }
        let end = message.utf8.firstIndex { !isPlain($0) } ?? message.endIndex
        let isWhole = end == message.endIndex || message.utf8[end] == UInt8(ascii: "\n")
        if isWhole, end > message.startIndex { return message[..<end] }
        let text = message.drop { $0.isNewline }
        return text.prefix { !$0.isNewline }
    }
}

/// Who did something, and when.
package struct Signature: Hashable, Sendable {
    /// May be empty. Invalid UTF-8 is repaired.
    package var name: String
    /// May be empty. Invalid UTF-8 is repaired.
    package var email: String
    /// Seconds since 1970, UTC; 0 where the commit states no time.
    package var time: Int64
}

extension Repository {
    /// Reads a commit.
    package func commit(_ id: ObjectID) throws(GitStoreError) -> Commit {
        let object = try commitObject(id)
        return try withExtendedLifetime(object) { () throws(GitStoreError) in
            var parser = CommitParser(object.bytes)
            guard let header = parser.header(), let author = parser.signature("author "),
                let committer = parser.signature("committer ")
            else { throw .malformedObject(id, reason: "not in the form of a commit") }
            let isBoundary = !header.parents.isEmpty && shallowBoundary.contains(id)
            return Commit(
                id: id, tree: header.tree, parents: isBoundary ? [] : header.parents, author: author,
                committer: committer, message: parser.message())
        }
    }

    /// Reads only what places a commit in the graph.
    package func commitNode(_ id: ObjectID) throws(GitStoreError) -> CommitNode {
        let object = try commitObject(id)
        return try withExtendedLifetime(object) { () throws(GitStoreError) in
            var parser = CommitParser(object.bytes)
            guard let header = parser.header(), let time = parser.committerTime() else {
                throw .malformedObject(id, reason: "not in the form of a commit")
            }
            let isBoundary = !shallowBoundary.isEmpty && shallowBoundary.contains(id)
            return CommitNode(
                id: id, tree: header.tree, parents: isBoundary ? [] : header.parents, committerTime: time)
        }
    }

    private func commitObject(_ id: ObjectID) throws(GitStoreError) -> RawObject {
        let object = try object(id)
        guard object.type == GIT_OBJECT_COMMIT else { throw .notACommit(id.description) }
        return object
    }
}
