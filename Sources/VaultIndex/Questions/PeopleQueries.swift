import GRDB
import VaultModel

/// Answers about who worked: people, agents and sessions.
package struct PeopleQueries {
    let database: Database

    // MARK: - Users

    /// The titles of the users of the vault, by their ids.
    package func titles() throws -> [String: String] {
        var titles: [String: String] = [:]
        try RowStatement(database, "SELECT identifier, title FROM entities WHERE kind = '\(KindRole.person.kind)'")
            .forEach { titles[$0.text(0)] = $0.text(1) }
        return titles
    }

    /// True for an id or pseudonym that activities name somebody by.
    package func isUserID(_ text: String) throws -> Bool {
        try RowStatement(database, "SELECT 1 FROM authors WHERE user = ? LIMIT 1").bind(text).hasRow()
    }

    /// The path of the user who states an address, in any case; of several, the first one by id. nil where nobody does.
    package func path(ofUserWithAddress email: String) throws -> String? {
        try users(stating: email).first?.path
    }

    /// The ids of those who commit with an address, in any case: the users who state it, and those that commits with it are of.
    package func ids(ofAuthorsWithAddress email: String) throws -> Set<String> {
        let authors = try RowStatement(
            database, "SELECT user FROM authors WHERE lower(email) = ? AND user IS NOT NULL"
        ).bind(email.lowercased()).allTexts()
        return Set(authors + (try users(stating: email).map(\.id)))
    }

    /// The users who state an address, by id.
    private func users(stating email: String) throws -> [(id: String, path: String)] {
        let wanted = email.lowercased()
        var users: [(id: String, path: String)] = []
        try UserResolver.forEachAddress(database) { email, id, path in
            if email == wanted { users.append((id, path)) }
        }
        return users
    }

    // MARK: - Agents and sessions

    /// The path of the agent whose `agent_id` is this; nil where there is none, or several.
    package func agentPath(identifier: String) throws -> String? {
        let paths = try RowStatement(
            database,
            """
            SELECT path FROM fields JOIN entities ON entities.id = entity
            WHERE fields.name = 'agent_id' AND text = ? AND kind = '\(KindRole.agent.kind)'
            """
        ).bind(NameKey.fold(identifier)).allTexts()
        return paths.count == 1 ? paths[0] : nil
    }

    /// True where a commit is signed by an agent of this name.
    package func hasSigned(agent name: String) throws -> Bool {
        try hasCommit(QueryCompiler.isSigned(by: name, path: nil))
    }

    /// True where a commit is signed in a session of this name.
    package func hasSigned(session name: String) throws -> Bool {
        try hasCommit(QueryCompiler.isOf(.one(.init(text: name, path: nil))))
    }

    private func hasCommit(_ signed: SQLFragment) throws -> Bool {
        try RowStatement(database, "SELECT 1 FROM commits WHERE \(signed.sql) LIMIT 1").bind(signed.values)
            .hasRow()
    }
}
