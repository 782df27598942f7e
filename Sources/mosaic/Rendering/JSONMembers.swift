/// The members of a JSON object as they are written, which ``JSONWriter`` wrote without white space.
struct JSONMembers {
    private var members: [(key: ArraySlice<UInt8>, value: ArraySlice<UInt8>)] = []

    init(of object: [UInt8]) {
        var place = object.startIndex
        while let start = object[place...].firstIndex(of: UInt8(ascii: "\"")) {
            let colon = Self.end(of: object, from: start)
            guard colon < object.endIndex, object[colon] == UInt8(ascii: ":") else { return }
            let end = Self.end(of: object, from: colon + 1)
            members.append((object[start + 1..<colon - 1], object[colon + 1..<end]))
            place = end
        }
    }

    /// The value of a member; nil where there is no such member. A name that JSON writes in another way is not found.
    subscript(name: String) -> ArraySlice<UInt8>? { members.first { $0.key.elementsEqual(name.utf8) }?.value }

    /// The place of the `:`, the `,` or the bracket that ends what begins at a place.
    private static func end(of object: [UInt8], from start: Int) -> Int {
        var depth = 0
        var isInText = false
        var place = start
        while place < object.endIndex {
            switch object[place] {
            case UInt8(ascii: "\\"): place += 1
            case UInt8(ascii: "\""): isInText.toggle()
            case _ where isInText: break
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return place }
                depth -= 1
            case UInt8(ascii: ":"), UInt8(ascii: ","): if depth == 0 { return place }
            default: break
            }
            place += 1
        }
        return object.endIndex
    }
}
