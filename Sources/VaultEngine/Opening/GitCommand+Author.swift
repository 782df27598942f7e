import GitStore

extension GitCommand {
    /// The name and address that git would commit with, as its settings and the environment say; nil where it knows none.
    ///
    /// - Throws: `VaultError` where git cannot be run.
    func author() throws -> (name: String, email: String)? {
        let output = try translatingErrors(at: directory) {
            try self.output(of: ["var", "GIT_AUTHOR_IDENT"], isRead: true)
        }
        guard output.status == 0, let open = output.text.lastIndex(of: "<"), let close = output.text.lastIndex(of: ">"),
            open < close
        else { return nil }
        let name = output.text[..<open].trimmed
        let email = String(output.text[output.text.index(after: open)..<close])
        return name.isEmpty || email.isEmpty ? nil : (name, email)
    }
}
