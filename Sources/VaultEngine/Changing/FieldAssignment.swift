import VaultIndex
import VaultModel

/// What a person wants a field to be, as it stands on a command line.
package struct FieldAssignment: Hashable, Sendable {
    /// What is done with the value: `=`, `+=`, `-=`.
    package enum Operation: Hashable, Sendable {
        case set, append, removeItem
        /// `key=` with nothing behind it.
        case remove
    }

    package var field: String
    package var operation: Operation
    package var value: String

    /// Reads `key=value`, `key+=value`, `key-=value` or `key=`; nil for anything else. A key can have spaces within, as front matter
    /// from elsewhere has: `Due Date`.
    package init?(_ text: String) {
        // Whatever the value begins with, an accent that joins the `=` included, is the value's.
        let scalars = text.unicodeScalars
        guard let equals = scalars.firstIndex(of: "=") else { return nil }
        var name = scalars[..<equals]
        value = String(scalars[scalars.index(after: equals)...])
        operation = value.isEmpty ? .remove : .set
        if name.last == "+" || name.last == "-" {
            operation = name.last == "+" ? .append : .removeItem
            name.removeLast()
        }
        field = String(name)
        guard !field.isEmpty, field.first != " ", field.last != " ",
            !field.contains(where: { $0.isWhitespace && $0 != " " || ":#[]{},\"'".contains($0) })
        else { return nil }
        if operation != .remove, operation != .set, value.isEmpty { return nil }
    }
}

extension Vault {
    /// An entity as assignments make it, each from what those before it left.
    ///
    /// A value is read as its field's type asks: lists are parted by commas, days and times can be said as ``SpokenTime`` reads them, a
    /// recurrence in words (`weekly`), a reference must name one entity. A list does not get what it has already. An end can be told by
    /// its start, wherever that stands among the assignments.
    ///
    /// - Throws: `VaultError.invalidValue`, what ``entity(_:expecting:includesGone:)`` throws, and what is wrong with the file.
    func assigning(_ assignments: [FieldAssignment], to entity: Editable) throws -> Editable {
        var entity = entity
        for assignment in Self.withEndsBehindStarts(assignments) {
            if assignment.field == "status" { try requireReadableKind(of: entity) }
            let type = try type(of: assignment.field, in: entity)
            for part in parts(of: assignment, type: type, in: entity.document) {
                let edits = try edits(for: part, type: type, in: entity)
                entity.document = Document(bytes: try bytes(of: entity, after: edits))
            }
            if assignment.field == "type" { entity.kind = try kind(of: entity) }
        }
        return entity
    }

    private static func withEndsBehindStarts(_ assignments: [FieldAssignment]) -> [FieldAssignment] {
        guard let start = assignments.lastIndex(where: { $0.field == "start" }) else { return assignments }
        let (before, behind) = (assignments[...start], assignments[(start + 1)...])
        return before.filter { $0.field != "end" } + before.filter { $0.field == "end" } + behind
    }

    /// A day or a time as it is written that a person says for a field; nil for anything else.
    private func spoken(_ text: String, of field: String, in entity: Editable) -> String? {
        if field == "end", let start = entity.document.field("start")?.value.text,
            let end = SpokenTime.written(end: text, beside: start)
        {
            return end
        }
        return SpokenTime.written(text, today: surroundings.today)
    }

    /// That an entity ends before it starts, where assignments have made it so.
    func noteOnOrder(of assignments: [FieldAssignment], in changed: Editable) throws -> [ChangeNote] {
        guard let kind = changed.kind, assignments.contains(where: { ["start", "end"].contains($0.field) }) else {
            return []
        }
        let found = try schema().check(document: changed.document, kind: kind, timeZones: surroundings.timeZones)
        guard let end = changed.document.field("end")?.node.span,
            found.contains(where: { $0.code == .endBeforeStart && $0.span == end })
        else { return [] }
        return [.endsBeforeStart]
    }

    /// What the values of a field are: what the kind says, else items of the list that stands there; nil where nothing tells.
    private func type(of field: String, in entity: Editable) throws -> FieldType? {
        if let type = try schema().fieldType(field, of: entity.kind) { return type }
        if case .list? = entity.document.field(field)?.value { return .list(of: .any) }
        return nil
    }

    /// The day or time that a word says (`friday`) in a field that the kind does not have, where a day or time stands in it, or every
    /// kind that has the field has one in it.
    private func day(_ text: String, of field: String, in entity: Editable) throws -> FieldValue? {
        let types = try schema().kinds.values.compactMap { $0.field(field)?.type }
        let isOfDays = !types.isEmpty && types.allSatisfy { $0 == .date || $0 == .dateTime }
        guard isOfDays || types.isEmpty && entity.document.field(field)?.text.flatMap({ DateTime($0) }) != nil else {
            return nil
        }
        return spoken(text, of: field, in: entity).map { .string($0) }
    }

