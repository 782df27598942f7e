import VaultEngine

/// Assignments of fields, `k=v`, as they stand on a command line.
enum AssignmentArguments {
    static func parse(_ texts: [String]) throws -> [FieldAssignment] {
        try texts.enumerated().map { place, text in
            guard let assignment = FieldAssignment(text) else {
                throw CommandFailure(
                    .usage, "could not read '\(text)' as a change of a field",
                    remedy: wholeValue(at: place, of: texts).map {
                        "Put a value of several words in quotes: '\($0)'."
                    }
                        ?? "Write 'due=tomorrow' to set, 'tags+=winter' or 'tags-=winter' for one item of a list, 'due=' to remove."
                )
            }
            return assignment
        }
    }

    /// The assignment that a word without a sign belongs to, where it stands behind one, with all of its words: `due=next friday`.
    private static func wholeValue(at place: Int, of texts: [String]) -> String? {
        guard place > 0, FieldAssignment(texts[place - 1])?.value.isEmpty == false else { return nil }
        return ([texts[place - 1]] + texts[place...].prefix { !FieldAssignment.isOne($0) }).joined(separator: " ")
    }
}
