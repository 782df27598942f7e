import ArgumentParser

/// Which vault, and how fresh its index has to be.
struct VaultOptions: ParsableArguments {
    @Option(
        name: [.customShort("C"), .long],
        help: ArgumentHelp("Work in the vault at this place.", valueName: "dir"), completion: .directory)
    var vault: String?

    @Flag(help: "Answer at once from the index as it is.")
    var stale = false
}
