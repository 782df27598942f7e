extension Array where Element == Double {
    /// The middle of the values in order, or the mean of the two in the middle. There must be a value.
    var median: Double {
        let sorted = sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// The least of the values that so many per cent of them do not exceed. There must be a value.
    func percentile(_ percent: Int) -> Double {
        sorted()[Swift.max(0, (count * percent + 99) / 100 - 1)]
    }
}
