import TestSupport
import Testing

@testable import GitStore

@Suite struct CommitTests {
    private static let tree = ObjectID.emptyTree

    /// Stores a commit of raw bytes and reads it back.
    private static func read(_ bytes: [UInt8]) throws -> Commit {
        let repository = try TestRepository()
        let id = try repository.id(["hash-object", "-t", "commit", "-w", "--literally", "--stdin"], input: bytes)
        return try repository.open().commit(id)
    }

    private static func raw(author: String, committer: String = "B <b@b> 2 +0000", rest: String = "\nx\n") -> [UInt8] {
        Array("tree \(tree)\nauthor \(author)\ncommitter \(committer)\n\(rest)".utf8)
    }

    @Test func aCommitIsReadAsGitMadeIt() throws {
        let repository = try TestRepository()
        let first = try repository.commitAll("base")
        let id = try repository.commitAll("The subject\n\nThe body.\n\nMosaic-Via: cli")
        let commit = try repository.open().commit(id)
        #expect(commit.id == id)
        #expect(commit.tree == Self.tree)
        #expect(commit.parents == [first])
        #expect(
            commit.author == Signature(name: "Ann", email: "ann@example.org", time: 1_700_000_000))
        #expect(
            commit.committer == Signature(name: "Bob", email: "bob@example.org", time: 1_700_000_100))
        #expect(commit.message == "The subject\n\nThe body.\n\nMosaic-Via: cli\n")
        #expect(commit.subject == "The subject")
        #expect(commit.trailers.values(named: "mosaic-via") == ["cli"])
    }

    @Test(arguments: [
        ("A <a@a> 1 -0330", Signature(name: "A", email: "a@a", time: 1)),
        ("A B  C <a@a> 1 +1400", Signature(name: "A B  C", email: "a@a", time: 1)),
        (" <> 1 +0000", Signature(name: "", email: "", time: 1)),
        ("A", Signature(name: "A", email: "", time: 0)),
        ("A <a@a", Signature(name: "A", email: "a@a", time: 0)),
        ("A <a@a>", Signature(name: "A", email: "a@a", time: 0)),
        ("A <a@a> -5 +0000", Signature(name: "A", email: "a@a", time: -5)),
        ("A <a@a> 99999999999999999999999 +0000", Signature(name: "A", email: "a@a", time: 0)),
        ("A <a@a> 1 +999999", Signature(name: "A", email: "a@a", time: 1)),
        ("A <a> <b> 7 +0000", Signature(name: "A", email: "a", time: 7)),
    ])
    func everyFormOfAuthorIsRead(line: String, expected: Signature) throws {
        #expect(try Self.read(Self.raw(author: line)).author == expected)
    }

    @Test func headersBeforeTheMessageAreSkipped() throws {
        let signed = "encoding ISO-8859-1\ngpgsig -----BEGIN\n \n line\n -----END\n\nsubject\n\nbody\n"
        #expect(try Self.read(Self.raw(author: "A <a> 1 +0000", rest: signed)).message == "subject\n\nbody\n")
        #expect(try Self.read(Self.raw(author: "A <a> 1 +0000", rest: "")).message == "")
        #expect(try Self.read(Self.raw(author: "A <a> 1 +0000", rest: "\n")).message == "")
        let invalid = Self.raw(author: "A <a> 1 +0000", rest: "\nsubject ") + [0xff, 0x0a]
        #expect(try Self.read(invalid).message == "subject \u{fffd}\n")
    }

    @Test(arguments: [
        "", "tree", "tree 123\n", "author A <a> 1 +0000\n", "tree \(ObjectID.emptyTree)\n\nx",
        "tree \(ObjectID.emptyTree)\nauthor A <a> 1 +0000\n",
    ])
    func aMalformedCommitIsAnErrorAndNothingWorse(text: String) throws {
        let repository = try TestRepository()
        let bytes = Array(text.utf8)
        let id = try repository.id(["hash-object", "-t", "commit", "-w", "--literally", "--stdin"], input: bytes)
        let expected = GitStoreError.malformedObject(id, reason: "not in the form of a commit")
        #expect(thrown { try repository.open().commit(id) } == expected)
        #expect(thrown { try repository.open().commitNode(id) } == expected)
    }

    @Test(arguments: [
        ("s\n\nA: 1\nB-c: 2\n", ["A=1", "B-c=2"]),
        ("s\n\nbody\n\nA: 1\n \n", ["A=1"]),
        ("s\n\nA: 1\n\nlast paragraph\n", []),
        ("A: 1\n", []),
        ("\n\nA: 1\n", []),
        ("s\nA: 1\n", []),
        ("s\n\nA: one\n  two\nB: 3", ["A=one two", "B=3"]),
        ("s\n\nA:1\nB : 2\n", ["A=1", "B=2"]),
        ("s\n\nsome words\nA: 1\n", []),
        ("s\n\nA:1\nno trailer\n folded\nB : 2\n", []),
        ("s\n\n folded\nA: 1\n", []),
        ("s\n\n# a comment\nA: 1\n", ["A=1"]),
        ("s\n\nsome words\nmore\nmore\nSigned-off-by: x\n", ["Signed-off-by=x"]),
        ("s\n\nsome words\n(cherry picked from commit 1)\nA: 1\n", ["A=1"]),
        ("s\n\none\ntwo\nthree\nfour\nSigned-off-by: x\n", []),
        ("s\r\n\r\nA: 1\r\nB: 2\r\n", ["A=1", "B=2"]),
        ("s\n\nhttp://x\nA:\n", ["http=//x", "A="]),
        ("s\n\nA: 1\nA b: 2\n", []),
        ("s\n\nA: 1\n: 3\n", []),
        ("s\n\nA: 1\nÄ: 4\n", []),
        ("s\n\nA: 1\nA: 2\n", ["A=1", "A=2"]),
        ("", []),
        ("s", []),
    ])
    func trailersAreTheLinesOfTheLastParagraph(message: String, expected: [String]) {
        #expect(Trailer.parse(message).map { "\($0.key)=\($0.value)" } == expected)
    }

    @Test(arguments: [
        "s\n\nsome words\nA: 1\n", "s\n\nA: 1\n folded\n\tmore\nB : 2\n", "s\n\nA: 1\nno\nB: 2\n",
        "s\n\n folded\nA: 1\n",
        "s\n\none\ntwo\nthree\nSigned-off-by: x\n", "s\n\none\ntwo\nthree\nfour\nSigned-off-by: x\n",
        "s\n\none\n(cherry picked from commit 1)\nA: 1\n folded\n", "s\n\nSigned-off-by: x\none\ntwo\n three\nfour\n",
    ])
    func gitTakesTheSameLinesForTrailers(message: String) throws {
        let repository = try TestRepository()
        try repository.git(
            ["commit", "--quiet", "--allow-empty", "--cleanup=verbatim", "--file=-"], input: Array(message.utf8))
        let told = try repository.git("log", "-1", "--format=%(trailers:only,unfold,separator=%x00)")
        #expect(Trailer.parse(message).map { "\($0.key): \($0.value)" }.joined(separator: "\0") == told)
    }

    @Test func aTrailerOfNothingHasNoValue() {
        #expect(Trailer.parse("s\n\nA: 1\nA:\nB:\n").values(named: "a") == ["1"])
        #expect(Trailer.parse("s\n\nA: 1\nA:\nB:\n").values(named: "B").isEmpty)
    }

    // MARK: - History

    @Test func aDateNamesTheLastCommitThatIsNotYounger() throws {
        let repository = try TestRepository()
        for number in 1...5 {
            repository.environment["GIT_COMMITTER_DATE"] = "\(1_700_000_000 + number * 100) +0000"
            try repository.commitAll("\(number)")
        }
        let store = try repository.open()
        let tip = try store.resolve("HEAD")
        let expected = try repository.git("rev-list", "HEAD").split(separator: "\n").map(String.init)
        #expect(try store.firstParentCommit(from: tip, notAfter: 1_700_000_350)?.description == expected[2])
        #expect(try store.firstParentCommit(from: tip, notAfter: 1_700_000_300)?.description == expected[2])
        #expect(try store.firstParentCommit(from: tip, notAfter: 1_800_000_000) == tip)
        #expect(try store.firstParentCommit(from: tip, notAfter: 1_700_000_050) == nil)
    }
}
