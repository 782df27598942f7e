import GRDB
import GitStore
import VaultModel

/// Names the authors of commits: by the user of the vault that bears their address, else by a pseudonym.
struct UserResolver {
    let database: Database
    let mailmap: Mailmap

    /// Resolves every author anew, so that a new `users/` file names old commits too.
    func resolve() throws {
        var users: [String: String] = [:]
        try RowStatement(
            database,
            """
            SELECT entities.identifier, fields.value FROM entities JOIN fields ON fields.entity = entities.id
            WHERE entities.kind = 'user' AND fields.name IN ('emails', 'email') ORDER BY entities.identifier DESC
            """
        ).forEach { row in
            for email in FieldValue(json: row.text(1))?.texts ?? [] { users[email.lowercased()] = row.text(0) }
        }
        var authors: [(id: Int64, name: String, email: String)] = []
        try RowStatement(database, "SELECT id, name, email FROM authors").forEach { row in
            authors.append((row.int(0), row.text(1), row.text(2)))
        }
        let update = try RowStatement(database, "UPDATE authors SET user = ? WHERE id = ? AND user IS NOT ?")
        for author in authors {
            let email = mailmap.resolve(name: author.name, email: author.email).email
            let user =
                users[email.lowercased()] ?? users[author.email.lowercased()] ?? Digest.pseudonym(forEmail: email)
            try update.bind(user).bind(author.id).bind(user).run()
        }
    }
}
