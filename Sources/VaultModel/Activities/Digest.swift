/// Short stable names for things that have none of their own: FNV-1a with 64 bits
/// (<http://www.isthe.com/chongo/tech/comp/fnv/>). Not for secrets.
package enum Digest {
    /// Sixteen hexadecimal digits of the parts, which are kept apart by a byte that no text has.
    package static func hex(_ parts: String...) -> String {
        let digits = String(hash(parts), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// The name that an unknown author bears: stable, and without a trace of name or address.
    package static func pseudonym(of address: String) -> String {
        "u-" + hex(address.lowercased()).prefix(8)
    }

    static func hash(_ parts: [String]) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for part in parts {
            for byte in part.utf8 {
                hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
            }
            hash = (hash ^ 0xFF) &* 0x100_0000_01B3
        }
        return hash
    }
}
