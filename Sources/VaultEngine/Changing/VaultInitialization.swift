import GitStore
import VaultIndex
import VaultModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Makes vaults: the files of the template in a git repository, with a first commit.
package struct VaultInitialization {
    /// What was made.
    package struct Report: Hashable, Sendable {
        /// The vault's folder: absolute.
        package var root: String
        package var madeRepository: Bool
        /// True where the folder was a vault already, which lacked something.
        package var wasVault: Bool
        /// Relative to the vault, sorted; with what an earlier one made and did not come to commit.
        package var createdPaths: [String]
        /// The path of the person's own entity; nil where git knows no name and address.
        package var userPath: String?
        package var receipt: ChangeReceipt
    }

    let surroundings: Surroundings

    package init(surroundings: Surroundings) {
        self.surroundings = surroundings
    }

    /// Makes a vault of a folder, which is made if it is not there. Only what is missing is added. Its workspace is called by the name
    /// of the folder.
    ///
    /// - Parameters:
    ///   - directory: the folder: absolute.
    ///   - isEmpty: true for a vault without the example. A repository that has commits gets no example either.
    ///   - origin: who makes it.
    ///   - random: where new ids come from.
    /// - Returns: What was made.
    /// - Throws: `VaultError` where a folder or file cannot be made.
    package func make(
        in directory: String, isEmpty: Bool, origin: ChangeOrigin, random: inout some RandomNumberGenerator
    ) throws -> Report {
        try makeFolder(directory)
        try translatingErrors(at: directory) { try RepositoryLocation.checkForGit(in: directory, and: ["users"]) }
        let git = GitCommand(directory: directory, environment: surroundings.environment)
        let madeRepository = try !isInRepository(git, directory)
        try translatingErrors(at: directory) { if madeRepository { try git.run(["init", "--quiet"]) } }
        let hasCommits = try translatingErrors(at: directory) {
            try git.output(of: ["rev-parse", "--quiet", "--verify", "HEAD"], isRead: true).status == 0
        }
        let root = try translatingErrors(at: directory) { try FileReader(root: directory) }
        var files =
            isEmpty || hasCommits ? VaultTemplate.emptyVaultFiles : VaultTemplate.files(inWeekOf: surroundings.today)
        try nameWorkspace(after: directory, files: &files)
        let person = try git.author()
        let userPath = try person.map {
            try existingUser($0, git, root) ?? newUser($0, in: root, files: &files, random: &random)
        }
        if let userPath { try makeOwner(VaultPath.stem(of: userPath), files: &files) }
        let missing = files.filter { !root.hasItem(at: $0.path) }.sorted { $0.path < $1.path }

        // What is made is not lost to the history where the commit does not come: the next one finds it on the list.
        let list = try unfinishedList(of: directory)
        let left = try uncommitted(list?.read() ?? [], git, root, hasCommits: hasCommits)
        if !missing.isEmpty { try translatingErrors(at: directory) { try list?.write(left + missing.map(\.path)) } }

        // The settings make the folder a vault of its own. Until then it is a part of another, which is who writes them: what
        // is left if that is killed is in its journal.
        let plan = ChangePlan(
            files: missing.map { .create(path: $0.path, bytes: Array($0.text.utf8)) }, verb: .begin, object: "the vault"
        )
        let settings = plan.files.filter { $0.paths[0].hasPrefix(".mosaic/") }
        if !settings.isEmpty {
            try Vault(discovering: directory, surroundings: surroundings).begin(settings, in: directory, origin)
        }
        let vault = try Vault(discovering: directory, surroundings: surroundings)
        let receipt = try vault.carryOut(plan, madeAlready: settings, left: left, origin)
        if receipt.commit != nil || left.isEmpty && missing.isEmpty { list?.remove() }
        let created = Set(plan.paths + left)
        return Report(
            root: vault.root, madeRepository: madeRepository, wasVault: !created.contains(Vault.settingsPath),
            createdPaths: created.sorted(), userPath: userPath, receipt: receipt)
    }

    // MARK: - Steps

    private func makeFolder(_ path: String) throws {
        var made = ""
        for part in path.split(separator: "/") {
            made += "/" + part
            if mkdir(made, 0o777) != 0, errno != EEXIST, errno != EISDIR, errno != EROFS || access(made, F_OK) != 0 {
                throw VaultError.fileNotWritable(path: made)
            }
        }
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw VaultError.fileExists(path: path)
        }
    }

    /// Where the files are listed that are made for a vault in a folder and not committed yet; nil where nothing can be kept.
    private func unfinishedList(of directory: String) throws -> PathListFile? {
        let vault = try Vault(discovering: directory, surroundings: surroundings)
        guard vault.index.makeFolder(), !vault.isIndexInCache, let folder = vault.pathInWorkTree(directory) else {
            return nil
        }
        return PathListFile(path: "\(vault.stateFolder)/init-\(Digest.hex(folder).prefix(8)).paths")
    }

    /// Of files that an earlier one was about to make, those that are there and that no commit has.
    private func uncommitted(
        _ paths: [String], _ git: GitCommand, _ root: FileReader, hasCommits: Bool
    ) throws -> [String] {
        if paths.isEmpty { return [] }
        let committed = try translatingErrors(at: git.directory) {
            hasCommits ? try git.run(["ls-tree", "-r", "-z", "--name-only", "HEAD"], isRead: true).standardOutput : []
        }
        let known = Set(committed.split(separator: 0).map { String(decoding: $0, as: UTF8.self) })
        return paths.filter { !known.contains($0) && root.hasItem(at: $0) }
    }

    private func isInRepository(_ git: GitCommand, _ directory: String) throws -> Bool {
        let output = try translatingErrors(at: directory) {
            try git.output(of: ["rev-parse", "--is-inside-work-tree"], isRead: true)
        }
        if output.status == 0 {
            if output.text == "true" { return true }
            throw VaultError.bareRepository(path: directory)
        }
        if output.errorText.contains("dubious ownership") {
            throw VaultError.foreignOwner(path: RepositoryLocation.root(above: directory))
        }
        return false
    }

    /// The path of the user who bears the person's address already; nil where there is none.
    private func existingUser(
        _ person: (name: String, email: String), _ git: GitCommand, _ root: FileReader
    ) throws -> String? {
        let output = try translatingErrors(at: git.directory) {
            try git.output(
                of: ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "users"], isRead: true)
        }
        let paths = output.standardOutput.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        return paths.sorted().first { path in
            guard VaultPath.isMarkdown(path), let contents = try? root.read(path, limit: 1 << 24) else { return false }
            let document = Document(bytes: contents.bytes)
            let emails = ["emails", "email"].flatMap { document.field($0)?.value.texts ?? [] }
            return emails.contains { $0.lowercased() == person.email.lowercased() }
        }
    }

    /// Adds the person's entity; gives its path.
    private func newUser(
        _ person: (name: String, email: String), in root: FileReader, files: inout [(path: String, text: String)],
        random: inout some RandomNumberGenerator
    ) throws -> String {
        let path = "users/\(Slug.of(person.name) ?? "me").md"
        if root.hasItem(at: path) { return path }
        files.removeAll { $0.path == path }
        let bytes = try Document(bytes: Array("---\n---\n".utf8)).applying([
            .set("id", to: .string(Identifier.random(using: &random))), .set("type", to: .string(KindRole.person.kind)),
            .set("title", to: .string(person.name)), .set("name", to: .string(person.name)),
            .set("emails", to: .list([.string(person.email)])),
        ])
        files.append((path, String(decoding: bytes, as: UTF8.self)))
        return path
    }

    /// Calls the workspace that is about to be made by the name of its folder, where that can be a title.
    private func nameWorkspace(after directory: String, files: inout [(path: String, text: String)]) throws {
        guard let place = files.firstIndex(where: { $0.path == "workspace.md" }),
            let resolved = realpath(directory, nil)
        else { return }
        defer { free(resolved) }
        guard let title = try? Vault.title(String(VaultPath.name(of: String(cString: resolved)))) else { return }
        files[place].text = String(
            decoding: try Document(bytes: Array(files[place].text.utf8)).applying([
                .set("title", to: .string(title)), .set("name", to: .string(title)),
            ]), as: UTF8.self)
    }

    /// Makes a user an owner of the workspace that is about to be made.
    private func makeOwner(_ user: String, files: inout [(path: String, text: String)]) throws {
        guard let place = files.firstIndex(where: { $0.path == "workspace.md" }) else { return }
        let workspace = Document(bytes: Array(files[place].text.utf8))
        if case .list(let members)? = workspace.field("members")?.value,
            members.contains(where: { $0.names(member: user) })
        {
            return
        }
        let owner = FieldValue.mapping([
            .init(key: "user", value: .string(user)), .init(key: "role", value: .string("owner")),
        ])
        files[place].text = String(
            decoding: try workspace.applying([.append(owner, to: "members")]), as: UTF8.self)
    }
}

