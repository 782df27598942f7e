import Foundation
import TestSupport
import Testing
import VaultModel

@testable import VaultIndex

/// A file that changes: only rows that differ are written, and the index is what a built one is.
struct RowUpdateTests {
    @Test(
        "After an edit, the index is that of the files",
        arguments: [
            ("a word", "---\ntype: task\n---\n# A\n[[b]]\n", "---\ntype: task\n---\n# A\nmore [[b]]\n"),
            ("lines above", "# A\n[[b]] [[c]]\n", "# A\n\n\ntext\n[[b]] and [[c]]\n"),
            ("a link more", "# A\n[[b]]\n", "# A\n[[c]] [[b]]\n"),
            ("a link fewer", "# A\n[[b]] [[c]]\n", "# A\n[[c]]\n"),
            ("another form of a link", "# A\n[[b]]\n", "# A\n[b](b.md)\n"),
            ("composed and decomposed link", "# A\n[[caf\u{E9}]]\n", "# A\n[[cafe\u{301}]]\n"),
            ("composed and decomposed tag", "---\ntags: [\u{E9}]\n---\n# A\n", "---\ntags: [e\u{301}]\n---\n# A\n"),
            ("both forms of a tag", "---\ntags: [\u{E9}]\n---\n# A\n", "---\ntags: [e\u{301}, \u{E9}]\n---\n# A\n"),
            ("composed and decomposed field", "---\n\u{E9}: \u{E9}\n---\n", "---\ne\u{301}: e\u{301}\n---\n"),
            ("composed and decomposed title", "# \u{E9}\n", "# e\u{301}\n"),
            ("a box that is ticked", "# A\n- [ ] x\n- [ ] y\n", "# A\n- [ ] x\n- [x] y\n"),
            ("boxes further down", "# A\n- [ ] x\n- [ ] y\n", "# A\n\n- [ ] x\n- [ ] y\n"),
            ("a box more", "# A\n- [ ] y\n", "# A\n- [ ] x\n- [ ] y\n"),
            ("a box fewer", "# A\n- [ ] x\n- [ ] y\n- [ ] z\n", "# A\n- [ ] y\n- [ ] z\n"),
            ("no box", "# A\n- [ ] x\n", "# A\n- x\n"),
            ("another heading of a box", "# A\n- [ ] x\n", "# A\n## B\n- [ ] x\n"),
            ("a heading of a box that goes", "# A\n- [ ] x\n", "A\n- [ ] x\n"),
            ("a box further in", "- [ ] x\n", "  - [ ] x\n"),
            ("composed and decomposed box", "- [\u{E9}] \u{E9}\n", "- [x] e\u{301}\n"),
            ("boxes of what cannot be read", "# A\n- [ ] x\n", "---\na: 1\na: 2\n---\n# A\n- [x] x\n"),
            ("boxes in a conflict", "- [ ] x\n", "<<<<<<< a\n# B\n- [ ] x\n=======\n- [x] x\n>>>>>>> b\n"),
            ("case of a tag", "---\ntags: [x, X]\n---\n# A\n#y\n", "---\ntags: [X]\n---\n# A\n#Y #x\n"),
            ("items of a list", "---\ntype: task\nn: [1, 2, 3]\n---\n", "---\ntype: task\nn: [2, 3]\n---\n"),
            ("no item", "---\nn: [1]\n---\n", "---\nn: []\n---\n"),
            ("a value of another type", "---\nn: 1\n---\n", "---\nn: '1'\n---\n"),
            ("a time and a day", "---\ndue: 2026-01-02T03:04:05Z\n---\n", "---\ndue: 2026-01-02\n---\n"),
            ("no number", "---\ntype: task\nestimate: 3h\n---\n", "---\ntype: task\nestimate: .nan\n---\n"),
            (
                "order of keys", "---\ntype: task\nstatus: completed\ndue: 2026-01-01\n---\n",
                "---\ndue: 2026-01-01\nstatus: completed\ntype: task\n---\n"
            ),
            ("a status that the kind gives", "---\ntype: task\nstatus: not_started\n---\n", "---\ntype: task\n---\n"),
            ("another title", "# A\n", "# B\n"),
            ("an alias more", "---\naliases: [x]\n---\n# A\n", "---\naliases: [x, wanted]\n---\n# A\n"),
            ("an alias fewer", "---\naliases: [wanted]\n---\n# A\n", "---\naliases: []\n---\n# A\n"),
            ("an id", "# A\n", "---\nid: wanted\n---\n# A\n"),
            ("another kind", "---\ntype: note\n---\n# Same\n", "---\ntype: project\n---\n# Same\n"),
            ("a kind and back", "---\ntype: project\n---\n# Same\n", "---\ntype: note\n---\n# Same\n"),
            (
                "a person", "---\ntype: user\nemails: [x@example.org]\n---\n",
                "---\ntype: user\nemails: [y@example.org]\n---\n"
            ),
            ("no person", "---\ntype: user\nemails: [x@example.org]\n---\n", "---\ntype: note\n---\n"),
            (
                "an inverse relation", "---\ntype: relationship\nsource: b\ntarget: c\nrelation: blocks\n---\n",
                "---\ntype: relationship\nsource: b\ntarget: c\nrelation: blocked_by\n---\n"
            ),
            ("a diagnostic", "---\ntype: task\ndue: x\n---\n", "---\ntype: task\ndue: y\n---\n"),
            ("what cannot be read", "---\ntype: task\n---\n# A\n", "---\na: 1\na: 2\n---\n# A\n"),
            ("what can be read again", "---\na: 1\na: 2\n---\n", "---\na: 1\n---\n[[b]]\n"),
            ("created by the file", "# A\n", "---\ncreated: 2020-01-01\n---\n# A\n"),
        ], [true, false])
    func edit(change: (name: String, before: String, after: String), isCommitted: Bool) throws {
        let repository = try HistoryRepository()
        try repository.write("b.md", "---\ntype: task\nproject: same\n---\n# B\n[[wanted]] [[a]] [[same]] [[B]]\n")
        try repository.write("c.md", "---\ntype: project\ndepends_on: [a, wanted]\n---\n# C\n")
        try repository.write("deep/same.md", "---\ntype: note\n---\n# Same\n[[Same]]\n")
        try repository.write("a.md", change.before)
        try repository.commit("one")
        let index = try repository.index()
        try index.refresh(includingText: true)
        for contents in [change.after, change.before, change.after] {
            try repository.write("a.md", contents)
            if isCommitted { try repository.commit("more") }
            try index.refresh(includingText: true)
            #expect(try index.verify().differences == [], "\(change.name)")
        }
    }

    @Test("What a kind means is another for files that stay as they are")
    func kind() throws {
        let repository = try HistoryRepository()
        try repository.write("a.md", "---\ntype: book\npages: 12\nauthor: b\n---\n# A\n[[book/b]]\n")
        try repository.write("b.md", "---\ntype: book\n---\n# B\n")
        try repository.commit("one")
        let index = try repository.index()
        try index.refresh(includingText: true)
        for fields in ["pages: {type: number}", "author: {type: ref}", "pages: {type: text, default: many}"] {
            try repository.write("kinds/book.md", "---\ntype: kind\nfields:\n  \(fields)\n---\n# Book\n")
            try index.refresh(includingText: true)
            #expect(try index.verify().differences == [], "\(fields)")
        }
    }
}
