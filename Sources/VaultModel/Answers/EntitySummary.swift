/// An entity as listings and every face show it.
package struct EntitySummary: Hashable, Sendable {
    package var id: String
    /// The shortest prefix of `id` that no other entity's id has; the whole id where it is a path.
    package var shortID: String
    package var type: String
    package var title: String
    package var path: String
    package var status: String?
    package var statusGroup: StatusGroup?
    /// Of the front matter and of the body, in alphabetical order.
    package var tags: [String]
    /// The front matter in its own order, without what the entity states elsewhere: `id`, `type` (where it names a
    /// kind), `title`, `status` and `tags`.
    package var fields: [EntityField]
    /// As the file states it, else the time of the first activity; seconds since 1970, UTC.
    package var createdAt: Int64?
    /// As the file states it, else the time of the last activity; seconds since 1970, UTC.
    package var updatedAt: Int64?
    package var diagnostics: [LocatedDiagnostic]

    package init(
        id: String, shortID: String, type: String, title: String, path: String, status: String?,
        statusGroup: StatusGroup?, tags: [String], fields: [EntityField], createdAt: Int64?, updatedAt: Int64?,
        diagnostics: [LocatedDiagnostic]
    ) {
        self.id = id
        self.shortID = shortID
        self.type = type
        self.title = title
        self.path = path
        self.status = status
        self.statusGroup = statusGroup
        self.tags = tags
        self.fields = fields
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.diagnostics = diagnostics
    }

    /// The names that `fields` leaves out.
    package static let ownKeys = ["id", "type", "title", "status", "tags"]
}

/// A diagnostic with the place that a person finds it at.
package struct LocatedDiagnostic: Hashable, Sendable {
    package var code: DiagnosticCode
    package var message: String
    package var path: String
    /// Counted from 1; nil for the file as a whole.
    package var line: Int?
    /// In characters (Unicode scalars), counted from 1.
    package var column: Int?

    package var severity: Diagnostic.Severity { code.severity }

    package init(code: DiagnosticCode, message: String, path: String, line: Int?, column: Int?) {
        self.code = code
        self.message = message
        self.path = path
        self.line = line
        self.column = column
    }
}

/// A file that bears the id of an older one.
package struct DuplicateIdentifier: Hashable, Sendable {
    package var path: String
    package var identifier: String
    /// The path of the older file.
    package var original: String

    package init(path: String, identifier: String, original: String) {
        self.path = path
        self.identifier = identifier
        self.original = original
    }
}
