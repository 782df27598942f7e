import Testing

@testable import GitStore

@Suite struct MailmapTests {
    private static let mailmap = """
        # a comment <c@c.org>
        Proper <p@p.org>
        <new@n.org> <OLD@n.org>
        Both Names <both@b.org> <old@b.org>
          Spaced\t<s@s.org>   Old Name  <shared@s.org>
        Other One <o@o.org> Second NAME <shared@s.org>
        Anyone <any@s.org> <shared@s.org>
        no address
        <>
        Empty <e@e.org> <>
        Later <p@p.org>
        Half <half
        Trail <t@t.org> x
        """

    @Test func everyoneIsResolvedAsGitDoes() throws {
        let repository = try TestRepository()
        try repository.write(".mailmap", Self.mailmap)
        let mailmap = Mailmap(contents: try #require(repository.location).mailmap())
        let names = ["Any", "Old Name", "old name", "Second Name", "Proper", "C"]
        let emails = [
            "c@c.org", "p@p.org", "P@P.ORG", "old@n.org", "Old@N.org", "new@n.org", "old@b.org", "shared@s.org",
            "SHARED@s.org", "t@t.org", "half", "none@x.org",
        ]
        for name in names {
            for email in emails {
                let found = mailmap.resolve(name: name, email: email)
                let expected = try repository.git("check-mailmap", "\(name) <\(email)>")
                #expect("\(found.name) <\(found.email)>" == expected, "\(name) <\(email)>")
            }
        }
        #expect(mailmap.resolve(name: "Any", email: "") == ("Empty", "e@e.org"))
    }

    @Test func withoutAFileNothingChanges() throws {
        let mailmap = Mailmap(contents: try #require(TestRepository().location).mailmap())
        #expect(mailmap.resolve(name: "Ann", email: "ann@old.org") == ("Ann", "ann@old.org"))
    }
}

extension TestRepository {
    fileprivate var location: RepositoryLocation? { RepositoryLocation.discover(from: path) }
}
