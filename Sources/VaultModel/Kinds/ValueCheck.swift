extension Schema {
    /// What the document's values are that its kind does not ask for, in the order of the document.
    ///
    /// Checks the shape of each value: whether a reference leads anywhere is a question to the whole vault. A single
    /// value does where a list is asked for, and an empty one counts as absent. A malformed document has no values to
    /// check. What a kind file says about its kind is the `SchemaReader`'s to judge.
    package func check(document: Document, kind: Kind, timeZones: TimeZones = .none) -> [Diagnostic] {
        guard !document.isMalformed else { return [] }
        var check = ValueCheck(kindName: kind.name, timeZones: timeZones)
        for field in document.fields {
            let value = PlacedValue(field)
            if field.name == "id" {
                check.checkID(value)
            } else if let type = fieldType(field.name, of: kind),
                !kind.hasRole(.definition) || kind.field(field.name) == nil
            {
                check.check(value, type: type, name: field.name)
            }
            if kind.hasRole(.relationship), field.name == "relation" { check.checkRelation(value, known: relations) }
        }
        for field in kind.fields where field.isRequired {
            if let stated = document.field(field.name), stated.value != .null { continue }
            let message = "\(ValueCheck.article(kind.name).capitalizedFirst) \(kind.name) needs `\(field.name)`."
            check.diagnostics.append(Diagnostic(.missingField, message, at: document.frontMatterSpan))
        }
        return check.diagnostics + checkTogether(document: document, kind: kind, timeZones: timeZones)
    }

    /// What is wrong with the document's id: all that is asked of one whose kind nothing states.
    package func checkID(of document: Document) -> [Diagnostic] {
        guard !document.isMalformed, let field = document.field("id") else { return [] }
        var check = ValueCheck(kindName: Entity.kindOfOthers)
        check.checkID(PlacedValue(field))
        return check.diagnostics
    }

    /// The type of a field: the kind's own, that of a field which every kind has, or a list of references for the name
    /// of a relation; nil for a free key.
    package func fieldType(_ name: String, of kind: Kind?) -> FieldType? {
        kind?.field(name)?.type ?? Kind.commonFields[name]
            ?? (relations[name] == nil ? nil : .list(of: .reference(kind: nil)))
    }
}

extension Kind {
    /// The fields that every kind has and no kind file may define.
    package static let commonFields: [String: FieldType] = [
        "id": .text, "type": .text, "title": .text, "aliases": .list(of: .text), "tags": .list(of: .text),
        "created": .dateTime, "updated": .dateTime,
    ]
}

/// Collects what is wrong with the values of one document.
struct ValueCheck {
    let kindName: String
    var timeZones = TimeZones.none
    var diagnostics: [Diagnostic] = []

