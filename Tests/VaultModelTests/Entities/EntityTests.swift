import Testing

@testable import VaultModel

@Suite("An entity")
struct EntityTests {
    private func entity(_ fields: String) -> Entity {
        let content = EntityContent(Document(bytes: Array("---\n\(fields)\n---\n".utf8)))
        return Entity(content: content, path: "a.md", schema: .builtIn, usesFolders: true)
    }

    @Test(
        "has the tags of its front matter, however they are written",
        arguments: [
            ("tags: [house, home/garden]", ["house", "home/garden"]), ("tags:\n- '#house'\n- 7", ["house", "7"]),
            ("tags: house", ["house"]), ("tags: house, home/garden", ["house", "home/garden"]),
            ("tags: '#house  #roof,'", ["house", "roof"]), ("tags: [two words]", ["two words"]),
            ("tag: house", ["house"]), ("tag: a\ntags: b", ["b"]), ("tags:", []), ("tags: {a: b}", []),
            ("tags: ''", []),
        ])
    func tags(fields: String, tags: [String]) {
        #expect(entity(fields).tags == tags)
    }

    @Test(
        "has an id where its front matter states one",
        arguments: [
            ("id: x1", "x1"), ("id: 007", "007"), ("id: null", nil), ("id: ~", nil), ("id:", nil),
            ("id: 'null'", "null"),
            ("id: two words", nil), ("id: true", "true"),
        ] as [(String, String?)])
    func identifiers(fields: String, id: String?) {
        #expect(entity(fields).explicitIdentifier == id)
    }
}
