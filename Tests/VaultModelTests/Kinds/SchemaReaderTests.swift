import Testing

@testable import VaultModel

@Suite("The schema reader")
struct SchemaReaderTests {
    private func read(_ files: (String, String)...) -> SchemaReader.Reading {
        SchemaReader().read(files.map { (path: "kinds/\($0.0).md", document: document($0.1)) })
    }

    private static let book = """
        type: kind
        title: Book
        stale_after: 60d
        fields:
          status: {type: enum, values: {to_read: open, reading: open, waiting: paused, read: done, given_up: dropped}, default: to_read}
          author: text
          pages: number
          finished: date
          lent_to: ref user
          sequels: [ref book]
          shelves: list of text
          editions: {of: {fields: {year: {type: number, required: true}, publisher: text}}}
        relations:
          sequel_of: {inverse: followed_by, acyclic: true}
          reminds_of: reminds_of
        template: |
          # {{title}}
        """

    @Test("adds a kind for a file that the vault adds")
    func customKind() throws {
        let reading = read(("book", Self.book))
        #expect(reading.diagnostics.isEmpty)
        let book = try #require(reading.schema.kind(named: "books"))
        #expect(book.name == "book")
        #expect(book.folder == "books")
        #expect(book.staleAfterDays == 60)
        #expect(book.template == "# {{title}}\n" || book.template == "# {{title}}")
        #expect(book.group(ofStatus: "read") == .done)
        #expect(book.field("status")?.defaultValue == .string("to_read"))
        #expect(book.field("lent_to")?.type == .reference(kind: "user"))
        #expect(book.field("sequels")?.type == .list(of: .reference(kind: "book")))
        #expect(book.field("shelves")?.type == .list(of: .text))
        let year = Kind.FieldDefinition(name: "year", type: .number, isRequired: true)
        let publisher = Kind.FieldDefinition(name: "publisher", type: .text)
        #expect(book.field("editions")?.type == .list(of: .record([year, publisher])))
        #expect(
            reading.schema.relations["followed_by"]
                == Relation(name: "sequel_of", inverse: "followed_by", isAcyclic: true))
        #expect(reading.schema.relations["reminds_of"]?.isSymmetric == true)
        #expect(reading.schema.relations["blocks"] != nil)
        #expect(reading.schema.kinds.count == 15)
        #expect(reading.schema.kind(forPath: "books/emma.md")?.name == "book")
    }

    @Test("changes a built-in kind for a file of its name, and keeps what the file does not say")
    func changedKind() throws {
        let reading = read(("task", "type: kind\nfolder: todo\nfields:\n  status: {values: {todo: open, done: done}}"))
        #expect(reading.diagnostics.isEmpty)
        let task = try #require(reading.schema.kinds["task"])
        #expect(task.folder == "todo")
        #expect(task.plural == "tasks")
        #expect(task.fields.map(\.name) == ["status"])
        #expect(task.staleAfterDays == 30)
        #expect(reading.schema.kind(forPath: "todo/roof.md")?.name == "task")
        #expect(reading.schema.kind(forPath: "tasks/roof.md") == nil)
        #expect(reading.schema.kinds["idea"] == Schema.builtIn.kinds["idea"])
    }

    @Test("takes an empty value for none")
    func emptyValues() throws {
        let reading = read(("task", "stale_after:\nfields:\ntemplate:\nrelations:\nplural:\nfolder:\nname:"))
        #expect(reading.diagnostics.isEmpty)
        let task = try #require(reading.schema.kinds["task"])
        #expect(task.staleAfterDays == nil)
        #expect(task.fields.isEmpty)
        #expect(task.template == "")
        #expect(task.plural == "tasks")
    }

    @Test("is the built-in schema for a vault without kind files")
    func noKinds() {
        let reading = SchemaReader().read([])
        #expect(reading.diagnostics.isEmpty)
        #expect(reading.schema == Schema.builtIn)
    }

    @Test("takes the kind's name from the file, or from its `name`")
    func names() {
        #expect(read(("My Books", "name: book")).schema.kinds["book"] != nil)
        let schema = read(("film", "folder: Films seen")).schema
        for name in ["film", "Film", "FILMS", "Films seen"] { #expect(schema.kind(named: name)?.name == "film") }
        #expect(schema.kind(named: "films seen") == nil)
        #expect(read(("reading-list", "title: Reading list")).schema.kinds["reading-list"]?.plural == "reading-lists")
    }

    @Test(
        "says what is wrong with a kind file and where",
        arguments: [
            ("name: Big Book", "Big Book", "`Big Book` is no name for a kind: use lower-case words joined by _ or -."),
            (
                "plural: Books", "Books",
                "`Books` is no name for the plural of `sample`: use lower-case words joined by _ or -."
            ),
            ("folder: ../x", "../x", "`../x` is no folder of the vault: write it as `books` or `reading/books`."),
            ("stale_after: soon", "soon", "`soon` is no number of days for `stale_after`: write it as 30d or 2w."),
            ("fields: due", "due", "`fields` is a mapping: each field's name with its type, as in `due: date`."),
            ("fields:\n  Due: date", "Due", "`Due` is no name for a field: use lower-case words joined by _ or -."),
            ("fields:\n  tags: text", "tags", "`tags` is a field of every kind and needs no definition."),
            (
                "fields:\n  due: string", "string",
                "`string` is no type: did you mean `text`? Types: text, number, boolean, date, datetime, duration, "
                    + "recurrence, timezone, ref, any, list, enum, record"
            ),
            (
                "fields:\n  due: dat", "dat",
                "`dat` is no type: did you mean `date`? Types: text, number, boolean, date, datetime, duration, "
                    + "recurrence, timezone, ref, any, list, enum, record"
            ),
            (
                "fields:\n  size: enum", "enum",
                "An enum needs its values, as in `{type: enum, values: [low, medium, high]}`."
            ),
            (
                "fields:\n  size: {values: [a, b], defualt: a}", "defualt",
                "`defualt` says nothing about a field: did you mean `default`?"
            ),
            (
                "fields:\n  size: {values: [a, b], default: c}", "c",
                "The default: `c` is no size of a sample. Allowed: a, b"
            ),
            (
                "fields:\n  shelf: {type: ref domain, default: home}", "home",
                "`shelf` refers to another entity: what leads there is stated, and no default."
            ),
            (
                "fields:\n  shelves: {type: [ref], default: [home]}", "[home]",
                "`shelves` refers to another entity: what leads there is stated, and no default."
            ),
            ("fields:\n  size: {values: [a, a]}", "a", "The value `a` stands here twice."),
            (
                "fields:\n  status: {values: {a: opne}}", "opne",
                "`opne` is no group: did you mean `open`? Allowed: open, paused, done, dropped"
            ),
            (
                "fields:\n  due: {type: date, required: maybe}", "maybe",
                "`maybe` is no answer for `required`: write `true` or `false`."
            ),
            (
                "relations:\n  likes:", "likes",
                "The relation `likes` needs the name of its inverse, as in `mentors: mentored_by`; one that reads the "
                    + "same both ways is its own, as in `likes: likes`."
            ),
            (
                "relations:\n  likes: {inverse: liked_by, acylic: true}", "acylic",
                "`acylic` says nothing about a relation: did you mean `acyclic`?"
            ),
            (
                "relations:\n  likes: {inverse: likes, acyclic: true}", "likes",
                "The relation `likes` reads the same both ways and so cannot be acyclic."
            ),
            (
                "relations:\n  blocks: hinders", "blocks",
                "The relation `blocks` with the inverse `hinders` goes against `blocks` with the inverse `blocked_by`, "
                    + "which is already defined."
            ),
            ("folder: tasks", "tasks", "The folder `tasks` is also that of the kind `task`."),
            ("plural: task", "task", "The plural `task` is the name of another kind."),
        ])
    func mistakes(frontMatter: String, place: String, message: String) throws {
        let document = document(frontMatter)
        let found = try #require(
            SchemaReader().read([("kinds/sample.md", document)]).diagnostics["kinds/sample.md"])
        #expect(found.map(\.code) == [.invalidKind])
        #expect(found.map(\.message) == [message])
        #expect(text(at: found.first?.span, of: document) == place)
    }

    @Test("keeps what it can read of a kind with mistakes, and the other kinds whole")
    func partialKind() throws {
        let wrong = """
            stale_after: x
            fields:
              good: date
              Bad: date
              odd: nonsense
              size: {type: enum, values: [small, {a: b}, large], default: huge}
            relations: [a]
            """
        let reading = read(("book", Self.book), ("wrong", wrong), ("Bad name", ""))
        let kind = try #require(reading.schema.kinds["wrong"])
        #expect(kind.fields.map(\.name) == ["good", "odd", "size"])
        #expect(kind.field("odd")?.type == .any)
        #expect(kind.field("size")?.type == .enumeration([.init(name: "small"), .init(name: "large")]))
        #expect(kind.field("size")?.defaultValue == nil)
        #expect(reading.diagnostics["kinds/wrong.md"]?.count == 6)
        #expect(reading.diagnostics["kinds/Bad name.md"]?.count == 1)
        #expect(reading.diagnostics["kinds/book.md"] == nil)
        #expect(reading.schema.kinds["book"]?.fields.count == 8)
    }

    @Test("leaves a built-in kind as it is while its file is malformed")
    func malformedFile() {
        let reading = read(("task", "fields: [\nfolder: x"), ("book", Self.book))
        #expect(reading.schema.kinds["task"] == Schema.builtIn.kinds["task"])
        #expect(reading.diagnostics["kinds/task.md"]?.map(\.code) == [.invalidKind])
        #expect(reading.schema.kinds["book"] != nil)
    }

    @Test("takes the first of two files for one kind, in whatever order they come")
    func twoFiles() {
        let first = (path: "kinds/a.md", document: document("name: book\nfolder: first"))
        let second = (path: "kinds/b.md", document: document("name: book\nfolder: second"))
        for files in [[first, second], [second, first]] {
            let reading = SchemaReader().read(files)
            #expect(reading.schema.kinds["book"]?.folder == "first")
            #expect(reading.diagnostics["kinds/a.md"] == nil)
            #expect(
                reading.diagnostics["kinds/b.md"]?.map(\.message) == [
                    "The kind `book` is already defined by kinds/a.md."
                ])
        }
    }

    @Test("takes one relation that two kinds define alike")
    func sharedRelation() {
        let reading = read(("a", "relations: {likes: liked_by}"), ("b", "relations: {likes: liked_by}"))
        #expect(reading.diagnostics.isEmpty)
        #expect(reading.schema.relations["liked_by"]?.name == "likes")
    }

    @Test("bounds how deep a type can be nested")
    func deepTypes() {
        let words = String(repeating: "list of ", count: 10_000) + "text"
        let brackets = String(repeating: "[", count: 20) + "text" + String(repeating: "]", count: 20)
        let reading = read(("a", "fields:\n  deep: \(words)"), ("b", "fields:\n  deep: \(brackets)"))
        for path in ["kinds/a.md", "kinds/b.md"] {
            #expect(reading.diagnostics[path]?.map(\.message) == ["This type is nested more than 8 deep."])
        }
        #expect(reading.schema.kinds["a"]?.field("deep")?.type == .any)
    }

    @Test("reads hostile kind files without harm")
    func hostileFiles() {
        let values = [
            "", "null", "[]", "{}", "[[]]", "[null]", "{a: }", "{a: {}}", "{a: []}", "{a: [null]}", "{a: {type: }}",
            "{a: {type: []}}", "{a: {type: {type: enum}}}", "{a: {values: }}", "{a: {values: {}}}",
            "{a: {values: [[]]}}",
            "{a: {type: list, of: }}", "{a: {type: record}}", "{a: {fields: [a]}}", "{a: ref a b}", "{a: ref}",
            "{a: list of}", "{a: list of list of}", "{a: ref Ä}", "{\"\": text}", "{a: \" \"}", "{a: 12}", "{a: true}",
            "\"\\0\"",
            "-1d", "99999999999999999999d", "{a: {type: date, default: soon}}", "{a: {inverse: [a]}}",
            "{a: {acyclic: maybe}}", "{id: id}", "\"/\"", "\"//\"", "\".\"", "\"./\"", "\"..\"", "a/../b", "a/",
            "\"a\\\\b\"",
        ]
        for key in ["name", "plural", "folder", "stale_after", "fields", "relations", "template"] {
            for value in values {
                let reading = SchemaReader().read([("kinds/x.md", document("\(key): \(value)"))])
                #expect(reading.schema.kinds.count >= 14)
                for kind in reading.schema.kinds.values {
                    #expect(!kind.folder.split(separator: "/").contains(".."))
                }
            }
        }
        for path in ["", "/", ".md", "kinds/.md", "kinds/", "a/b/c"] {
            #expect(SchemaReader().read([(path, document("title: x"))]).schema.kinds.count >= 14)
        }
    }

    @Test("reads kind files with bytes changed at random, and always gives the built-in kinds at least")
    func randomFiles() {
        var random = SplitMix(state: 20_261_124)
        let files = VaultTemplate.files.filter { $0.path.hasPrefix("kinds/") }
        let odd = Array("{}[]:,-#&*!|>'\"%@` \n\t\0é".utf8)
        for _ in 0..<2000 {
            let file = files[random.next(below: files.count)]
            var bytes = Array(file.text.utf8)
            for _ in 0...random.next(below: 6) {
                let place = random.next(below: min(bytes.count, 700))
                switch random.next(below: 3) {
                case 0: bytes[place] = odd[random.next(below: odd.count)]
                case 1: bytes.remove(at: place)
                default: bytes.insert(odd[random.next(below: odd.count)], at: place)
                }
            }
            let document = Document(bytes: bytes)
            let reading = SchemaReader().read([(file.path, document)])
            let isWhole = Schema.builtIn.kinds.keys.allSatisfy { reading.schema.kinds[$0] != nil }
            let spans = reading.diagnostics.values.joined().compactMap(\.span)
            guard isWhole, spans.allSatisfy({ $0.upperBound <= bytes.count }) else {
                Issue.record("\(String(decoding: bytes, as: UTF8.self))")
                return
            }
            for kind in reading.schema.kinds.values {
                _ = reading.schema.check(document: document, kind: kind)
            }
        }
    }
}

/// Numbers that look random and are the same in every run.
private struct SplitMix {
    var state: UInt64

    mutating func next(below bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }
}
