import GRDB
import VaultModel

/// Finds the shortest prefix of an id that means no other entity: no other id begins so, and nothing else is called so.
struct IdentifierShortener {
    /// From one in so many on, it is faster to go through all ids once than to look up the neighbours of each.
    private static let scanShare = 16

    private let previous: RowStatement
    private let next: RowStatement
    /// The files of others that go by a name.
    private let bearers: RowStatement
    /// The lengths of the prefixes of all ids at the rows of their entities, 0 for a path; nil where each is looked up.
    private var lengths: [Int32]?
    /// The keys of all names that are as short as a prefix mostly is; nil where each is looked up.
    private var shortKeys: Set<String>?

    init(database: Database, expectedCount: Int = 1) throws {
        previous = try RowStatement(
            database, "SELECT max(identifier) FROM entities WHERE is_explicit AND identifier < ?")
        next = try RowStatement(
            database, "SELECT min(identifier) FROM entities WHERE is_explicit AND identifier > ?")
        bearers = try RowStatement(
            database,
            """
            SELECT 1 FROM names WHERE key = ? AND name = ?
              AND file NOT IN (SELECT id FROM entities WHERE identifier = ? AND is_explicit) LIMIT 1
            """)
        let last = try RowStatement(database, "SELECT max(id) FROM entities").first { Int($0.int(0)) } ?? 0
        if expectedCount > 1, expectedCount >= last / Self.scanShare {
            lengths = try Self.lengths(database, last: last)
            var keys: Set<String> = []
            try RowStatement(database, "SELECT key FROM names WHERE \(IndexSchema.isShortName)").forEach { row in
                keys.insert(row.text(0))
            }
            shortKeys = keys
        }
    }

    private static func lengths(_ database: Database, last lastRow: Int) throws -> [Int32] {
        var lengths = [Int32](repeating: 0, count: lastRow + 1)
        /// The last id, how long its prefix has to be, and the entities that bear it.
        var last: [UInt8] = []
        var lastLength = Identifier.leastPrefix
        var bearers: [Int] = []
        try RowStatement(
            database, "SELECT id, identifier FROM entities WHERE is_explicit ORDER BY identifier"
        ).forEach { row in
            let identifier = row.utf8(1)
            if bearers.isEmpty || !identifier.elementsEqual(last) {
                let length = bearers.isEmpty ? 0 : last.withUnsafeBufferPointer { sharedLength(identifier, $0) } + 1
                for bearer in bearers { lengths[bearer] = Int32(max(lastLength, length)) }
                last.removeAll(keepingCapacity: true)
                last.append(contentsOf: identifier)
                lastLength = max(Identifier.leastPrefix, length)
                bearers.removeAll(keepingCapacity: true)
            }
            bearers.append(Int(row.int(0)))
        }
        for bearer in bearers { lengths[bearer] = Int32(lastLength) }
        return lengths
    }

    /// The shortest prefix of an explicit id; a path stays whole.
    func shortestIfExplicit(_ identifier: String) throws -> String {
        identifier.contains("/") || VaultPath.isMarkdown(identifier) ? identifier : try shortest(identifier)
    }

    /// The shortest prefix of an explicit id. `row` is that of its entity, where it is at hand.
    func shortest(_ identifier: String, row: Int64? = nil) throws -> String {
        if let row, let length = lengths?[Int(row)], length > 0 { return try unmistakable(identifier, Int(length)) }
        var length = Identifier.leastPrefix
        for neighbour in [
            try previous.bind(identifier).first { $0.optionalText(0) },
            try next.bind(identifier).first { $0.optionalText(0) },
        ] {
            guard var neighbour = neighbour ?? nil else { continue }
            var identifier = identifier
            let shared = identifier.withUTF8 { own in neighbour.withUTF8 { Self.sharedLength(own, $0) } }
            length = max(length, shared + 1)
        }
        return try unmistakable(identifier, length)
    }

    /// The first so many characters of an id, or more where something else is called so: a name comes before the beginning of an
    /// id, and the whole id before a name.
    private func unmistakable(_ identifier: String, _ length: Int) throws -> String {
        var length = length
        while true {
            let prefix = Self.prefix(identifier, length)
            if try prefix.utf8.count == identifier.utf8.count || !isName(prefix, besides: identifier) { return prefix }
            length += 1
        }
    }

    private func isName(_ prefix: String, besides identifier: String) throws -> Bool {
        let key = NameKey.key(prefix)
        if let shortKeys, key.utf8.count <= IndexSchema.shortNameLength, !shortKeys.contains(key) { return false }
        return try bearers.bind(key).bind(NameKey.fold(prefix)).bind(identifier).hasRow()
    }

    /// The first so many characters.
    private static func prefix(_ identifier: String, _ length: Int) -> String {
        // Of ASCII, a byte is a character.
        let start = identifier.utf8.prefix(length)
        return start.allSatisfy { $0 < 0x80 } ? String(Substring(start)) : String(identifier.prefix(length))
    }

    /// How many characters two ids in UTF-8 begin with together.
    private static func sharedLength(
        _ first: UnsafeBufferPointer<UInt8>, _ second: UnsafeBufferPointer<UInt8>
    ) -> Int {
        let shorter = min(first.count, second.count)
        var shared = 0
        var isASCII = true
        while shared < shorter, isASCII, first[shared] == second[shared] {
            isASCII = first[shared] < 0x80
            shared += 1
        }
        if shared < first.count, first[shared] >= 0x80 { isASCII = false }
        if shared < second.count, second[shared] >= 0x80 { isASCII = false }
        if isASCII { return shared }
        return zip(String(decoding: first, as: UTF8.self), String(decoding: second, as: UTF8.self))
            .prefix { $0 == $1 }.count
    }
}
