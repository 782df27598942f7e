import TestSupport
import Testing

@testable import VaultModel

@Suite("A new id")
struct IdentifierTests {
    @Test("has eight characters of Crockford's base32, and no YAML reader takes it for a number")
    func form() {
        var generator = SeededGenerator(seed: 1)
        let alphabet = Set("0123456789abcdefghjkmnpqrstvwxyz")
        var seen: Set<String> = []
        for _ in 0..<20_000 {
            let id = Identifier.random(using: &generator)
            #expect(id.count == 8 && Set(id).isSubset(of: alphabet))
            #expect(FieldValue(plain: id) == .string(id))
            #expect(EntityContent.isIdentifier(id))
            seen.insert(id)
        }
        #expect(seen.count == 20_000)
    }

    @Test("of a successor has the same form, and never changes")
    func successors() {
        #expect(Identifier.successor(of: "7k3m9q2x") == "13xgpmh6")
        #expect(Identifier.successor(of: "tasks/roof.md") == "8w435wyx")
        var seen: Set<String> = []
        var id = "7k3m9q2x"
        for _ in 0..<20_000 {
            id = Identifier.successor(of: id)
            #expect(id.count == 8 && FieldValue(plain: id) == .string(id) && EntityContent.isIdentifier(id))
            seen.insert(id)
        }
        #expect(seen.count == 20_000)
    }

    @Test("that would be a number is not given", arguments: [0, 14])
    func numbers(digit: Int) throws {
        // Every character the same: only digits or `e`, until the generator says something else.
        var generator = ConstantGenerator(value: UInt64(digit) << 59, count: 24)
        let id = Identifier.random(using: &generator)
        #expect(id.contains { $0.isLetter && $0 != "e" })
    }
}

/// Gives one number so many times, and then others.
private struct ConstantGenerator: RandomNumberGenerator {
    let value: UInt64
    var count: Int
    private var rest = SeededGenerator(seed: 3)

    init(value: UInt64, count: Int) {
        self.value = value
        self.count = count
    }

    mutating func next() -> UInt64 {
        count -= 1
        return count >= 0 ? value : rest.next()
    }
}
