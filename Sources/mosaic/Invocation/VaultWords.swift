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
    private let foldersBeginningWith: (_ prefix: String) throws -> [String]
    private let offersOfOpen: (_ prefix: String, _ kind: String?) throws -> [ReferenceOffer]
    private let offersOfBoxes: (_ prefix: String) throws -> [ReferenceOffer]
    private let kindOfReference: (_ reference: String) throws -> String?
    private let columnsOfStatement: (_ statement: String) throws -> [String]

    /// - Parameters:
    ///   - schema: the vault's kinds and relations.
    ///   - fieldNames: every field that a kind names or that is in use.
    ///   - saved: the questions that the vault keeps.
    ///   - timeZones: gives the names of all time zones.
    ///   - offers: gives the references that begin with a text, of entities of a kind where one is given.
    ///   - tags: gives the tags that begin with a text.
    ///   - folders: gives the folders that begin with a text.
    ///   - offersOfOpen: gives the references that begin with a text, of what can be done, or of a kind where one is
    ///     given, what is open first.
    ///   - offersOfBoxes: gives the places of boxes that begin with a text.
    ///   - kindOfReference: gives the kind of the entity that a reference names.
    ///   - columnsOfStatement: gives the names of the columns of a statement of SQL.
    init(
        schema: Schema, fieldNames: [String], saved: [SavedQuery], timeZones: @escaping () -> [String],
        offers: @escaping (_ prefix: String, _ kind: String?) throws -> [ReferenceOffer],
        tags: @escaping (_ prefix: String) throws -> [String],
        folders: @escaping (_ prefix: String) throws -> [String] = { _ in [] },
        offersOfOpen: @escaping (_ prefix: String, _ kind: String?) throws -> [ReferenceOffer] = { _, _ in [] },
        offersOfBoxes: @escaping (_ prefix: String) throws -> [ReferenceOffer] = { _ in [] },
        kindOfReference: @escaping (_ reference: String) throws -> String? = { _ in nil },
        columnsOfStatement: @escaping (_ statement: String) throws -> [String] = { _ in [] }
    ) {
        self.schema = schema
        self.fieldNames = fieldNames
        self.saved = saved
        self.timeZones = timeZones
        self.offers = offers
        tagsBeginningWith = tags
        foldersBeginningWith = folders
        self.offersOfOpen = offersOfOpen
        self.offersOfBoxes = offersOfBoxes
        self.kindOfReference = kindOfReference
        self.columnsOfStatement = columnsOfStatement
    }

    init(of vault: Vault) throws {
        self.init(
            schema: try vault.schema(), fieldNames: try vault.fieldNames(), saved: (try? vault.savedQueries()) ?? [],
            timeZones: { vault.surroundings.timeZones.names },
            offers: { try vault.offers(beginningWith: $0, kind: $1) }, tags: { try vault.tags(beginningWith: $0) },
            folders: { try vault.folders(beginningWith: $0) },
            offersOfOpen: { try vault.offersOfOpen(beginningWith: $0, kind: $1) },
            offersOfBoxes: { try vault.offersOfBoxes(beginningWith: $0) },
            kindOfReference: { try vault.kind(of: $0) }, columnsOfStatement: { try vault.columns(ofSQL: $0) })
    }

    // MARK: - Names

    var kindNames: [Offer] { Self.offers(sortedKinds.flatMap { [$0.name, $0.plural] }.uniqued()) }

    /// The fields that entities of the kinds can have, in order; those of every kind where none is given. What no kind names may
    /// be of any.
    func fieldNames(of kinds: [Kind]) -> [String] {
        if kinds.isEmpty { return fieldNames }
        let own = Set(kinds.flatMap { $0.fields.map(\.name) })
        let others = Set(schema.kinds.values.flatMap { $0.fields.map(\.name) }).subtracting(own)
        return own.union(fieldNames).subtracting(others).sorted()
    }

    func fields(of kinds: [Kind] = []) -> [Offer] { Self.offers(fieldNames(of: kinds)) }

    func sortKeys(of kinds: [Kind] = []) -> [Offer] {
        Self.offers(Set(QueryKey.sortNames + fieldNames(of: kinds)).sorted().flatMap { [$0, "-" + $0] })
    }

    func countedFields(of kinds: [Kind] = []) -> [Offer] {
        Self.offers(Set(Vault.countedNames + fieldNames(of: kinds)).sorted())
    }

    /// What a listing of entities of the kinds can know of them.
    func facts(of kinds: [Kind] = []) -> EntityListing.Facts {
        .init(fieldNames: fieldNames(of: kinds), now: 0, localTime: { _, _ in nil })
    }

    /// The names of what can be shown of the entities that a command line is about.
    func listedFieldNames(_ typed: TypedWord) -> [String] {
        EntityListing.listing(showsKind: true, facts(of: kinds(of: typed))).names
    }

    /// The names of the columns of a statement of SQL; none where it is no statement yet.
    func columns(ofSQL statement: String) -> [String] { (try? columnsOfStatement(statement)) ?? [] }

    /// The entities that a person can mean.
    func references(_ prefix: String, kind: String? = nil) throws -> [Offer] {
        try offers(prefix, kind).map { Offer(text: $0.text, note: $0.title) }
    }

    /// What a person can want to have done, or to do something with that is open: of a kind, where one is given.
    func open(_ prefix: String, kind: String? = nil) throws -> [Offer] {
        try offersOfOpen(prefix, kind).map { Offer(text: $0.text, note: $0.title) }
    }

    /// The places of boxes that begin with a text: `notes/garden.md:7`.
    func boxes(_ prefix: String) throws -> [Offer] {
        try offersOfBoxes(prefix).map { Offer(text: $0.text, note: $0.title) }
    }

    /// The words for days that can follow others: a period or a weekday behind `next`.
    static func days(behind words: [String]) -> [Offer] {
        guard let last = words.last else { return offers(QueryDates.words + QueryDates.periods + QueryDates.places) }
        return QueryDates.places.contains(last) ? offers(QueryDates.periods + QueryDates.weekdays) : []
    }

    func folders(_ prefix: String) throws -> [Offer] { Self.offers(try foldersBeginningWith(prefix)) }

    func tags(_ prefix: String) throws -> [Offer] { Self.offers(try tagsBeginningWith(prefix)) }

    /// What can stand behind the last comma of a list, and does not before it; `offers` gives it for what stands there.
    func list(_ text: String, _ offers: (String) throws -> [Offer]) rethrows -> [Offer] {
        let last = Self.end(of: text, behindLast: ",")
        let taken = text.dropLast(last.count).split(separator: ",")
        return try behind(
            text.dropLast(last.count), offers(String(last)).filter { !taken.contains(Substring($0.text)) })
    }

    /// What stands behind the last separator that is not within quotes.
    private static func end(of text: String, behindLast separator: Character) -> Substring {
        var isQuoted = false
        var start = text.startIndex
        for place in text.indices {
            if text[place] == "\"" { isQuoted.toggle() }
            if text[place] == separator, !isQuoted { start = text.index(after: place) }
        }
        return text[start...]
    }

    // MARK: - Kinds

    /// The kinds that the words of a query name: by the first of them, or behind `type:`; none where it asks for every kind.
    func kinds(named words: [String]) -> [Kind] {
        let terms = words.flatMap { $0.split(separator: " ") }.flatMap { term in
            question(calledBy: term).map { $0.text.split(separator: " ") } ?? [term]
        }
        let first = terms.first.flatMap { schema.kind(named: String($0)) }
        let asked = terms.flatMap { term -> [String] in
            guard let sign = term.firstIndex(where: { $0 == ":" || $0 == "=" }) else { return [] }
            let isKind = QueryKey.named(String(term[..<sign].drop { $0 == "(" }))?.argument == .kind
            return isKind ? term[term.index(after: sign)...].split(separator: ",").map(String.init) : []
        }
        return ([first] + asked.map { schema.kind(named: $0) }).compactMap { $0 }.uniqued()
    }

    /// The kinds that a command line is about as far as it is there; none where it does not say.
    func kinds(of typed: TypedWord) -> [Kind] {
        var words = queryWords(of: typed)
        switch typed.command {
        case "inbox": return kinds(named: [KindRole.idea.kind])
        case "next":
            let named = kinds(named: words)
            return named.isEmpty ? kinds(named: [KindRole.task.kind]) : named
        case "set":
            if typed.option("--where") == nil {
                return words.first.flatMap { try? kindOfReference($0) }.map { kinds(named: [$0]) } ?? []
            }
            words = []
        case "new": words = Array(words.prefix(1))
        default: break
        }
        return kinds(named: [typed.option("--kind"), typed.option("--where")].compactMap { $0 } + words)
    }

    // MARK: - Queries

    /// The words of a query that stand before the one that is being typed.
    func queryWords(of typed: TypedWord) -> [String] {
        typed.command == "diff" ? Array(typed.arguments.dropFirst()) : typed.arguments
    }

    /// The question that the vault keeps and a word calls: `@today`.
    private func question(calledBy word: Substring) -> SavedQuery? {
        saved.first { "@" + $0.name == word }
    }

    /// Kinds, keys, what can stand behind a key, the questions that the vault keeps and what they leave open; of the kinds that
    /// the words before, or the beginning of the text, ask for.
    func query(_ text: String, behind words: [String] = [], of known: [Kind] = []) throws -> [Offer] {
        // Two dashes begin an option, one denies a term.
        if Self.end(of: text, behindLast: " ").hasPrefix("--") { return [] }
        let term = Self.end(of: text, behindLast: " ").drop { $0 == "-" || $0 == "(" }
        let head = text.dropLast(term.count)
        let before = (words + [String(head)]).flatMap { $0.split(separator: " ") }
        let kinds = known.isEmpty ? kinds(named: before.map(String.init)) : known
        let called = before.last { question(calledBy: $0) != nil }.flatMap(question)
        if let sign = term.firstIndex(where: { $0 == ":" || $0 == "=" }) {
            let (name, value) = (String(term[..<sign]), String(term[term.index(after: sign)...]))
            let key = called?.key(before: name) ?? name
            return try behind(head + name + String(term[sign]), list(value) { try values(of: key, $0, kinds) })
        }
        let parameters = (called?.parameters ?? []).map { $0.name + "=" }.filter { name in
            !before.contains { $0.hasPrefix(name) }
        }
        let asksForQuestions = before.isEmpty || term.hasPrefix("@")
        let questions = asksForQuestions ? saved.map { Offer(text: "@" + $0.name, note: $0.description) } : []
        let keys = QueryKey.all.map { Offer(text: $0.name + ":", note: $0.summary) }
        let others = Set(fieldNames(of: kinds) + schema.relations.keys).subtracting(QueryKey.all.map(\.name)).sorted()
        return behind(
            head,
            Self.offers(parameters) + questions + (before.isEmpty ? kindNames : []) + keys
                + others.map { Offer(text: $0 + ":") })
    }

    /// What a key of a query of the kinds can have behind it.
    func values(of key: String, _ prefix: String, _ kinds: [Kind]) throws -> [Offer] {
        guard let known = QueryKey.named(key) else {
            let name =
                key.hasPrefix(QueryKey.fieldPrefix) ? String(key.dropFirst(QueryKey.fieldPrefix.count)) : key
            return try quoted(prefix) { try values(ofField: name, $0, kinds) }
        }
        switch known.argument {
        case .kind: return Self.offers(sortedKinds.map(\.name))
        case .states: return Self.offers(QueryState.allCases.map(\.rawValue) + QueryState.aliases.keys.sorted())
        case .days: return Self.offers(QueryDates.words)
        case .status: return try statuses(prefix, kinds)
        case .sortKeys: return sortKeys(of: kinds)
        case .field, .fieldAndTime, .fieldAndCount: return fields(of: kinds)
        case .fieldValueAndTime:
            guard let equals = prefix.firstIndex(of: "=") else {
                return Self.offers(fieldNames(of: kinds).map { $0 + "=" })
            }
            let (field, value) = (String(prefix[..<equals]), String(prefix[prefix.index(after: equals)...]))
            return try behind(
                field + "=", field == "status" ? statuses(value, kinds) : values(ofField: field, value, kinds))
        case .references, .referencesAndTime, .referencesWithDepth:
            let role: KindRole? = ["by": .person, "agent": .agent, "session": .session][known.name]
            return try quoted(prefix) { try references($0, kind: role?.kind) }
        case .pattern where known.name == "tag": return try quoted(prefix) { try tags($0) }
        case .pastTime: return Self.offers(QueryDates.words)
        case .words, .pattern, .number, .age, .count: return []
        }
    }

    /// Values as a query has them: in quotes where they need them, or where the person has begun some.
    private func quoted(_ prefix: String, _ offers: (String) throws -> [Offer]) rethrows -> [Offer] {
        let isQuoted = prefix.hasPrefix("\"")
        return try offers(isQuoted ? String(prefix.dropFirst()) : prefix).map { offer in
            Offer(
                text: isQuoted ? QueryWriting.quoted(offer.text) : QueryWriting.value(offer.text), note: offer.note)
        }
    }

    // MARK: - Fields

    /// `key=value` as far as it is there, of an entity of one of the kinds.
    func assignment(_ text: String, of kinds: [Kind] = []) throws -> [Offer] {
        guard let equals = text.firstIndex(of: "=") else {
            return Self.offers(fieldNames(of: kinds).map { $0 + "=" })
        }
        let name = String(text[..<equals].reversed().drop { $0 == "+" || $0 == "-" }.reversed())
        let value = String(text[text.index(after: equals)...])
        return try behind(text[...equals], list(value) { try values(ofField: name, $0, kinds) })
    }

    /// What a query can ask a status for: the groups that the kinds have, each with what is of it, and the statuses that are of
    /// them.
    private func statuses(_ prefix: String, _ kinds: [Kind]) throws -> [Offer] {
        let statuses = try values(ofField: "status", prefix, kinds)
        let groups = StatusGroup.allCases.compactMap { group -> Offer? in
            let names = statuses.filter { $0.note.split(separator: " ").contains(Substring(group.rawValue)) }.map(
                \.text)
            guard !names.isEmpty else { return nil }
            return Offer(text: group.rawValue, note: names == [group.rawValue] ? "" : names.joined(separator: ", "))
        }
        return groups + statuses.filter { status in !groups.contains { $0.text == status.text } }
    }

    /// What a field can have, whichever of the kinds names it: its enumerated values, or the entities that it can refer to.
    func values(ofField name: String, _ prefix: String, _ kinds: [Kind] = []) throws -> [Offer] {
        if name == "tags" { return try tags(prefix) }
        var types = kinds.compactMap { $0.field(name)?.type }
        if types.isEmpty { types = sortedKinds.compactMap { $0.field(name)?.type } }
        if Self.fieldsOfActors.contains(name) {
            let actors = try [KindRole.person, .agent].flatMap { try references(prefix, kind: $0.kind) }
            if !actors.isEmpty { return actors }
        }
        var found = try types.uniqued().flatMap { try values(of: $0, prefix) }
        if types.isEmpty, schema.relations[name] != nil { found = try references(prefix) }
        // Of what means one thing in one kind and another in the next, each is said.
        let notes = Dictionary(grouping: found, by: \.text).mapValues { $0.map(\.note).uniqued() }
        return found.map { Offer(text: $0.text, note: (notes[$0.text] ?? []).joined(separator: " or ")) }.uniqued()
    }

    /// The built-in fields that may name an entity of any kind, and mostly name a person or an agent.
    private static let fieldsOfActors: Set = ["assignee", "creator", "created_by", "attendees"]

    private func values(of type: FieldType, _ prefix: String) throws -> [Offer] {
        switch type {
        case .enumeration(let values): values.map { Offer(text: $0.name, note: $0.group?.rawValue ?? "") }
        case .reference(let kind): try references(prefix, kind: kind)
        case .list(let element): try values(of: element, prefix)
        case .boolean: Self.offers(["true", "false"])
        case .timeZone: Self.offers(timeZones())
        case .date, .dateTime: Self.offers(QueryDates.words)
        case .text, .number, .duration, .recurrence, .record, .any: []
        }
    }

    private var sortedKinds: [Kind] { schema.kinds.values.sorted { $0.name < $1.name } }

    private static func offers(_ texts: some Sequence<String>) -> [Offer] { texts.map { Offer(text: $0) } }

    private func behind(_ head: some StringProtocol, _ offers: [Offer]) -> [Offer] {
        offers.map { Offer(text: head + $0.text, note: $0.note) }
    }
}
