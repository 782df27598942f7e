import Testing

@testable import VaultModel

/// What terms mean, once they are read against the kinds.
struct QueryMeaningTests {
    private func test(_ text: String, _ context: QueryContext = .test) throws -> QueryTest {
        guard case .test(let test)? = query(text, context)?.condition else {
            throw QueryError(.emptyText(text), at: 0..<0)
        }
        return test
    }

    @Test("Enumerations compare in their own order, each kind in its own")
    func enumerationOrder() throws {
        guard case .field("priority", let alternatives) = try test("priority>=medium") else {
            Issue.record("no field")
            return
        }
        #expect(Set(alternatives.flatMap { $0.kinds ?? [] }) == ["idea", "project", "task"])
        #expect(Set(alternatives.flatMap(\.values)) == [.number(QueryNumbers(.greaterOrEqual, 1))])
    }

    @Test("The kind that a query names says which values there are")
    func scope() {
        #expect(query("type:idea status:captured") != nil)
        #expect(queryError("type:task status:captured")?.span == 17..<25)
        #expect(query("status:captured") != nil)
        #expect(query("type:note priority:high") != nil)
        let tasks = QueryContext(schema: .builtIn, kind: Schema.builtIn.kinds["task"], clock: .test)
        #expect(queryError("status:captured", tasks) != nil)
    }

    @Test("A status is named whole, by its group, or by how it begins")
    func statuses() throws {
        #expect(
            try test("status:open,in_*")
                == .status([QueryPattern(text: "open"), QueryPattern(text: "in_", isPrefix: true)]))
        #expect(try test("status:*") == .status([QueryPattern(text: "", isPrefix: true)]))
        #expect(queryError("type:task status:cap*")?.span == 17..<21)
    }

    @Test("A group of statuses has no order, and its values have")
    func groupOrder() {
        #expect(
            queryError("type:task status>open")?.reason
                == .groupWithoutOrder(
                    key: "status", group: "open", operation: ">", members: ["not_started", "in_progress"]))
        // `paused` is a status as well as a group.
        #expect(queryError("type:task status>paused") == nil)
    }

    @Test("A field that goes by the name of a key is asked by field.")
    func fieldPrefix() throws {
        #expect(try test("agent:librarian") == .agent([QueryReference(text: "librarian", expectedKind: "agent")], nil))
        #expect(try test("field.agent:librarian").isReference)
        #expect(try test("has:field.agent") == .hasField("agent") && test("has:tag") == .hasField("tags"))
        #expect(query("sort:type,field.type")?.sort.map(\.isField) == [false, true])
    }

    @Test("Boxes are counted, and a field that is called as a count of them is asked by field.")
    func boxes() throws {
        #expect(try test("unchecked>0") == .boxes(.open, [QueryNumbers(.greater, 0)]))
        #expect(
            try test("checkboxes:0,3..5")
                == .boxes(.all, [QueryNumbers(.equal, 0), QueryNumbers(from: 3, to: 5)]))
        #expect(
            query("Checkboxes!=2")?.condition == .not(.test(.boxes(.all, [QueryNumbers(.equal, 2)]))))
        let context = QueryContext(schema: .builtIn, fieldNames: ["unchecked"], clock: .test)
        for text in ["field.unchecked:2", "\"unchecked\":2"] {
            guard case .field("unchecked", _) = try test(text, context) else {
                Issue.record("\(text)")
                continue
            }
        }
        #expect(query("sort:unchecked,-field.unchecked", context)?.sort.map(\.isField) == [false, true])
        #expect(try !test("unchecked:1").asksForStatus && test("unchecked:1").references == [])
    }

    @Test("A field that no kind has holds texts, numbers and dates")
    func freeFields() throws {
        #expect(
            try test("rating>3")
                == .field("rating", [QueryAlternative(values: [.number(QueryNumbers(.greater, 3))])]))
        #expect(
            try test("rating:good*")
                == .field("rating", [QueryAlternative(values: [.text(QueryPattern(text: "good", isPrefix: true))])]))
        guard case .field("Due Date", let alternatives) = try test("\"Due Date\"<2026-12-01") else {
            Issue.record("no field")
            return
        }
        #expect(alternatives.count == 1 && alternatives[0].values.count == 1)
    }

    @Test("The answer's order and length are no conditions")
    func answer() {
        let expected = Query(
            condition: .test(.kind(["task"])),
            sort: [.init(name: "due", isField: true), .init(name: "priority", isField: true, isDescending: true)],
            limit: 20)
        #expect(query("type:tasks sort:due,-priority limit:20") == expected)
    }

    @Test("Texts are words, phrases, and beginnings of words")
    func texts() {
        #expect(query("roof")?.condition == .test(.text(QueryText(text: "roof"))))
        #expect(query("\"solar panel\"")?.condition == .test(.text(QueryText(text: "solar panel"))))
        #expect(query("sol*")?.condition == .test(.text(QueryText(text: "sol", isPrefix: true))))
        #expect(query("\"raised bed*\"")?.condition == .test(.text(QueryText(text: "raised bed", isPrefix: true))))
        #expect(query("title:roof")?.condition == .test(.text(QueryText(column: .title, text: "roof"))))
        #expect(query("水桶") != nil)
    }

    @Test("The past is asked by a field, a value, and when")
    func history() throws {
        let period = QueryDates(clock: .test, direction: .back).period(.less, "7d")
        #expect(try test("changed:status<7d") == .changed("status", period))
        #expect(try test("changed:body") == .changed("body", nil))
        #expect(try test("slipped:due") == .slipped("due", [QueryNumbers(.greaterOrEqual, 1)]))
        #expect(try test("slipped:due<2") == .slipped("due", [QueryNumbers(.less, 2)]))
        #expect(
            try test("slipped:due=1,2") == .slipped("due", [QueryNumbers(.equal, 1), QueryNumbers(.equal, 2)]))
        guard case .all(let parts)? = query("type:task became:status=done>=2026-01-01")?.condition,
            case .test(.became("status", let values, .some)) = parts[1]
        else {
            Issue.record("no change")
            return
        }
        #expect(values.joined().map(\.value) == [.field(.text(QueryPattern(text: "completed")))])
        #expect(values.joined().map(\.kinds) == [["task"]])
    }
}

extension QueryTest {
    fileprivate var isReference: Bool { if case .reference = self { true } else { false } }
}
