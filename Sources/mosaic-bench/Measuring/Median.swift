extension Array where Element == Double {
    /// The middle of the values in order, or the mean of the two in the middle. There must be a value.
    var median: Double {
        let sorted = sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
