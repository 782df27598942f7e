import Testing
import VaultModel

@testable import VaultEngine

/// A `*` behind the beginning of a name, wherever a query asks for what something refers to.
struct ReferenceBeginningTests {
    private static func vault() throws -> (repository: TestVault, vault: Vault) {
        let repository = try TestVault()
        let files = [
            "users/zoe.md": "type: user\nid: q7k3m9q2\ntitle: Miller\naliases: [Zora]",
            "users/zachary.md": "type: user", "projects/garden.md": "type: project\ntitle: Kitchen garden",
            "notes/garden.md": "type: note\ntitle: Gardening",
            "a.md": "type: task\nassignee: Miller\nproject: \"[[projects/garden]]\"\ndepends_on: b",
            "b.md": "type: task\nassignee: zachary\nproject: gone/garlic\nblocks: [c, nowhere]",
            "c.md": "type: task\nassignee: zorro\nsource: zoe", "d.md": "type: note\nassignee: Zoe of old",
            "r.md": "type: relationship\nsource: zoe\nrelation: relates_to\ntarget: zachary",
        ]
        for (path, text) in files { try repository.write(path, "---\n\(text)\n---\n") }
        try repository.commit()
        return (repository, try repository.refreshed())
    }

    @Test(
        "It finds what refers to something that goes by such a name",
        arguments: [
            ("assignee:mil*", "a"), ("assignee:zo*", "a c d"), ("assignee:z*", "a b c d"), ("assignee:ZOR*", "a c"),
            ("assignee:q7*", "a"), ("assignee:users/z*", "a b"), ("assignee:/users/z*", "a b"),
            ("assignee:user/zo*", "a"),
            ("project:gar*", "a b"), ("project:kitchen*", "a"), ("project:gardening*", ""),
            ("project:gone/g*", "b"), ("depends_on:b*", "a"), ("required_by:a*", "b"), ("blocks:no*", "b"),
            ("blocks:no*,c", "b"), ("blocked_by:b*", "c"), ("links-to:gard*", "a"), ("linked-from:a*", "b garden zoe"),
            ("source:zo*", "c r"), ("target:zach*", "r"), ("relates_to:zach*", "zoe"), ("assignee!=z* type:task", ""),
            ("assignee:qq*", ""), ("was:assignee=zo*", ""), ("became:assignee=zo* type:task", "a c"),
            ("became:project=projects/*", "a"),
        ])
    func found(query: String, expected: String) throws {
        let (repository, vault) = try Self.vault()
        defer { withExtendedLifetime(repository) {} }
        let found = try vault.entities(matching: query).map { VaultPath.stem(of: $0.path) }.sorted()
        #expect(found == expected.split(separator: " ").map(String.init))
    }

    @Test(
        "Where one thing is asked for, a beginning is no name",
        arguments: ["near:zo*", "reaches:zo*", "by:zo*", "agent:zo*"])
    func single(query: String) throws {
        let (repository, vault) = try Self.vault()
        defer { withExtendedLifetime(repository) {} }
        guard
            case .unresolvedReference(.unknownReference("zo*", _), let text, let span)? =
                vaultError({ try vault.entities(matching: query) })
        else {
            Issue.record("it names something")
            return
        }
        #expect(String(text.utf8.dropFirst(span.lowerBound)) == "zo*")
    }
}
