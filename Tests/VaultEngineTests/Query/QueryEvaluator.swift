import Foundation
import VaultModel

@testable import VaultEngine

/// Answers queries by plain loops over everything that there is: slow, and simple enough to be right.
struct QueryEvaluator {
    /// An entity as its file and its activities tell it.
    struct Item {
        var summary: EntitySummary
        var body: String
        /// The front matter, with what the kind gives where the file states nothing.
        var values: [String: [FieldItem]]
        var stated: Set<String>
        var activities: [Activity]
        var boxes: CheckboxCounts

        /// Those of a time; all of them where there is none.
        func activities(in period: QueryPeriod?) -> [Activity] {
            activities.filter { period?.contains(utc: $0.createdAt) != false }
        }
    }

    let items: [Item]
    let connections: [Connection]
    let schema: Schema
    private let zones: TimeZones

    init(_ vault: Vault) throws {
        schema = try vault.schema()
        zones = vault.surroundings.timeZones
        connections = try vault.graph(around: nil, depth: 0)
        var filter = ActivityFilter()
        filter.limit = nil
        let activities = Dictionary(grouping: try vault.activities(filter).activities, by: \.entityID)
        items = try vault.entities().map { [schema] summary in
            let document = Document(bytes: try vault.bytes(at: summary.path))
            let kind = schema.kinds[summary.type]
            var item = Item(
                summary: summary, body: String(decoding: document.bytes[document.bodySpan], as: UTF8.self), values: [:],
                stated: [], activities: activities[summary.id] ?? [], boxes: Self.boxes(document.bytes))
            for field in schema.kept(EntityContent(document).fields, of: kind) where field.value != .null {
                item.values[field.name] = (schema.fieldType(field.name, of: kind) ?? .any).items(of: field.value)
                    .map { Self.placed($0, kind) { document.field($0)?.value } }
                if field.value != .list([]) { item.stated.insert(field.name) }
            }
            for field in kind?.fields ?? [] where item.values[field.name] == nil {
                if let value = field.defaultValue { item.values[field.name] = field.type.items(of: value) }
            }
            return item
        }
    }

    /// The boxes of a file whose lines are in no code, quote or list of a list, as those of the tests are.
    private static func boxes(_ bytes: [UInt8]) -> CheckboxCounts {
        let marks = String(decoding: bytes, as: UTF8.self).split(separator: "\n").filter { $0.hasPrefix("- [") }
            .map { $0.dropFirst(3).prefix(1) }
        return CheckboxCounts(
            all: marks.count, open: marks.count { $0 == " " }, ticked: marks.count { $0 == "x" })
    }

