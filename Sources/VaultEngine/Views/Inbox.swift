import VaultModel

/// What a person decides about a captured idea.
package enum IdeaDecision: Hashable, Sendable {
    /// It is looked at, and worth a thought: `processing`.
    case keep
    /// It becomes a task or a project.
    case promote(to: String)
    case archive, discard
}

/// A captured idea as a person saw it.
package struct InboxItem: Hashable, Sendable {
    package var entity: EntitySummary
    /// The text below the front matter.
    package var body: String
    /// The bytes of the file, so that a decision is about what was seen.
    let bytes: [UInt8]
}

extension Vault {
    /// The captured ideas that nobody has decided about, of what the request asks for; the oldest first where it asks for no
    /// order.
    ///
    /// - Throws: What ``query(for:)`` throws.
    package func inboxQuery(_ request: EntityRequest) throws -> ResolvedQuery {
        var request = request
        request.kind = request.kind ?? "idea"
        request.queries.append("status:captured")
        var query = try query(for: request)
        if query.query.sort.isEmpty { query.query.sort = [Query.SortKey(name: "created")] }
        return query
    }

    /// An idea as it is now; nil where it is no longer there, or no longer captured.
    package func inboxItem(at path: String) throws -> InboxItem? {
        try refresh()
        guard let entity = try ask({ try $0.summary(at: path) }), entity.status == "captured" else { return nil }
        let bytes = try contents(of: path)
        let document = Document(bytes: bytes)
        return InboxItem(
            entity: entity, body: String(decoding: bytes[document.bodySpan], as: UTF8.self), bytes: bytes)
    }

    /// The plan that carries out a decision.
    ///
    /// - Throws: `VaultError.conflict` where the file is no longer as the person saw it, and what plans of changes throw.
    package func plan(
        _ decision: IdeaDecision, for item: InboxItem, random: inout some RandomNumberGenerator
    ) throws -> ChangePlan {
        try refresh()
        let path = item.entity.path
        guard fileExists(path), try contents(of: path) == item.bytes else { throw VaultError.conflict(path: path) }
        switch decision {
        case .keep: return try planStatus("processing", subject: "Keep", of: item)
        case .promote(let kind): return try planPromotion(of: path, to: kind, random: &random).plan
        case .archive: return try planStatus("archived", subject: "Archive", of: item)
        case .discard: return try planStatus("discarded", subject: "Discard", of: item)
        }
    }

    private func planStatus(_ status: String, subject: String, of item: InboxItem) throws -> ChangePlan {
        let idea = try editable(handle(at: item.entity.path))
        return ChangePlan(
            files: try replacement(of: idea, with: [.set("status", to: .string(status))]),
            subject: "\(subject) idea \"\(item.entity.title)\"")
    }
}
