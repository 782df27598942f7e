import ArgumentParser

/// The floor that a whole build is compared with. A process of its own, so that its cost is measured as all others are.
struct InsertTextCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "insert-text", abstract: "Puts the bodies of a vault into a bare FTS5 table.",
        shouldDisplay: false)

    @Argument(help: "The vault.", completion: .directory)
    var vault: String

    @Argument(help: "Where to make the database; what is there is lost.")
    var database: String

    func run() throws {
        try ChildProcess(["rm", "-f", database]).run()
        let paths = try MeasuredRepository(path: vault).markdownPaths()
        let texts = try RawText(path: database)
        for path in paths {
            let bytes = try TextFile.bytes(of: "\(vault)/\(path)")
            try texts.insert(Self.body(of: bytes))
        }
        try texts.commit()
    }

    /// What follows the front matter of a file that `generate` made.
    static func body(of bytes: [UInt8]) -> ArraySlice<UInt8> {
        let end = Array("\n---\n".utf8)
        guard bytes.starts(with: end.dropFirst()), bytes.count > end.count else { return bytes[...] }
        for start in 0...(bytes.count - end.count) where bytes[start..<(start + end.count)].elementsEqual(end) {
            return bytes[(start + end.count)...]
        }
        return bytes[...]
    }
}