    /// The kind that a file is of as it is to be.
    private func kind(of entity: Editable) throws -> Kind? {
        try schema().kinds[self.entity(EntityContent(entity.document), at: entity.handle.path).kind]
    }

    /// An assignment for each of the items that one adds to a list or takes out of it. What is one thing with a comma in its name is
    /// one item: what stands in the list so, and what a reference names so.
    private func parts(of assignment: FieldAssignment, type: FieldType?, in document: Document) -> [FieldAssignment] {
        let text = assignment.value
        guard [.append, .removeItem].contains(assignment.operation), case .list(let element)? = type, text.contains(",")
        else { return [assignment] }
        if document.items(of: assignment.field).contains(where: { $0.scalarText == text }) { return [assignment] }
        if case .reference(let kind) = element, let target = Reference(text)?.target,
            (try? entity(target, expecting: kind)) != nil
        {
            return [assignment]
        }
        return Self.items(text).map { item in
            var part = assignment
            part.value = item
            return part
        }
    }

    /// What stands between the commas of a list; an item in double quotes can have commas of its own.
    private static func items(_ text: String) -> [String] {
        var items: [String] = []
        var rest = text[...]
        while !rest.isEmpty {
            rest = rest.drop(while: \.isWhitespace)
            if let quoted = quotedItem(rest) {
                items.append(quoted.item)
                rest = quoted.rest
            } else {
                let item = rest.prefix { $0 != "," }
                items.append(item.trimmed)
                rest = rest[item.endIndex...].dropFirst()
            }
        }
        return items.filter { !$0.isEmpty }
    }

    /// The item in double quotes that a text begins with, and what stands behind the comma after it.
    private static func quotedItem(_ text: Substring) -> (item: String, rest: Substring)? {
        guard text.first == "\"", let end = text.dropFirst().firstIndex(of: "\"") else { return nil }
        let behind = text[text.index(after: end)...].drop(while: \.isWhitespace)
        guard behind.isEmpty || behind.first == "," else { return nil }
        return (String(text[text.index(after: text.startIndex)..<end]), behind.dropFirst())
    }

    private func edits(
        for assignment: FieldAssignment, type: FieldType?, in entity: Editable
    ) throws -> [DocumentEdit] {
        let (field, text) = (assignment.field, assignment.value)
        switch assignment.operation {
        case .remove: return [.remove(field)]
        case .set:
            let value = try value(text, of: field, type: type, in: entity)
            // What is written so already stays, whatever YAML makes of it.
            if let text = value.string, entity.document.field(field)?.text == text { return [] }
            if case .reference? = type, let present = entity.document.field(field)?.value,
                let target = Self.said(value, in: field), Self.said(present, in: field) == target
            {
                return []
            }
            return [.set(field, to: value)]
        case .append:
            let item = try item(text, of: field, type: type, in: entity)
            let isPresent = try !presentItems(item, of: field, type: type, in: entity).isEmpty
            return isPresent ? [] : [entity.document.appending(item, to: field)]
        case .removeItem:
            let items = try itemsToRemove(text, of: field, type: type, in: entity)
            if let tags = entity.document.textOfTags(field), !items.isEmpty {
                return [.set(field, to: .list(tags.filter { !items.contains($0) }))]
            }
            return items.map { .removeItem($0, from: field) }
        }
    }

    /// What a person may want to know of fields that nothing has yet, whose names are nearly those of others, or those of what is no
    /// field. The kind is that of what is changed; nil for things of several kinds.
    func notes(on assignments: [FieldAssignment], of kind: Kind?) throws -> [ChangeNote] {
        let schema = try schema()
        let fields = kind.map(\.fields) ?? schema.kinds.values.flatMap(\.fields)
        let known = Set(fields.map(\.name) + schema.relations.keys + Kind.commonFields.keys)
        let names = assignments.filter { [.set, .append].contains($0.operation) }.map(\.field).uniqued()
        let unknown = names.filter { !known.contains($0) }
        guard !unknown.isEmpty else { return [] }
        let used = Set(try askIfPossible { try $0.entities.fieldNames() } ?? [])
        return unknown.filter { !used.contains($0) }.compactMap { name in
            if ["path", "folder"].contains(name) { return .noPlaceOfFile(field: name) }
            if ["body", "text"].contains(name) { return .noTextOfFile(field: name) }
            return Spelling.nearest(to: name, among: known.sorted()).map { .unknownField(name, suggestion: $0) }
        }
    }

    // MARK: - Items of lists

    private func item(
        _ text: String, of field: String, type: FieldType?, in entity: Editable
    ) throws -> FieldValue {
        switch type {
        case .list(let element)?: return try value(text, of: field, type: element, in: entity)
        case nil: return try day(text, of: field, in: entity) ?? FieldValue(typed: text)
        case .any?: return FieldValue(typed: text)
        default: throw VaultError.invalidValue(field: field, value: text, expected: .oneValue)
        }
    }

