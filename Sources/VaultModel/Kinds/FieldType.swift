/// What the values of a field are.
package indirect enum FieldType: Hashable, Sendable {
    /// Any scalar, read as text.
    case text
    case number
    case boolean
    /// A calendar day, `2026-12-01`.
    case date
    /// A day, or a day with a time and an optional offset, as in RFC 3339.
    case dateTime
    /// A length of time: `90m`, `2h30m`, `3d`, `1w`, or ISO 8601 `PT90M`.
    case duration
    /// An iCalendar recurrence rule, as in RFC 5545 section 3.3.10.
    case recurrence
    /// A time zone by its name in the zone database, `Europe/Dublin`: whose clocks the entity's times without an offset are of.
    case timeZone
    /// A reference to another entity; the kind's name where only one kind makes sense.
    case reference(kind: String?)
    /// One of a closed list of values, in their own order.
    case enumeration([EnumerationValue])
    case list(of: FieldType)
    /// A mapping with keys of its own, such as a member with a user and a role. Other keys are kept as they are.
    case record([Kind.FieldDefinition])
    /// Anything that YAML can say.
    case any
}

/// A value that an enumerated field can have.
package struct EnumerationValue: Hashable, Sendable {
    package var name: String
    /// The group that the value belongs to; nil for an enumeration that is not a status.
    package var group: StatusGroup?

    package init(name: String, group: StatusGroup? = nil) {
        self.name = name
        self.group = group
    }
}

/// What a status means, whatever a kind calls it. Queries and activities go by the group.
package enum StatusGroup: String, Hashable, Sendable, CaseIterable {
    case open, paused, done, dropped
}
