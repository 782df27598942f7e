import VaultModel

/// What a person decides about a captured idea.
package enum IdeaDecision: Hashable, Sendable {
    /// It is looked at, and worth a thought: `processing`.
    case keep
    /// It becomes a task or a project.
    case promote(to: String)
    case archive, discard

    /// The status that it gives the idea; nil for a promotion, which gives one that its kind means as done.
    fileprivate var status: String? {
        switch self {
        case .keep: "processing"
        case .archive: "archived"
        case .discard: "discarded"
        case .promote: nil
        }
    }
}

/// A captured idea as a person saw it.
package struct InboxItem: Hashable, Sendable {
    package var entity: EntitySummary
    /// The text below the front matter.
    package var body: String
    /// The bytes of the file, so that a decision is about what was seen.
    let bytes: [UInt8]
    /// The kind of the idea, which says what statuses it can have.
    let kind: Kind?

    /// Whether its kind has the status that a decision gives.
    package func allows(_ decision: IdeaDecision) -> Bool {
        guard case .enumeration(let statuses)? = kind?.field("status")?.type else { return true }
        guard let status = decision.status else { return kind?.firstStatus(in: .done) != nil }
        return statuses.contains { $0.name == status }
    }
}

extension Vault {
    /// The captured ideas that nobody has decided about, of what the request asks for; the oldest first where it asks for no
    /// order.
    ///
    /// - Throws: What ``query(for:)`` throws.
    package func inboxQuery(_ request: EntityRequest) throws -> ResolvedQuery {
        var request = request
        request.kind = request.kind ?? KindRole.idea.kind
        request.condition = .status("captured")
        var query = try query(for: request)
        if query.query.sort.isEmpty { query.query.sort = [Query.SortKey(name: "created")] }
        return query
    }

    /// An idea as it is now; nil where it is no longer there, or no longer captured.
    package func inboxItem(at path: String) throws -> InboxItem? {
        try refresh()
        guard let entity = try ask({ try $0.entities.summary(at: path) }), entity.status == "captured" else {
            return nil
        }
        let bytes = try contents(of: path)
        let document = Document(bytes: bytes)
        return InboxItem(
            entity: entity, body: String(decoding: bytes[document.bodySpan], as: UTF8.self), bytes: bytes,
            kind: try schema().kinds[entity.type])
    }

    /// The plan that carries out a decision, which the item allows, and what it makes of the idea, if anything.
    ///
    /// - Throws: `VaultError.conflict` where the file is no longer as the person saw it, and what plans of changes throw.
    package func plan(
        _ decision: IdeaDecision, for item: InboxItem, random: inout some RandomNumberGenerator
    ) throws -> (plan: ChangePlan, made: MakingPlan?) {
        try refresh()
        let path = item.entity.path
        guard fileExists(path), try contents(of: path) == item.bytes else { throw VaultError.conflict(path: path) }
        let verb: ChangePlan.Verb
        switch decision {
        case .promote(let kind):
            let made = try planPromotion(of: path, to: kind, random: &random)
            return (made.plan, made)
        case .keep: verb = .keep
        case .archive: verb = .archive
        case .discard: verb = .discard
        }
        let edits = decision.status.map { [DocumentEdit.set("status", to: .string($0))] } ?? []
        let plan = ChangePlan(
            files: try replacement(of: editable(handle(at: path)), with: edits),
            verb: verb, object: "idea \"\(item.entity.title)\"")
        return (plan, nil)
    }
}