extension Vault {
    /// Makes files in a folder of the vault, at the paths that they have in the folder, without a commit.
    fileprivate func begin(_ files: [ChangePlan.FileChange], in folder: String, _ origin: ChangeOrigin) throws {
        guard let place = pathInWorkTree(folder),
            let prefix = index.source.pathInVault(place.isEmpty ? "" : place + "/")
        else { throw VaultError.fileNotWritable(path: folder) }
        let plan = ChangePlan(
            files: files.map { file in
                guard case .create(let path, let bytes, _) = file else { return file }
                return .create(path: prefix + path, bytes: bytes)
            }, verb: .begin, object: "the vault")
        _ = try carryOut(plan, ChangeOrigin(via: origin.via, operationID: origin.operationID, commits: false))
    }

    /// Where in the work tree a folder is that may be named over symbolic links; nil outside of it.
    fileprivate func pathInWorkTree(_ folder: String) -> String? {
        guard let resolved = realpath(folder, nil) else { return nil }
        defer { free(resolved) }
        return location.repository.pathInWorkTree(String(cString: resolved))
    }

    /// Carries out a plan of which some files are made already, and commits with it what an earlier one left.
    fileprivate func carryOut(
        _ plan: ChangePlan, madeAlready: [ChangePlan.FileChange], left: [String], _ origin: ChangeOrigin
    ) throws -> ChangeReceipt {
        var rest = plan
        rest.files.removeAll { madeAlready.contains($0) }
        _ = try carryOut(rest, ChangeOrigin(via: origin.via, operationID: origin.operationID, commits: false))
        guard origin.commits ?? settings().commitsChanges, !(plan.isEmpty && left.isEmpty) else {
            return ChangeReceipt()
        }
        return try committing(origin) { commitHoldingLock(plan, with: left, origin) }
    }
}

extension FieldValue {
    /// Whether it is a user, or a mapping that has them as `user`.
    fileprivate func names(member user: String) -> Bool {
        guard case .mapping(let entries) = self else { return text == user }
        return entries.contains { $0.key == "user" && $0.value.text == user }
    }
}
