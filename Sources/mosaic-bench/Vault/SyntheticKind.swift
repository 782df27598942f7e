/// The kinds of entity that a synthetic vault is made of, and how they are spread.
enum SyntheticKind: String, CaseIterable {
    case task, note, idea, event, project

    /// Of a hundred entities.
    var share: Int {
        switch self {
        case .task: 50
        case .note: 27
        case .idea: 12
        case .event: 6
        case .project: 5
        }
    }

    var folder: String { rawValue + "s" }

    /// In the order in which an entity goes through them.
    var statuses: [String] {
        switch self {
        case .task: ["not_started", "in_progress", "paused", "completed", "archived"]
        case .note: ["draft", "published", "archived"]
        case .idea: ["captured", "processing", "actionable", "archived", "discarded"]
        case .event: ["tentative", "confirmed", "cancelled"]
        case .project: ["planning", "active", "on_hold", "completed", "archived"]
        }
    }

    /// What the date of the kind is called; nil where it has none.
    var dateField: String? {
        switch self {
        case .task: "due"
        case .event: "start"
        case .project: "target"
        case .note, .idea: nil
        }
    }

    var hasDomain: Bool { self != .note }

    var hasPriority: Bool { self != .note && self != .event }

    /// The kind of the entity with a number, so that every stretch of a hundred has its shares.
    static func ofEntity(number: Int) -> SyntheticKind {
        // 37 and 100 have no common factor: the kinds are mixed, and every one of a hundred places comes once.
        var place = number * 37 % 100
        for kind in allCases {
            if place < kind.share { return kind }
            place -= kind.share
        }
        return .task
    }
}
