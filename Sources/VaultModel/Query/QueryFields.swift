/// What a query is read against: the kinds of the vault, the fields that are in use, and the person's present.
package struct QueryContext: Sendable {
    package var schema: Schema
    /// The names of front matter fields that are in use, whether a kind names them or not.
    package var fieldNames: [String]
    /// The names of fields that only the past has, which questions about it can name; none where nobody has looked yet.
    package var formerFieldNames: [String] = []
    /// Values that no kind gives a field, with the kinds of the files that state them all the same, or stated them once; by field, none
    /// where nobody has looked yet.
    package var freeValues: [String: [String: Set<String>]] = [:]
    /// Whether a bare word can be another name of a state, `overdue`, and not one of a text.
    package var readsStateAliases = true
    /// The kind that is asked for already, whose values are meant.
    package var kind: Kind?
    package var clock: QueryClock

    package init(schema: Schema, fieldNames: [String] = [], kind: Kind? = nil, clock: QueryClock) {
        self.schema = schema
        self.fieldNames = fieldNames
        self.kind = kind
        self.clock = clock
    }
}

extension QueryContext {
    /// The name of the field or relation that a person means; nil for none.
    package func fieldName(_ text: String) -> String? { QueryFields(self, scope: []).name(text) }

    /// The name of a field or relation that is nearly the text.
    package func nearestFieldName(to text: String) -> String? {
        Spelling.nearest(to: text, among: QueryFields(self, scope: []).names)
    }
}

/// The fields that a query can name, with what their values are.
struct QueryFields {
    /// One reading of a field, with the kinds that have it.
    struct Reading {
        var type: FieldType
        var kinds: [Kind]
    }

    let schema: Schema
    /// The kinds that the query is of; every kind where it names none.
    let scope: [Kind]
    /// The names of fields and relations, in order.
    let names: [String]
    private let known: Set<String>
    private let folded: [String: String]

    init(_ context: QueryContext, scope: [Kind]) {
        schema = context.schema
        let kinds = context.schema.kinds.values.sorted { $0.name < $1.name }
        self.scope = scope.isEmpty ? kinds : scope
        known = Set(kinds.flatMap { $0.fields.map(\.name) } + context.fieldNames).union(context.schema.relations.keys)
            .union(Kind.commonFields.keys)
        names = known.sorted()
        folded = Dictionary(names.map { (QueryKey.folded($0), $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The name of the field that a person means; nil for none. `field.` may stand before it.
    func name(_ text: String) -> String? {
        if let name = known.contains(text) ? text : folded[QueryKey.folded(text)] { return name }
        if text.hasPrefix(QueryKey.fieldPrefix) { return name(String(text.dropFirst(QueryKey.fieldPrefix.count))) }
        return QueryKey.folded(text) == "tag" ? "tags" : nil
    }

    /// The field that a key names, which may have the prefix that tells it from a key of the language.
    func name(ofKey key: String) -> String? {
        QueryKey.named(key) == nil ? name(key) : nil
    }

    /// How the values of a field can be read: once for each type that the kinds give it.
    func readings(of name: String) -> [Reading] {
        var found = readings(of: name, in: scope)
        if found.isEmpty { found = readings(of: name, in: schema.kinds.values.sorted { $0.name < $1.name }) }
        if found.isEmpty { found = [Reading(type: Kind.commonFields[name] ?? .any, kinds: [])] }
        return found
    }

    private func readings(of name: String, in kinds: [Kind]) -> [Reading] {
        var found: [Reading] = []
        for kind in kinds {
            guard let type = kind.field(name)?.type.element else { continue }
            if let place = found.firstIndex(where: { $0.type == type }) {
                found[place].kinds.append(kind)
            } else {
                found.append(Reading(type: type, kinds: [kind]))
            }
        }
        return found
    }

    /// What a query can ask by.
    var keys: [String] { QueryKey.all.flatMap { [$0.name] + $0.aliases } + names }
}

extension FieldType {
    /// The type of each value of a list; the type itself for anything else.
    package var element: FieldType {
        if case .list(let element) = self { return element.element }
        return self
    }
}

extension QueryTerm {
    func unknownKey(_ fields: QueryFields) -> QueryError {
        QueryError(
            .unknownKey(key.text), at: key.span, suggestion: Spelling.nearest(to: key.text, among: fields.keys))
    }
}
