/// The ids that new entities get: eight characters of lower-case Crockford base32
/// (<https://www.crockford.com/base32.html>), random.
package enum Identifier {
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
    /// In characters, which are bytes too.
    package static let length = 8
    /// How many characters of an id lists show at least: fewer would mean it only until tomorrow.
    package static let leastPrefix = 4

    /// A new id, which YAML can take for nothing but a text: it has a letter other than `e`, and is no hexadecimal number.
    package static func random(using generator: inout some RandomNumberGenerator) -> String {
        while true {
            let id = String((0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] })
            if isText(id) { return id }
        }
    }

    /// Whether an id is like those that are made.
    package static func isMade(_ id: String) -> Bool {
        id.utf8.count == length && id.allSatisfy(alphabet.contains) && isText(id)
    }

    /// The id of what comes after an entity that comes back: the same wherever and whenever it is made.
    package static func successor(of id: String) -> String { derived(from: [id, "successor"]) }

    /// The id of what is written of a day: the same wherever and whenever it is made.
    package static func ofDay(_ day: CalendarDate) -> String { derived(from: [day.formatted, "day"]) }

    private static func derived(from origin: [String]) -> String {
        var attempt = 0
        while true {
            // The upper bits are the better ones.
            let bits = Digest.hash(origin + [String(attempt)]) >> 24
            let id = String((0..<length).map { alphabet[Int(bits >> (5 * UInt64($0)) & 31)] })
            if isText(id) { return id }
            attempt += 1
        }
    }

    private static func isText(_ id: String) -> Bool {
        guard case .string = FieldValue(plain: id) else { return false }
        return id.contains { $0.isLetter && $0 != "e" }
    }
}
