import Foundation
import TestSupport
import Testing

/// The dialogue of `mosaic inbox`, held with a process at a terminal of its own.
struct InboxDialogueTests {
    @Test(
        "A person decides about each idea with a key, and each decision is a commit",
        .timeLimit(.minutes(SanitizerSettings.minutes(15))))
    func decisions() throws {
        let vault = try ProcessVault()
        for title in ["A pond", "A bench", "A swing", "A hedge", "A kite", "A fence"] {
            #expect(try vault.mosaic("capture", title).code == 0)
        }
        let dialogue = try Dialogue(vault.process("mosaic", ["inbox"], in: vault.root))
        var answers = ["A pond": "k", "A bench": "p", "A swing": "P", "A hedge": "a", "A kite": "d", "A fence": "what"]
        var all = ""
        for _ in 0..<6 {
            let shown = dialogue.read(until: "[q]uit? ")
            all += shown
            let title = try #require(answers.keys.first { shown.contains($0) })
            let answer = answers.removeValue(forKey: title) ?? ""
            dialogue.type(answer + "\n")
            if answer != "what" { continue }
            #expect(dialogue.read(until: "[q]uit? ").contains("Answer with one of the letters"))
            dialogue.type("?\n")
            let meanings = dialogue.read(until: "[q]uit? ")
            #expect(meanings.contains("k  it is worth a thought") && meanings.contains("P  make a project of it"))
            dialogue.type("\n")
        }
        let end = all + dialogue.readToEnd()
        #expect(end.contains("Decided about 5 of 6.") && dialogue.exitCode == 0)
        #expect(end.contains("  A bench  tasks/a-bench-2.md"))
        let subjects = try vault.git("log", "--format=%s", "-5").output.split(separator: "\n").map(String.init)
        #expect(
            subjects.sorted() == [
                "Archive idea \"A hedge\"", "Discard idea \"A kite\"", "Keep idea \"A pond\"",
                "Promote idea \"A bench\" to task", "Promote idea \"A swing\" to project",
            ])
        #expect(try vault.mosaic("inbox", "--format", "{title}").output == "A fence\n")
        #expect(try vault.git("status", "--porcelain").output.isEmpty)
    }

    @Test(
        "On a narrow terminal the question, what the letters do and the idea are broken between words",
        .timeLimit(.minutes(SanitizerSettings.minutes(15))))
    func narrow() throws {
        let vault = try ProcessVault()
        #expect(try vault.mosaic("capture", "A pond\nWith lilies, and frogs\nthat sit on them").code == 0)
        let dialogue = try Dialogue(vault.process("mosaic", ["inbox"], in: vault.root), columns: 40)
        var shown = dialogue.read(until: "[q]uit? ")
        #expect(shown.contains("With lilies, and frogs that sit on"))
        for answer in ["?\n", "what\n"] {
            dialogue.type(answer)
            shown += dialogue.read(until: "[q]uit? ")
        }
        let lines = shown.split(whereSeparator: \.isNewline)
        #expect(
            lines.allSatisfy { $0.count <= 40 } && lines.contains("     becomes 'processing', and it leaves"),
            "\(lines)")
        dialogue.type("q\n")
        #expect(dialogue.readToEnd().contains("Nothing was decided."))
    }

    @Test(
        "An idea that changed while it was looked at is shown again",
        .timeLimit(.minutes(SanitizerSettings.minutes(15))))
    func changedMeanwhile() throws {
        let vault = try ProcessVault()
        #expect(try vault.mosaic("capture", "A pond").code == 0)
        let dialogue = try Dialogue(vault.process("mosaic", ["inbox"], in: vault.root))
        _ = dialogue.read(until: "[q]uit? ")
        let path = "ideas/a-pond.md"
        try vault.write(path, try vault.read(path) + "\nFrogs would come.\n")
        dialogue.type("d\n")
        let again = dialogue.read(until: "[q]uit? ")
        #expect(again.contains("it has changed meanwhile") && again.contains("Frogs would come."))
        try FileManager.default.removeItem(at: vault.root.appendingPathComponent(path))
        dialogue.type("d\n")
        let end = dialogue.readToEnd()
        #expect(end.contains("is in the inbox no more") && end.contains("Nothing was decided."))
        #expect(try vault.git("log", "--format=%s", "-1").output == "Capture idea \"A pond\"\n")
    }

    @Test(
        "An idea that cannot be read is left for a person, and the round goes on",
        .timeLimit(.minutes(SanitizerSettings.minutes(15))))
    func unreadable() throws {
        let vault = try ProcessVault()
        let path = "ideas/broken.md"
        let broken = "---\ntype: idea\nstatus: captured\n---\n# Broken\n"
        try vault.write(path, broken)
        #expect(try vault.git("add", path).code == 0 && vault.git("commit", "--quiet", "--message", "broken").code == 0)
        try vault.write(path, broken.replacingOccurrences(of: "captured", with: "captured\nx: ["))
        #expect(try vault.mosaic("capture", "A pond").code == 0)
        let dialogue = try Dialogue(vault.process("mosaic", ["inbox"], in: vault.root))
        var shown = ""
        for _ in 0..<2 {
            shown += dialogue.read(until: "[q]uit? ")
            dialogue.type("k\n")
        }
        shown += dialogue.readToEnd()
        #expect(shown.contains("could not change \(path): it cannot be read") && shown.contains("A pond"))
        #expect(shown.contains("Decided about 1 of 2.") && dialogue.exitCode == 0)
        #expect(try vault.git("log", "--format=%s", "-1").output == "Keep idea \"A pond\"\n")
        #expect(try vault.read(path).contains("x: ["))
    }

    @Test(
        "The end of the input ends the dialogue", .timeLimit(.minutes(SanitizerSettings.minutes(15))),
        arguments: ["q\n", "\u{04}"])
    func quit(input: String) throws {
        let vault = try ProcessVault()
        #expect(try vault.mosaic("capture", "A pond").code == 0)
        let dialogue = try Dialogue(vault.process("mosaic", ["inbox"], in: vault.root))
        _ = dialogue.read(until: "[q]uit? ")
        dialogue.type(input)
        #expect(dialogue.readToEnd().contains("Nothing was decided.") && dialogue.exitCode == 0)
    }
}
