/// What a person writes in an editor to capture it. The file in which they write stays until an entity has its words, whatever
/// fails on the way, and whoever is killed.
struct CaptureDraft {
    let path: String

    /// Makes an empty draft in a folder.
    ///
    /// - Throws: A ``CommandFailure`` where the file cannot be made.
    init(in folder: String) throws { path = try TextFile.make("CAPTURE", in: folder) }

    /// Opens the draft in an editor, and gives `capture` what is written there. The draft goes once that is done.
    ///
    /// - Parameters:
    ///   - context: says which editor.
    ///   - isTrial: whether what is written is not captured yet, so that the draft stays.
    ///   - capture: captures a text.
    /// - Throws: A ``CommandFailure`` that says where the draft is, unless nothing is written there.
    func edit(in context: CommandContext, isTrial: Bool, _ capture: (String) throws -> Void) throws {
        try Editor.edit(path, in: context) { keeping($0) }
        do {
            try capture(TextFile.read(path))
        } catch {
            throw keeping(ErrorMessage.failure(for: error))
        }
        if isTrial { return context.note("\(whereKept)\n\(Self.wayOn)") }
        TextFile.remove(path)
    }

    /// The failure that says where the draft is, unless it has no words, and is removed, or the editor took it away.
    private func keeping(_ failure: CommandFailure) -> CommandFailure {
        guard TextFile.exists(path) else { return failure }
        if let text = try? TextFile.read(path), SpokenText.isBlank(text) {
            TextFile.remove(path)
            return failure
        }
        var failure = failure.adding(Self.wayOn)
        failure.details.append(whereKept)
        return failure
    }

    private var whereKept: String { "what you wrote is kept in \(path)" }

    private static let wayOn = "'mosaic capture -' takes it from standard input."
}
