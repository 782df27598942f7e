import VaultModel

@testable import VaultEngine

extension QueryEvaluator {
    /// What is asked of the past of an entity.
    func hasPast(_ item: Item, _ test: QueryTest, _ resolved: ResolvedQuery) -> Bool {
        let changes = item.activities.filter { ![.created, .restored, .deleted].contains($0.action) }
        switch test {
        case .changed(let field, let period):
            return changes.contains { activity in
                period?.contains(utc: activity.createdAt) != false
                    && (field == "body" ? activity.body != nil : activity.changes.contains { $0.field == field })
            }
        case .was(let field, let values, let period):
            return hadValue(item, field, values, period, \.before, \.after, resolved)
        case .became(let field, let values, let period):
            return hadValue(item, field, values, period, \.after, \.before, resolved)
        case .slipped(let field, let counts):
            let slips = item.activities.flatMap { activity in
                activity.changes.filter { $0.field == field && isPutOff($0, activity, item, resolved.clock) }
            }
            return counts.contains { $0.contains(Double(slips.count)) }
        case .by(_, let period):
            let users = test.references.compactMap { reference -> String? in
                switch resolved.targets[reference] {
                case .file(let path)?: items.first { $0.summary.path == path }?.summary.id
                case .name(let name)?: name
                default: nil
                }
            }
            return item.activities(in: period).contains { activity in activity.userID.map(users.contains) ?? false }
        case .agent(_, let period):
            return test.references.contains { reference in
                let names = names(of: reference, resolved)
                let activities = item.activities(in: period)
                if activities.contains(where: { names.contains($0.agentID?.lowercased() ?? "") }) { return true }
                guard period == nil, case .file(let path)? = resolved.targets[reference] else { return false }
                return connections.contains {
                    $0.category == .reference && $0.name == "agent" && $0.source.path == item.summary.path
                        && $0.target.path == path
                }
            }
        case .session(_, let period):
            let signed = item.activities(in: period).compactMap { $0.sessionID?.lowercased() }
            return test.references.contains { reference in
                let (text, names) = (reference.reference.text.lowercased(), names(of: reference, resolved))
                return signed.contains { reference.reference.isPrefix ? $0.hasPrefix(text) : names.contains($0) }
            }
        default: return false
        }
    }

    private func hadValue(
        _ item: Item, _ field: String, _ values: [[QueryHistoryValue]], _ period: QueryPeriod?,
        _ side: KeyPath<FieldChange, FieldValue?>, _ other: KeyPath<FieldChange, FieldValue?>,
        _ resolved: ResolvedQuery
    ) -> Bool {
        for activity in item.activities(in: period) where side != \.before || activity.action != .deleted {
            for change in activity.changes where change.field == field {
                for readings in values {
                    var isOnSide = false
                    var isOnOther = false
                    for reading in readings {
                        if reading.value == .anything {
                            let others = change[keyPath: other].map(scalars) ?? []
                            for item in change[keyPath: side].map(scalars) ?? [] where !others.contains(item) {
                                isOnSide = true
                            }
                        } else {
                            if matches(change, side, reading, activity, item, resolved) { isOnSide = true }
                            if matches(change, other, reading, activity, item, resolved) { isOnOther = true }
                        }
                    }
                    if isOnSide, !isOnOther { return true }
                }
            }
        }
        return false
    }

    private func matches(
        _ change: FieldChange, _ side: KeyPath<FieldChange, FieldValue?>, _ wanted: QueryHistoryValue,
        _ activity: Activity, _ item: Item, _ resolved: ResolvedQuery
    ) -> Bool {
        guard let value = change[keyPath: side] else {
            let commit = side == \.before ? item.activities.filter { $0.commit == activity.commit } : []
            let typed = commit.flatMap(\.changes).first { $0.field == "type" }
            let kind = typed.map { $0.before?.text } ?? activity.entityType
            return kind.map(wanted.kindsWithDefault.contains) == true
                && ![.created, .restored, .deleted].contains(activity.action)
        }
        guard wanted.kinds?.contains(activity.entityType) != false else { return false }
        switch wanted.value {
        case .anything: return true
        case .field(let wanted):
            return past(value, of: change.field, side, activity, item).contains { $0.matches(wanted) }
        case .reference(let reference):
            return scalars(value).contains { means($0, reference) }
        }
    }

    private func isPutOff(_ change: FieldChange, _ activity: Activity, _ item: Item, _ clock: QueryClock) -> Bool {
        func time(_ side: KeyPath<FieldChange, FieldValue?>) -> (day: CalendarDate, isWhole: Bool, utc: Int64)? {
            guard let value = change[keyPath: side], let text = value.string, let time = DateTime(text),
                let placed = past(value, of: change.field, side, activity, item).first, let moment = placed.moment
            else { return nil }
            let utc = placed.isZoned ? moment : moment - Int64(clock.secondsFromUTC(moment))
            return (time.day, time.secondOfDay == nil, utc)
        }
        guard let before = time(\.before), let after = time(\.after) else { return false }
        return before.isWhole || after.isWhole ? after.day > before.day : after.utc > before.utc
    }

