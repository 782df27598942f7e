extension Kind {
    /// Whether its entities take place: they have times at which they begin and end, and may come back, as events do.
    /// So do those of every kind of a vault that has a `start` and an `end`, each a day or a time.
    /// An event does even where the vault's own file for events leaves these out.
    package var takesPlace: Bool {
        if hasRole(.event) { return true }
        return ["start", "end"].allSatisfy { name in
            switch field(name)?.type {
            case .date, .dateTime: true
            default: false
            }
        }
    }

    /// The fields that can say when something was completed: a task's day, and the end of a session.
    package static let completionFields = ["completed_on", "ended"]

    /// The field that says when an entity was completed; nil for a kind without one.
    package var completionField: FieldDefinition? {
        Self.completionFields.lazy.compactMap { field($0) }.first { [.date, .dateTime].contains($0.type) }
    }

    /// Whether an entity takes whole days, on the same ones everywhere, whatever times and offsets it states.
    ///
    /// - Parameter value: gives the values of its fields.
    /// - Returns: True where it says so, and its kind takes place.
    package func isAllDay(_ value: (String) -> FieldValue?) -> Bool {
        value("all_day") == .boolean(true) && takesPlace
    }
}

extension Schema {
    /// The kinds whose entities take place, by name.
    package var kindsTakingPlace: [Kind] { kinds.values.filter(\.takesPlace).sorted { $0.name < $1.name } }
}
