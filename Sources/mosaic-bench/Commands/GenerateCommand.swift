import ArgumentParser

struct GenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate", abstract: "Makes a vault with a long history.",
        discussion: """
            The same size and seed make the same commits, byte for byte.

              mosaic-bench generate --size M /tmp/vault-m
            """)

    @Option(help: "S: 1,000 entities and 2,000 commits; M: 10,000 and 20,000; L: 100,000 and 100,000.")
    var size: VaultSize = .small

    @Option(help: "The number of entities, instead of the size's.")
    var entities: Int?

    @Option(help: "The number of commits, instead of the size's.")
    var commits: Int?

    @Option(help: "What the randomness starts from.")
    var seed: UInt64 = 1

    @Flag(help: "Write the stream for 'git fast-import' to standard output, and make no repository.")
    var stream = false

    @Argument(help: "Where to make it; must not exist yet.", completion: .directory)
    var directory: String?

    func validate() throws {
        guard stream != (directory != nil) else { throw ValidationError("Give either a folder or --stream.") }
        guard (entities ?? 1) > 0, (commits ?? 1) > 0 else {
            throw ValidationError("A vault has at least one entity and one commit.")
        }
    }

    func run() throws {
        var generator = Generator(
            entityCount: entities ?? size.entityCount, commitCount: commits ?? size.commitCount, seed: seed)
        guard let directory else {
            let sink = ByteSink(descriptor: 1)
            try generator.write(to: sink)
            return
        }
        let repository = try GitRepository.create(at: directory)
        try repository.fastImport { try generator.write(to: $0) }
        try repository.checkOut()
    }
}

/// The sizes that results are given for.
enum VaultSize: String, CaseIterable, ExpressibleByArgument {
    case small = "S"
    case medium = "M"
    case large = "L"

    var entityCount: Int {
        switch self {
        case .small: 1000
        case .medium: 10_000
        case .large: 100_000
        }
    }

    var commitCount: Int {
        switch self {
        case .small: 2000
        case .medium: 20_000
        case .large: 100_000
        }
    }
}
