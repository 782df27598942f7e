/// What follows from a change to a file that is no part of the vault's tree.
struct EventEffect: OptionSet, Hashable {
    let rawValue: UInt8

    static let git = EventEffect(rawValue: 1)
    static let ignoreRules = EventEffect(rawValue: 2)
    static let settings = EventEffect(rawValue: 4)
    /// A folder that is itself a place came or went.
    static let places = EventEffect(rawValue: 8)
}

/// A folder of which only some names matter, and what for.
struct EventPlace: Hashable {
    private(set) var names: [String: EventEffect] = [:]
    /// Of every name that is not a lock's.
    private(set) var anyName: EventEffect = []
    /// Whether the folders in it are such places too.
    private(set) var isRecursive = false

    func effect(of name: String, isDirectory: Bool) -> EventEffect {
        if let effect = names[name] { return effect }
        if anyName.isEmpty || name.hasSuffix(".lock") { return [] }
        return isDirectory && isRecursive ? anyName.union(.places) : anyName
    }

    /// Of one folder under two paths.
    mutating func formUnion(_ other: EventPlace) {
        names.merge(other.names) { $0.union($1) }
        anyName.formUnion(other.anyName)
        isRecursive = isRecursive || other.isRecursive
    }

    /// Everything that can follow from a change in it.
    var allEffects: EventEffect { names.values.reduce(anyName) { $0.union($1) } }
}

extension EventPlace {
    /// The places of a vault by their paths, be they there or not. `ruleFiles` are the files outside the vault's tree that
    /// ignore rules and attributes come from.
    static func places(
        root: String, gitDirectory: String, commonDirectory: String, ruleFiles: [String]
    ) -> [String: EventPlace] {
        var places: [String: EventPlace] = [:]
        func watch(_ folder: String, _ names: [String], _ effect: EventEffect) {
            for name in names { places[folder, default: EventPlace()].names[name, default: []].formUnion(effect) }
        }
        func watchAll(_ folder: String, isRecursive: Bool) {
            places[folder, default: EventPlace()].anyName = .git
            places[folder]?.isRecursive = isRecursive
        }

        watch(root, [".mosaic"], [.settings, .places])
        watch(root, [".mailmap"], .settings)
        watch(root + "/.mosaic", ["config.yaml"], .settings)

        watch(gitDirectory, ["HEAD", "index"] + operations, .git)
        watch(commonDirectory, ["packed-refs", "shallow"], .git)
        watch(commonDirectory, ["worktrees"], [.git, .places])
        watch(commonDirectory, ["info"], [.ignoreRules, .places])
        watchAll(commonDirectory + "/worktrees", isRecursive: false)
        for directory in [gitDirectory, commonDirectory] {
            watch(directory, ["refs"], [.git, .places])
            watchAll(directory + "/refs", isRecursive: true)
            if let (folder, name) = split(directory) {
                watch(folder, [name], [.git, .places])
                if name == ".git" { watch(folder, [".mailmap"], .settings) }
            }
        }

        let own = [
            commonDirectory + "/info/exclude", commonDirectory + "/config", gitDirectory + "/config.worktree",
        ]
        for file in own + ruleFiles {
            // A person's settings are often a symbolic link to a file in a repository of theirs.
            let real = FileReading.realPath(file) ?? file
            for path in [file, real] where path != real || !isSpecial(real) {
                if let (folder, name) = split(path) { watch(folder, [name], .ignoreRules) }
            }
        }
        return places
    }

    /// True for what rules cannot be kept in, such as `/dev/null`, to which programs write all the time.
    private static func isSpecial(_ path: String) -> Bool {
        FileReader.stampAnywhere(path)?.type == .other
    }

    /// What is in git's folder while an operation waits to be ended.
    private static let operations = [
        "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "BISECT_LOG", "rebase-merge", "rebase-apply", "sequencer",
    ]

    private static func split(_ path: String) -> (folder: String, name: String)? {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
        let folder = slash == path.startIndex ? "/" : String(path[..<slash])
        return (folder, String(path[path.utf8.index(after: slash)...]))
    }
}

extension FileName {
    /// True for the hidden names whose files say what is part of a vault, or which blob a file of it is.
    static func isRuleFile(_ name: UnsafeRawBufferPointer) -> Bool {
        equals(name, ".gitignore") || equals(name, ".mosaicignore") || equals(name, ".gitattributes")
    }
}
