import VaultIndex
import VaultModel

/// What a person means by the text of a value.
extension Vault {
    func value(
        _ text: String, of field: String, type: FieldType?, in entity: Editable
    ) throws -> FieldValue {
        switch field {
        case "id": return try identifier(text, in: entity)
        case "type": return .string(try kind(named: text).name)
        case "title": return .string(try Self.title(text))
        case "relation" where entity.kind?.hasRole(.relationship) == true:
            return .string(try Self.name(text, of: field, among: schema().relations.keys.sorted()))
        default: break
        }
        switch type {
        case .list(let element)?:
            return .list(try FieldAssignment.items(text).map { try value($0, of: field, type: element, in: entity) })
        case .reference(let kind)?: return .string(try reference(text, in: field, of: entity, expecting: kind))
        case .date?, .dateTime?:
            let value = FieldValue.string(spoken(text, of: field, as: type, in: entity) ?? text)
            guard let type, type.typed(value) == nil else { return value }
            throw VaultError.invalidValue(
                field: field, value: text, expected: expectedDay(text, value, type: type, kind: entity.kind))
        case .number?:
            let number = try FieldValue(plain: text).checked(as: type, field)
            // What says the same number already stays as it is written.
            let present = entity.document.field(field)?.value
            return present.flatMap { FieldType.number.typed($0) } == FieldType.number.typed(number)
                ? present ?? number : .written(text)
        case .boolean?, .record?: return try FieldValue(plain: text).checked(as: type, field)
        case .enumeration(let values)?:
            // A query asks for a group by its name; a file states one of what is in it.
            let ofGroup = StatusGroup(rawValue: text).flatMap { group in values.first { $0.group == group }?.name }
            return .string(try Self.name(text, of: field, among: values.map(\.name), suggestion: ofGroup))
        case .timeZone?:
            let zones = surroundings.timeZones
            guard zones.zone(named: text) != nil || zones.names.isEmpty else {
                throw VaultError.invalidValue(
                    field: field, value: text, expected: .timeZone(suggestion: zones.nearest(to: text)))
            }
            return .string(text)
        case .recurrence?: return .string(try recurrence(text, of: field))
        case .text?, .duration?: return try FieldValue.string(text).checked(as: type, field)
        case nil: return try day(text, of: field, in: entity) ?? FieldValue(typed: text)
        case .any?: return FieldValue(typed: text)
        }
    }

    /// The one of a few names that a text is, or can only mean.
    ///
    /// - Throws: `VaultError.unknownValue` with the suggestion, or with the nearest name where there is none.
    private static func name(
        _ text: String, of field: String, among names: [String], suggestion: String? = nil
    ) throws -> String {
        if names.contains(text) { return text }
        let meant = names.filter { Spelling.isSame($0, text) }
        guard meant.count == 1 else {
            throw VaultError.unknownValue(
                field: field, value: text, suggestion: suggestion ?? Spelling.nearest(to: text, among: names),
                known: names)
        }
        return meant[0]
    }

    /// What is to be said of a text that is no day, or a time where a day is asked for.
    private func expectedDay(_ text: String, _ value: FieldValue, type: FieldType, kind: Kind?) -> ExpectedValue {
        guard type == .date, FieldType.dateTime.typed(value) != nil else {
            return .day(type, suggestion: QueryDates.nearest(to: text))
        }
        let others = QueryState.dayFields.filter { kind?.field($0)?.type == .dateTime }
        return .dayAlone(timeGoesTo: others.first)
    }

    /// A recurrence rule as it is written, or as ``SpokenRecurrence`` says it: `weekly`.
    private func recurrence(_ text: String, of field: String) throws -> String {
        if let rule = SpokenRecurrence.rule(text) { return rule }
        do throws(RecurrenceRule.Invalid) {
            _ = try RecurrenceRule(text)
            return text
        } catch {
            throw VaultError.invalidValue(
                field: field, value: text,
                expected: .recurrence(flaw: error.reason, suggestion: SpokenRecurrence.nearest(to: text)))
        }
    }

    private func identifier(_ text: String, in entity: Editable) throws -> FieldValue {
        guard EntityContent.isIdentifier(text) else {
            throw VaultError.invalidValue(field: "id", value: text, expected: .identifier)
        }
        let schema = try schema()
        let isTaken = try ask { try $0.references.find(text, schema: schema) }.contains { $0.id == text }
        guard !isTaken || entity.document.field("id")?.node.text == text else {
            throw VaultError.invalidValue(field: "id", value: text, expected: .freeIdentifier)
        }
        return .string(text)
    }

