import VaultModel

/// What a person decides about a captured idea.
package enum IdeaDecision: Hashable, Sendable {
    /// It is looked at, and worth a thought: `processing`.
    case keep
    /// It becomes a task or a project.
    case promote(to: String)
    case archive, discard

    /// The status that it gives an idea of a kind: the word for it where the kind has that, or does not say which it has; else the
    /// kind's first of the same group that is no word for something else. Nil where there is none.
    func status(in kind: Kind?) -> String? {
        let (word, group) = usual
        guard case .enumeration(let statuses)? = kind?.field("status")?.type,
            !statuses.contains(where: { $0.name == word })
        else { return word }
        return statuses.first { $0.group == group && !Self.words.contains($0.name) }?.name
    }

    private var usual: (word: String, group: StatusGroup) {
        switch self {
        case .keep: ("processing", .open)
        case .promote: (KindRole.promotedStatus, .done)
        case .archive: ("archived", .dropped)
        case .discard: ("discarded", .dropped)
        }
    }

    /// The status of an idea that nobody has decided about.
    static let undecided = "captured"
    private static let words = [undecided] + [Self.keep, .promote(to: ""), .archive, .discard].map(\.usual.word)
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

    /// The status that a decision gives it; nil where its kind has none for that.
    package func status(after decision: IdeaDecision) -> String? { decision.status(in: kind) }
}

extension Vault {
    /// The captured ideas that nobody has decided about, of what the request asks for; the oldest first where it asks for no
    /// order.
    ///
    /// - Throws: What ``query(for:)`` throws.
    package func inboxQuery(_ request: EntityRequest) throws -> ResolvedQuery {
        var request = request
        request.kind = request.kind ?? KindRole.idea.kind
        request.condition = .status(IdeaDecision.undecided)
        var query = try query(for: request)
        if query.query.sort.isEmpty { query.query.sort = [Query.SortKey(name: "created")] }
        return query
    }

    /// An idea as it is now; nil where it is no longer there, or no longer captured.
    package func inboxItem(at path: String) throws -> InboxItem? {
        try refresh()
        guard let entity = try ask({ try $0.entities.summary(at: path) }), entity.status == IdeaDecision.undecided
        else { return nil }
        let bytes = try contents(of: path)
        let document = Document(bytes: bytes)
        return InboxItem(
            entity: entity, body: String(decoding: bytes[document.bodySpan], as: UTF8.self), bytes: bytes,
            kind: try schema().kinds[entity.type])
    }

    /// The plan that carries out a decision, for which the item's kind has a status, and what it makes of the idea, if anything.
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
        let edits = item.status(after: decision).map { [DocumentEdit.set("status", to: .string($0))] } ?? []
        let plan = ChangePlan(
            files: try replacement(of: editable(handle(at: path)), with: edits),
            verb: verb, object: "idea \"\(item.entity.title)\"")
        return (plan, nil)
    }
}
