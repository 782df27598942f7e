import Testing

@testable import GitStore

@Suite struct ObjectIDTests {
    @Test func aHexadecimalNameIsReadAndWritten() throws {
        let hex = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
        let id = try #require(ObjectID(hex: hex))
        #expect(id == .emptyBlob)
        #expect(id.description == hex)
        #expect(ObjectID(hex: hex.uppercased()) == id)
        #expect(ObjectID(bytes: id.bytes) == id)
    }

    @Test(arguments: ["", "e69d", "g" + String(repeating: "6", count: 39), String(repeating: "6", count: 41)])
    func anythingElseIsNoName(text: String) {
        #expect(ObjectID(hex: text) == nil)
    }

    @Test func idsAreOrderedAsTheirHexadecimalNames() throws {
        let names = (0..<40).flatMap { position in
            ["0", "7", "8", "f"].map { digit in
                String(repeating: "0", count: position) + digit + String(repeating: "3", count: 39 - position)
            }
        }
        let ids = try names.map { try #require(ObjectID(hex: $0)) }
        #expect(ids.sorted().map(\.description) == names.sorted())
    }
}
