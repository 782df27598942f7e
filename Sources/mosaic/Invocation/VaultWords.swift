import VaultEngine
import VaultModel

/// The words of a vault that can stand on a command line.
struct VaultWords {
    /// A word, and what a shell may say of it.
    struct Offer: Hashable {
        var text: String
        var note = ""
    }

    private let schema: Schema
    private let fieldNames: [String]
    private let saved: [SavedQuery]
    private let timeZones: () -> [String]
    private let offers: (_ prefix: String, _ kind: String?) throws -> [ReferenceOffer]
    private let tagsBeginningWith: (_ prefix: String) throws -> [String]

    /// - Parameters:
    ///   - schema: the vault's kinds and relations.
    ///   - fieldNames: every field that a kind names or that is in use.
    ///   - saved: the questions that the vault keeps.
    ///   - timeZones: gives the names of all time zones.
    ///   - offers: gives the references that begin with a text, of entities of a kind where one is given.
    ///   - tags: gives the tags that begin with a text.
    init(
        schema: Schema, fieldNames: [String], saved: [SavedQuery], timeZones: @escaping () -> [String],
        offers: @escaping (_ prefix: String, _ kind: String?) throws -> [ReferenceOffer],
        tags: @escaping (_ prefix: String) throws -> [String]
    ) {
        self.schema = schema
        self.fieldNames = fieldNames
        self.saved = saved
        self.timeZones = timeZones
        self.offers = offers
        tagsBeginningWith = tags
    }

    init(of vault: Vault) throws {
        self.init(
            schema: try vault.schema(), fieldNames: try vault.fieldNames(), saved: vault.savedQueries(),
            timeZones: { vault.surroundings.timeZones.names },
            offers: { try vault.offers(beginningWith: $0, kind: $1) }, tags: { try vault.tags(beginningWith: $0) })
    }

    // MARK: - Names

    var kinds: [Offer] { Self.offers(sortedKinds.flatMap { [$0.name, $0.plural] }.uniqued()) }

    var fields: [Offer] { Self.offers(fieldNames) }

    var sortKeys: [Offer] { Self.offers(Set(QueryKey.sortNames + fieldNames).sorted().flatMap { [$0, "-" + $0] }) }

    var countedFields: [Offer] { Self.offers(Set(Vault.countedNames + fieldNames).sorted()) }

    var listedFields: [Offer] {
        Self.offers(EntityListing.fields(showsKind: true, .init(fieldNames: fieldNames, now: 0)).map(\.name))
    }

    /// The entities that a person can mean.
    func references(_ prefix: String, kind: String? = nil) throws -> [Offer] {
        try offers(prefix, kind).map { Offer(text: $0.text, note: $0.title) }
    }

    func tags(_ prefix: String) throws -> [Offer] { Self.offers(try tagsBeginningWith(prefix)) }

    /// What can stand behind the last comma of a list; `offers` gives it for what stands there.
    func list(_ text: String, _ offers: (String) throws -> [Offer]) rethrows -> [Offer] {
        let last = text.split(separator: ",", omittingEmptySubsequences: false).last ?? ""
        return try behind(text.dropLast(last.count), offers(String(last)))
    }

    // MARK: - Queries

    /// Kinds, keys, what can stand behind a key, and the questions that the vault keeps.
    func query(_ text: String) throws -> [Offer] {
        let word = text.split(separator: " ", omittingEmptySubsequences: false).last ?? ""
        let term = word.drop { $0 == "-" || $0 == "(" }
        let head = text.dropLast(term.count)
        if let sign = term.firstIndex(where: { $0 == ":" || $0 == "=" }) {
            let (key, value) = (String(term[..<sign]), String(term[term.index(after: sign)...]))
            return try behind(head + key + String(term[sign]), list(value) { try values(of: key, $0) })
        }
        let isFirst = head.isEmpty
        let questions = isFirst ? saved.map { Offer(text: "@" + $0.name, note: $0.description) } : []
        let keys = QueryKey.all.map { Offer(text: $0.name + ":", note: $0.summary) }
        let known = Set(QueryKey.all.map(\.name))
        let others = Set(fieldNames + schema.relations.keys).subtracting(known).sorted().map { Offer(text: $0 + ":") }
        return behind(head, questions + (isFirst ? kinds : []) + keys + others)
    }

    /// What a key of a query can have behind it.
    func values(of key: String, _ prefix: String) throws -> [Offer] {
        guard let known = QueryKey.named(key) else {
            return try values(
                ofField: key.hasPrefix(QueryKey.fieldPrefix) ? String(key.dropFirst(QueryKey.fieldPrefix.count)) : key,
                prefix
            )
            .filter { QueryWriting.value($0.text) == $0.text }
        }
        switch known.argument {
        case .kind: return Self.offers(sortedKinds.map(\.name))
        case .states: return Self.offers(QueryState.allCases.map(\.rawValue) + QueryState.aliases.keys.sorted())
        case .status: return Self.offers(StatusGroup.allCases.map(\.rawValue)) + (try values(ofField: "status", prefix))
        case .sortKeys: return sortKeys
        case .field, .fieldAndTime, .fieldAndCount: return fields
        case .fieldValueAndTime:
            guard let equals = prefix.firstIndex(of: "=") else { return Self.offers(fieldNames.map { $0 + "=" }) }
            let (field, value) = (String(prefix[..<equals]), String(prefix[prefix.index(after: equals)...]))
            return try behind(field + "=", values(ofField: field, value))
        case .references, .referencesAndTime, .referencesWithDepth:
            return try references(prefix).filter { QueryWriting.value($0.text) == $0.text }
        case .pattern where known.name == "tag":
            return try tags(prefix).filter { QueryWriting.value($0.text) == $0.text }
        case .words, .pattern, .patternAndTime, .pastTime, .age, .count: return []
        }
    }

    // MARK: - Fields

    /// `key=value` as far as it is there.
    func assignment(_ text: String) throws -> [Offer] {
        guard let equals = text.firstIndex(of: "=") else { return Self.offers(fieldNames.map { $0 + "=" }) }
        let name = String(text[..<equals].reversed().drop { $0 == "+" || $0 == "-" }.reversed())
        let value = String(text[text.index(after: equals)...])
        return try behind(text[...equals], list(value) { try values(ofField: name, $0) })
    }

    /// What a field can have, whatever kind names it: its enumerated values, or the entities that it can refer to.
    private func values(ofField name: String, _ prefix: String) throws -> [Offer] {
        if name == "tags" { return try tags(prefix) }
        let types = sortedKinds.compactMap { $0.field(name)?.type }
        var found = try types.uniqued().flatMap { try values(of: $0, prefix) }
        if types.isEmpty, schema.relations[name] != nil { found = try references(prefix) }
        return found.uniqued()
    }

    private func values(of type: FieldType, _ prefix: String) throws -> [Offer] {
        switch type {
        case .enumeration(let values): Self.offers(values.map(\.name))
        case .reference(let kind): try references(prefix, kind: kind)
        case .list(let element): try values(of: element, prefix)
        case .boolean: Self.offers(["true", "false"])
        case .timeZone: Self.offers(timeZones())
        case .text, .number, .date, .dateTime, .duration, .recurrence, .record, .any: []
        }
    }

    private var sortedKinds: [Kind] { schema.kinds.values.sorted { $0.name < $1.name } }

    private static func offers(_ texts: some Sequence<String>) -> [Offer] { texts.map { Offer(text: $0) } }

    private func behind(_ head: some StringProtocol, _ offers: [Offer]) -> [Offer] {
        offers.map { Offer(text: head + $0.text, note: $0.note) }
    }
}
