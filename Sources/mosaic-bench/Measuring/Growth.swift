/// How what is to cost the same on a large vault as on a small one has grown between two of them, each cost with its floor.
struct Growth {
    struct Cost {
        var name: String
        var unit: Measurement.Unit
        var before: Double
        var after: Double
        /// True for what any program would need.
        var isFloor: Bool
        var factor: Double { after / before }
        /// Whether it has grown no more than it may; nil for a floor.
        var isReached: Bool? { isFloor ? nil : factor <= Growth.most }
    }

    /// How many times the cost on the smaller vault the one on the larger may be.
    static let most = 1.3

    var from: String
    var to: String
    var costs: [Cost]

    /// Between the measurements of two vaults of these names.
    init(from: String, to: String, _ before: [Measurement], _ after: [Measurement]) {
        self.from = from
        self.to = to
        costs = before.filter(\.isFlat).flatMap { old -> [Cost] in
            guard let new = after.first(where: { $0.name == old.name }) else { return [] }
            let cost = Cost(name: old.name, unit: old.unit, before: old.value, after: new.value, isFloor: false)
            guard let oldFloor = old.floor, let newFloor = new.floor else { return [cost] }
            let floor = Cost(
                name: "its floor", unit: old.unit, before: oldFloor, after: newFloor, isFloor: true)
            return [cost, floor]
        }
    }
}
