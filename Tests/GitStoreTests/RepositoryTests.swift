import Foundation
import TestSupport
import Testing

@testable import GitStore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite struct RepositoryTests {
    @Test func whatIsNoRepositoryIsSaidToBeNone() throws {
        let folder = try TemporaryFolder()
        #expect(thrown { try Repository(discovering: folder.path) } == .notARepository(path: folder.path))
        #expect(thrown { try Repository(opening: folder.path) } == .notARepository(path: folder.path))
        let nowhere = folder.path + "/nowhere"
        #expect(thrown { try Repository(discovering: nowhere) } == .notARepository(path: nowhere))
        #expect(RepositoryLocation.discover(from: folder.path) == nil)
    }

    @Test func aBareRepositoryIsRefused() throws {
        let repository = try TestRepository(["--bare"])
        #expect(thrown { try repository.open() } == .bareRepository(path: repository.path))
        #expect(RepositoryLocation.discover(from: repository.path) == nil)
    }

    @Test func aRepositoryIsFoundFromAFolderWithinIt() throws {
        let repository = try TestRepository()
        try repository.write("deep/er/a.md", "a\n")
        symlink(repository.path + "/deep", repository.folder.path + "/link")
        for path in [repository.path, repository.path + "/deep/er", repository.folder.path + "/link/er"] {
            let found = try Repository(discovering: path)
            #expect(found.workTree == repository.path)
            #expect(found.gitDirectory == repository.path + "/.git")
            #expect(found.commonDirectory == repository.path + "/.git")
            let location = RepositoryLocation.discover(from: path)
            #expect(location?.workTree == found.workTree)
            #expect(location?.gitDirectory == found.gitDirectory)
        }
        #expect(thrown { try Repository(opening: repository.path + "/deep") } != nil)
    }

    @Test(
        "A path is told to be in a work tree, wherever that is",
        arguments: [
            ("/a", "/a", ""), ("/a", "/a/b/c", "b/c"), ("/a", "/ab", nil), ("/a", "/", nil), ("/a/b", "/a", nil),
            ("/", "/", ""), ("/", "/a", "a"), ("/", "/a/b", "a/b"), ("/é", "/é/\u{301}x", "\u{301}x"),
        ])
    func pathInWorkTree(workTree: String, path: String, expected: String?) {
        let location = RepositoryLocation(workTree: workTree, gitDirectory: "/x", commonDirectory: "/x")
        #expect(location.pathInWorkTree(path) == expected)
    }

    @Test func everyFormOfHeadIsRead() throws {
        let repository = try TestRepository(["--initial-branch=topic/one"])
        func check(_ expected: Head) throws {
            #expect(try repository.open().head() == expected)
            #expect(RepositoryLocation.discover(from: repository.path)?.head() == expected)
        }
        try check(.unborn(branch: "topic/one"))
        let first = try repository.commitAll()
        try check(.commit(first, branch: "topic/one"))
        try repository.git("branch", "other")
        try repository.git("pack-refs", "--all")
        try check(.commit(first, branch: "topic/one"))
        try repository.git("checkout", "-q", "--orphan", "topic")
        try check(.unborn(branch: "topic"))
        try repository.git("checkout", "-q", "topic/one")
        let second = try repository.commitAll()
        try check(.commit(second, branch: "topic/one"))
        try repository.git("checkout", "-q", "--detach", "HEAD~1")
        try check(.commit(first, branch: nil))
        #expect(try repository.open().head().commit == first)
        #expect(try repository.open().head().branch == nil)
    }

    @Test func aLinkedWorkTreeHasItsOwnHead() throws {
        let repository = try TestRepository()
        let first = try repository.commitAll()
        let linked = repository.folder.path + "/linked"
        try repository.git("worktree", "add", "-q", "-b", "side", linked)
        let opened = try Repository(discovering: linked)
        #expect(opened.workTree == linked)
        #expect(opened.gitDirectory == repository.path + "/.git/worktrees/linked")
        #expect(opened.commonDirectory == repository.path + "/.git")
        #expect(try opened.head() == .commit(first, branch: "side"))
        let location = RepositoryLocation.discover(from: linked)
        #expect(location?.gitDirectory == opened.gitDirectory)
        #expect(location?.commonDirectory == opened.commonDirectory)
        #expect(location?.head() == .commit(first, branch: "side"))
    }

    @Test func aSubmoduleIsARepositoryOfItsOwnAndNotPartOfTheOuter() throws {
        let inner = try TestRepository()
        try inner.write("in.md", "in\n")
        let innerHead = try inner.commitAll()
        let outer = try TestRepository()
        try outer.write("out.md", "out\n")
        try outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.path, "sub.md")
        let head = try outer.commitAll()
        let store = try outer.open()
        let comparer = TreeComparer(repository: store, fileSuffixes: [".md"])
        #expect(try comparer.entries(of: store.commit(head).tree).map(\.path) == ["out.md"])
        let opened = try Repository(discovering: outer.path + "/sub.md")
        #expect(opened.workTree == outer.path + "/sub.md")
        #expect(opened.gitDirectory == outer.path + "/.git/modules/sub.md")
        #expect(try opened.head().commit == innerHead)
    }

    @Test func aShallowHistoryEndsWhereItIsCutOff() throws {
        let origin = try TestRepository()
        for number in 1...5 {
            try origin.write("a.md", "\(number)\n")
            try origin.commitAll("commit \(number)")
        }
        let clone = TestRepository(at: origin.folder.path + "/clone", in: origin)
        try origin.git("clone", "--quiet", "--depth=2", "file://" + origin.path, clone.path)
        let store = try clone.open()
        let last = try store.commit(store.resolve("HEAD~1"))
        #expect(store.shallowBoundary == [last.id])
        #expect(try origin.open().shallowBoundary.isEmpty)
        #expect(try store.commitNode(last.id).parents.isEmpty)
        #expect(last.parents.isEmpty)
        #expect(last.subject == "commit 4")
        #expect(thrown { try store.resolve("HEAD~2") } == .unknownRevision("HEAD~2"))
    }

    @Test func aRepositoryOfLongerHashesIsRefused() throws {
        let repository = try TestRepository(["--object-format=sha256"])
        #expect(thrown { try repository.open() } == .unsupportedObjectFormat("sha256"))
        #expect(RepositoryLocation.discover(from: repository.path) == nil)
    }

    @Test(arguments: [
        ("noop", "true"), ("noop-v1", "true"), ("partialClone", "origin"), ("worktreeConfig", "true"),
        ("preciousObjects", "true"), ("objectFormat", "sha1"), ("refStorage", "files"), ("relativeWorktrees", "true"),
    ])
    func extensionsThatChangeNothingForAReaderWork(name: String, value: String) throws {
        let repository = try TestRepository()
        let head = try repository.commitAll()
        try repository.git("config", "core.repositoryFormatVersion", "1")
        try repository.git("config", "extensions." + name, value)
        let store = try repository.open()
        #expect(try store.head().commit == head)
        #expect(try store.commit(head).id == head)
        #expect(store.isPartialClone == (name == "partialClone"))
    }

    @Test func anUnknownExtensionIsNamed() throws {
        let repository = try TestRepository()
        try repository.git("config", "core.repositoryFormatVersion", "1")
        try repository.write(
            ".git/config", "[core]\n\trepositoryformatversion = 1\n\tbare = false\n[extensions]\n\tfuture = yes\n")
        #expect(thrown { try repository.open() } == .unsupportedExtension("future"))
        try repository.write(
            ".git/config",
            "[core]\n\trepositoryformatversion = 1\n\tbare = false\n[extensions]\n\trefstorage = reftable\n")
        #expect(thrown { try repository.open() } == .unsupportedReferenceFormat("reftable"))
        #expect(RepositoryLocation.discover(from: repository.path) == nil)
    }

    @Test func inAPartialCloneWhatWasNotFetchedIsMissing() throws {
        let origin = try TestRepository()
        try origin.write("a.md", "old\n")
        try origin.commitAll()
        try origin.write("a.md", "new\n")
        try origin.commitAll()
        try origin.git("config", "uploadpack.allowFilter", "true")
        let clone = TestRepository(at: origin.folder.path + "/clone", in: origin)
        try origin.git("clone", "--quiet", "--filter=blob:none", "file://" + origin.path, clone.path)
        let store = try clone.open()
        #expect(store.isPartialClone)
        let comparer = TreeComparer(repository: store)
        let entries = try ["HEAD", "HEAD~1"].map { revision in
            try #require(try comparer.entry(at: "a.md", in: store.commit(store.resolve(revision)).tree))
        }
        #expect(try store.blob(entries[0].id) == Array("new\n".utf8))
        #expect(thrown { try store.blob(entries[1].id) } == .missingObject(entries[1].id))
        #expect(thrown { try store.blobSize(entries[1].id) } == .missingObject(entries[1].id))
        #expect(store.contains(entries[0].id))
        #expect(!store.contains(entries[1].id))
    }

    @Test(.enabled(if: getuid() == 0)) func anotherOwnersRepositoryIsRefused() throws {
        let repository = try TestRepository()
        try repository.commitAll()
        for path in [repository.path, repository.path + "/.git"] { chown(path, 65534, 65534) }
        #expect(thrown { try repository.open() } == .foreignOwner(path: repository.path))
        #expect(RepositoryLocation.discover(from: repository.path) == nil)
    }

    @Test func missingAndMistakenObjectsAreNamed() throws {
        let repository = try TestRepository()
        try repository.write("deep/a.md", "one\n")
        let head = try repository.commitAll()
        let store = try repository.open()
        let tree = try store.commit(head).tree
        let comparer = TreeComparer(repository: store)
        let deep = try #require(try comparer.subtree(at: "deep", in: tree))
        let blob = try #require(try comparer.entry(at: "deep/a.md", in: tree)).id
        #expect(thrown { try store.blob(tree) } == .malformedObject(tree, reason: "not a blob"))
        #expect(thrown { try store.commit(blob) } == .notACommit(blob.description))
        #expect(thrown { try comparer.entries(of: blob) } == .malformedObject(blob, reason: "not a tree"))
        for id in [blob, deep, tree, head] { repository.deleteObject(id) }
        let damaged = try repository.open()
        #expect(thrown { try damaged.blob(blob) } == .missingObject(blob))
        #expect(thrown { try TreeComparer(repository: damaged).entries(of: deep) } == .missingObject(deep))
        #expect(thrown { try TreeComparer(repository: damaged).changes(from: [], to: tree) } == .missingObject(tree))
        #expect(thrown { try damaged.commit(head) } == .missingObject(head))
        #expect(thrown { try damaged.commitNode(head) } == .missingObject(head))
    }

    @Test func revisionsAreResolvedToCommits() throws {
        let repository = try TestRepository()
        #expect(thrown { try repository.open().resolve("HEAD") } == .unknownRevision("HEAD"))
        try repository.write("a.md", "one\n")
        let first = try repository.commitAll("one")
        try repository.git("tag", "-a", "-m", "tag", "v1")
        let second = try repository.commitAll("two")
        let store = try repository.open()
        for name in ["HEAD", "main", second.description, String(second.description.prefix(7)), "@"] {
            #expect(try store.resolve(name) == second, "\(name)")
        }
        for name in [
            "HEAD~1", "v1", "main^", "v1^{commit}", ":/one", "@~1", "@^", "@~", "@^1", "@^{/one}", "@{1}", "@@{1}",
            "@{1}~0",
        ] {
            #expect(try store.resolve(name) == first, "\(name)")
            #expect(try repository.id(["rev-list", "-1", name]) == first, "\(name)")
        }
        for name in ["nothing", "", "HEAD~9", "@~9", "@x", "main..v1", "\u{1}"] {
            #expect(thrown { try store.resolve(name) } == .unknownRevision(name), "\(name)")
        }
        #expect(thrown { try store.resolve("HEAD:a.md") } == .notACommit("HEAD:a.md"))
        #expect(thrown { try store.resolve("HEAD^{tree}") } == .notACommit("HEAD^{tree}"))
    }

    @Test(arguments: [
        "author X <x@x> 99999999999999999999 +0000\ncommitter X <x@x> 1700000000 +0000",
        "author X <x@x\ncommitter X <x@x> 1 +0000",
        "author X <x@x> 1 +0000\ncommitter X <x@x> 99999999999999999999 +0000",
    ])
    func aCommitOfAnOddFormIsResolvedAsGitDoes(signatures: String) throws {
        let repository = try TestRepository()
        try repository.write("a.md", "one\n")
        let first = try repository.commitAll("one")
        let tree = try repository.open().commit(first).tree
        let text = "tree \(tree)\nparent \(first)\n\(signatures)\n\nodd\n"
        let odd = try repository.id(
            ["hash-object", "-t", "commit", "-w", "--literally", "--stdin"], input: Array(text.utf8))
        try repository.git("update-ref", "refs/heads/main", odd.description)
        var tagged = (id: odd, type: "commit")
        for tag in ["v1", "v2"] {
            let text = "object \(tagged.id)\ntype \(tagged.type)\ntag \(tag)\n\n\(tag)\n"
            tagged.id = try repository.id(
                ["hash-object", "-t", "tag", "-w", "--literally", "--stdin"], input: Array(text.utf8))
            tagged.type = "tag"
            try repository.git("update-ref", "refs/tags/\(tag)", tagged.id.description)
        }
        let store = try repository.open()
        let short = String(odd.description.prefix(9))
        for name in ["HEAD", "@", "main", "v1", "v2", "v1^{commit}", "main~0", odd.description, short] {
            #expect(try store.resolve(name) == odd, "\(name)")
        }
        for name in ["HEAD~1", "main^", "v2^1", "v1^{}~", "\(short)^"] {
            #expect(try store.resolve(name) == first, "\(name)")
        }
        for name in ["HEAD~2", "HEAD^2", "main~99999999", "\(odd)^^", "HEAD^{nothing}"] {
            #expect(thrown { try store.resolve(name) } == .unknownRevision(name), "\(name)")
        }
        let last = try repository.commitAll("last")
        #expect(try store.resolve("HEAD") == last)
        #expect(try store.resolve("HEAD~1") == odd)
        #expect(try store.resolve("HEAD~2") == first)
    }

    @Test func anAbbreviationOfSeveralIdsIsAmbiguous() throws {
        let repository = try TestRepository()
        // With 16 bits to a prefix, two of this many agree.
        let store = try repository.open()
        let texts = (0..<2000).map { "\($0)" }
        let prefixes = try Dictionary(grouping: texts) { text in
            String(try store.hash(blob: Array(text.utf8)).description.prefix(4))
        }
        let (prefix, shared) = try #require(prefixes.sorted { $0.key < $1.key }.first { $0.value.count > 1 })
        for text in shared { try repository.git(["hash-object", "-w", "--stdin"], input: Array(text.utf8)) }
        #expect(thrown { try repository.open().resolve(prefix) } == .ambiguousRevision(prefix))
    }

    @Test func filesAreHashedAsGitWouldAddThem() throws {
        let repository = try TestRepository()
        try repository.write("crlf.md", "one\r\ntwo\r\n")
        try repository.write("plain.md", "one\ntwo\n")
        let plain = try repository.open().hashFile("plain.md")
        #expect(try repository.open().hashFile("crlf.md") != plain)
        #expect(try repository.open().hash(blob: Array("one\ntwo\n".utf8)) == plain)
        try repository.git("config", "core.autocrlf", "true")
        #expect(try repository.open().hashFile("crlf.md") == plain)
        #expect(try repository.id(["hash-object", "crlf.md"]) == plain)
        #expect(thrown { try repository.open().hashFile("absent.md") } != nil)
    }

    @Test(
        "A file is hashed as git would add it, whether or not there is something to convert in it",
        arguments: ["", "$", "$I", "one\ntwo\n", "one\r\ntwo\r\n", "one\rtwo", "$ $Id: before $ after\n", "$Id"])
    func filesOfKnownContentAreHashedAsGitWouldAddThem(text: String) throws {
        let repository = try TestRepository()
        try repository.write(".gitattributes", "*.md text ident\n")
        try repository.write("a.md", text)
        let store = try repository.open()
        let bytes = Array(text.utf8)
        let id = try store.hashFile("a.md", holding: bytes, raw: store.hash(blob: bytes))
        #expect(try store.hashFile("a.md") == id)
        #expect(try repository.id(["hash-object", "a.md"]) == id)
    }

    @Test func externalFiltersNeverRun() throws {
        let repository = try TestRepository()
        try repository.git("config", "filter.evil.clean", "touch \(repository.path)/ran; cat")
        try repository.write(".gitattributes", "*.md filter=evil\n")
        try repository.write("a.md", "one\n")
        let id = try repository.open().hashFile("a.md")
        #expect(try repository.open().hash(blob: Array("one\n".utf8)) == id)
        #expect(!FileReading.exists(repository.path + "/ran"))
    }

    @Test func theIndexTellsWhatIsLeftOutOfTheWorkTree() throws {
        let repository = try TestRepository()
        #expect(try repository.open().indexEntries().isEmpty)
        try repository.write("b.md", "two\n")
        try repository.write("a/x.md", "one\n")
        try repository.git("add", "a/x.md", "b.md")
        try repository.git("update-index", "--skip-worktree", "b.md")
        let entries = try repository.open().indexEntries()
        #expect(entries.map(\.path) == ["a/x.md", "b.md"])
        #expect(entries.map(\.isSkippedInWorkTree) == [false, true])
    }

    @Test func aSplitIndexIsRefused() throws {
        let repository = try TestRepository()
        try repository.write("a.md", "one\n")
        try repository.git("add", "a.md")
        try repository.git("update-index", "--split-index")
        guard case .unsupportedIndex = thrown({ try repository.open().indexEntries() }) else {
            Issue.record("a split index was read")
            return
        }
    }

    @Test func operationsUnderWayAreNamed() throws {
        for operation in PendingOperation.allCases {
            let repository = try TestRepository()
            try repository.write("a.md", "base\n")
            try repository.commitAll("base")
            try repository.git("checkout", "-qb", "side")
            try repository.write("a.md", "side\n")
            try repository.commitAll("side")
            let patch = try repository.git(["format-patch", "--stdout", "HEAD~1"]).standardOutput
            try repository.git("checkout", "-q", "main")
            try repository.write("a.md", "main\n")
            try repository.commitAll("main")
            let gitDirectory = repository.path + "/.git"
            #expect(PendingOperation.inProgress(gitDirectory: gitDirectory) == nil)
            let start: [String] =
                switch operation {
                case .merge: ["merge", "side"]
                case .rebase: ["rebase", "side"]
                case .cherryPick: ["cherry-pick", "side"]
                case .revert: ["revert", "side"]
                case .applyMailbox: ["am"]
                case .bisect: ["bisect", "start"]
                }
            _ = try repository.command.output(of: start, input: operation == .applyMailbox ? patch : nil)
            #expect(PendingOperation.inProgress(gitDirectory: gitDirectory) == operation)
            let refused = thrown { try repository.command.commit(paths: ["a.md"], message: "x") }
            #expect(refused == .operationInProgress(operation))
        }
    }

    @Test func settingsAreRead() throws {
        let repository = try TestRepository()
        try repository.git("config", "user.name", "Zoë")
        try repository.git("config", "user.email", "zoe@example.org")
        let signature = try repository.open().signatureFromConfig([])
        #expect(signature?.name == "Zoë")
        #expect(signature?.email == "zoe@example.org")
    }

    @Test("Who somebody is stands in the files of git's that count for them, and what these include for the repository")
    func outerSettings() throws {
        let repository = try TestRepository()
        for setting in ["user.name", "user.email"] { _ = try? repository.git("config", "--unset", setting) }
        let (outer, included) = (repository.path + "-outer", repository.path + "-included")
        defer { for path in [outer, included] { unlink(path) } }
        try Data("[user]\n\tname = Ann\n[includeIf \"gitdir:\(repository.path)/\"]\n\tpath = \(included)\n".utf8)
            .write(to: URL(fileURLWithPath: outer))
        try Data("[user]\n\temail = ann@example.org\n".utf8).write(to: URL(fileURLWithPath: included))
        #expect(try repository.open().signatureFromConfig([]) == nil)
        let signature = try repository.open().signatureFromConfig([outer, outer + "-none"])
        #expect(signature?.name == "Ann" && signature?.email == "ann@example.org")
    }
}
