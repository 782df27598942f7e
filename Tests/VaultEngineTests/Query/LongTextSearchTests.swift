import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

@Suite("A search in long texts")
struct LongTextSearchTests {
    private func hits(_ files: [(String, String)], _ text: String) throws -> [SearchHit] {
        let scratch = try ScratchVault(files)
        let vault = try scratch.open()
        try vault.refresh(includingText: true)
        return try vault.search(vault.query(for: SearchRequest(text: text)))
    }

    private func shown(_ hit: SearchHit) -> String {
        hit.snippet.map { $0.isMatch ? "[\($0.text)]" : $0.text }.joined()
    }

    @Test("shows the words around the first match, of hundreds of thousands too")
    func snippets() throws {
        let filler = String(repeating: "filler ", count: 4_000)
        let files = [
            ("many.md", "Begin " + String(repeating: "word ", count: 200_000)),
            ("late.md", filler + "before it stands a word and behind it more " + filler),
            ("end.md", filler + "the last word"), ("title.md", "# A word\n" + filler),
            ("split.md", String(repeating: "x", count: 40_000) + " one word"),
        ]
        let found = try hits(files, "word")
        let texts = Dictionary(uniqueKeysWithValues: found.map { ($0.entity.path, shown($0)) })
        #expect(texts.count == 5)
        #expect(texts["many.md"]?.hasPrefix("Begin [word] [word]") == true && texts["many.md"]?.hasSuffix("…") == true)
        #expect(texts["late.md"]?.contains("before it stands a [word] and behind it more filler") == true)
        #expect(texts["late.md"]?.hasPrefix("…") == true && texts["late.md"]?.hasSuffix("…") == true)
        #expect(texts["end.md"]?.hasSuffix("the last [word]") == true)
        #expect(texts["split.md"]?.hasSuffix("one [word]") == true)
        #expect(texts["title.md"]?.hasPrefix("# A [word]") == true)
    }
}
