import TestSupport
import Testing

@testable import GitStore

struct ConfigurationScannerTests {
    @Test(
        "What a configuration includes is found however it is written",
        arguments: [
            ("[include]\n\tpath = a\n", ["a"]), ("[include] path = a", ["a"]), ("[INCLUDE]\nPath=a\n", ["a"]),
            ("[includeIf \"gitdir:/x\"]\n path = a\n", ["a"]), ("[include \"sub\"]\npath=a", ["a"]),
            ("[include]\npath = \"a b\" # note\n", ["a b"]), ("[include]\npath = a b ; note\n", ["a b"]),
            ("[include]\npath = \"a\\\"b\\\\c\"\n", ["a\"b\\c"]), ("[include]\r\npath = a\r\n", ["a"]),
            ("[include]\npath = a\\\nb\npath = c\n", ["ab", "c"]), ("[include]\n# path = a\n;path = b\n", []),
            ("[core]\npath = a\n[include]\npath = b\n[user]\npath = c\n", ["b"]), ("path = a\n", []),
            ("[include] path = a]b", ["a]b"]), ("[include] path = \"a]b\"", ["a]b"]),
            ("[includeIf \"gitdir:/x]y\"] path = a]", ["a]"]), ("[includeIf \"x\\\"]y\"]path=a", ["a"]),
            ("# note \\\n[include]\npath = a # \\\npath = b\n", ["a", "b"]),
            ("[user][include]path=a\t\"b\" \n", ["a\tb"]),
            ("\u{FEFF}[include]\npath = a\n", ["a"]), ("[includeIf.x] path = a\n[include \n path = b\n", ["a"]),
            ("[include]\npath = ~/a\npath = %(prefix)/b\npath =\n", []), ("[include]\npath\npaths = a\n", []), ("", []),
        ])
    func includes(text: String, paths: [String]) {
        #expect(ConfigurationScanner.includedPaths(in: Array(text.utf8)) == paths)
    }

    @Test("Settings are read as git reads them, and what is none is known")
    func settings() throws {
        let text =
            "top = 1\n[Core] Bare\n[remote \"A\\\"b\"]Url = \" x \"\\n\\\n y ; z\n"
            + "[branch.Main] = 1\n[core]a_b = 1\nlast=2"
        var scanner = ConfigurationScanner(Array(text.utf8))
        var settings: [ConfigurationScanner.Setting] = []
        while let setting = scanner.next() { settings.append(setting) }
        #expect(
            settings == [
                .init(section: "", subsection: nil, key: "top", value: "1"),
                .init(section: "core", subsection: nil, key: "bare", value: nil),
                .init(section: "remote", subsection: "A\"b", key: "url", value: " x \n y"),
                .init(section: "core", subsection: nil, key: "last", value: "2"),
            ])
        #expect(!scanner.isWhole)
    }

    @Test(
        "What git reads in random files is read, and what it refuses is known", arguments: 1...4 as ClosedRange<UInt64>)
    func agreement(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "[core]", "[Core \"A b\"]", "[core.X]", "[co-re \"q\\\"\\\\]\"]", "[c", "]", "\n", "\n", "\n", "\r\n", " ",
            "\n\t", "key", "Key-2", "bare", " = ", "=", "=", "value", "a  b", "\"", "\"x y\"", "\\n", "\\\"", "\\\n",
            "\\", "# note", "; note", "#", "é", "1",
        ]
        let repository = try TestRepository(makesRepository: false)
        var refused = 0
        for _ in 0..<250 {
            var text = "[core]\n"
            for _ in 0..<Int.random(in: 0...14, using: &random) { text += pieces.randomElement(using: &random) ?? "" }
            try repository.write("config", text)
            let told = try repository.command.output(of: ["config", "--file", "config", "--list", "-z"])
            var scanner = ConfigurationScanner(Array(text.utf8))
            var read: [String] = []
            while let setting = scanner.next() {
                let name = [setting.section, setting.subsection, setting.key].compactMap { $0 }.joined(separator: ".")
                read.append(setting.value.map { "\(name)\n\($0)" } ?? name)
            }
            #expect(scanner.isWhole == (told.status == 0), "seed \(seed): \(text.debugDescription): \(told.errorText)")
            if told.status != 0 {
                refused += 1
                continue
            }
            let expected = told.standardOutput.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            #expect(read == expected, "seed \(seed): \(text.debugDescription)")
        }
        #expect((20...230).contains(refused))
    }

    @Test(
        "A repository whose configuration may move its work tree is left to libgit2, however that is written",
        arguments: [
            "[core]\n\tworktree = /x\n", "[core] worktree = /x\n", "[CORE]WorkTree=/x", "[core] bare\n",
            "[core] bare = true",
            "[core]\n\tbare = false\n[core] bare = yes\n", "[extensions] objectFormat = sha256\n",
            "[user]\n\tname = x\n[extensions] refStorage = reftable\n", "[include] path = x\n", "[core\n",
            "[includeIf \"gitdir:/x\"] path = x\n",
        ])
    func moving(text: String) throws {
        let repository = try TestRepository()
        for file in ["config", "config.worktree"] {
            try repository.write(".git/config", "[core]\n\tbare = false\n[user] worktree = /x\n\tbare = true\n")
            #expect(RepositoryLocation.discover(from: repository.path) != nil)
            try repository.write(".git/" + file, text)
            #expect(RepositoryLocation.discover(from: repository.path) == nil)
        }
    }
}
