/// What kinds, fields and relations may be called.
enum KindNames {
    static let rule = "use lower-case words joined by _ or -"

    /// True for ASCII words of lower-case letters and digits, joined by single `_` or `-`, that begin with a letter.
    static func isValid(_ name: String) -> Bool {
        guard let first = name.utf8.first, first >= 0x61, first <= 0x7A, name.utf8.count <= 64 else { return false }
        var isAfterJoint = false
        for byte in name.utf8 {
            switch byte {
            case 0x61...0x7A, 0x30...0x39: isAfterJoint = false
            case 0x5F, 0x2D:
                if isAfterJoint { return false }
                isAfterJoint = true
            default: return false
            }
        }
        return !isAfterJoint
    }
}

/// What the kinds of a schema go by, to find two that go by one name.
struct KindNameTable {
    private(set) var kinds: Set<String> = []
    private(set) var kindsByPlural: [String: [String]] = [:]
    private(set) var kindsByFolder: [String: [String]] = [:]

    init(_ kinds: [Kind]) {
        for kind in kinds {
            self.kinds.insert(kind.name)
            kindsByPlural[kind.plural, default: []].append(kind.name)
            kindsByFolder[kind.folder, default: []].append(kind.name)
        }
    }
}