    /// A value that is a time, in the zone that an entity names, as the system knows it. No time of the tests is one at which
    /// clocks change.
    static func placed(_ value: FieldItem, _ kind: Kind?, _ field: (String) -> FieldValue?) -> FieldItem {
        if kind?.name == "event", field("all_day") == .boolean(true) { return value.unbound }
        guard kind?.name == "event", let local = value.moment,
            !value.isZoned, DateTime(value.text)?.secondOfDay != nil,
            let zone = field("timezone")?.string.flatMap({ TimeZone(identifier: $0) })
        else { return value }
        var placed = value
        placed.moment = local - Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(local))))
        placed.isZoned = true
        return placed
    }

    /// The paths of the entities that a query is of, in its order; the order of what is ranked by words is left open.
    func paths(_ resolved: ResolvedQuery) -> [String] {
        let found = items.filter { holds(resolved.query.condition, for: $0, resolved) }
        let paths = found.sorted { isBefore($0, $1, resolved) }.map(\.summary.path)
        return resolved.query.limit.map { Array(paths.prefix($0)) } ?? paths
    }

    private func holds(_ condition: QueryCondition, for item: Item, _ resolved: ResolvedQuery) -> Bool {
        switch condition {
        case .all(let parts): parts.allSatisfy { holds($0, for: item, resolved) }
        case .any(let parts): parts.contains { holds($0, for: item, resolved) }
        case .not(let part): !holds(part, for: item, resolved)
        case .test(let test): holds(test, for: item, resolved)
        }
    }

    private func holds(_ test: QueryTest, for item: Item, _ resolved: ResolvedQuery) -> Bool {
        let summary = item.summary
        switch test {
        case .text(let text):
            let columns = [text.column == .body ? "" : summary.title, text.column == .title ? "" : item.body]
            let others = ["aliases", "description"].filter(item.stated.contains).flatMap { item.values[$0] ?? [] }
            let names = text.column == nil ? [VaultPath.stem(of: summary.path)] + others.map(\.text) : []
            return (columns + names).contains { Self.hasWords(text, in: $0) }
        case .kind(let kinds): return kinds.contains(summary.type)
        case .identifier(let patterns): return patterns.contains { $0.matches(summary.id) }
        case .path(let patterns):
            let path = summary.path.lowercased()
            return patterns.contains { pattern in
                let folder = pattern.text.lowercased() + (pattern.text.hasSuffix("/") ? "" : "/")
                return pattern.lowercased.matches(path) || !pattern.isPrefix && path.hasPrefix(folder)
            }
        case .tag(let patterns):
            return summary.tags.contains { tag in
                patterns.contains {
                    $0.lowercased.matches(tag.lowercased()) || tag.lowercased().hasPrefix($0.text.lowercased() + "/")
                }
            }
        case .status(let patterns):
            return patterns.contains { pattern in
                summary.status.map(pattern.matches) ?? false
                    || !pattern.isPrefix && pattern.text == summary.statusGroup?.rawValue
            }
        case .field(let name, let alternatives):
            return alternatives.contains { alternative in
                alternative.kinds?.contains(summary.type) != false
                    && (item.values[name] ?? []).contains { value in
                        alternative.values.contains { value.matches($0) }
                    }
            }
        case .hasField(let name):
            return item.stated.contains(name) || name == "tags" && !summary.tags.isEmpty
        case .boxes(let boxes, let numbers):
            return numbers.contains { $0.contains(Double(item.boxes[boxes])) }
        case .on(let days): return days.contains { isOn($0, item, resolved.clock) }
        case .states(let states): return states.contains { holds($0, for: item, resolved.clock) }
        case .putAway: return item.summary.statusGroup == .dropped && item.summary.type != "session"
        case .time(let time, let periods):
            let moment = moment(time, of: item)
            return periods.contains { period in moment.map { period.contains(utc: $0) } ?? false }
        case .reference, .relation, .linksTo, .linkedFrom, .near, .reaches, .reachedFrom:
            return isConnected(summary.path, test, resolved)
        case .changed, .was, .became, .slipped, .by, .agent, .session:
            return hasPast(item, test, resolved)
        }
    }

    // MARK: - The entity

    /// Words of ASCII letters and digits, as they stand one behind another.
    private static func hasWords(_ text: QueryText, in column: String) -> Bool {
        func words(_ text: String) -> [String] {
            text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        }
        let (wanted, found) = (words(text.text), words(column))
        guard !wanted.isEmpty, found.count >= wanted.count else { return false }
        return (0...(found.count - wanted.count)).contains { start in
            wanted.indices.allSatisfy { place in
                let isOpen = text.isPrefix && place == wanted.count - 1
                return isOpen ? found[start + place].hasPrefix(wanted[place]) : found[start + place] == wanted[place]
            }
        }
    }

    func moment(_ time: QueryTime, of item: Item) -> Int64? {
        switch time {
        case .created: return item.summary.createdAt
        case .updated: return item.summary.updatedAt
        case .statusChanged:
            guard let status = item.summary.status else { return nil }
            // What the kind gives what states none is a status as well, and stating it sets nothing.
            let given = schema.kinds[item.summary.type]?.field("status")?.defaultValue
            // The newest come first, and none of these is on a branch.
            let setting = item.activities.first { activity in
                activity.action != .deleted
                    && activity.changes.contains { change in
                        let (before, after) = (change.before ?? given, change.after ?? given)
                        let comesToBe = activity.action == .created || activity.action == .restored
                        return change.field == "status" && after == .string(status) && (comesToBe || before != after)
                    }
            }
            return setting.flatMap { $0.action == .created ? nil : $0.createdAt } ?? item.summary.createdAt
        }
    }

    private func holds(_ state: QueryState, for item: Item, _ clock: QueryClock) -> Bool {
        let group = item.summary.statusGroup
        let isActive = group == .open || group == .paused
        switch state {
        case .open, .paused, .done, .dropped: return group?.rawValue == state.rawValue
        case .blocked: return isActive && isHeld(item.summary.path)
        case .ready: return group == .open && !isHeld(item.summary.path)
        case .orphan:
            return item.summary.type != "relationship"
                && !connections.contains { connection in
                    guard let source = connection.source.path, let target = connection.target.path, source != target
                    else {
                        return false
                    }
                    return source == item.summary.path || target == item.summary.path
                }
        case .wanted:
            return connections.contains {
                $0.path == item.summary.path && $0.candidates == 0
            }
        case .stale:
            guard let days = schema.kinds[item.summary.type]?.staleAfterDays, group == .open else { return false }
            return item.summary.updatedAt.map { $0 < clock.now - Int64(days) * 86_400 } ?? false
        case .passed:
            let values = QueryState.targetFields.flatMap { item.values[$0] ?? [] }
            return isActive
                && values.contains { value in
                    guard let moment = value.moment else { return false }
                    if value.isZoned { return moment < clock.now }
                    if moment % 86_400 == 0 { return moment < clock.today.startOfDay.secondsSinceEpoch }
                    return moment < clock.now + Int64(clock.secondsFromUTC(clock.now))
                }
        case .today:
            return (group == nil || isActive) && isOn(clock.today...clock.today, item, clock)
        }
    }

    private func isOn(_ days: ClosedRange<CalendarDate>, _ item: Item, _ clock: QueryClock) -> Bool {
        var names = QueryState.dayFields
        if item.summary.type == "event" {
            let zone = schema.kinds["event"]?.timeZone(of: item.summary.value, in: zones)
            let times = EventTimes(of: item.summary.value, zone: zone, clock: clock)
            if times?.takePlace(on: days) == true { return true }
            names.removeAll { $0 == "start" }
        }
        let values = names.flatMap { item.values[$0] ?? [] }
        return values.contains { value in
            guard let moment = value.moment else { return false }
            let local = value.isZoned ? moment + Int64(clock.secondsFromUTC(moment)) : moment
            return days.contains(Instant(secondsSinceEpoch: local).day)
        }
    }

    // MARK: - The graph

    private func edges(_ name: String) -> [(source: String, target: String)] {
        connections.compactMap { connection in
            guard connection.category == .relation, connection.name == name, let source = connection.source.path,
                let target = connection.target.path, source != target
            else { return nil }
            return (source, target)
        }
    }

    /// True where something that the entity waits for, however far, is open or paused.
    private func isHeld(_ path: String) -> Bool {
        let steps = edges("depends_on") + edges("blocks").map { ($0.target, $0.source) }
        let groups = Dictionary(uniqueKeysWithValues: items.map { ($0.summary.path, $0.summary.statusGroup) })
        var frontier = [path]
        var seen: Set<String> = []
        while let next = frontier.popLast() {
            for step in steps where step.source == next && seen.insert(step.target).inserted {
                if [.open, .paused].contains(groups[step.target] ?? nil) { return true }
                frontier.append(step.target)
            }
        }
        return false
    }

    private func isConnected(_ path: String, _ test: QueryTest, _ resolved: ResolvedQuery) -> Bool {
        func leads(_ end: Connection.End, to reference: ResolvedQuery.Reference, _ candidates: Int) -> Bool {
            isEnd(end, reference, resolved, candidates)
        }
        func has(
            _ isRight: (Connection) -> Bool, own: KeyPath<Connection, Connection.End>,
            other: KeyPath<Connection, Connection.End>
        ) -> Bool {
            connections.contains { connection in
                isRight(connection) && connection[keyPath: own].path == path
                    && (test.references.isEmpty
                        || test.references.contains { leads(connection[keyPath: other], to: $0, connection.candidates) })
            }
        }
        switch test {
        case .reference("domain", _)
        where isOfProject(
            path,
            { project in
                connections.contains { connection in
                    connection.category == .reference && connection.name == "domain"
                        && connection.source.path == project
                        && test.references.contains { leads(connection.target, to: $0, connection.candidates) }
                }
            }):
            return true
        case .reference(let field, _):
            return has({ $0.category == .reference && $0.name == field }, own: \.source, other: \.target)
                || isRelationship(path, naming: field, test, resolved) || isText(path, in: field, test)
        case .relation(let relation, let isInverse, _):
            let isRight = { (connection: Connection) in
                connection.category == .relation && connection.name == relation.name
            }
            let forth = has(isRight, own: \.source, other: \.target)
            let back = has(isRight, own: \.target, other: \.source)
            return relation.isSymmetric ? forth || back : isInverse ? back : forth
        case .linksTo(let references):
            return has({ !references.isEmpty || $0.leadsElsewhere }, own: \.source, other: \.target)
        case .linkedFrom(let references):
            return has({ !references.isEmpty || $0.leadsElsewhere }, own: \.target, other: \.source)
        case .near(_, let depth): return walk(test, resolved, depth, forth: true, back: true).contains(path)
        case .reaches(_, let depth): return walk(test, resolved, depth, forth: false, back: true).contains(path)
        case .reachedFrom(_, let depth): return walk(test, resolved, depth, forth: true, back: false).contains(path)
        default: return false
        }
    }

    /// Whether an end of a connection is what a reference of a query means.
    private func isEnd(
        _ end: Connection.End, _ reference: ResolvedQuery.Reference, _ resolved: ResolvedQuery, _ candidates: Int
    ) -> Bool {
        let text = reference.reference.text.lowercased()
        if reference.reference.isPrefix {
            let names = end.path.map(names(ofPath:)) ?? [VaultPath.stem(of: end.title).lowercased()]
            return names.contains { $0.hasPrefix(text) }
        }
        switch resolved.targets[reference] {
        case .file(let path)?: return end.path == path
        case .wanted(let text)?:
            return end.path == nil && candidates == 0
                && VaultPath.stem(of: end.title).lowercased() == text.lowercased()
        default: return false
        }
    }

    /// Whether an entity states no domain, and a condition holds for one of its projects.
    private func isOfProject(_ path: String, _ holds: (String) -> Bool) -> Bool {
        func stated(_ field: String) -> [Connection] {
            connections.filter { $0.category == .reference && $0.name == field && $0.source.path == path }
        }
        return stated("domain").isEmpty && stated("project").compactMap(\.target.path).contains(where: holds)
    }

    /// Whether an entity whose kind does not have the field states the text of one of the references in it.
    private func isText(_ path: String, in field: String, _ test: QueryTest) -> Bool {
        guard let item = items.first(where: { $0.summary.path == path }),
            schema.kinds[item.summary.type]?.field(field) == nil
        else { return false }
        return (item.values[field] ?? []).contains { value in
            test.references.contains { reference in
                QueryPattern(text: reference.reference.text, isPrefix: reference.reference.isPrefix).lowercased
                    .matches(value.text.lowercased())
            }
        }
    }

    /// Whether a relationship, which makes an edge between two others, names one of the references in its own field.
    private func isRelationship(
        _ path: String, naming field: String, _ test: QueryTest, _ resolved: ResolvedQuery
    ) -> Bool {
        guard ["source", "target"].contains(field),
            let item = items.first(where: { $0.summary.path == path && $0.summary.type == "relationship" }),
            let edge = connections.first(where: { $0.path == path && $0.category == .relation }),
            let name = item.values["relation"]?.first?.text
        else { return false }
        let isInverse = schema.relations[name].map { $0.name != name } ?? false
        let end = (field == "source") == isInverse ? edge.target : edge.source
        return test.references.contains { isEnd(end, $0, resolved, 0) }
    }

    private func walk(
        _ test: QueryTest, _ resolved: ResolvedQuery, _ depth: Int?, forth: Bool, back: Bool
    ) -> Set<String> {
        guard let reference = test.references.first, case .file(let start)? = resolved.targets[reference] else {
            return []
        }
        var seen: Set<String> = [start]
        var frontier = seen
        var steps = 0
        while !frontier.isEmpty, steps < depth ?? .max {
            var next: Set<String> = []
            for connection in connections {
                guard let source = connection.source.path, let target = connection.target.path else { continue }
                if forth, frontier.contains(source) { next.insert(target) }
                if back, frontier.contains(target) { next.insert(source) }
            }
            frontier = next.subtracting(seen)
            seen.formUnion(frontier)
            steps += 1
        }
        return seen.subtracting([start])
    }
}

extension QueryPattern {
    func matches(_ text: String) -> Bool { isPrefix ? text.hasPrefix(self.text) : text == self.text }

    var lowercased: QueryPattern { QueryPattern(text: text.lowercased(), isPrefix: isPrefix) }
}

extension QueryPeriod {
    func contains(utc moment: Int64) -> Bool {
        (start.map { moment >= $0.utc } ?? true) && (end.map { moment < $0.utc } ?? true)
    }

    func contains(local moment: Int64) -> Bool {
        (start.map { moment >= $0.local } ?? true) && (end.map { moment < $0.local } ?? true)
    }
}

extension FieldItem {
    func matches(_ value: QueryAlternative.Value) -> Bool {
        switch value {
        case .text(let pattern): pattern.lowercased.matches(text.lowercased())
        case .number(let numbers): number.map(numbers.contains) ?? false
        case .time(let period):
            moment.map { isZoned ? period.contains(utc: $0) : period.contains(local: $0) } ?? false
        case .recurrence(let said): RecurrenceRule.isSaid(text, by: said)
        }
    }
}

extension Connection {
    /// Whether its ends are not one file.
    fileprivate var leadsElsewhere: Bool { source.path != target.path }
}
