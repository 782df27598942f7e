// The JSON of what the engine answers: the same in the command line, over HTTP and in MCP. Names are in camel case,
// times RFC 3339 in UTC.

extension JSONWriter {
    /// Writes an entity as a listing shows it.
    package mutating func value(_ entity: EntitySummary) {
        object { $0.members(of: entity) }
    }

    /// Writes an entity with its body, unless that is left out, its connections and its newest activities; an agent with how it worked.
    package mutating func value(_ detail: EntityDetail, showsBody: Bool = true) {
        object { writer in
            writer.members(of: detail.summary)
            if showsBody { writer.member("body", detail.body) }
            writer.member("outgoing") { $0.array { writer in detail.outgoing.forEach { writer.value($0) } } }
            writer.member("incoming") { $0.array { writer in detail.incoming.forEach { writer.value($0) } } }
            writer.member("activities") { writer in
                writer.array { writer in detail.activities.activities.forEach { writer.value($0) } }
            }
            guard let work = detail.work else { return }
            writer.member("work") { writer in
                writer.object { writer in
                    writer.member("sessions", work.sessions)
                    writer.member("successes", work.successes)
                    writer.member("failures", work.failures)
                    writer.member("errors", work.errors)
                    writer.member("meanSeconds", work.meanDuration)
                }
            }
        }
    }

    private mutating func members(of entity: EntitySummary) {
        member("id", entity.id)
        member("type", entity.type)
        member("title", entity.title)
        member("path", entity.path)
        member("status", entity.status)
        member("tags", entity.tags)
        member("fields") { writer in
            writer.object { writer in
                for field in entity.fields {
                    writer.key(field.name)
                    writer.value(field.value)
                }
            }
        }
        member("createdAt", entity.createdAt.map { Instant(secondsSinceEpoch: $0).formatted })
        member("updatedAt", entity.updatedAt.map { Instant(secondsSinceEpoch: $0).formatted })
        member("diagnostics") { $0.array { writer in entity.diagnostics.forEach { writer.value($0) } } }
    }

    /// Writes an entity as a reference found it.
    package mutating func value(_ entity: EntityHandle) {
        object { writer in
            writer.member("id", entity.id)
            writer.member("type", entity.type)
            writer.member("title", entity.title)
            writer.member("path", entity.path)
        }
    }

    /// Writes a diagnostic as an object.
    package mutating func value(_ diagnostic: LocatedDiagnostic) {
        object { writer in
            writer.member("code", diagnostic.code.rawValue)
            writer.member("severity", diagnostic.severity.rawValue)
            writer.member("message", diagnostic.message)
            writer.member("path", diagnostic.path)
            writer.member("line", diagnostic.line)
            writer.member("column", diagnostic.column)
        }
    }

    /// Writes a connection. An end that no entity is at has no `id`, and the text of the link as its `title`.
    package mutating func value(_ connection: Connection) {
        object { $0.members(of: connection) }
    }

    /// Writes a connection with the line that states it.
    package mutating func value(_ backlink: Backlink) {
        object { writer in
            writer.members(of: backlink.connection)
            writer.member("text", backlink.line)
        }
    }

    private mutating func members(of connection: Connection) {
        member("category", connection.category.rawValue)
        member("relation", connection.name)
        member("source") { $0.value(connection.source) }
        member("target") { $0.value(connection.target) }
        member("path", connection.path)
        member("line", connection.line)
        member("column", connection.column)
    }

    private mutating func value(_ end: Connection.End) {
        object { writer in
            writer.member("id", end.id)
            writer.member("type", end.type)
            writer.member("title", end.title)
            writer.member("path", end.path)
            writer.member("status", end.status)
        }
    }

    /// Writes a target that does not exist, with the places that name it, as an object.
    package mutating func value(_ wanted: WantedTarget) {
        object { writer in
            writer.member("target", wanted.target)
            writer.member("text", wanted.text)
            writer.member("count", wanted.places.count)
            writer.member("places") { writer in
                writer.array { writer in
                    for place in wanted.places {
                        writer.object { writer in
                            writer.member("path", place.path)
                            writer.member("line", place.line)
                            writer.member("column", place.column)
                        }
                    }
                }
            }
        }
    }

    /// Writes a task box, with the entity that has it.
    package mutating func value(_ checkbox: Checkbox) {
        object { writer in
            writer.member("path", checkbox.entity.path)
            writer.member("line", checkbox.line)
            writer.member("column", checkbox.column)
            writer.member("mark", checkbox.mark)
            writer.member("text", checkbox.text)
            writer.member("heading", checkbox.heading)
            writer.member("entityId", checkbox.entity.id)
            writer.member("entityType", checkbox.entity.type)
            writer.member("title", checkbox.entity.title)
        }
    }

    /// Writes what a search found: the entity, its score, and the snippet in pieces.
    package mutating func value(_ hit: SearchHit) {
        object { writer in
            writer.members(of: hit.entity)
            writer.member("score", hit.score)
            writer.member("snippet") { writer in
                writer.array { writer in
                    for piece in hit.snippet {
                        writer.object { writer in
                            writer.member("text", piece.text)
                            writer.member("isMatch", piece.isMatch)
                        }
                    }
                }
            }
        }
    }
}
