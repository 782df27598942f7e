/// The input language of `git fast-import` (<https://git-scm.com/docs/git-fast-import>).
struct FastImportStream {
    struct Author {
        var name: String
        var email: String
        /// As git writes it: `+0100`.
        var zone: String
    }

    enum Change {
        case write(path: String, bytes: [UInt8])
        case rename(from: String, to: String)
        case delete(path: String)
    }

    private let sink: ByteSink
    private(set) var commitCount = 0

    init(sink: ByteSink) {
        self.sink = sink
    }

    /// Writes a commit and gives its mark. Its tree is that of `parent` with the changes; `merged` is the second parent.
    mutating func commit(
        branch: String, author: Author, time: Int, message: String, parent: Int?, merged: Int? = nil, changes: [Change]
    ) throws -> Int {
        commitCount += 1
        let mark = commitCount
        try sink.write("commit refs/heads/\(branch)\nmark :\(mark)\n")
        for role in ["author", "committer"] {
            try sink.write("\(role) \(author.name) <\(author.email)> \(time) \(author.zone)\n")
        }
        try write(data: Array(message.utf8))
        if let parent { try sink.write("from :\(parent)\n") }
        if let merged { try sink.write("merge :\(merged)\n") }
        for change in changes {
            switch change {
            case .write(let path, let bytes):
                try sink.write("M 100644 inline \(path)\n")
                try write(data: bytes)
            case .rename(let from, let to): try sink.write("R \(from) \(to)\n")
            case .delete(let path): try sink.write("D \(path)\n")
            }
        }
        try sink.write("\n")
        return mark
    }

    /// Ends the stream, without the branch that side lines of the history were written on.
    func end(removing branch: String?) throws {
        if let branch {
            try sink.write("reset refs/heads/\(branch)\nfrom \(String(repeating: "0", count: 40))\n\n")
        }
        try sink.write("done\n")
        try sink.flush()
    }

    private func write(data: [UInt8]) throws {
        try sink.write("data \(data.count)\n")
        try sink.write(data)
        try sink.write("\n")
    }
}
