/// One value of a field as an index compares it: a list has one for each of its items.
package struct FieldItem: Hashable, Sendable {
    /// A reference without its brackets.
    package var text: String
    /// Numbers; lengths of time in seconds; values of an enumeration by their place in it.
    package var number: Double?
    /// Days and times; seconds since 1970, in UTC where the time is bound to an offset or a zone, else as clocks show it.
    package var moment: Int64?
    /// True where the time is bound to an offset or a zone.
    package var isZoned = false

    package init(text: String, number: Double? = nil, moment: Int64? = nil, isZoned: Bool = false) {
        self.text = text
        self.number = number
        self.moment = moment
        self.isZoned = isZoned
    }
}

extension FieldType {
    /// The values in a value: itself, the items of a list, the values of a mapping; none for an empty one. A time without an
    /// offset is one of the zone's clocks, where there is a zone.
    package func items(of value: FieldValue, in zone: TimeZoneRules? = nil) -> [FieldItem] {
        switch value {
        case .null: return []
        case .list(let values):
            // An unquoted `[[garden]]` is one reference, whatever YAML makes of it.
            if let reference = value.reference { return [FieldItem(text: reference.target)] }
            return values.flatMap { element.items(of: $0, in: zone) }
        case .mapping(let entries): return entries.flatMap { FieldType.any.items(of: $0.value, in: zone) }
        default: return value.scalarText.map { [element.item(of: value, text: $0, in: zone)] } ?? []
        }
    }

    private func item(of value: FieldValue, text: String, in zone: TimeZoneRules?) -> FieldItem {
        var item = FieldItem(text: text)
        switch self {
        case .number: item.number = value.finiteNumber
        case .duration: item.number = TimeSpan(text).map { Double($0.seconds) }
        case .enumeration(let values): item.number = values.firstIndex { $0.name == text }.map(Double.init)
        case .reference: item.text = Reference(text)?.target ?? text
        case .date, .dateTime: item.setMoment(DateTime(text)?.bound(to: zone))
        case .any:
            item.number = value.finiteNumber
            if value.string != nil { item.setMoment(DateTime(text)?.bound(to: zone)) }
            if text.hasPrefix("[[") { item.text = Reference(text)?.target ?? text }
        default: break
        }
        return item
    }
}

extension FieldItem {
    /// A time as it is written, bound to no offset and no zone: what takes the whole day is on the same days everywhere.
    package var unbound: FieldItem {
        guard isZoned, var time = DateTime(text) else { return self }
        time.offset = nil
        return FieldItem(text: text, number: number, moment: time.instant().secondsSinceEpoch)
    }

    fileprivate mutating func setMoment(_ time: DateTime?) {
        guard let time else { return }
        moment = time.instant().secondsSinceEpoch
        isZoned = time.offset != nil
    }
}
