/// What the compiler does not hold: which module may import which, and what library code must leave to the executable.
///
/// Each check takes text and gives the violations in words, so that the checks themselves can be tested.
enum HouseRules {
    private static let libc: Set<String> = ["Glibc", "Musl", "Darwin"]

    /// The table of floors: the modules, and what each may import. Imports go only downwards, each outside world has
    /// one importer, and Foundation, which costs start-up time, comes in only where GRDB brings it anyway.
    static let allowedImports: [String: Set<String>] = [
        "VaultModel": ["CYAML"],
        "GitStore": libc.union(["CGit2", "CDeflate", "Dispatch", "CoreServices"]),
        "VaultIndex": libc.union([
            "VaultModel", "GitStore", "GRDB", "GRDBSQLite", "CSQLite", "Foundation", "Dispatch",
        ]),
        "VaultEngine": libc.union(["VaultModel", "GitStore", "VaultIndex", "Foundation", "Dispatch"]),
        "mosaic": libc.union(["VaultModel", "VaultEngine", "ArgumentParser", "Logging"]),
        "mosaic-bench": libc.union(["VaultEngine", "VaultModel", "GitStore", "ArgumentParser", "GRDBSQLite"]),
    ]

    /// The only file that may read the process and end it.
    static let processFile = "Sources/mosaic/Invocation/SystemCalls.swift"

    private static let executables: Set<String> = ["mosaic", "mosaic-bench"]

    static let longestFile = 600

    static let topLevel: Set<String> = ["Package.swift", "Sources", "Tests", "vault-template", "scripts", "README.md"]

    static func importViolations(in source: SwiftSource) -> [String] {
        guard let module = source.module else { return [] }
        guard let allowed = allowedImports[module] else {
            return ["\(source.path): the module '\(module)' is not in the table of floors"]
        }
        return source.imports.filter { !allowed.contains($0.module) }.map {
            "\(source.path):\($0.line): \(module) may not import \($0.module)"
        }
    }

    /// Calls that end the process, write to its output or read its surroundings.
    static func processViolations(in source: SwiftSource) -> [String] {
        guard let module = source.module, module != "mosaic-bench", source.path != processFile else { return [] }
        let calls =
            #/(?:^|[^\w.]|\b(?:Swift|Foundation|Glibc|Musl|Darwin)\.)(print|debugPrint|dump|exit|_exit|abort|getenv|setenv|secure_getenv|NSHomeDirectory)\(/#
        let names = #/\b(?:ProcessInfo|environ|homeDirectoryForCurrentUser)\b/#.wordBoundaryKind(.simple)
        let arguments = #/\bCommandLine\.arguments\b/#.wordBoundaryKind(.simple)
        return violations(in: source) { line in
            if let match = line.firstMatch(of: calls) { return "'\(match.1)(…)' is for the entry of the executable" }
            if let match = line.firstMatch(of: names) { return "'\(match.0)' is for the entry of the executable" }
            guard !executables.contains(module), line.contains(arguments) else { return nil }
            return "the arguments are for the executable"
        }
    }

    /// What traps instead of saying what is wrong.
    static func trapViolations(in source: SwiftSource) -> [String] {
        let calls = #/\b(?:fatalError|precondition|preconditionFailure|assert|assertionFailure)\(/#
        let traps = #/[\w)\]}>"?]!(?!=)|\bunsafelyUnwrapped\b/#.wordBoundaryKind(.simple)
        return violations(in: source) { line in
            (line.firstMatch(of: calls.wordBoundaryKind(.simple)) ?? line.firstMatch(of: traps)).map {
                "'\($0.0)' traps"
            }
        }
    }

    /// Files that people read; those that a script writes are as long as what they are made from.
    static func lengthViolations(path: String, text: String) -> [String] {
        if text.hasPrefix("// swift-format-ignore-file\n") { return [] }
        let count = text.split(separator: "\n", omittingEmptySubsequences: false).count - (text.hasSuffix("\n") ? 1 : 0)
        return count > longestFile ? ["\(path): \(count) lines; split it, at most \(longestFile)"] : []
    }

    static func topLevelViolations(trackedPaths: [String]) -> [String] {
        let names = Set(trackedPaths.compactMap { $0.split(separator: "/").first.map(String.init) })
        return names.filter { !$0.hasPrefix(".") && !topLevel.contains($0) }.sorted().map {
            "\($0): the top level holds only \(topLevel.sorted().joined(separator: ", ")) and dot-files"
        }
    }

    /// Every command's help has an example: a `discussion:` with a line that begins with `mosaic `.
    static func exampleViolations(path: String, text: String) -> [String] {
        guard path.hasPrefix("Sources/mosaic/Commands/") else { return [] }
        return text.components(around: "CommandConfiguration(").dropFirst().compactMap { part in
            let discussion = part.components(around: "discussion:").dropFirst().first ?? ""
            let hasExample = discussion.split(whereSeparator: \.isNewline).contains { line in
                line.drop { $0 == " " || $0 == "\"" || $0 == "$" }.hasPrefix("mosaic ")
            }
            return hasExample ? nil : "\(path): a command's help wants a 'discussion:' with an example, 'mosaic …'"
        }
    }

    private static func violations(in source: SwiftSource, _ check: (String) -> String?) -> [String] {
        source.lines.enumerated().compactMap { number, line in
            check(line).map { "\(source.path):\(number + 1): \($0)" }
        }
    }
}

extension StringProtocol where SubSequence == Substring {
    fileprivate func components(around separator: String) -> [Substring] {
        split(separator: separator, omittingEmptySubsequences: false)
    }
}
