/// What a measurement is to reach, as the table says it: `at most 15 ms`, `under 400 MB`, `ratio at most 1.5`, `none`.
struct Target: Equatable {
    enum Bound: Equatable {
        case atMost(Double)
        case under(Double)
    }

    var bound: Bound
    /// True where the ratio to the floor is what counts.
    var isOfRatio: Bool
    /// What the bound is in; nil for the unit of what is measured.
    var unit: Measurement.Unit?

    /// Nil for words that say something else.
    init?(words text: String) {
        guard text != "none" else {
            self.init(bound: .atMost(0), isOfRatio: false, unit: nil)
            return
        }
        var words = text.split(separator: " ")
        let isOfRatio = words.first == "ratio"
        if isOfRatio { words.removeFirst() }
        let isStrict = words.first == "under"
        let needed = isStrict ? ["under"] : ["at", "most"]
        guard words.starts(with: needed.map { $0[...] }) else { return nil }
        words.removeFirst(needed.count)
        guard let number = words.first.flatMap({ Double($0) }), words.count == (isOfRatio ? 1 : 2) else { return nil }
        let unit = isOfRatio ? nil : Measurement.Unit(rawValue: String(words[1]))
        guard isOfRatio || unit != nil else { return nil }
        self.init(bound: isStrict ? .under(number) : .atMost(number), isOfRatio: isOfRatio, unit: unit)
    }

    private init(bound: Bound, isOfRatio: Bool, unit: Measurement.Unit?) {
        self.bound = bound
        self.isOfRatio = isOfRatio
        self.unit = unit
    }

    /// Whether a value in a unit reaches it; nil where the value is of another unit, or has no ratio.
    func isReached(by value: Double, _ measured: Measurement.Unit, ratio: Double?) -> Bool? {
        guard isOfRatio || unit == nil || unit == measured, let value = isOfRatio ? ratio : value else { return nil }
        switch bound {
        case .atMost(let limit): return value <= limit
        case .under(let limit): return value < limit
        }
    }
}
