/// The statuses of one entity, one after the other: the one place that tells when something was completed.
package struct StatusTimeline {
    /// A status as a kind has it.
    struct Status: Hashable {
        var kind: String
        var name: String
    }

    /// How long it stayed in open and paused statuses each time, in seconds; in the present one until now.
    private(set) var stays: [(status: Status, seconds: Int64)] = []
    /// The completion that stands, in seconds since 1970, UTC: when the status last came to mean done, be it in the commit that
    /// has the file first. One that was taken back, by a status that is open or paused again, is none. What is put away
    /// behind it (archived), or deleted, was completed all the same. An idea that became something is promoted and not completed.
    package private(set) var completion: Int64?
    /// From the first step to the completion, in seconds; nil where that was the first one, which tells of no work.
    private(set) var fromCreation: Int64?
    /// From the first status that is neither the kind's default nor an end to the completion, in seconds.
    private(set) var fromStart: Int64?

    /// Tells the statuses of each entity.
    ///
    /// - Parameters:
    ///   - steps: those of each entity together and in their order.
    ///   - schema: the kinds, whose statuses have groups.
    ///   - now: seconds since 1970, UTC.
    /// - Returns: What each entity's statuses were, in the order of the steps.
    package static func all(
        of steps: [VaultStatistics.Step], schema: Schema, now: Int64
    ) -> [(entity: Int64, timeline: StatusTimeline)] {
        var timelines: [(Int64, StatusTimeline)] = []
        var place = steps.startIndex
        while place < steps.endIndex {
            let entity = steps[place].entity
            let end = steps[place...].firstIndex { $0.entity != entity } ?? steps.endIndex
            timelines.append((entity, StatusTimeline(steps[place..<end], schema: schema, now: now)))
            place = end
        }
        return timelines
    }

    private init(_ steps: ArraySlice<VaultStatistics.Step>, schema: Schema, now: Int64) {
        guard let first = steps.first else { return }
        var present: (status: Status, since: Int64)?
        var group: StatusGroup?
        var start: Int64?
        var isDoneFromTheBeginning = false
        for step in steps where step.changesStatus || step.action == .deleted {
            leave(&present, at: step.at, schema)
            let kind = schema.kinds[step.kind]
            let initial = kind?.field("status")?.defaultValue?.text
            guard step.action != .deleted, let status = step.status ?? initial else { continue }
            let former = group
            group = kind?.group(ofStatus: status)
            switch group {
            case .done where former != .done:
                let isPromoted = KindRole(rawValue: step.kind)?.isPromoted(status: status) == true
                completion = isPromoted ? nil : step.at
                isDoneFromTheBeginning = step.action == .created
            case .done, .dropped: break
            case .open, .paused, nil: completion = nil
            }
            if start == nil, group == .open || group == .paused, status != initial { start = step.at }
            present = (Status(kind: step.kind, name: status), step.at)
        }
        leave(&present, at: now, schema)
        guard let completion, !isDoneFromTheBeginning else { return }
        fromCreation = max(completion - first.at, 0)
        fromStart = start.map { max(completion - $0, 0) }
    }

    private mutating func leave(_ present: inout (status: Status, since: Int64)?, at time: Int64, _ schema: Schema) {
        guard let (status, since) = present else { return }
        present = nil
        let group = schema.kinds[status.kind]?.group(ofStatus: status.name)
        if group == .open || group == .paused { stays.append((status, max(time - since, 0))) }
    }
}
