import ArgumentParser
import Testing

@testable import VaultModel
@testable import mosaic

struct CompletionTests {
    private let words = VaultWords(
        schema: .builtIn, fieldNames: ["blocks", "domain", "due", "priority", "rating", "status"],
        saved: [SavedQuery(name: "today", value: .string("is:today"))].compactMap { $0 },
        timeZones: { ["Europe/Berlin", "Europe/Dublin"] },
        offers: { prefix, kind in
            [("garden", "domain"), ("fix-roof", "task"), ("two words", "task")]
                .filter { $0.0.hasPrefix(prefix) && (kind == nil || kind == $0.1) }
                .map { ReferenceOffer(text: $0.0, title: $0.0.uppercased()) }
        }, tags: { prefix in ["house", "house/roof", "two words"].filter { $0.hasPrefix(prefix) } })

    private func query(_ text: String) throws -> [String] { try words.query(text).map(\.text) }

    @Test("A word can become a kept question, a kind or a key")
    func terms() throws {
        for word in ["@today", "tasks", "status:", "due:", "links-to:", "blocked_by:", "rating:"] {
            #expect(try query("").contains(word))
        }
        #expect(try !query("-").contains("-tasks") && query("-").contains("-tag:") && query("(").contains("(due:"))
        #expect(try query("tasks d").contains("tasks due:"))
    }

    @Test(
        "Behind a key stand the values that it can have",
        arguments: [
            ("priority:", ["priority:low", "priority:medium", "priority:high"]),
            ("priority=low,", ["priority=low,low", "priority=low,medium", "priority=low,high"]),
            ("domain:", ["domain:garden"]), ("links-to:", ["links-to:garden", "links-to:fix-roof"]),
            ("-blocked_by:f", ["-blocked_by:fix-roof"]),
            ("became:priority=", ["became:priority=low", "became:priority=medium", "became:priority=high"]),
            ("nothing:", []), ("-tag:h", ["-tag:house", "-tag:house/roof"]),
            ("tags:", ["tags:house", "tags:house/roof"]),
        ])
    func values(text: String, offered: [String]) throws { #expect(try query(text) == offered) }

    @Test("States, groups and fields are values too")
    func names() throws {
        #expect(try query("-is:re").contains("-is:ready") && query("type:").contains("type:idea"))
        #expect(
            try query("status:").starts(with: ["status:open", "status:paused", "status:done", "status:dropped"]))
        #expect(try query("changed:").contains("changed:due") && query("sort:").contains("sort:-rating"))
        #expect(words.listedFields.map(\.text).contains("shortId"))
    }

    @Test("An assignment has a field and what that can be")
    func assignments() throws {
        func offered(_ text: String) throws -> [String] { try words.assignment(text).map(\.text) }
        #expect(try offered("du").contains("due=") && offered("priority=h").contains("priority=high"))
        #expect(try offered("blocks+=") == ["blocks+=fix-roof", "blocks+=two words"])
        #expect(try words.assignment("domain=").map(\.note) == ["GARDEN"])
        #expect(try offered("timezone=Eur") == ["timezone=Europe/Berlin", "timezone=Europe/Dublin"])
    }

    @Test(
        "What bash takes apart is one word, of which the offer writes what is missing",
        arguments: [
            (["list", "status", ":", "op"], "status:op", "en"), (["list", "status", ":"], "status:", "open"),
            (["set", "a", "tags+", "="], "tags+=", "open"), (["list", "a:", "b", "op"], "op", "open"),
            (["list", "@", "op"], "@op", "@open"), (["list", "'op"], "op", "open"),
            (["list", "--where", "=", "x", "op"], "op", "open"), (["list", "due", ":", ""], "", "open"),
        ])
    func split(line: [String], text: String, written: String) {
        let line = ["mosaic"] + line
        let typed = TypedWord(in: line, at: line.count - 1, prefix: line.last ?? "", isSplit: true)
        #expect(typed.text == text)
        let head = text.hasSuffix("op") ? String(text.dropLast(2)) : text
        let offer = VaultWords.Offer(text: head + "open")
        let whole = typed.written(offer, for: .bash) ?? ""
        #expect(whole == (written == "en" ? "open" : written))
    }

    @Test("Each shell gets a line that it cannot take for anything else")
    func lines() {
        let typed = TypedWord(in: ["mosaic", "show", ""], at: 2, prefix: "", isSplit: false)
        let offer = VaultWords.Offer(text: "a:$(b) c", note: "Of\tnote")
        #expect(typed.written(offer, for: .bash) == #"a:\$\(b\)\ c"#)
        #expect(typed.written(offer, for: .zsh) == #"a\:$(b) c:Of\tnote"#)
        #expect(typed.written(offer, for: .fish) == "a:$(b) c\tOf\\tnote")
        #expect(typed.written(.init(text: "a\nb"), for: .fish) == nil)
    }

    @Test("Options and arguments before the word are known")
    func before() {
        let line = ["mosaic", "set", "-C", "~/v", "a", "--vault=b", "--where", "'x y'", ""]
        let typed = TypedWord(in: line, at: 8, prefix: "", isSplit: false)
        #expect(typed.command == "set" && typed.option("-C") == "~/v" && typed.option("--vault") == "b")
        #expect(typed.option("--where") == "x y" && typed.option("--color") == nil)
        #expect(typed.arguments(after: ["-C", "--where"]) == ["a"])
    }
}
