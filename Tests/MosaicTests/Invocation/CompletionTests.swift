import ArgumentParser
import Foundation
import Testing

@testable import VaultEngine
@testable import VaultModel
@testable import mosaic

struct CompletionTests {
    private let words = VaultWords(
        schema: .builtIn, fieldNames: ["blocks", "domain", "due", "priority", "rating", "status"],
        saved: [
            SavedQuery(name: "today", value: .string("is:today")),
            SavedQuery(name: "by", value: .string("tasks (domain:{place} or tag:{word}) -priority>={least}")),
        ].compactMap { $0 },
        timeZones: { ["Europe/Berlin", "Europe/Dublin"] },
        offers: { prefix, kind in
            [("garden", "domain"), ("fix-roof", "task"), ("two words", "task"), ("ann", "user"), ("scribe", "agent")]
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
        // What begins an option is no term.
        #expect(try query("--f") == [] && query("tasks --f") == [])
    }

    @Test(
        "Behind a key stand the values that it can have",
        arguments: [
            ("priority:", ["priority:low", "priority:medium", "priority:high"]),
            ("priority=low,", ["priority=low,medium", "priority=low,high"]),
            ("domain:", ["domain:garden"]),
            ("links-to:f", ["links-to:fix-roof"]), ("links-to:t", [#"links-to:"two words""#]),
            ("by:", ["by:ann"]), ("agent:", ["agent:scribe"]), ("assignee:", ["assignee:ann", "assignee:scribe"]),
            (#"tasks links-to:"two w"#, [#"tasks links-to:"two words""#]),
            (#"links-to:"two words","fix"#, [#"links-to:"two words","fix-roof""#]),
            ("-blocked_by:f", ["-blocked_by:fix-roof"]), ("@by place=", ["@by place=garden"]), ("tasks place=", []),
            ("became:priority=", ["became:priority=low", "became:priority=medium", "became:priority=high"]),
            ("nothing:", []), ("-tag:h", ["-tag:house", "-tag:house/roof"]),
            ("tags:", ["tags:house", "tags:house/roof", #"tags:"two words""#]),
        ])
    func values(text: String, offered: [String]) throws { #expect(try query(text) == offered) }

    @Test(
        "Behind a kept question stands what it leaves open, and is not there twice; kinds and questions stand first alone"
    )
    func parameters() throws {
        func offered(_ text: String, behind before: String...) throws -> [String] {
            try self.words.query(text, behind: before).map(\.text)
        }
        #expect(try offered("", behind: "@by").starts(with: ["place=", "word=", "least="]))
        #expect(try offered("", behind: "@by", "word=x").starts(with: ["place=", "least="]))
        #expect(try offered("word=h", behind: "@by") == ["word=house", "word=house/roof"])
        #expect(try offered("least=", behind: "@by") == ["least=low", "least=medium", "least=high"])
        for words in [["@by"], ["tasks"], ["due<7d"]] {
            let offers = try self.words.query("", behind: words).map(\.text)
            #expect(!offers.contains("@today") && !offers.contains("tasks") && offers.contains("due:"))
        }
        #expect(try offered("@", behind: "due<7d").starts(with: ["@today", "@by"]))
        #expect(try offered("word=h", behind: "due<7d", "@by") == ["word=house", "word=house/roof"])
        #expect(words.kinds(named: ["@by"]).map(\.name) == ["task"])
    }

    @Test("States, groups and fields are values too")
    func names() throws {
        #expect(try query("-is:re").contains("-is:ready") && query("type:").contains("type:idea"))
        #expect(
            try query("status:").starts(with: ["status:open", "status:paused", "status:done", "status:dropped"]))
        #expect(try query("changed:").contains("changed:due") && query("sort:").contains("sort:-rating"))
    }

    @Test("Days are offered where days are asked for, and periods behind what stands before them")
    func days() throws {
        #expect(VaultWords.days(behind: []).map(\.text).contains("next"))
        #expect(VaultWords.days(behind: ["next"]).map(\.text) == ["week", "month", "quarter", "year"])
        #expect(VaultWords.days(behind: ["today"]).isEmpty)
        #expect(try query("due:to").contains("due:today") && query("created:").contains("created:monday"))
    }

    // MARK: - The kind at hand

    private func typed(_ words: String...) -> TypedWord {
        let line = ["mosaic"] + words
        return TypedWord(in: line, at: line.count - 1, prefix: line.last ?? "")
    }

    @Test("A line says which kind it is about, by its first word, a term, an option or what it changes")
    func kindAtHand() throws {
        let words = VaultWords(
            schema: .builtIn, fieldNames: [], saved: [], timeZones: { [] }, offers: { _, _ in [] }, tags: { _ in [] },
            kindOfReference: { $0 == "roof" ? "task" : nil })
        let lines: [([String], [String])] = [
            (["list", "tasks", "s"], ["task"]), (["list", "s"], []), (["list", "roof", "tasks", "s"], []),
            (["list", "--status", "open", "-C", "/v", "ideas", "x", "s"], ["idea"]),
            (["list", "'tasks status:open'", "s"], ["task"]),
            (["count", "due<7d", "type:task,event", "s"], ["task", "event"]),
            (["list", "(kind=note", "or", "-type:task", "s"], ["note"]), (["search", "--kind=note", "s"], ["note"]),
            (["diff", "7d..", "projects", "s"], ["project"]), (["inbox", "s"], ["idea"]), (["next", "s"], ["task"]),
            (["next", "events", "s"], ["event"]),
            (["set", "roof", "s"], ["task"]), (["set", "wall", "s"], []),
            (["set", "--where", "tasks is:passed", "s"], ["task"]),
            (["new", "event", "note", "--set", "s"], ["event"]),
        ]
        for (line, kinds) in lines {
            let line = ["mosaic"] + line
            let typed = TypedWord(in: line, at: line.count - 1, prefix: "s")
            #expect(words.kinds(of: typed).map(\.name) == kinds, "\(line)")
        }
    }

    @Test("Fields, statuses and values are those of the kind at hand")
    func wordsOfKind() throws {
        let kinds = words.kinds(of: typed("list", "events", ""))
        let terms = try words.query("", of: kinds).map(\.text)
        #expect(terms.contains("location:") && terms.contains("rating:") && terms.contains("blocked_by:"))
        #expect(!terms.contains("priority:") && !terms.contains("due:"))
        #expect(
            try words.query("status:", of: kinds).map { "\($0.text) \($0.note)" } == [
                "status:open tentative, confirmed", "status:dropped cancelled", "status:tentative open",
                "status:confirmed open", "status:cancelled dropped",
            ])
        #expect(try query("events status:").count == 5 && query("type:event status:").count == 5)
        let task = words.kinds(of: typed("list", "task", ""))
        let statuses = try words.query("status:", of: task)
        #expect(statuses.map(\.text).uniqued().count == statuses.count)
        #expect(statuses.first?.note == "not_started, in_progress")
        #expect(try words.assignment("status=", of: task).map(\.text).contains("status=completed"))
        #expect(try !words.assignment("status=", of: task).map(\.text).contains("status=open"))
        #expect(words.sortKeys(of: kinds).map(\.text).contains("-start"))
        #expect(!words.sortKeys(of: kinds).map(\.text).contains("due"))
    }

    // MARK: - Fields of lists

    private static let listing = Mosaic.groups.flatMap(\.subcommands).filter {
        Mosaic.helpMessage(for: $0).contains("--fields <fields>")
    }

    @Test("Every command that takes --fields says which there are")
    func listedFields() {
        #expect(Self.listing.count > 12)
        for command in Self.listing {
            guard let command = command as? any ListingCommand.Type else {
                Issue.record("\(command)")
                continue
            }
            let name = command._commandName
            let names = command.fieldNames(in: words, typed(name, "--fields", ""))
            // Those of a statement of SQL are its own.
            #expect(names.isEmpty == (name == "sql"), "\(name)")
            #expect(Set(names).count == names.count, "\(name)")
        }
    }

    @Test("What is offered for --fields is what the line before asks for")
    func fieldsOfLine() {
        let words = VaultWords(
            schema: .builtIn, fieldNames: ["due", "location"], saved: [], timeZones: { [] }, offers: { _, _ in [] },
            tags: { _ in [] },
            columnsOfStatement: { $0 == "select 1 a, 2 a" ? ["a", "a"] : [] })
        func names(_ command: any ListingCommand.Type, _ line: String...) -> [String] {
            let line = ["mosaic"] + line + ["--fields", ""]
            return command.fieldNames(
                in: words, TypedWord(in: line, at: line.count - 1, prefix: ""))
        }
        #expect(names(ListCommand.self, "list").contains("due") && names(ListCommand.self, "list").contains("shortId"))
        #expect(!names(ListCommand.self, "list", "events").contains("due"))
        #expect(names(LinksCommand.self, "links", "--wanted") == ["count", "target", "text", "place", "places"])
        #expect(names(LinksCommand.self, "links", "a").contains("direction"))
        #expect(names(CountCommand.self, "count", "--by", "status,type") == ["count", "status", "type"])
        #expect(names(SQLCommand.self, "sql", "--views") == ["view", "column", "type", "meaning"])
        #expect(names(SQLCommand.self, "sql", "'select 1 a, 2 a'") == ["a", "a_2"])
    }

    @Test("The options that have a value in the next word are known")
    func optionsWithValue() throws {
        struct Help: Decodable {
            struct Argument: Decodable {
                struct Name: Decodable { var kind: String, name: String }
                var kind: String
                var names: [Name]?
            }
            struct Command: Decodable {
                var arguments: [Argument]?
                var subcommands: [Command]?
            }
            var command: Command
        }
        let help = try JSONDecoder().decode(Help.self, from: Data(Mosaic._dumpHelp().utf8))
        var options: Set<String> = []
        for argument in (help.command.subcommands ?? []).compactMap(\.arguments).joined()
        where argument.kind == "option" {
            for name in argument.names ?? [] { options.insert((name.kind == "long" ? "--" : "-") + name.name) }
        }
        #expect(TypedWord.optionsWithValue == options)
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
        let typed = TypedWord(in: line, at: line.count - 1, prefix: line.last ?? "", for: .bash)
        #expect(typed.text == text)
        let head = text.hasSuffix("op") ? String(text.dropLast(2)) : text
        let offer = VaultWords.Offer(text: head + "open")
        let whole = typed.written(offer, for: .bash) ?? ""
        #expect(whole == (written == "en" ? "open" : written))
    }

    @Test("A word in quotes is taken whole from zsh, which does not know where in it the cursor is")
    func quotedInZsh() {
        let line = ["mosaic", "list", "'status:open dom"]
        #expect(TypedWord(in: line, at: 2, prefix: "'st", for: .zsh).text == "status:open dom")
        #expect(TypedWord(in: line, at: 2, prefix: "'st", for: .fish).text == "st")
        #expect(TypedWord(in: ["mosaic", "list", "stuff"], at: 2, prefix: "st", for: .zsh).text == "st")
    }

    @Test("Each shell gets a line that it cannot take for anything else")
    func lines() {
        let typed = TypedWord(in: ["mosaic", "show", ""], at: 2, prefix: "")
        let offer = VaultWords.Offer(text: "a:$(b) c", note: "Of\tnote")
        #expect(typed.written(offer, for: .bash) == #"a:\$\(b\)\ c"#)
        #expect(typed.written(offer, for: .zsh) == #"a\:$(b) c:Of\\tnote"#)
        #expect(typed.written(offer, for: .fish) == "a:$(b) c\tOf\\tnote")
        #expect(typed.written(.init(text: "a"), for: .fish) == "a\t")
        #expect(typed.written(.init(text: "a\nb"), for: .fish) == nil)
    }

    @Test("Options and arguments before the word are known")
    func before() {
        let line = ["mosaic", "set", "-C", "~/v", "a", "--vault=b", "--where", "'x y'", ""]
        let typed = TypedWord(in: line, at: 8, prefix: "")
        #expect(typed.command == "set" && typed.option("-C") == "~/v" && typed.option("--vault") == "b")
        #expect(typed.option("--where") == "x y" && typed.option("--color") == nil)
        #expect(typed.arguments == ["a"])
    }
}
