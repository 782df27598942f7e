extension JSONWriter {
    /// Writes what is different between two moments; `from` and `to` are the ids of their commits, or
    /// `uncommitted` for the present; nil, which is null, for the time before the first commit.
    package mutating func value(_ difference: VaultDifference, from: String?, to: String?) {
        object { writer in
            writer.member("from", from)
            writer.member("to", to)
            writer.member("counts") { writer in
                writer.object { writer in
                    for event in EntityDifference.Event.allCases {
                        writer.member(event.rawValue, difference.count(event))
                    }
                    writer.member("relationsAdded", difference.relationsAdded.count)
                    writer.member("relationsLost", difference.relationsLost.count)
                    writer.member("brokenLinks", difference.brokenLinks.count)
                }
            }
            writer.member("entities") { writer in
                writer.array { writer in
                    for entity in difference.entities {
                        writer.lineBreak()
                        writer.value(entity)
                    }
                }
            }
            for (name, connections) in [
                ("relationsAdded", difference.relationsAdded), ("relationsLost", difference.relationsLost),
                ("brokenLinks", difference.brokenLinks),
            ] {
                writer.member(name) { writer in
                    writer.array { writer in
                        for connection in connections {
                            writer.lineBreak()
                            writer.value(connection)
                        }
                    }
                }
            }
        }
    }

    /// Writes what became of one entity. `path` is of the last moment that has it.
    package mutating func value(_ difference: EntityDifference) {
        object { writer in
            writer.member("id", difference.last?.id)
            writer.member("type", difference.last?.type)
            writer.member("title", difference.last?.title)
            writer.member("path", difference.last?.path)
            writer.member("domain", difference.domain)
            writer.member("events", difference.events.map(\.rawValue))
            writer.member("changes") { writer in
                writer.object { writer in
                    if difference.events.contains(.moved) {
                        writer.key("path")
                        writer.object { writer in
                            writer.member("from", difference.before?.path)
                            writer.member("to", difference.after?.path)
                        }
                    }
                    for change in difference.fields {
                        writer.key(change.field)
                        writer.object { writer in
                            writer.key("from")
                            writer.value(change.before ?? .null)
                            writer.key("to")
                            writer.value(change.after ?? .null)
                        }
                    }
                }
            }
            writer.member("isTextChanged", difference.isTextChanged)
        }
    }
}
