extension JSONWriter {
    /// Writes an activity. Times are RFC 3339 in UTC; `details` has `{"from", "to"}` by field.
    package mutating func value(_ activity: Activity) {
        object { writer in
            writer.member("id", activity.id)
            writer.members(
                of: activity.action, kind: activity.entityType, id: activity.entityID, title: activity.title,
                path: activity.path)
            writer.members(ofOriginOf: activity)
            writer.member("createdAt", Instant(secondsSinceEpoch: activity.createdAt).formatted)
            writer.member("details") { $0.details(activity.changes, activity.body) }
        }
    }

    /// What happened to which entity, as members of the object that is being written.
    package mutating func members(of action: Action, kind: String, id: String, title: String, path: String) {
        member("event", Activity.event(action, of: kind))
        member("action", action.rawValue)
        member("entityType", kind)
        member("entityId", id)
        member("title", title)
        member("path", path)
    }

    /// Writes what an activity is about, by field.
    package mutating func details(_ changes: [FieldChange], _ body: BodyChange?) {
        object { writer in
            for change in changes {
                writer.member(change.field) { writer in
                    writer.object { writer in
                        writer.key("from")
                        writer.value(change.before ?? .null)
                        writer.key("to")
                        writer.value(change.after ?? .null)
                    }
                }
            }
            if let body {
                writer.member("body") { writer in
                    writer.object { writer in
                        writer.member("added", body.added)
                        writer.member("removed", body.removed)
                    }
                }
            }
        }
    }
}

extension JSONWriter {
    /// Writes who set a field to what it is.
    package mutating func value(_ origin: FieldOrigin) {
        object { writer in
            writer.member("field", origin.field)
            writer.key("value")
            writer.value(origin.value ?? .null)
            writer.member("path", origin.path)
            writer.members(ofOriginOf: origin.activity)
            writer.member("event", origin.activity.event)
            writer.member("createdAt", Instant(secondsSinceEpoch: origin.activity.createdAt).formatted)
        }
    }

    /// Who did it, by what and in which commit, as members of the object that is being written.
    package mutating func members(ofOriginOf activity: Activity) {
        member("userId", activity.userID)
        member("agentId", activity.agentID)
        member("sessionId", activity.sessionID)
        member("via", activity.via)
        member("operationId", activity.operationID)
        member("commit", activity.commit)
    }
}