    /// A value as the kind of its time had it, in the zone that the entity named then.
    private func past(
        _ value: FieldValue, of field: String, _ side: KeyPath<FieldChange, FieldValue?>, _ activity: Activity,
        _ item: Item
    ) -> [FieldItem] {
        let kind = schema.kinds[activity.entityType]
        // The newest come first.
        let since = item.activities.drop { $0.commit != activity.commit }
        let until = side == \.after ? since : since.drop { $0.commit == activity.commit }
        let type = schema.fieldType(field, of: kind) ?? .any
        return type.items(of: value).map { item in
            Self.placed(item, kind) { name in
                until.lazy.flatMap(\.changes).first { $0.field == name }?.after
            }
        }
    }

    private func scalars(_ value: FieldValue) -> [String] {
        switch value {
        case .list(let items): items.flatMap(scalars)
        case .mapping(let entries): entries.flatMap { scalars($0.value) }
        default: value.text.map { [$0] } ?? []
        }
    }

    /// Everything that an agent or a session goes by, in small letters; the reference to it among it.
    private func names(of reference: ResolvedQuery.Reference, _ resolved: ResolvedQuery) -> Set<String> {
        var names: Set<String> = [reference.reference.text.lowercased()]
        guard case .file(let path)? = resolved.targets[reference],
            let item = items.first(where: { $0.summary.path == path })
        else { return names }
        names.insert(item.summary.id.lowercased())
        names.formUnion(self.names(ofPath: path))
        names.formUnion((item.values["agent_id"] ?? []).map { $0.text.lowercased() })
        return names
    }

    /// Whether a text that a field had means what a reference does: it leads to the same now, or is spelled alike where it leads nowhere.
    private func means(_ text: String, _ reference: QueryReference) -> Bool {
        let target = Reference(text)?.target ?? text
        let pattern = QueryPattern(text: reference.text, isPrefix: reference.isPrefix).lowercased
        guard let path = path(named: target) else { return pattern.matches(target.lowercased()) }
        return reference.isPrefix
            ? names(ofPath: path).contains(where: pattern.matches) : path == self.path(named: reference.text)
    }

    /// The one file that a text names, by the first of these that finds any: an id, the stem of a file, a title, an alias.
    private func path(named text: String) -> String? {
        let name = VaultPath.stem(of: text).lowercased()
        for names in [identifiers, stems, titles, aliases] {
            let found = items.filter { names($0).contains(name) }
            if !found.isEmpty { return found.count == 1 ? found[0].summary.path : nil }
        }
        return nil
    }

    /// The names of an entity, in small letters.
    func names(ofPath path: String) -> [String] {
        guard let item = items.first(where: { $0.summary.path == path }) else { return [] }
        return [identifiers, stems, titles, aliases].flatMap { $0(item) }
    }

    private func identifiers(_ item: Item) -> [String] {
        item.summary.id == item.summary.path ? [] : [item.summary.id.lowercased()]
    }

    private func stems(_ item: Item) -> [String] { [VaultPath.stem(of: item.summary.path).lowercased()] }

    private func titles(_ item: Item) -> [String] { [item.summary.title.lowercased()] }

    private func aliases(_ item: Item) -> [String] { (item.values["aliases"] ?? []).map { $0.text.lowercased() } }

    // MARK: - The order

    func isBefore(_ first: Item, _ second: Item, _ resolved: ResolvedQuery) -> Bool {
        for key in resolved.query.sort {
            for (left, right) in zip(sortValues(first, key, resolved), sortValues(second, key, resolved)) {
                // What has no value comes last in either direction.
                guard let left else {
                    if right != nil { return false }
                    continue
                }
                guard let right else { return true }
                if left != right { return key.isDescending ? right < left : left < right }
            }
        }
        if resolved.query.sort.isEmpty {
            let times = (first.summary.updatedAt ?? .min, second.summary.updatedAt ?? .min)
            if times.0 != times.1 { return times.0 > times.1 }
        }
        return first.summary.path < second.summary.path
    }

    private enum SortValue: Comparable {
        case number(Double)
        case text(String)
    }

    private func sortValues(_ item: Item, _ key: Query.SortKey, _ resolved: ResolvedQuery) -> [SortValue?] {
        let summary = item.summary
        func local(_ value: FieldItem) -> Double? {
            value.moment.map { Double($0 + (value.isZoned ? Int64(resolved.clock.secondsFromUTC($0)) : 0)) }
        }
        switch key.isField ? "" : key.name {
        case "id": return [.text(summary.id)]
        case "type": return [.text(summary.type)]
        case "title": return [.text(summary.title.lowercased())]
        case "path": return [.text(summary.path)]
        case "created": return [summary.createdAt.map { .number(Double($0)) }]
        case "updated": return [summary.updatedAt.map { .number(Double($0)) }]
        case "age": return [summary.createdAt.map { .number(-Double($0)) }]
        case "in-status": return [moment(.statusChanged, of: item).map { .number(-Double($0)) }]
        case "checkboxes": return [.number(Double(item.boxes.all))]
        case "unchecked": return [.number(Double(item.boxes.open))]
        case "group":
            let place = summary.statusGroup.flatMap {
                ["open", "paused", "done", "dropped"].firstIndex(of: $0.rawValue)
            }
            return [place.map { .number(Double($0)) }]
        case "when":
            for name in QueryState.dayFields where item.stated.contains(name) {
                if let moment = item.values[name]?.first.flatMap(local) { return [.number(moment)] }
            }
            return [nil]
        default:
            guard let value = item.values[key.name]?.first else { return [nil, nil] }
            return [(local(value) ?? value.number).map { .number($0) }, .text(value.text.lowercased())]
        }
    }
}
