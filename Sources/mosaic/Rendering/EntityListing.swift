import VaultEngine
import VaultModel

/// How entities are listed.
enum EntityListing {
    /// What is known of entities beside their summaries.
    struct Facts {
        /// Every field that is in use or that a kind names.
        var fieldNames: [String]
        /// What each entity is, by its path, where it is asked for.
        var states: [ExactText: [QueryState]] = [:]
        /// How many boxes each entity has, by its path, where it is asked for; those that have none are left out.
        var boxes: [ExactText: CheckboxCounts] = [:]
        /// Since when each entity has its status, by its path, where it is asked for; in seconds since 1970, UTC.
        var statusTimes: [ExactText: Int64] = [:]
        /// What each kind gives its entities that state none, by its name and the field's.
        var defaults: [String: [String: FieldValue]] = [:]
        /// Seconds since 1970, UTC.
        var now: Int64
        /// A time of the past, in seconds since 1970: as ISO 8601 has it in UTC, or for who reads the answer as their clocks show it.
        var pastTime: (Int64) -> String = { Instant(secondsSinceEpoch: $0).formatted }
        /// The time that a field of an entity states, as the person's clocks show it.
        var localTime: (_ name: String, _ entity: EntitySummary) -> DateTime?

        /// The value of a field, as the file states it or else as the kind gives it; nil for none.
        func value(_ name: String, of entity: EntitySummary) -> FieldValue? {
            entity.value(name) ?? defaults[entity.type]?[name]
        }
    }

    /// A listing of entities; `showsKind` for those of several kinds.
    static func listing(showsKind: Bool, _ facts: Facts) -> Listing<EntitySummary> {
        Listing(
            fields: fields(showsKind: showsKind, facts), members: ["fields", "diagnostics"], path: { $0.path },
            emptyMessage: "Nothing matches."
        ) { entity, writer in writer.value(entity) }
    }

    /// Everything that can be shown of an entity: what the table has, what follows from other things, and every field of
    /// every kind.
    static func fields(showsKind: Bool, _ facts: Facts) -> [Listing<EntitySummary>.Field] {
        let own = ownFields(showsKind: showsKind, facts) + computedFields(facts)
        let others = facts.fieldNames.filter { name in !own.contains { $0.name == name } }
        let shadowed = facts.fieldNames.filter(shadowing.contains).map { name in
            field(name, shownAs: QueryKey.fieldPrefix + name, facts)
        }
        return own + others.map { field($0, facts) } + shadowed
    }

    /// What is shown under a name that a field of a file can have as well, and then is shown with `field.` before it.
    private static let shadowing: Set<String> =
        [
            "is", "age", QueryKey.inStatus, "when", "group", "path", "shortId", QueryBoxes.all.rawValue,
            QueryBoxes.open.rawValue,
        ]

    /// A field of the front matter.
    private static func field(
        _ name: String, shownAs shownName: String? = nil, column: Table.Column? = nil, _ facts: Facts
    ) -> Listing<EntitySummary>.Field {
        .init(shownName ?? name, column: column, value: { facts.value(name, of: $0) ?? .null }) {
            facts.value(name, of: $0)?.shownText ?? ""
        }
    }

    private static func computedFields(_ facts: Facts) -> [Listing<EntitySummary>.Field] {
        func states(_ entity: EntitySummary) -> [String] { facts.states[entity.path]?.map(\.rawValue) ?? [] }
        func days(_ name: String, since time: @escaping (EntitySummary) -> Int64?) -> Listing<EntitySummary>.Field {
            func days(_ entity: EntitySummary) -> Int64? { time(entity).map { max(0, facts.now - $0) / 86_400 } }
            return .init(name, column: nil, value: { days($0).map { .integer($0) } ?? .null }) {
                days($0).map(String.init) ?? ""
            }
        }
        return [
            .init("is", value: { .list(states($0).map(FieldValue.string)) }) { states($0).joined(separator: " ") },
            days("age") { $0.createdAt },
            days(QueryKey.inStatus) { facts.statusTimes[ExactText($0.path)] },
        ]
            + QueryBoxes.allCases.map { boxes in
                func count(_ entity: EntitySummary) -> Int { facts.boxes[entity.path]?[boxes] ?? 0 }
                return .init(boxes.rawValue, value: { .integer(Int64(count($0))) }) { String(count($0)) }
            }
    }

