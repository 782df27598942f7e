import VaultIndex
import VaultModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Vault {
    /// The reference that a person typed, as ``entity(_:expecting:includesGone:)`` reads it from anywhere: what is the path of a file seen
    /// from where the person stands becomes its path in the vault.
    ///
    /// `./x`, `../x` and `/x` are paths of the file system. Another one with the ending of a Markdown file is, where there is
    /// such a file.
    package func reference(typed text: String) -> String {
        if text.hasPrefix("/") { return pathInVault(text) ?? text }
        let isRelative = text.hasPrefix("./") || text.hasPrefix("../")
        guard isRelative || !location.standpoint.isEmpty && VaultPath.isMarkdown(text),
            let path = VaultPath.resolve(text, from: location.standpoint)
        else { return text }
        return isRelative || fileExists(path) ? path : text
    }

    /// The folder that a person typed, as ``planMove(of:to:)`` reads it from anywhere.
    ///
    /// `.`, `..`, `./x`, `../x` and `/x` are paths of the file system, but `/` is the vault's own folder. Another one is as seen from where
    /// the person stands, where there is such a folder, and else from the vault's own on.
    package func folder(typed text: String) -> String {
        func name(_ folder: String) -> String { folder.isEmpty ? "/" : folder }
        if text.hasPrefix("/") { return pathInVault(text + "/.").map(name) ?? text }
        let isRelative = [".", ".."].contains(text) || text.hasPrefix("./") || text.hasPrefix("../")
        guard isRelative || !location.standpoint.isEmpty,
            let path = VaultPath.resolve(text, from: location.standpoint)
        else { return text }
        return isRelative || fileExists(path) ? name(path) : text
    }

    /// The path in the vault of a file whose folder may be named through symbolic links, and may be there no longer; nil for one
    /// elsewhere.
    private func pathInVault(_ path: String) -> String? {
        var folder = String(VaultPath.folder(of: path))
        var resolved = realpath(folder + "/", nil)
        while resolved == nil, errno == ENOENT, !folder.isEmpty {
            folder = String(VaultPath.folder(of: folder))
            resolved = realpath(folder + "/", nil)
        }
        guard let resolved else { return nil }
        defer { free(resolved) }
        let place = String(cString: resolved) + "/"
        guard place.utf8.starts(with: (root + "/").utf8) else { return nil }
        let below = String(decoding: place.utf8.dropFirst(root.utf8.count + 1), as: UTF8.self)
        let rest = String(decoding: path.utf8.dropFirst(folder.utf8.count + 1), as: UTF8.self)
        return VaultPath.resolve(rest, from: below)
    }

    /// The one entity that a reference names.
    ///
    /// A reference is an id, a path, a file stem, a title, an alias or a unique prefix of an id, each also behind `kind/`, in
    /// that order of precedence. It is never guessed. What nothing else is called by, `me` is the person's own user.
    ///
    /// - Parameters:
    ///   - reference: what the person wrote.
    ///   - kind: the kind that is asked for, if any: of several entities that go by the name, one of it is meant.
    ///   - includesGone: whether an entity counts that is only in the history, or bears the name only there, where none bears it now.
    /// - Returns: The entity.
    /// - Throws: `VaultError.unknownReference`, `VaultError.ambiguousReference`, `VaultError.goneReference`,
    ///   `VaultError.renamedReference`.
    package func entity(
        _ reference: String, expecting kind: String? = nil, includesGone: Bool = false
    ) throws -> EntityHandle {
        let schema = try schema()
        return try ask { index in
            let found = try index.references.find(reference, expecting: kind, schema: schema)
            if try Self.isOwnUser(reference) && !isNamed(reference, found, expecting: kind, index),
                let own = try ownUser(index)
            {
                return own
            }
            if found.count == 1 { return found[0] }
            if found.count > 1 { throw try ambiguity(reference, found, index) }
            let gone = try index.lineages.gone(reference)
            if let last = gone.first {
                guard includesGone else { throw VaultError.goneReference(reference, path: last.path) }
                if gone.count == 1 { return last }
                throw try ambiguity(reference, gone, index)
            }
            let renamed = try index.lineages.renamed(reference).compactMap {
                try index.references.find($0, schema: schema).first
            }
            if let last = renamed.first {
                if renamed.count > 1 { throw try ambiguity(reference, renamed, index) }
                guard includesGone else { throw VaultError.renamedReference(reference, entity: last) }
                return last
            }
            throw VaultError.unknownReference(
                reference, suggestion: try index.references.similar(to: reference, kind: kind))
        }
    }

    /// The one entity that a reference names, or else the one attachment: what a connection can lead to.
    ///
    /// - Throws: What ``entity(_:expecting:includesGone:)`` throws.
    package func connectable(_ reference: String, expecting kind: String? = nil) throws -> EntityHandle {
        do {
            return try entity(reference, expecting: kind)
        } catch let error as VaultError where error.namesNothing {
            return try ask { index in
                let attachments = try index.references.attachments(reference)
                if attachments.count > 1 { throw try ambiguity(reference, attachments, index) }
                guard let attachment = attachments.first else { throw error }
                return attachment
            }
        }
    }

    /// The one entity that a person names in earnest: whoever types a digit means the number of a line in some list, and not an id that
    /// happens to begin so.
    ///
    /// - Throws: What ``entity(_:expecting:includesGone:)`` throws; `VaultError.unknownReference` for a beginning of an id that is
    ///   shorter than any that a list shows, where nothing is called so.
    func named(_ reference: String) throws -> EntityHandle {
        let entity = try entity(reference)
        guard reference.count < Identifier.leastPrefix, !Self.isOwnUser(reference), !entity.id.isExactly(reference),
            try ask({ try $0.references.bearers(of: reference) }).isEmpty
        else { return entity }
        throw VaultError.unknownReference(reference, suggestion: entity)
    }

    /// The one entity that a person names to change it. Where what goes by the name is closed (done, or dropped) and something open
    /// goes by it too, as the next of what comes back does, either can be meant.
    ///
    /// - Throws: What ``entity(_:expecting:includesGone:)`` throws.
    package func changeable(_ reference: String) throws -> EntityHandle {
        let entity = try named(reference)
        return try ask { index in
            func group(_ path: String) throws -> StatusGroup? { try index.entities.summary(at: path)?.statusGroup }
            // An id, the beginning of one or a path means nothing else.
            let isID =
                !entity.id.isExactly(entity.path) && NameKey.fold(entity.id).hasPrefix(NameKey.fold(reference))
            guard try !isID && index.references.bearers(of: reference).contains(where: entity.path.isExactly),
                let present = try group(entity.path), [.done, .dropped].contains(present)
            else { return entity }
            let others = try [reference, entity.title].flatMap { try index.references.bearers(of: $0) }.uniqued()
                .compactMap { path in try index.entities.summary(at: path).map(EntityHandle.init) }
                .filter { other in try [.open, .paused].contains(group(other.path)) }
            if others.isEmpty { return entity }
            throw try ambiguity(reference, [entity] + others, index)
        }
    }

    /// The path of the agent that a person means: by a reference, or by the `agent_id` that it signs commits with.
    ///
    /// - Throws: What ``entity(_:expecting:includesGone:)`` throws, and `VaultError.wrongKind`.
    func agentPath(_ text: String) throws -> String {
        func signing() throws -> String? { try ask { try $0.people.agentPath(identifier: text) } }
        do {
            let entity = try entity(text, expecting: KindRole.agent.kind)
            if entity.hasRole(.agent) { return entity.path }
            if let path = try signing() { return path }
            throw VaultError.wrongKind(path: entity.path, kind: entity.type, expected: [KindRole.agent.kind])
        } catch let error as VaultError where error.namesNothing {
            guard let path = try signing() else { throw error }
            return path
        }
    }

    /// Whether a reference is the word for the person's own user: `me`.
    package static func isOwnUser(_ reference: String) -> Bool { NameKey.fold(reference) == "me" }

    /// Whether what was found is called so, and not by the beginning of its id; where a kind is asked for, whether it is of that.
    private func isNamed(
        _ reference: String, _ found: [EntityHandle], expecting kind: String?, _ index: IndexReader
    ) throws -> Bool {
        guard kind == nil else { return found.contains { $0.type == kind } || kind != KindRole.person.kind }
        return try !index.references.bearers(of: reference).isEmpty
    }

    /// The user who states the address that git gives to what the person commits; nil where nobody does.
    private func ownUser(_ index: IndexReader) throws -> EntityHandle? {
        try gitCommand().author().flatMap { try index.people.path(ofUserWithAddress: $0.email) }
            .flatMap { try index.entities.summary(at: $0) }.map(EntityHandle.init)
    }

    private func ambiguity(
        _ reference: String, _ candidates: [EntityHandle], _ index: IndexReader
    ) throws -> VaultError {
        let shortIDs = try index.references.shortIDs(of: candidates.map(\.id))
        let isSharedID = Set<ExactText>(of: candidates.map(\.id)).count < candidates.count
        let all = try candidates.map { entity in
            let summary = entity.isGone ? nil : try index.entities.summary(at: entity.path)
            return VaultError.Candidate(
                entity: entity, shortID: isSharedID ? entity.path : shortIDs[entity.id] ?? entity.id,
                status: summary?.status,
                day: QueryState.dayFields.lazy.compactMap { summary?.value($0)?.text }.first,
                isClosed: [.done, .dropped].contains(summary?.statusGroup))
        }
        return .ambiguousReference(
            reference, candidates: all.filter { !$0.isClosed } + all.filter(\.isClosed))
    }
}
