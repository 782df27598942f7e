import GitStore

/// What rows depend on beside the commits and the files: the rules of what is part of the vault, and of who is who.
struct VaultState {
    /// A digest of the ignore rules that the vault is scanned by.
    var ignoreFingerprint: String
    /// A digest of `.mailmap`.
    var mailmapFingerprint: String
    /// Whether the vault has `.mosaic/config.yaml`.
    var usesFolders: Bool
    /// True where `usesFolders` is not what the index was made with.
    var rulesChanged: Bool
    var mailmap: Mailmap
    /// Whether a path of the history is part of the vault.
    var isInVault: (String) -> Bool

    func remember(in metadata: Metadata, head: ObjectID?) throws {
        try metadata.set(.head, head?.description ?? "")
        try metadata.set(.ignoreRules, ignoreFingerprint)
        try metadata.set(.mailmap, mailmapFingerprint)
        try metadata.set(.configuration, usesFolders ? "1" : "0")
    }
}