    private static func ownFields(showsKind: Bool, _ facts: Facts) -> [Listing<EntitySummary>.Field] {
        [
            .init("id", column: nil) { $0.id },
            .init("shortId", column: .init(header: "ID", role: .identifier)) { $0.shortID },
            .init("type", column: showsKind ? .init(header: "KIND", role: .faint) : nil) { $0.type },
            .init("title", column: .init(header: "TITLE", isFlexible: true)) { $0.title },
            .init("status", column: .init(header: "STATUS")) { $0.status ?? "" },
            field("priority", column: .init(header: "PRIORITY"), facts),
            .init("when", column: .init(header: "WHEN", isLeading: true)) { $0.when(localTime: facts.localTime) },
            field("project", column: .init(header: "PROJECT", isFlexible: true, isOptional: true, role: .faint), facts),
            field("domain", column: .init(header: "DOMAIN", isOptional: true, role: .faint), facts),
            field("assignee", column: .init(header: "ASSIGNEE", isOptional: true, role: .faint), facts),
            .init(
                "tags", column: .init(header: "TAGS", isFlexible: true, isOptional: true, role: .faint),
                value: { .list($0.tags.map(FieldValue.string)) }
            ) { $0.tags.joined(separator: " ") },
            .init("path") { $0.path },
            .init("group") { $0.statusGroup?.rawValue ?? "" },
            .init("created") { $0.createdAt.map(facts.pastTime) ?? "" },
            .init("updated") { $0.updatedAt.map(facts.pastTime) ?? "" },
        ]
    }
}

extension EntitySummary {
    /// A field's value; nil for one that is not there.
    func value(_ name: String) -> FieldValue? { fields.firstIndex { $0.name == name }.map { fields[$0].value } }

    /// A field's value as a person writes it; empty for one that is not there.
    func text(_ name: String) -> String { value(name)?.shownText ?? "" }

    /// When the entity is to happen: the first of its dates that says so; empty for one without. A time of another place than
    /// the person's is as `localTime` gives it.
    func when(localTime: (_ name: String, _ entity: EntitySummary) -> DateTime?) -> String {
        for name in QueryState.dayFields {
            let text = text(name)
            guard let stated = DateTime(text) else { continue }
            // A day is the same day everywhere.
            guard stated.secondOfDay != nil else { return text }
            return localTime(name, self).flatMap { $0 == stated ? nil : $0.localText } ?? text
        }
        return ""
    }
}

extension FieldValue {
    /// The scalars in a value, references without their brackets.
    var references: [String] {
        switch self {
        case .list(let items): items.flatMap(\.references)
        case .mapping: [json]
        default: text.map { [Self.unbracketed($0)] } ?? []
        }
    }

    /// The value as a person writes it.
    fileprivate var shownText: String {
        if case .string(let text) = self { return Self.unbracketed(text) }
        return references.joined(separator: ", ")
    }

    fileprivate static func unbracketed(_ text: String) -> String {
        // Most values are words that no reading would change.
        func isPlain(_ byte: UInt8?) -> Bool { byte.map { $0 > 0x20 && $0 != 0x5B && $0 != 0x5D } ?? false }
        if isPlain(text.utf8.first), isPlain(text.utf8.last) { return text }
        return Reference(text)?.target ?? text
    }
}

extension Listing {
    /// The listing, of which everything that can be shown of an entity can be asked for too, where no field of its own
    /// is called so.
    func adding(fieldsOf entity: @escaping (Item) -> EntitySummary, _ facts: EntityListing.Facts) -> Listing {
        var listing = self
        listing.fields += EntityListing.fields(showsKind: true, facts)
            .filter { field in !fields.contains { $0.name == field.name } }
            .map { $0.of(entity) }
        return listing
    }
}

extension OutputOptions {
    /// What a listing of a query's entities has to know beside them.
    func facts(
        of query: ResolvedQuery, in vault: Vault, _ context: CommandContext
    ) throws -> EntityListing.Facts {
        var facts = EntityListing.Facts(
            fieldNames: try vault.fieldNames(), states: names("is") ? try vault.states(of: query) : [:],
            boxes: QueryBoxes.allCases.contains { names($0.rawValue) } ? try vault.checkboxCounts(of: query) : [:],
            statusTimes: names(QueryKey.inStatus) ? try vault.statusTimes(of: query) : [:],
            defaults: try vault.schema().kinds.mapValues { kind in
                Dictionary(
                    kind.fields.compactMap { field in field.defaultValue.map { (field.name, $0) } },
                    uniquingKeysWith: { first, _ in first })
            },
            now: vault.surroundings.now(), localTime: vault.shownTime)
        if isForReading(in: context), [.table, .columns].contains(form) {
            facts.pastTime = context.dates(in: vault).absolute
        }
        return facts
    }
}

extension Vault {
    /// The time that a field of an entity states, as the person's clocks show it; nil where it states none, and where the kinds
    /// cannot be read.
    func shownTime(_ name: String, of entity: EntitySummary) -> DateTime? { (try? localTime(name, of: entity)) ?? nil }
}
