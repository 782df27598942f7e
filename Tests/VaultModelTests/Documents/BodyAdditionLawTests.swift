import TestSupport
import Testing

@testable import VaultModel

@Suite("The law of adding to a body")
struct BodyAdditionLawTests {
    private static let lines = [
        "# One", "## Two", "Two", "===", "---", "text", "- item", "  - deeper", "1. first", "> quoted", "> # Q", "```",
        "~~~", "    indented", "<!-- a -->", "<!--", "-->", "%%", "", "", "[a]: b.md", "  text  ",
    ]

    @Test("What is added is read as text, all else as it was, and no other byte changes", arguments: UInt64(1)...40)
    func law(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for round in 0..<40 {
            let end = Bool.random(using: &random) ? "\n" : "\r\n"
            let last = ["", "", end, end + end, end + " " + end + "  ", "\r"].randomElement(using: &random) ?? ""
            let count = Int.random(in: 0...9, using: &random)
            let lines = (0..<count).map { _ in Self.lines.randomElement(using: &random) ?? "" }
            let head = Bool.random(using: &random) ? ["---", "type: task", "---"] : []
            let text = (head + lines).joined(separator: end) + last
            let document = Document(bytes: Array(text.utf8))
            let heading = document.sectionHeadings.randomElement(using: &random)
            let added = ["See [[added]].", "- [[added]]"].randomElement(using: &random) ?? ""
            let comment = Comment(rawValue: "seed \(seed), round \(round), under \(heading?.text ?? "-"):\n\(text)")
            let bytes: [UInt8]
            do throws(DocumentEditError) {
                bytes = try document.adding(added, toSectionOf: heading)
            } catch {
                // What is indented becomes part of a list item that it comes behind.
                let canRefuse = ["```", "~~~", "<!--", "%%", "  text"].contains(where: text.contains)
                #expect(document.isMalformed || canRefuse, comment)
                continue
            }
            let result = Document(bytes: bytes)
            #expect(result.links.filter { $0.target == "added" }.count == 1, comment)
            #expect(result.headings.map(\.text) == document.headings.map(\.text), comment)
            #expect(result.fields.map(\.value) == document.fields.map(\.value), comment)
            // The bytes before, with others put into them at one place.
            let (before, after) = (document.bytes, bytes)
            let prefix = zip(before, after).prefix { $0 == $1 }.count
            let suffix = zip(before.reversed(), after.reversed()).prefix { $0 == $1 }.count
            #expect(prefix + suffix >= before.count && after.count > before.count, comment)
        }
    }
}
