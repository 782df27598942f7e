/// Reads the `fields` of a kind file: each field's name with its type, in short or with more to say about it.
///
///     due: date
///     depends_on: [ref task]
///     emails: list of text
///     priority: {type: enum, values: [low, medium, high], default: medium}
///     status: {type: enum, values: {not_started: open, completed: done}}
///     members: {type: list, of: {type: record, fields: {user: ref user}}}
struct FieldDefinitionReader {
    private(set) var diagnostics: [Diagnostic] = []
    private let kindName: String
    /// Types deeper than this are refused, so that no file can exhaust the stack.
    private static let deepest = 8
    private static let mostValues = 1000
    private static let simpleTypes: [(name: String, type: FieldType)] = [
        ("text", .text), ("number", .number), ("boolean", .boolean), ("date", .date), ("datetime", .dateTime),
        ("duration", .duration), ("recurrence", .recurrence), ("timezone", .timeZone), ("ref", .reference(kind: nil)),
        ("any", .any), ("list", .list(of: .any)),
    ]
    private static let typeNames = simpleTypes.map(\.name) + ["enum", "record"]
    /// What people write who come from elsewhere.
    private static let otherNames = [
        "string": "text", "str": "text", "int": "number", "integer": "number", "float": "number", "bool": "boolean",
        "day": "date", "time": "datetime", "date_time": "datetime", "timestamp": "datetime", "reference": "ref",
        "link": "ref", "enumeration": "enum", "select": "enum", "choice": "enum", "rrule": "recurrence",
        "time_zone": "timezone", "tz": "timezone", "zone": "timezone", "array": "list", "object": "record",
        "mapping": "record", "map": "record",
    ]
    private static let keys = ["type", "values", "of", "fields", "default", "required"]

    init(kindName: String) {
        self.kindName = kindName
    }

    /// The definitions of a mapping; nil where there is no mapping.
    mutating func fields(_ value: PlacedValue, isTopLevel: Bool, depth: Int = 0) -> [Kind.FieldDefinition]? {
        guard let entries = value.entries else {
            report("`fields` is a mapping: each field's name with its type, as in `due: date`.", at: value)
            return nil
        }
        var fields: [Kind.FieldDefinition] = []
        for entry in entries {
            if isTopLevel, Kind.commonFields[entry.key] != nil {
                report("`\(entry.key)` is a field of every kind and needs no definition.", at: entry.keySpan)
            } else if !KindNames.isValid(entry.key) {
                let name = PlacedValue.shown(entry.key)
                report("\(name) is no name for a field: \(KindNames.rule).", at: entry.keySpan)
            } else {
                fields.append(field(entry, depth: depth))
            }
        }
        return fields
    }

    private mutating func field(_ entry: PlacedValue.Entry, depth: Int) -> Kind.FieldDefinition {
        var field = Kind.FieldDefinition(name: entry.key, type: type(entry.value, depth: depth))
        for key in entry.value.entries ?? [] {
            switch (key.key, key.value.value) {
            case ("required", .boolean(let boolean)): field.isRequired = boolean
            case ("required", .null), ("default", .null): break
            case ("required", _):
                report("\(key.value.shown) is no answer for `required`: write `true` or `false`.", at: key.value)
            case ("default", _): field.defaultValue = defaultValue(key.value, of: field)
            default: break
            }
        }
        return field
    }

    private mutating func defaultValue(_ value: PlacedValue, of field: Kind.FieldDefinition) -> FieldValue? {
        if field.type.isReference {
            report("`\(field.name)` refers to another entity: what leads there is stated, and no default.", at: value)
            return nil
        }
        var check = ValueCheck(kindName: kindName)
        check.check(value, type: field.type, name: field.name)
        guard check.diagnostics.isEmpty else {
            diagnostics += check.diagnostics.map { Diagnostic(.invalidKind, "The default: " + $0.message, at: $0.span) }
            return nil
        }
        return field.type.kept(value.written)
    }

    private mutating func type(_ value: PlacedValue, depth: Int) -> FieldType {
        guard depth < Self.deepest else {
            report("This type is nested more than \(Self.deepest) deep.", at: value)
            return .any
        }
        if value.isNull { return .any }
        if let text = value.value.string { return type(named: text, value) }
        if let items = value.items {
            if items.count == 1 { return .list(of: type(items[0], depth: depth + 1)) }
            let message = "`[ ]` around one type makes a list of it, as in `[ref task]`; for a choice of values write "
            report(message + "`{type: enum, values: […]}`.", at: value)
            return .any
        }
        guard let entries = value.entries else {
            report("\(value.shown) is no type. Types: \(Self.typeNames.joined(separator: ", "))", at: value)
            return .any
        }
        return type(describedBy: entries, value, depth: depth)
    }