    /// The items that a person means who wants one out of a list: those that are written so, whatever the field's type makes
    /// of them, else those that say the same.
    private func itemsToRemove(
        _ text: String, of field: String, type: FieldType?, in entity: Editable
    ) throws -> [FieldValue] {
        let written = entity.document.writtenItems(of: field).filter {
            $0.written.scalarText == text || $0.item.scalarText == text
        }
        if !written.isEmpty { return written.map(\.item).uniqued() }
        let item = try item(text, of: field, type: type, in: entity)
        return try presentItems(item, of: field, type: type, in: entity).uniqued()
    }

    /// The items of a field that are equal to a value, or that refer to the same entity.
    private func presentItems(
        _ value: FieldValue, of field: String, type: FieldType?, in entity: Editable
    ) throws -> [FieldValue] {
        let items = entity.document.writtenItems(of: field)
        func target(of value: FieldValue, _ kind: String?) throws -> String? {
            // An unquoted `[[garden]]` is a reference, whatever YAML makes of it.
            let reference = value.reference ?? FieldValue.list([value]).reference
            return try reference.flatMap { try path(ledToBy: $0, in: entity, expecting: kind) }
        }
        guard case .list(.reference(let kind))? = type, let path = try target(of: value, kind) else {
            let said = Self.said(value, in: field)
            return items.filter { $0.item == value || said != nil && Self.said($0.written, in: field) == said }
                .map(\.item)
        }
        return try items.filter { path.isExactly(try target(of: $0.written, kind)) }.map(\.item)
    }

    /// What an item says, however it is written: `[[Drama]]` is `Drama`, and `#Garden` the tag `garden`. nil for what is no text.
    private static func said(_ item: FieldValue, in field: String) -> String? {
        // An unquoted `[[Drama]]` is a reference, whatever YAML makes of it.
        guard let text = item.scalarText else { return (item.reference ?? FieldValue.list([item]).reference)?.target }
        if field == "tags" { return NameKey.fold(String(text.trimmingPrefix("#"))) }
        return Reference(text)?.target ?? text
    }

    // MARK: - Values

    private func value(
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
            return .list(try Self.items(text).map { try value($0, of: field, type: element, in: entity) })
        case .reference(let kind)?: return .string(try reference(text, in: field, of: entity, expecting: kind))
        case .date?, .dateTime?:
            let value = FieldValue.string(spoken(text, of: field, in: entity) ?? text)
            guard let type, type.typed(value) == nil else { return value }
            throw VaultError.invalidValue(
                field: field, value: text, expected: expectedDay(text, value, type: type, kind: entity.kind))
        case .number?, .boolean?, .record?: return try FieldValue(plain: text).checked(as: type, field)
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
}

extension Document {
    /// The values of a list, or the one value of a field that is none.
    fileprivate func items(of name: String) -> [FieldValue] {
        if let tags = textOfTags(name) { return tags }
        return switch field(name)?.value {
        case .null?, nil: []
        case .list(let items)?: items
        case let value?: [value]
        }
    }

    /// The same values, each with the one that is written.
    fileprivate func writtenItems(of name: String) -> [(item: FieldValue, written: FieldValue)] {
        let items = items(of: name)
        guard textOfTags(name) == nil, let field = field(name) else { return items.map { ($0, $0) } }
        if case .list(let written) = field.value.asWritten(field.node) { return Array(zip(items, written)) }
        return items.map { ($0, $0.asWritten(field.node)) }
    }

    /// The tags of a field that names several of them in one text; nil for anything else.
    fileprivate func textOfTags(_ name: String) -> [FieldValue]? {
        guard name == "tags", case .string(let text)? = field(name)?.value else { return nil }
        let tags = FieldValue.string(text).tags
        return tags.count > 1 ? tags.map(FieldValue.string) : nil
    }

    /// The edit that adds an item to a field. An unquoted `[[garden]]` becomes the first of two, and a text of several tags a list
    /// of them.
    fileprivate func appending(_ item: FieldValue, to name: String) -> DocumentEdit {
        if let tags = textOfTags(name) { return .set(name, to: .list(tags + [item])) }
        if let present = field(name)?.value, case .list = present, present.reference != nil {
            return .set(name, to: .list([present, item]))
        }
        return .append(item, to: name)
    }
}

extension FieldValue {
    fileprivate func checked(as type: FieldType?, _ field: String) throws -> FieldValue {
        guard let type, type.typed(self) == nil else { return self }
        throw VaultError.invalidValue(field: field, value: text ?? json, expected: .ofType(type))
    }
}

extension FieldValue {
    /// What a person means by a text where no kind says what is asked for: a number only where it would be written just so, since
    /// `01234` is a postal code, `1.10` a version and `+49 …` a telephone.
    fileprivate init(typed text: String) {
        let value = FieldValue(plain: text)
        switch value {
        case .integer(let number): self = String(number) == text ? value : .string(text)
        case .number(let number): self = number.description == text ? value : .string(text)
        default: self = value
        }
    }
}
