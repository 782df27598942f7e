import Testing

@testable import VaultModel

@Suite("What a link names of a file")
struct LinkAnchorTests {
    private static let text = """
        # What's new?
        ## The *big* `one`, at last
        ### Notes
        Text ^block-1
        | table |
        ^Table
        ![[image.png]]^image
        ## See [the plan](plans/x.md)
        ### Notes
        ## C# & C++ {#csharp}
        ## Straße 漢字 ^home
        <a id="old-anchor"></a> 2^10 and ^ caret
        ##
        ## 🎉
        > ## Quoted
        """

    @Test(
        "is there by its letters and digits, as Obsidian finds a heading and as GitHub writes its anchor",
        arguments: [
            "What's new?", "what s NEW", "whats-new", "The big one, at last", "the-big-one-at-last",
            "the_big_one at last",
            "Notes", "notes-1", "What's new?#Notes", "the-big-one-at-last#notes", "See [the plan](plans/x.md)",
            "see-the-plan", "C# & C++", "c--c", "csharp", "straße-漢字", "^home", "🎉", "Quoted",
            "^block-1", "^BLOCK-1", "^table", "^image", "Notes#^block-1", "old-anchor", "top", "L12", "L12-L20",
            ":~:text=big",
        ])
    func there(anchor: String) {
        #expect(LinkAnchors(of: Document(bytes: Array(Self.text.utf8))).has(anchor))
    }

    @Test(
        "is not there otherwise",
        arguments: [
            "What's old?", "whats", "notes-2", "Notes#What's new?", "Notes#Text", "^block", "^10", "^", "^caret",
            "plan",
            "new-anchor", "L12-", "🎊", "bottom",
        ])
    func missing(anchor: String) {
        #expect(!LinkAnchors(of: Document(bytes: Array(Self.text.utf8))).has(anchor))
    }

    @Test(
        "is found in the order of the parts, among headings of one name",
        arguments: [("A#B", true), ("A#A#B", true), ("A#A#A", false), ("B#A#B", true), ("B#B", true), ("B#B#A", false)])
    func nested(anchor: String, isThere: Bool) {
        let document = Document(bytes: Array("# A\n# B\n# A\n# B\n".utf8))
        #expect(LinkAnchors(of: document).has(anchor) == isThere)
    }

    @Test(
        "is an element of HTML whose name stands in quotes of one sort",
        arguments: [("a", true), ("b", true), ("c", true), ("d", false), ("e", false), ("x' id=", false)])
    func elements(anchor: String, isThere: Bool) {
        let text = "<a id=\"a\"><a name='b'> = <i class=x id='c'> data-id=\"d\" id=e id='x' id='\n"
        #expect(LinkAnchors(of: Document(bytes: Array(text.utf8))).has(anchor) == isThere)
    }

    @Test("is looked for where the file can be read")
    func malformed() {
        #expect(LinkAnchors(of: Document(bytes: Array("---\na: [\n---\n".utf8))).has("x"))
    }

    @Test("is told, with what is near, where a file has not what it names of itself")
    func own() {
        let document = Document(bytes: Array("# Plans\n[[#Plans]] [[#Plan]] [x](#plans) [y](#other) [[#^b]]\n".utf8))
        #expect(
            document.deadAnchors.map { "\($0.span?.lowerBound ?? 0) \($0.message)" } == [
                "19 The file has no heading `Plan`: did you mean `Plans`?", "41 The file has no heading `other`.",
                "53 The file has no block `^b`.",
            ])
    }
}
