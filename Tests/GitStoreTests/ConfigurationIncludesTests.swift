import Testing

@testable import GitStore

struct ConfigurationIncludesTests {
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
            ("[include]\npath = ~/a\npath = %(prefix)/b\npath =\n", []), ("[include]\npath\npaths = a\n", []), ("", []),
        ])
    func includes(text: String, paths: [String]) {
        #expect(ConfigurationIncludes.paths(in: Array(text.utf8)) == paths)
    }
}
