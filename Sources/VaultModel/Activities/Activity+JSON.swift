extension Activity {
    /// The activity as one line of JSON. Times are RFC 3339 in UTC; `details` has `{"from", "to"}` by field.
    package var json: String {
        var text = "{"
        func add(_ key: String, _ value: String?) {
            if text.utf8.count > 1 { text += "," }
            JSONText.append(string: key, to: &text)
            text += ":"
            if let value { JSONText.append(string: value, to: &text) } else { text += "null" }
        }
        add("id", id)
        add("event", event)
        add("action", action.rawValue)
        add("entityType", entityType)
        add("entityId", entityID)
        add("title", title)
        add("path", path)
        add("userId", userID)
        add("agentId", agentID)
        add("sessionId", sessionID)
        add("via", via)
        add("operationId", operationID)
        add("commit", commit)
        add("createdAt", Instant(secondsSinceEpoch: createdAt).formatted)
        text += ",\"details\":"
        var details = changes.map { change in
            FieldValue.MappingEntry(
                key: change.field,
                value: .mapping([
                    .init(key: "from", value: change.before ?? .null), .init(key: "to", value: change.after ?? .null),
                ]))
        }
        if let body {
            let counts = FieldValue.mapping([
                .init(key: "added", value: .integer(Int64(body.added))),
                .init(key: "removed", value: .integer(Int64(body.removed))),
            ])
            details.append(.init(key: "body", value: counts))
        }
        FieldValue.mapping(details).appendJSON(to: &text)
        return text + "}"
    }
}
