import VaultModel

/// What happened, in the words of a commit's subject: `3 tasks completed, 1 idea captured`.
struct ChangeSummary {
    /// The plurals of the kinds, by their names.
    let plurals: [String: String]

    /// Each entity counts once, by the most telling of its activities; `otherFiles` are those that are no entities.
    func text(of activities: [Activity], otherFiles: Int) -> String {
        var telling: [ExactText: Activity] = [:]
        for activity in activities {
            guard let known = telling[activity.path] else {
                telling[activity.path] = activity
                continue
            }
            if Self.rank(activity.action) < Self.rank(known.action) { telling[activity.path] = activity }
        }
        var counts: [Group: Int] = [:]
        for activity in telling.values {
            counts[
                Group(kind: activity.entityType, verb: Self.verb(of: activity), rank: Self.rank(activity.action)),
                default: 0] += 1
        }
        var parts = counts.sorted {
            ($0.key.rank, -$0.value, $0.key.kind) < ($1.key.rank, -$1.value, $1.key.kind)
        }.map { "\(noun($0.key.kind, $0.value)) \($0.key.verb)" }
        if parts.count > Self.mostParts {
            let rest = parts.count - Self.mostParts
            parts = parts.prefix(Self.mostParts) + ["\(rest) more \(rest == 1 ? "change" : "changes")"]
        }
        if otherFiles > 0 { parts.append("\(otherFiles) \(otherFiles == 1 ? "file" : "files")") }
        return parts.isEmpty ? "Changes" : parts.joined(separator: ", ")
    }

    private struct Group: Hashable {
        var kind: String
        var verb: String
        var rank: Int
    }

    private static let mostParts = 4

    private func noun(_ kind: String, _ count: Int) -> String {
        "\(count) \(count == 1 ? kind : plurals[kind] ?? kind + "s")"
    }

    private static func rank(_ action: Action) -> Int {
        let order: [Action] = [
            .completed, .created, .promoted, .restored, .reopened, .archived, .deleted, .moved, .assigned, .memberAdded,
            .memberRemoved, .updated, .linked, .unlinked,
        ]
        return order.firstIndex(of: action) ?? order.count
    }

    private static func verb(of activity: Activity) -> String {
        switch activity.action {
        case .created: activity.entityType == KindRole.idea.kind ? "captured" : "added"
        case .deleted: "removed"
        case .moved: "renamed"
        case .memberAdded, .memberRemoved, .updated: "changed"
        default: activity.action.rawValue
        }
    }
}
