/// The ids that new entities get: eight characters of lower-case Crockford base32
/// (<https://www.crockford.com/base32.html>), random.
package enum Identifier {
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
    private static let length = 8

    /// A new id, which YAML can take for nothing but a text: it has a letter other than `e`, and is no hexadecimal number.
    package static func random(using generator: inout some RandomNumberGenerator) -> String {
        while true {
            let id = String((0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] })
            if case .string = FieldValue(plain: id), id.contains(where: { $0.isLetter && $0 != "e" }) { return id }
        }
    }
}
