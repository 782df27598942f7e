/// A change of one field of an entity, or of its text, with the activity that made it.
package struct FieldLogEntry: Hashable, Sendable {
    /// What became of a field, or of the text.
    package enum Change: Hashable, Sendable {
        case field(FieldChange)
        case body(BodyChange)
    }

    package var activity: Activity
    package var change: Change

    package init(activity: Activity, change: Change) {
        self.activity = activity
        self.change = change
    }

    /// The name of the field; `body` for the text.
    package var field: String {
        switch change {
        case .field(let change): change.field
        case .body: "body"
        }
    }

    /// One for each field that an activity changed, and behind them one for the text.
    package static func entries(of activity: Activity) -> [FieldLogEntry] {
        let changes = activity.changes.map(Change.field) + (activity.body.map { [.body($0)] } ?? [])
        return changes.map { FieldLogEntry(activity: activity, change: $0) }
    }
}
