extension JSONWriter {
    /// Writes an activity. Times are RFC 3339 in UTC; `details` has `{"from", "to"}` by field.
    package mutating func value(_ activity: Activity) {
        object { writer in
            writer.member("id", activity.id)
            writer.member("event", activity.event)
            writer.member("action", activity.action.rawValue)
            writer.member("entityType", activity.entityType)
            writer.member("entityId", activity.entityID)
            writer.member("title", activity.title)
            writer.member("path", activity.path)
            writer.member("userId", activity.userID)
            writer.member("agentId", activity.agentID)
            writer.member("sessionId", activity.sessionID)
            writer.member("via", activity.via)
            writer.member("operationId", activity.operationID)
            writer.member("commit", activity.commit)
            writer.member("createdAt", Instant(secondsSinceEpoch: activity.createdAt).formatted)
            writer.member("details") { $0.details(of: activity) }
        }
    }

    private mutating func details(of activity: Activity) {
        object { writer in
            for change in activity.changes {
                writer.member(change.field) { writer in
                    writer.object { writer in
                        writer.key("from")
                        writer.value(change.before ?? .null)
                        writer.key("to")
                        writer.value(change.after ?? .null)
                    }
                }
            }
            if let body = activity.body {
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
            writer.member("userId", origin.activity.userID)
            writer.member("agentId", origin.activity.agentID)
            writer.member("sessionId", origin.activity.sessionID)
            writer.member("via", origin.activity.via)
            writer.member("operationId", origin.activity.operationID)
            writer.member("commit", origin.activity.commit)
            writer.member("event", origin.activity.event)
            writer.member("createdAt", Instant(secondsSinceEpoch: origin.activity.createdAt).formatted)
        }
    }
}
