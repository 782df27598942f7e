/// Which activities a feed is of. Every condition must hold; one with several values holds where any of them does, and always where it
/// has none.
package struct ActivityFilter: Hashable, Sendable {
    /// An action, of one kind, or of any where there is none; every action of it where that is open.
    package struct Event: Hashable, Sendable {
        package var kind: String?
        package var action: Action?

        package init(kind: String?, action: Action?) {
            self.kind = kind
            self.action = action
        }
    }

    /// An agent or a session as commits name it: by a text, or by whatever that in a file of the vault goes by. Case does not count.
    package struct Signature: Hashable, Sendable {
        package var text: String
        package var path: String?

        package init(text: String, path: String?) {
            self.text = text
            self.path = path
        }
    }

    /// The sessions of agents that are meant.
    package enum Session: Hashable, Sendable {
        case one(Signature)
        /// All whose names in commits begin so. Case does not count.
        case beginning(String)
    }

    package var kinds: [String] = []
    package var events: [Event] = []
    /// Ids of users, or pseudonyms of authors.
    package var users: [String] = []
    package var agents: [Signature] = []
    package var sessions: [Session] = []
    /// Entities that are there now, or are gone.
    package var entities: [EntityHandle] = []
    /// The first second that counts; since 1970, UTC.
    package var since: Int64?
    /// The first second that does not count any more.
    package var until: Int64?
    /// Fields that the activity changed.
    package var fields: [String] = []
    /// Only what is not committed yet.
    package var isUncommitted = false
    /// Only what entered the index with the commit at this place of its history, counted from 0, or after it; what is not
    /// committed is behind all commits.
    package var position: Int64?
    /// Counted from 1.
    package var page = 1
    /// nil for all on one page.
    package var limit: Int? = 50

    package init() {}
}

/// One page of a feed, the newest first.
package struct ActivityPage: Hashable, Sendable {
    package var activities: [Activity]
    /// The number of activities on all pages.
    package var total: Int
    package var page: Int
    package var limit: Int?

    /// How many pages there are: none where there is nothing, one where nothing limits a page.
    package var totalPages: Int {
        guard let limit, limit > 0 else { return total == 0 ? 0 : 1 }
        let (pages, rest) = total.quotientAndRemainder(dividingBy: limit)
        return rest == 0 ? pages : pages + 1
    }

    package init(activities: [Activity], total: Int, page: Int, limit: Int?) {
        self.activities = activities
        self.total = total
        self.page = page
        self.limit = limit
    }
}

/// An entity of the present or of the past, as a reference found it.
package struct EntityHandle: Hashable, Sendable {
    /// Its id: the front matter's, else the path.
    package var id: String
    /// Its kind; empty for an attachment.
    package var type: String
    package var title: String
    /// Where it is, or was last.
    package var path: String
    /// True for one that is only in the history.
    package var isGone: Bool
    /// The entity's number in the index's history; nil for one that no activity is of.
    package var lineage: Int64?

    package init(id: String, type: String, title: String, path: String, isGone: Bool, lineage: Int64?) {
        self.id = id
        self.type = type
        self.title = title
        self.path = path
        self.isGone = isGone
        self.lineage = lineage
    }

    /// The handle of one that is there; its number in the history is left open.
    package init(_ summary: EntitySummary) {
        self.init(
            id: summary.id, type: summary.type, title: summary.title, path: summary.path, isGone: false, lineage: nil)
    }
}
