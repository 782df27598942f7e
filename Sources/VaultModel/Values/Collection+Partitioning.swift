extension RandomAccessCollection {
    /// Where the elements begin that something is true of, which must be all behind the first of them; the end for none. In a time that
    /// grows with the logarithm of the count.
    @inline(__always)
    func partitioningIndex(where belongs: (Element) -> Bool) -> Index {
        var (low, count) = (startIndex, count)
        while count > 0 {
            let half = count / 2
            let middle = index(low, offsetBy: half)
            if belongs(self[middle]) {
                count = half
            } else {
                low = index(after: middle)
                count -= half + 1
            }
        }
        return low
    }
}
