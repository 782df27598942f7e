import Testing

@testable import VaultModel

struct QueryKeyTests {
    @Test("Every example of every key is a query", arguments: QueryKey.all)
    func examples(key: QueryKey) {
        #expect(!key.examples.isEmpty && !key.operators.isEmpty)
        for example in key.examples {
            #expect(queryError(example) == nil, "\(example)")
        }
    }

    @Test("A key goes by its aliases, with - or _, and in any case", arguments: QueryKey.all)
    func names(key: QueryKey) {
        for name in [key.name] + key.aliases {
            #expect(QueryKey.named(name) == key)
            #expect(QueryKey.named(name.uppercased()) == key)
            #expect(QueryKey.named(String(name.map { $0 == "-" ? "_" : $0 })) == key)
        }
    }

    @Test("A key takes its operators and refuses the others with a word on which it takes", arguments: QueryKey.all)
    func operators(key: QueryKey) throws {
        let value = try #require(Self.value[key.argument])
        for operation in QueryOperator.allCases {
            let text = key.name + operation.rawValue + value
            let error = queryError(text)
            if key.operators.contains(operation) {
                #expect(error == nil, "\(text)")
            } else {
                let place = key.name.utf8.count..<key.name.utf8.count + operation.rawValue.utf8.count
                #expect(error?.span == place, "\(text)")
                #expect(
                    error?.reason
                        == .unsupportedOperator(
                            key: key.name, operation: operation.rawValue, allowed: key.operators.map(\.rawValue)),
                    "\(text)")
            }
        }
    }

    private static let value: [QueryKey.Argument: String] = [
        .words: "roof", .kind: "task", .status: "in_progress", .pattern: "x", .states: "ready", .field: "due",
        .fieldAndTime: "status", .fieldAndCount: "due", .references: "garden", .referencesWithDepth: "garden~2",
        .days: "today", .pastTime: "7d", .age: "7d", .sortKeys: "due", .count: "3", .number: "3",
        .fieldValueAndTime: "status=paused",
        .referencesAndTime: "garden",
    ]

    @Test("Every state goes by its name, and overdue is another word for passed", arguments: QueryState.allCases)
    func states(state: QueryState) {
        #expect(query("is:\(state.rawValue)")?.condition == .test(.states([state])))
        #expect(query("is:overdue")?.condition == .test(.states([.passed])))
    }

    @Test("Every field of every kind can be asked by, and sorted by", arguments: Schema.builtIn.kinds.keys.sorted())
    func fields(kind: String) throws {
        for field in try #require(Schema.builtIn.kinds[kind]).fields {
            let name = QueryKey.named(field.name) == nil ? field.name : "field." + field.name
            #expect(queryError("type:\(kind) \(name):* sort:-\(name)") == nil, "\(kind) \(name)")
        }
    }

    @Test("Every relation can be asked by its name and by its inverse")
    func relations() throws {
        for relation in Relation.builtIn {
            let references = [QueryReference(text: "x")]
            for (name, isInverse) in [(relation.name, false), (relation.inverse, true)] {
                guard case .test(.relation(let found, let way, let named))? = query("\(name):x")?.condition else {
                    Issue.record("\(name)")
                    continue
                }
                #expect(found == relation && way == (isInverse && !relation.isSymmetric))
                #expect(named.map(\.text) == references.map(\.text))
            }
        }
    }
}
