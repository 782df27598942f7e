/// One line of the result: the median of all runs, beside what any program would need for the same, and the aim.
struct Measurement {
    enum Unit: String {
        case seconds = "s"
        case milliseconds = "ms"
        case microseconds = "µs"
        case megabytes = "MB"
    }

    var name: String
    var unit: Unit
    var value: Double
    var floor: Double?
    /// The median of the ratios of each run to its own floor, which cancels out how busy the machine was.
    var ratio: Double?
    /// Why there is no floor, in words, where one was wanted.
    var missingFloor: String?
    /// In words, as ``Target`` reads them.
    var target: String?
    /// True for what is to cost the same on a large vault as on a small one.
    var isFlat = false
    /// Whether the target is reached; nil where there is none.
    var isReached: Bool? { target.flatMap(Target.init(words:))?.isReached(by: value, unit, ratio: ratio) }

    /// Of values that have no floor.
    init(_ name: String, _ unit: Unit, _ values: [Double], target: String?) {
        self.name = name
        self.unit = unit
        value = values.median
        self.target = target
    }

    /// Of values that stand beside their floors.
    init(_ name: String, _ unit: Unit, _ pairs: [(floor: Double, ours: Double)], target: String?) {
        self.init(name, unit, pairs.map(\.ours), target: target)
        floor = pairs.map(\.floor).median
        ratio = pairs.map { $0.ours / $0.floor }.median
    }

    /// Of values that would stand beside what is not there.
    init(_ name: String, _ unit: Unit, _ values: [Double], missingFloor: String) {
        self.init(name, unit, values, target: nil)
        self.missingFloor = missingFloor
    }
}
