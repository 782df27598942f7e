import Foundation
import Testing
import VaultModel

@testable import VaultEngine

/// Names that few would choose, and things in a work tree that are no files.
struct OddFileTests {
    /// A vault with one entity beside what is odd.
    private func repository() throws -> TestVault {
        let repository = try TestVault()
        try repository.write("good.md", "# Good\n")
        try repository.commit()
        return repository
    }

    @Test("A backlink has the line that states it, whatever else breaks lines")
    func backlinkLine() throws {
        let repository = try repository()
        try repository.write("odd.md", "# Odd\u{2028}one\u{0B}two\u{85}\rthree\r\n\r\n  See [[good]].\r\nNot here.\n")
        let vault = try repository.refreshed()
        #expect(try vault.detail(of: "good").incoming.map(\.line) == ["See [[good]]."])
    }

    @Test("A kind in another place than kinds/ is told to define none")
    func misplacedKind() throws {
        let repository = try repository()
        let kind = "---\ntype: kind\ntitle: film\n---\n"
        for file in ["kinds/film.md", "kinds/sub/play.md", "notes/kinds/book.md", "song.md"] {
            try repository.write(file, kind.replacing("film", with: VaultPath.stem(of: file)))
        }
        let vault = try repository.refreshed()
        #expect(
            try vault.findings() == [
                "kinds/sub/play.md invalid-kind", "notes/kinds/book.md invalid-kind", "song.md invalid-kind",
            ])
        #expect(try vault.kind(named: "film").name == "film")
        #expect(try vault.differences() == [])
    }

    // MARK: - Names

    @Test(
        "Whatever a file is called, it has its name in lists and in the history",
        arguments: [
            "a\nb.md", "a\tb.md", "\"quoted\".md", "it's.md", "back\\slash.md", " spaces .md", "-dash.md",
            "star*?[x].md",
            "%41.md", "a#b.md", "a|b.md", "[[link]].md", "\u{1B}[31m.md", "e\u{301}.md", "\u{E9}.md", "日本語.md", "👩‍👩‍👧.md",
            "a.MD", "a.markdown", "a.md.md", "CON.md", "a:b.md", "folder\nwith\nlines/a.md",
            String(repeating: "n", count: 252) + ".md",
        ])
    func oddName(name: String) throws {
        let repository = try repository()
        let vault = try repository.refreshed()
        try repository.write(name, "# Odd\n")
        for commits in [false, true] {
            if commits { try repository.commit() }
            try vault.refresh(includingText: true)
            #expect(try vault.entities().map(\.path).contains { Array($0.utf8) == Array(name.utf8) })
            #expect(try vault.entity(name).title == "Odd")
            #expect(try vault.detail(of: name).body == "# Odd\n")
            #expect(try vault.events().last == "note.created \(name)")
            #expect(try vault.findings() == [])
            #expect(try vault.differences() == [])
        }
        try repository.remove(name)
        try vault.refresh()
        #expect(try vault.paths() == ["good.md"])
        #expect(try vault.differences() == [])
    }

    @Test("A name of invalid UTF-8 is named, and the file is no part of the vault", arguments: [true, false])
    func nameOfInvalidUTF8(isFolder: Bool) throws {
        let repository = try repository()
        let vault = try repository.refreshed()
        var name = Array(repository.path.utf8CString.dropLast()) + "/a".utf8CString.dropLast() + [-1, -2]
        if isFolder { mkdir(name + [0], 0o755) }
        name += (isFolder ? "/x.md" : ".md").utf8CString
        let stream = try #require(fopen(name, "w"))
        fputs("# Odd\n", stream)
        fclose(stream)
        for commits in [false, true] {
            if commits { try repository.commit() }
            try vault.refresh()
            #expect(try vault.paths() == ["good.md"])
            #expect(try vault.check().map(\.code) == [.invalidFileName])
            #expect(try vault.events() == ["note.created good.md"])
            #expect(try vault.differences() == [])
        }
        unlink(name)
        try vault.refresh()
        #expect(try vault.differences() == [])
    }

    private static let distinguishesCase: Bool = {
        guard let vault = try? TestVault(), (try? vault.write("a", "")) != nil else { return false }
        return !FileManager.default.fileExists(atPath: vault.path + "/A")
    }()

    @Test("Names that differ only by case are both listed, and one is named", .enabled(if: distinguishesCase))
    func namesThatDifferByCase() throws {
        let repository = try repository()
        try repository.write("Note.md", "# One\n")
        try repository.write("note.md", "# Two\n")
        let vault = try repository.refreshed()
        #expect(try vault.paths() == ["Note.md", "good.md", "note.md"])
        #expect(try vault.findings() == ["note.md path-collision"])
        #expect(try vault.entity("note.md").title == "Two")
        #expect(try vault.differences() == [])
        let links = "[[Note]] [[note]] [[note.md]] [[NOTE]] [a](Note.md) [b](note) [c](NOTE.md) [d](nOTE) [[./NOTE]]"
        try repository.write("good.md", links + "\n")
        try vault.refresh()
        let connections = try vault.connections(of: vault.entity("good.md"))
        #expect(
            connections.map(\.target.path) == [
                "Note.md", "note.md", "note.md", nil, "Note.md", "note.md", nil, nil, nil,
            ])
        #expect(connections.map(\.candidates) == [1, 1, 1, 2, 1, 1, 2, 2, 2])
        #expect(
            try vault.findings() == Array(repeating: "good.md ambiguous-reference", count: 4)
                + ["note.md path-collision"])
        #expect(try vault.differences() == [])
        try repository.commit()
        try repository.git("mv", "note.md", "NOTE.md")
        try repository.commit()
        try vault.refresh()
        #expect(try vault.events().last == "note.moved NOTE.md")
        #expect(try vault.differences() == [])
    }

    // MARK: - Links

    @Test("Symbolic links are named and not followed, wherever they lead")
    func symbolicLinks() throws {
        let repository = try repository()
        try repository.write("folder/in.md", "# In\n")
        let outside = repository.folder.path + "/outside"
        mkdir(outside, 0o755)
        try "# Secret\n".write(toFile: outside + "/secret.md", atomically: false, encoding: .utf8)
        let links = [
            ("loop.md", "loop.md"), ("one.md", "two.md"), ("two.md", "one.md"), ("dangling.md", "nowhere.md"),
            ("in.md", "folder/in.md"), ("out.md", outside + "/secret.md"), ("up.md", ".."), ("null.md", "/dev/null"),
            ("outside", outside), ("folder/parent", ".."), ("self", "."),
        ]
        for (name, target) in links { symlink(target, repository.path + "/" + name) }
        let vault = try repository.refreshed()
        for commits in [false, true] {
            if commits { try repository.commit() }
            try vault.refresh()
            #expect(try vault.paths() == ["folder/in.md", "good.md"])
            #expect(
                try vault.findings()
                    == ["dangling", "in", "loop", "null", "one", "out", "two", "up"].map { "\($0).md symbolic-link" })
            #expect(try vault.events() == ["note.created good.md", "note.created folder/in.md"])
            #expect(try vault.differences() == [])
        }
    }

    @Test(
        "A file that becomes something else is deleted, committed or not, and comes back",
        arguments: ["a link", "a link that git has", "a folder", "a pipe"])
    func fileBecomesSomethingElse(thing: String) throws {
        let repository = try repository()
        let path = repository.path + "/good.md"
        let vault = try repository.refreshed()
        try repository.remove("good.md")
        switch thing {
        case "a link", "a link that git has": #expect(symlink("elsewhere.md", path) == 0)
        case "a folder": #expect(mkdir(path, 0o755) == 0)
        default: #expect(mkfifo(path, 0o644) == 0)
        }
        for commits in [false, true] {
            if commits {
                try repository.git(thing == "a link that git has" ? ["add", "."] : ["rm", "--cached", "good.md"])
                try repository.git("commit", "--quiet", "--allow-empty", "--message", "gone")
            }
            try vault.refresh()
            #expect(try vault.paths() == [])
            #expect(try vault.events() == ["note.created good.md", "note.deleted good.md"])
            #expect(try vault.differences() == [])
        }
        try repository.remove("good.md")
        try repository.git("checkout", "--quiet", "--force", "HEAD~1")
        try vault.refresh()
        #expect(try vault.paths() == ["good.md"])
        #expect(try vault.events() == ["note.created good.md"])
        #expect(try vault.findings() == [])
        #expect(try vault.differences() == [])
    }

    // MARK: - What is no file

    @Test("A pipe is named and not opened")
    func pipe() throws {
        let repository = try repository()
        #expect(mkfifo(repository.path + "/pipe.md", 0o644) == 0)
        #expect(mkfifo(repository.path + "/pipe", 0o644) == 0)
        let vault = try repository.refreshed()
        #expect(try vault.paths() == ["good.md"])
        #expect(try vault.findings() == ["pipe.md not-a-file"])
        #expect(try vault.differences() == [])
    }

    @Test("A folder with the name of a file is a folder")
    func folderWithTheNameOfAFile() throws {
        let repository = try repository()
        try repository.write("folder.md/in.md", "# In\n")
        try repository.commit()
        let vault = try repository.refreshed()
        #expect(try vault.paths() == ["folder.md/in.md", "good.md"])
        #expect(try vault.findings() == [])
        #expect(try vault.differences() == [])
    }

    @Test(
        "A file that may not be read is listed and named, and comes back", .enabled(if: getuid() != 0),
        arguments: ["---\ntype: idea\n---\n", "---\ntype: idea\ntype: task\n---\n"])
    func unreadableFile(text: String) throws {
        let repository = try repository()
        try repository.write("bad.md", "---\ntype: idea\n---\n")
        try repository.commit()
        try repository.write("bad.md", text)
        try repository.commit()
        let vault = try repository.refreshed()
        let findings = try vault.findings()
        chmod(repository.path + "/bad.md", 0)
        try vault.refresh()
        #expect(try vault.paths() == ["bad.md", "good.md"])
        #expect(try vault.findings() == ["bad.md unreadable"])
        #expect(try vault.entities().first { $0.path == "bad.md" }?.type == "idea")
        let detail = try vault.detail(of: "bad")
        #expect(detail.summary.type == "idea" && detail.body == "")
        #expect(vaultError { try vault.bytes(at: "bad.md") } == .fileNotReadable(path: "bad.md"))
        #expect(try vault.differences() == [])
        chmod(repository.path + "/bad.md", 0o644)
        try vault.refresh()
        #expect(try vault.findings() == findings)
        #expect(try vault.differences() == [])
    }

    @Test("A folder that may not be read is named, and what is in it comes back", .enabled(if: getuid() != 0))
    func unreadableFolder() throws {
        let repository = try repository()
        try repository.write("folder/bad.md", "# Bad\n")
        try repository.commit()
        let vault = try repository.refreshed()
        chmod(repository.path + "/folder", 0)
        try vault.refresh()
        #expect(try vault.findings() == ["folder unreadable-folder"])
        #expect(try vault.paths() == ["good.md"])
        #expect(try vault.activities(ActivityFilter()).activities.allSatisfy { $0.action != .deleted })
        #expect(try vault.differences() == [])
        chmod(repository.path + "/folder", 0o755)
        try vault.refresh()
        #expect(try vault.findings() == [])
        #expect(try vault.paths() == ["folder/bad.md", "good.md"])
        #expect(try vault.differences() == [])
    }

    @Test("What is in a folder that may not be read is neither wanted nor gone", .enabled(if: getuid() != 0))
    func unseen() throws {
        let repository = try repository()
        try repository.write("folder/bad.md", "---\nid: bad00001\ntitle: So bad\nparent: good\n---\n")
        try repository.write(
            "links.md",
            "---\nparent: bad\n---\n[[bad]] [[So bad]] [[bad00001]] [x](folder/bad.md) [y](folder/y.png) [[none]]\n")
        try repository.commit()
        let vault = try repository.refreshed()
        #expect(try vault.wanted().map(\.text) == ["folder/y.png", "none"])
        try repository.git("mv", "folder/bad.md", "folder/worse.md")
        try repository.commit()
        chmod(repository.path + "/folder", 0)
        defer { chmod(repository.path + "/folder", 0o755) }
        try vault.refresh()
        #expect(try vault.wanted().map(\.text) == ["none"])
        func isSame(since revision: String) throws -> Bool {
            let found = try VaultComparison(from: vault.asOf(revision), to: vault).run()
            return found.entities.isEmpty && found.relationsLost.isEmpty && found.relationsAdded.isEmpty
                && found.brokenLinks.isEmpty
        }
        #expect(try isSame(since: "HEAD") && isSame(since: "HEAD~1"))
        try repository.git("rm", "-q", "--cached", "folder/worse.md")
        try repository.git("commit", "-qm", "Gone")
        try vault.refresh()
        #expect(try !isSame(since: "HEAD~1"))
        #expect(try vault.differences() == [])
    }

    @Test("Folders are followed down to a bound, and where it is passed is named")
    func deepFolders() throws {
        let repository = try repository()
        let deepest = [String](repeating: "d", count: 128).joined(separator: "/")
        try repository.write(deepest + "/in.md", "# In\n")
        try repository.write(deepest + "/d/out.md", "# Out\n")
        let vault = try repository.refreshed()
        for commits in [false, true] {
            if commits { try repository.commit() }
            try vault.refresh()
            #expect(try vault.paths() == [deepest + "/in.md", "good.md"])
            #expect(try vault.findings() == [deepest + "/d folder-too-deep"])
            let events = try vault.events()
            #expect(events == ["note.created good.md", "note.created \(deepest)/in.md"])
            #expect(try vault.differences() == [])
        }
    }
}