    private mutating func type(
        describedBy entries: [PlacedValue.Entry], _ whole: PlacedValue, depth: Int
    ) -> FieldType {
        for entry in entries where !Self.keys.contains(entry.key) {
            let hint = Spelling.nearest(to: entry.key, among: Self.keys).map { ": did you mean `\($0)`?" }
            let rest = hint ?? ". Known: \(Self.keys.joined(separator: ", "))"
            report("\(PlacedValue.shown(entry.key)) says nothing about a field\(rest)", at: entry.keySpan)
        }
        let part = { (key: String) in entries.first { $0.key == key && !$0.value.isNull }?.value }
        let named = part("type")
        // The other keys tell the type where it is not named.
        let implied = [("values", "enum"), ("of", "list"), ("fields", "record")].first { part($0.0) != nil }?.1
        guard let name = named.map({ $0.value.string ?? "" }) ?? implied else { return .any }
        switch name {
        case "enum":
            guard let values = part("values") else {
                report("An enum needs its `values`, as in `values: [low, medium, high]`.", at: whole)
                return .any
            }
            return enumeration(values)
        case "list":
            return .list(of: part("of").map { type($0, depth: depth + 1) } ?? .any)
        case "record":
            guard let fields = part("fields") else {
                report("A record needs its `fields`, as in `fields: {user: ref user}`.", at: whole)
                return .any
            }
            return self.fields(fields, isTopLevel: false, depth: depth + 1).map { .record($0) } ?? .any
        default:
            return named.map { type($0, depth: depth + 1) } ?? .any
        }
    }

    /// A type that one line says: a simple one, `ref task`, or `list of` such a type.
    private mutating func type(named text: String, _ value: PlacedValue) -> FieldType {
        var words = text.split(separator: " ")[...]
        var lists = 0
        while words.count > 2, words.first == "list", words.dropFirst().first == "of" {
            words = words.dropFirst(2)
            lists += 1
        }
        var type: FieldType
        if words.count == 2, words.first == "ref", let kind = words.last, KindNames.isValid(String(kind)) {
            type = .reference(kind: String(kind))
        } else if words.count == 1, let simple = Self.simpleTypes.first(where: { $0.name == words[words.startIndex] }) {
            type = simple.type
        } else {
            report(unknownType(words.joined(separator: " ")), at: value)
            return .any
        }
        guard lists < Self.deepest else {
            report("This type is nested more than \(Self.deepest) deep.", at: value)
            return .any
        }
        for _ in 0..<lists {
            type = .list(of: type)
        }
        return type
    }

    private func unknownType(_ text: String) -> String {
        if text == "enum" { return "An enum needs its values, as in `{type: enum, values: [low, medium, high]}`." }
        if text == "record" { return "A record needs its fields, as in `{type: record, fields: {user: ref user}}`." }
        let types = "Types: \(Self.typeNames.joined(separator: ", "))"
        guard let meant = Self.otherNames[text.lowercased()] ?? Spelling.nearest(to: text, among: Self.typeNames) else {
            return "\(PlacedValue.shown(text)) is no type. \(types)"
        }
        return "\(PlacedValue.shown(text)) is no type: did you mean `\(meant)`? \(types)"
    }

    private mutating func enumeration(_ value: PlacedValue) -> FieldType {
        var values: [EnumerationValue] = []
        guard (value.entries?.count ?? value.items?.count ?? 0) <= Self.mostValues else {
            report("An enum has \(Self.mostValues) values at most.", at: value)
            return .any
        }
        if let entries = value.entries {
            for entry in entries {
                add(entry.key, group: group(entry.value), at: entry.keySpan, to: &values)
            }
        } else if let items = value.items {
            for item in items {
                if let name = item.scalarText {
                    add(name, group: nil, at: item.span, to: &values)
                } else {
                    report("\(item.shown) is no value: write a word.", at: item)
                }
            }
        } else {
            report("`values` is a list, as in `[low, high]`, or a mapping of each value to its group.", at: value)
            return .any
        }
        guard !values.isEmpty else {
            report("An enum needs a value at least.", at: value)
            return .any
        }
        return .enumeration(values)
    }

    private mutating func add(
        _ name: String, group: StatusGroup?, at span: ByteRange, to values: inout [EnumerationValue]
    ) {
        if name.isEmpty || name.trimmedASCII != name || name.utf8.contains(where: { $0 < 0x20 }) {
            report("\(PlacedValue.shown(name)) is no value: write a word.", at: span)
        } else if values.contains(where: { $0.name == name }) {
            report("The value \(PlacedValue.shown(name)) stands here twice.", at: span)
        } else {
            values.append(EnumerationValue(name: name, group: group))
        }
    }

    private mutating func group(_ value: PlacedValue) -> StatusGroup? {
        guard !value.isNull else { return nil }
        if let group = value.value.string.flatMap(StatusGroup.init(rawValue:)) { return group }
        let names = StatusGroup.allCases.map(\.rawValue)
        let hint = ValueCheck.suggestion(for: value.scalarText ?? "", among: names)
        report("\(value.shown) is no group\(hint)", at: value)
        return nil
    }

    private mutating func report(_ message: String, at value: PlacedValue) {
        report(message, at: value.span)
    }

    private mutating func report(_ message: String, at span: ByteRange) {
        diagnostics.append(Diagnostic(.invalidKind, message, at: span))
    }
}
