/// Who set the present value of a field, or stated one relation of several.
package struct FieldOrigin: Hashable, Sendable {
    /// The field's name; `body` for the text.
    package var field: String
    /// What it was set to; one value of a field that states several relations, and nil for the text.
    package var value: FieldValue?
    /// The file that states it.
    package var path: String
    /// The activity that set it, of the commit that it came from.
    package var activity: Activity

    package init(field: String, value: FieldValue?, path: String, activity: Activity) {
        self.field = field
        self.value = value
        self.path = path
        self.activity = activity
    }
}
