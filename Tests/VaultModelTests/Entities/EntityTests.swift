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
            ("tag: house", ["house"]), ("tag: a\ntags: b", ["b", "a"]), ("tags:\ntag: a", ["a"]),
            ("tags: [a, b]\ntag: '#b, c'", ["a", "b", "c"]), ("tags:", []), ("tags: {a: b}", []), ("tags: ''", []),
        ])
    func tags(fields: String, tags: [String]) {
        #expect(entity(fields).tags == tags)
    }

    @Test("is called as its front matter has it written, whatever YAML makes of that")
    func written() {
        for (title, tag) in [("1.10", "007"), ("007", "1.20"), ("1e3", "0x1F"), ("true", "no"), ("2026-12-01", "2026")]
        {
            let entity = entity("title: \(title)\naliases: [\(tag), x]\ntags: [\(tag)]\npoints: \(tag)")
            #expect(entity.title == title && entity.aliases == [tag, "x"] && entity.tags == [tag])
        }
        #expect(entity("title: 7\npoints: 007").fields.last?.value == .written("007"))
        #expect(entity("type: task\nproject: 007").fields.last?.value == .string("007"))
        #expect(entity("title:\ntags: 7").title == "a" && entity("title:\ntags: 7").tags == ["7"])
    }

    @Test(
        "has one status, also where other programs write a list or a link",
        arguments: [
            ("type: task\nstatus: paused", "paused"), ("type: task\nstatus: [paused]", "paused"),
            ("type: task\nstatus:\n- '[[Active]]'", "Active"), ("type: task\nstatus: [a, b]", "not_started"),
            ("status: []", nil), ("status: '[[Waiting|later]]'", "Waiting"),
        ])
    func status(fields: String, status: String?) { #expect(entity(fields).status == status) }

    @Test(
        "has the aliases of both fields that can state them",
        arguments: [
            ("alias: Dee", ["Dee"]), ("aliases:\nalias: Dee", ["Dee"]),
            ("aliases: [A, B]\nalias: [B, C]", ["A", "B", "C"]),
            ("aliases: A", ["A"]),
        ])
    func aliases(fields: String, aliases: [String]) {
        #expect(entity(fields).aliases == aliases)
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
