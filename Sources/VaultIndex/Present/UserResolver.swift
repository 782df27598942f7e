import GRDB
import GitStore
import VaultModel

/// Names the authors of commits: by the user of the vault that bears their address, else by a pseudonym.
struct UserResolver {
    let database: Database
    let mailmap: Mailmap
    /// True where no `users/` file and no line of `.mailmap` changed, so that only new authors are to be named.
    let areUsersUnchanged: Bool

    /// Names the authors anew, so that a new `users/` file names old commits too.
    func resolve() throws {
        var authors: [(id: Int64, name: String, email: String)] = []
        try RowStatement(
            database, "SELECT id, name, email FROM authors \(areUsersUnchanged ? "WHERE user IS NULL" : "")"
        ).forEach { authors.append(($0.int(0), $0.text(1), $0.text(2))) }
        guard !authors.isEmpty else { return }
        let users = try users()
        let update = try RowStatement(database, "UPDATE authors SET user = ? WHERE id = ?")
        for author in authors {
            let email = mailmap.resolve(name: author.name, email: author.email).email
            let user =
                users[email.lowercased()] ?? users[author.email.lowercased()]
                // Imported histories have authors without an address, who are told apart by their names.
                ?? Digest.pseudonym(of: email.isEmpty ? author.name : email)
            try update.bind(user).bind(author.id).run()
        }
    }

    /// The ids of the vault's users by the addresses that they state, and by those that the mailmap has in their places. Of two with one
    /// address, the first by id.
    private func users() throws -> [String: String] {
        var users: [String: String] = [:]
        var mapped: [(email: String, id: String)] = []
        try Self.forEachAddress(database) { email, id, _ in
            users[email] = users[email] ?? id
            mapped.append((mailmap.resolve(name: "", email: email).email.lowercased(), id))
        }
        for (email, id) in mapped where users[email] == nil { users[email] = id }
        return users
    }

    /// Every address that a user of the vault states, in lower case, with the user's id and path; by id, then by path.
    static func forEachAddress(
        _ database: Database, _ body: (_ email: String, _ id: String, _ path: String) -> Void
    ) throws {
        try RowStatement(
            database,
            """
            SELECT identifier, path, front_matter FROM entities JOIN documents ON entity = id
            WHERE kind = '\(KindRole.person.kind)' ORDER BY identifier, path
            """
        ).forEach { row in
            for field in row.fields(2) where ["emails", "email"].contains(field.name) {
                for email in field.value.texts { body(email.lowercased(), row.text(0), row.text(1)) }
            }
        }
    }
}