    mutating func checkID(_ value: PlacedValue) {
        guard !value.isNull else { return }
        guard let text = value.scalarText, !text.isEmpty else {
            add(.invalidID, "\(value.shown) is no id: an id is one word.", value)
            return
        }
        if text.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0.value < 0x20 || $0.value == 0x7F }) {
            add(.invalidID, "\(value.shown) is no id: an id has no white space and no control characters.", value)
        }
    }

    mutating func checkRelation(_ value: PlacedValue, known: [String: Relation]) {
        guard let text = value.scalarText, known[text] == nil else { return }
        let names = known.keys.sorted()
        add(.invalidValue, "\(value.shown) is no relation\(Self.suggestion(for: text, among: names))", value)
    }

    mutating func check(_ value: PlacedValue, type: FieldType, name: String) {
        guard !value.isNull else { return }
        switch type {
        case .any: return
        case .list(let element): checkList(value, element, name)
        case .record(let fields): checkRecord(value, fields, name)
        case .enumeration(let values): checkEnumeration(value, values, name)
        case .recurrence: checkRecurrence(value, name)
        case .timeZone: checkTimeZone(value, name)
        default:
            guard type.typed(value.value) == nil else { return }
            add(.invalidValue, "\(value.shown) is no \(type.noun) for `\(name)`\(hint(for: value, type: type))", value)
        }
    }

    private mutating func checkList(_ value: PlacedValue, _ element: FieldType, _ name: String) {
        if case .reference = element, value.value.reference != nil { return }
        guard let items = value.items else {
            check(value, type: element, name: name)
            return
        }
        for item in items {
            check(item, type: element, name: name)
        }
    }

    private mutating func checkRecord(_ value: PlacedValue, _ fields: [Kind.FieldDefinition], _ name: String) {
        let names = fields.map(\.name).joined(separator: ", ")
        guard let entries = value.entries else {
            add(.invalidValue, "\(value.shown) is no entry for `\(name)`: write its keys, such as \(names).", value)
            return
        }
        for entry in entries {
            guard let field = fields.first(where: { $0.name == entry.key }) else { continue }
            check(entry.value, type: field.type, name: "\(name).\(field.name)")
        }
        for field in fields where field.isRequired {
            if entries.contains(where: { $0.key == field.name && !$0.value.isNull }) { continue }
            add(.missingField, "An entry of `\(name)` needs `\(field.name)`.", value)
        }
    }

    private mutating func checkEnumeration(_ value: PlacedValue, _ values: [EnumerationValue], _ name: String) {
        let names = values.map(\.name)
        if let text = value.scalarText, names.contains(text) { return }
        let rest = value.scalarText.map { Self.suggestion(for: $0, among: names) } ?? Self.allowed(names)
        let parts = name.split(separator: ".")
        let place = parts.count > 1 ? "in `\(parts[0])`" : "of \(Self.article(kindName)) \(kindName)"
        add(.invalidValue, "\(value.shown) is no \(parts.last ?? "value") \(place)\(rest)", value)
    }

    private mutating func checkRecurrence(_ value: PlacedValue, _ name: String) {
        guard let text = value.value.string else {
            add(.invalidValue, "\(value.shown) is no recurrence rule for `\(name)`: write it as FREQ=WEEKLY.", value)
            return
        }
        if let rule = SpokenRecurrence.rule(text) {
            add(.invalidValue, "\(value.shown) is no recurrence rule for `\(name)`: write `\(rule)`.", value)
            return
        }
        do throws(RecurrenceRule.Invalid) {
            _ = try RecurrenceRule(text)
        } catch {
            let end = error.reason.hasSuffix("?") ? "" : "."
            add(.invalidValue, "The recurrence rule of `\(name)` \(error.reason)\(end)", value)
        }
    }

    private mutating func checkTimeZone(_ value: PlacedValue, _ name: String) {
        let text = value.value.string
        // Where no zone is known, every name may be one.
        if let text, timeZones.zone(named: text) != nil || timeZones.names.isEmpty { return }
        let nearest = text.flatMap(timeZones.nearest)
        let hint = nearest.map { "did you mean `\($0)`?" } ?? "write its name, such as Europe/Dublin."
        add(.invalidValue, "\(value.shown) is no time zone for `\(name)`: \(hint)", value)
    }

    private mutating func add(_ code: DiagnosticCode, _ message: String, _ value: PlacedValue) {
        diagnostics.append(Diagnostic(code, message, at: value.span))
    }

    private func hint(for value: PlacedValue, type: FieldType) -> String {
        switch type {
        case .text: return ": write one text, in quotes if need be."
        case .number: return value.value.string == nil ? ": write it as 12." : ": write it as 12, without quotes."
        case .boolean: return ": write `true` or `false`."
        case .date:
            if let text = value.scalarText, let day = Self.likelyDay(text) { return ": did you mean `\(day)`?" }
            return ": write it as 2026-12-01."
        case .dateTime:
            if let text = value.scalarText, let day = Self.likelyDay(text) { return ": did you mean `\(day)`?" }
            return ": write it as 2026-12-01 or 2026-12-01T18:30."
        case .duration: return ": write it as 90m, 2h30m, 3d or 1w."
        case .reference: return ": write one name, id or path, or a link such as \"[[Garden]]\"."
        default: return "."
        }
    }

    /// The day of `2026-2-3`, `2026/02/03` or `2026-02-03T10:00`.
    private static func likelyDay(_ text: String) -> CalendarDate? {
        if let dateTime = DateTime(text) { return dateTime.day }
        guard text.utf8.count <= 10 else { return nil }
        let parts = text.split(whereSeparator: { "-/. ".contains($0) })
        guard parts.count == 3, parts[0].utf8.count == 4, let year = Int(parts[0]), let month = Int(parts[1]),
            let day = Int(parts[2])
        else { return nil }
        return CalendarDate(year: year, month: month, day: day)
    }

    /// `: did you mean …? Allowed: …`
    static func suggestion(for text: String, among names: [String]) -> String {
        guard let nearest = Spelling.nearest(to: text, among: names) else { return allowed(names) }
        return ": did you mean `\(nearest)`?" + allowed(names).dropFirst()
    }

    /// `. Allowed: …`, the first twenty of them.
    private static func allowed(_ names: [String]) -> String {
        ". Allowed: " + names.prefix(20).joined(separator: ", ") + (names.count > 20 ? ", …" : "")
    }

    static func article(_ word: String) -> String {
        guard let first = word.first else { return "a" }
        return "aeio".contains(first) ? "an" : "a"
    }
}

extension FieldType {
    /// What a value of the type is, for a message.
    package var noun: String {
        switch self {
        case .text: "text"
        case .number: "number"
        case .boolean: "answer"
        case .date: "day"
        case .dateTime: "day or time"
        case .duration: "length of time"
        case .recurrence: "recurrence rule"
        case .timeZone: "time zone"
        case .reference: "reference"
        case .enumeration: "value"
        case .list: "list"
        case .record: "entry"
        case .any: "value"
        }
    }
}

extension String {
    var capitalizedFirst: String {
        prefix(1).uppercased() + dropFirst()
    }
}
