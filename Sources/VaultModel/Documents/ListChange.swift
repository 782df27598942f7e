/// How one list becomes another with as few items touched as can be: items stay, are replaced, are removed, or are
/// inserted between.
struct ListChange {
    enum Step: Equatable {
        case keep, remove
        case replace(FieldValue)
    }

    /// What becomes of each item of the old list.
    private(set) var steps: [Step]
    /// What is inserted before each item of the old list; the last entry is for the end.
    private(set) var insertions: [[FieldValue]]

    init(from old: [FieldValue], to new: [FieldValue]) {
        steps = Array(repeating: .keep, count: old.count)
        insertions = Array(repeating: [], count: old.count + 1)
        if let kept = Self.places(of: new, within: old) {
            let kept = Set(kept)
            for index in old.indices where !kept.contains(index) { steps[index] = .remove }
            return
        }
        if let kept = Self.places(of: old, within: new) {
            var index = 0
            for (place, value) in new.enumerated() {
                if index < kept.count, kept[index] == place {
                    index += 1
                } else {
                    insertions[index].append(value)
                }
            }
            return
        }
        let shorter = min(old.count, new.count)
        let prefix = zip(old, new).prefix { $0.isSame(as: $1) }.count
        let suffix = min(zip(old.reversed(), new.reversed()).prefix { $0.isSame(as: $1) }.count, shorter - prefix)
        let added = new[prefix..<new.count - suffix]
        for (offset, index) in (prefix..<old.count - suffix).enumerated() {
            steps[index] = offset < added.count ? .replace(added[prefix + offset]) : .remove
        }
        insertions[old.count - suffix] = Array(added.dropFirst(old.count - suffix - prefix))
    }

    /// The places of a list's items, in order, within a longer one; nil where it has not all of them in that order.
    private static func places(of part: [FieldValue], within whole: [FieldValue]) -> [Int]? {
        guard part.count <= whole.count else { return nil }
        var places: [Int] = []
        for (index, value) in whole.enumerated() where places.count < part.count {
            if value.isSame(as: part[places.count]) { places.append(index) }
        }
        return places.count == part.count ? places : nil
    }
}
