/// The keys of one mapping so far, for finding one that comes twice.
struct MappingKeys {
    private var names: [String] = []
    /// Filled only once a mapping is large: few keys are compared faster one by one.
    private var places: [String: Int] = [:]

    /// Takes in the next key; returns the place of an earlier one that is equal.
    mutating func insert(_ name: String) -> Int? {
        defer { names.append(name) }
        if names.count < 24 { return names.firstIndex(of: name) }
        if places.isEmpty {
            places = Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
        }
        if let place = places[name] { return place }
        places[name] = names.count
        return nil
    }
}
