/// The time zones that are known by their names, such as `Europe/Dublin`. Where they come from is for the caller to say: the
/// model reads no files.
package struct TimeZones: Sendable {
    private let find: @Sendable (String) -> TimeZoneRules?
    private let list: @Sendable () -> [String]
    private let tell: @Sendable () -> String
    private let suggest: @Sendable (String) -> String?

    /// Knows no zone.
    package static let none = TimeZones(version: { "" }, names: { [] }, zone: { _ in nil })

    /// - Parameters:
    ///   - version: tells one state of the zones from another.
    ///   - names: all names, in order.
    ///   - zone: the zone of a name; nil where there is none.
    ///   - nearest: what ``nearest(to:among:)`` says of all names, by one who remembers it; nil to have it found each time.
    package init(
        version: @escaping @Sendable () -> String, names: @escaping @Sendable () -> [String],
        zone: @escaping @Sendable (String) -> TimeZoneRules?, nearest: (@Sendable (String) -> String?)? = nil
    ) {
        find = zone
        list = names
        tell = version
        suggest = nearest ?? { Self.nearest(to: $0, among: names()) }
    }

    /// What is equal for two states of the zones in which every name means the same.
    package var version: String { tell() }

    /// All names, in order; none where no zone is known, so that nobody can say which name is wrong.
    package var names: [String] { list() }

    /// The zone of a name; nil where none has it.
    package func zone(named name: String) -> TimeZoneRules? { find(name) }

    /// The name that a person may have meant by one that no zone has: the nearest, or the one whose city it is.
    package func nearest(to name: String) -> String? { suggest(name) }

    /// The same among these names.
    package static func nearest(to name: String, among names: [String]) -> String? {
        let isCity = { (candidate: String) in
            Spelling.isSame(String(candidate.split(separator: "/").last ?? ""), name)
        }
        return names.first(where: isCity) ?? Spelling.nearest(to: name, among: names)
    }
}

extension DateTime {
    /// The same time with the offset that the clocks of a zone have then; a whole day, a time that has an offset already, and a
    /// time in no zone stay as they are.
    package func bound(to zone: TimeZoneRules?) -> DateTime {
        guard let zone, secondOfDay != nil, offset == nil else { return self }
        let local = instant().secondsSinceEpoch
        var bound = self
        bound.offset = Int(local - Instant(local: local, secondsFromUTC: zone.secondsFromUTC).secondsSinceEpoch)
        return bound
    }
}

extension Kind {
    /// The zone whose clocks an entity's times are of where they bear no offset, as its field of the type `timezone` says; nil
    /// for the person's own, whatever that is. What takes the whole day (`all_day: true`) is on its days everywhere.
    ///
    /// `value` gives the values of the entity's fields.
    package func timeZone(of value: (String) -> FieldValue?, in zones: TimeZones) -> TimeZoneRules? {
        guard let field = fields.first(where: { $0.type == .timeZone }), value("all_day") != .boolean(true) else {
            return nil
        }
        let stated = value(field.name) ?? .null
        return (stated == .null ? field.defaultValue : stated)?.string.flatMap(zones.zone)
    }
}