    /// The reference as it is to be written: as the person wrote it where that leads to what it means on a command line.
    private func reference(
        _ text: String, in field: String, of entity: Editable, expecting kind: String?
    ) throws -> String {
        guard var reference = Reference(text) else {
            throw VaultError.unknownReference(text, suggestion: nil)
        }
        let target = try self.entity(self.reference(typed: reference.target), expecting: kind)
        // Who reads the file may be somebody else.
        if try Self.isOwnUser(reference.target) && others(called: reference.target, than: nil).isEmpty {
            reference.target = VaultPath.stem(of: target.path)
        }
        if let kind, target.type != kind {
            throw VaultError.wrongKind(path: target.path, kind: target.type, expected: [kind])
        }
        return try self.reference(reference, leadingTo: target, in: field, of: entity, expecting: kind).written
    }

    // MARK: - Days and times

    /// A day or a time as it is written that a person says for a field of a type; nil for anything else.
    private func spoken(_ text: String, of field: String, as type: FieldType?, in entity: Editable) -> String? {
        if text.lowercased() == SpokenTime.present { return present(as: type, in: entity) }
        if field == "end", let start = entity.document.field("start")?.value.text,
            let end = SpokenTime.written(end: text, beside: start)
        {
            return end
        }
        return SpokenTime.written(text, today: surroundings.today)
    }

    /// The present time to the second, with the offset of the person's clocks, so that it is the same time on every machine; for what
    /// takes place the minute that the clocks show which its times are of. Today, where days are asked for or it takes the whole day.
    func present(as type: FieldType?, in entity: Editable) -> String {
        let value = { (name: String) in entity.document.field(name)?.value }
        guard type == .dateTime, entity.kind?.isAllDay(value) != true else { return surroundings.today.formatted }
        let zone = entity.kind?.timeZone(of: value, in: surroundings.timeZones)
        let (clock, now) = (surroundings.clock.placed(in: zone), surroundings.now())
        var time = clock.local(utc: now)
        if entity.kind?.takesPlace != true { time.offset = clock.secondsFromUTC(now) }
        return SpokenTime.written(time)
    }

    /// The day or time that a word says (`friday`) in a field that the kind does not have, where a day or time stands in it, or every
    /// kind that has the field has one in it.
    func day(_ text: String, of field: String, in entity: Editable) throws -> FieldValue? {
        let types = try schema().kinds.values.compactMap { $0.field(field)?.type }
        let isOfDays = !types.isEmpty && types.allSatisfy { $0 == .date || $0 == .dateTime }
        let present = entity.document.field(field)?.text.flatMap { DateTime($0) }
        guard isOfDays || types.isEmpty && present != nil else { return nil }
        let isOfTimes = types.contains(.dateTime) || present?.secondOfDay != nil
        return spoken(text, of: field, as: isOfTimes ? .dateTime : .date, in: entity).map { .string($0) }
    }
}

extension FieldValue {
    fileprivate func checked(as type: FieldType?, _ field: String) throws -> FieldValue {
        guard let type, type.typed(self) == nil else { return self }
        throw VaultError.invalidValue(field: field, value: text ?? json, expected: .ofType(type))
    }
}

extension FieldValue {
    /// What a person means by a text where no kind says what is asked for: a number of YAML's core schema as it is typed, `1.10`, `+5`,
    /// `1e3`. Zeros before a whole number are a part of it, as in a postal code of `01234`: that is a text, and so is what is beyond
    /// all numbers, as the `1234e5678` of a commit.
    init(typed text: String) {
        let value = FieldValue(plain: text)
        switch value {
        case .integer: self = Self.hasLeadingZero(text) ? .string(text) : .written(text)
        case .number(let number):
            self = number.isFinite || !text.contains(where: \.isNumber) ? .written(text) : .string(text)
        default: self = value
        }
    }

    /// Whether a whole number has zeros that it would do without; `0x` begins a number of another base.
    private static func hasLeadingZero(_ text: String) -> Bool {
        let digits = text.drop { "+-".contains($0) }
        return digits.utf8.count > 1 && digits.first == "0" && digits.allSatisfy { $0.isASCII && $0.isNumber }
    }
}
