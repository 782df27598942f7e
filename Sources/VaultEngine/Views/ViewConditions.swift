import VaultModel

/// What views ask for, whatever the kinds of the vault say of it.
extension QueryCondition {
    static func kind(_ name: String) -> QueryCondition { .test(.kind([name])) }

    /// It has a status, or one of a group.
    static func status(_ name: String) -> QueryCondition { .test(.status([QueryPattern(text: name)])) }

    /// Its status came to be one of a group in a period, as the kinds of the vault have those.
    static func became(_ group: StatusGroup, in period: QueryPeriod, _ schema: Schema) -> QueryCondition {
        let readings = schema.kinds.values.sorted { $0.name < $1.name }.flatMap { kind -> [QueryHistoryValue] in
            guard case .enumeration(let values)? = kind.field("status")?.type else { return [] }
            return values.filter { $0.group == group }.map {
                QueryHistoryValue(kinds: [kind.name], value: .field(.text(QueryPattern(text: $0.name))))
            }
        }
        return .test(.became("status", [readings], period))
    }

    static func has(_ field: String) -> QueryCondition { .test(.hasField(field)) }

    /// A field holds a day or a time of a period.
    static func field(_ name: String, in period: QueryPeriod) -> QueryCondition {
        .test(.field(name, [QueryAlternative(values: [.time(period)])]))
    }
}

extension Query.SortKey {
    static func field(_ name: String) -> Query.SortKey { Query.SortKey(name: name, isField: true) }
}

extension QueryClock {
    /// The time of some days, where the person is.
    func period(of days: ClosedRange<CalendarDate>) -> QueryPeriod {
        QueryPeriod(start: start(of: days.lowerBound), end: end(of: days.upperBound))
    }
}
