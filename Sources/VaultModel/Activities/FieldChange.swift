/// One field's change from one commit to the next.
package struct FieldChange: Hashable, Sendable {
    package var field: String
    /// nil where the field was not there.
    package var before: FieldValue?
    /// nil where the field is gone.
    package var after: FieldValue?

    package init(field: String, before: FieldValue?, after: FieldValue?) {
        self.field = field
        self.before = before
        self.after = after
    }
}

/// How many lines of a body a change added and removed.
package struct BodyChange: Hashable, Sendable {
    package var added: Int
    package var removed: Int

    package init(added: Int, removed: Int) {
        self.added = added
        self.removed = removed
    }
}

/// An activity as a change gives it, before it has a place in a history.
package struct ActivityDraft: Hashable, Sendable {
    package var action: Action
    /// Only what the action is about, in the order of the file.
    package var changes: [FieldChange]
    package var body: BodyChange?

    package init(action: Action, changes: [FieldChange] = [], body: BodyChange? = nil) {
        self.action = action
        self.changes = changes
        self.body = body
    }
}
