#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Notes that are connected with each other and with nothing else: each but the first links to two that are older, so that all of
/// them lead to the first. The links of a vault that `generate` made lead everywhere, so that what they reach has no size of its own.
enum ConnectedNotes {
    private static let folder = "connected"
    private static let notesInFolder = 100

    static let root = "connected-0"
    static let rootPath = path(of: 0)

    /// Puts so many into a vault, and commits them.
    static func add(_ count: Int, to vault: String) throws {
        var random = SeededRandom(seed: 7)
        mkdir("\(vault)/\(folder)", 0o755)
        for number in 0..<count {
            if number % notesInFolder == 0 { mkdir("\(vault)/\(folder)/\(number / notesInFolder)", 0o755) }
            var text = "---\nid: connected-\(number)\ntype: note\ntitle: Connected \(number)\n---\n"
            if number > 0 {
                text += "\nSee [[connected-\(random.below(number))]] and [[connected-\(random.below(number))]].\n"
            }
            try TextFile.write(Array(text.utf8), to: "\(vault)/\(path(of: number))")
        }
        try ChildProcess(["git", "-C", vault, "add", folder]).run()
        try MeasuredRepository(path: vault).commit("Connected notes")
    }

    /// Takes them out again.
    static func remove(from vault: String) throws {
        try ChildProcess(["git", "-C", vault, "reset", "--quiet", "--hard", "HEAD~1"]).run()
    }

    private static func path(of number: Int) -> String {
        "\(folder)/\(number / notesInFolder)/connected-\(number).md"
    }
}
