import Foundation
import TestSupport
import Testing

@testable import mosaic

@Suite(
    "What a listing writes for programs", .timeLimit(.minutes(SanitizerSettings.minutes(15))))
struct ListingJSONTests {
    /// A line for each command that lists, with an answer.
    private static let lines = [
        "list": "list", "count": "count --by type,status", "queries": "queries", "search": "search garden",
        "links": "links kitchen-garden", "path": "path build-the-raised-beds garden", "activity": "activity",
        "audit": "audit build-the-raised-beds", "log": "log build-the-raised-beds",
        "blame": "blame build-the-raised-beds",
        "sql": "sql 'select type, count(*) as number, null as none from entities group by type'",
        "guide": "guide asking", "agenda": "agenda '2026-01-01..2027-12-31'", "next": "next", "inbox": "inbox",
        "check": "check", "checkboxes": "checkboxes --all",
    ]

    private let session: TranscriptSession

    init() throws {
        session = try TranscriptSession()
        let steps = [
            "mosaic init v", "cd v && sed -i 's/^status: .*/status: paused/' tasks/build-the-raised-beds.md",
            "printf 'More.\\n[[nowhere]] #x\\n' >> tasks/build-the-raised-beds.md",
            "git commit -qam Pause -m 'Mosaic-Agent: robot\nMosaic-Session: s1\nMosaic-Via: mcp\nMosaic-Operation: op1'",
            "printf -- '---\\ntype: task\\nstatus: opn\\n---\\n' > tasks/odd.md",
        ]
        let answer = try session.run([steps.joined(separator: "\n")])
        try #require(answer.exitCode == 0, "\(answer.output)")
    }

    private func objects(_ line: String) throws -> [NSDictionary] {
        let answer = try session.run(["cd v && mosaic \(line) --jsonl 2>/dev/null"])
        return try answer.output.map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? NSDictionary, "\(line)")
        }
    }

    @Test("Each command that lists has a line here")
    func commands() {
        var names: Set<String> = []
        for command in Mosaic.groups.flatMap(\.subcommands) {
            if let listing = command as? any ListingCommand.Type { names.insert(listing._commandName) }
        }
        #expect(names == Set(Self.lines.keys))
    }

    @Test(
        "A key that is chosen says what it says without a choice", arguments: lines.values.sorted() + ["links --wanted"]
    )
    func chosenKeys(line: String) throws {
        let whole = try objects(line)
        try #require(!whole.isEmpty, "\(line)")
        let keys = Set(whole.flatMap { $0.allKeys.compactMap { $0 as? String } }).sorted()
        let chosen = try objects("\(line) --fields \(keys.joined(separator: ","))")
        #expect(chosen.count == whole.count, "\(line) has keys that cannot be chosen: \(keys)")
        for (object, expected) in zip(chosen, whole) {
            for key in keys {
                let (value, expected) = (object[key] as? NSObject, expected[key] as? NSObject ?? NSNull())
                #expect(value == expected, "\(line): \(key)")
            }
        }
    }

    @Test("A key of JSON alone can stand in a table and in a template as well, and another has its own value")
    func otherForms() throws {
        func answer(_ line: String) throws -> [String] {
            try session.run(["cd v && mosaic \(line) 2>/dev/null"]).output
        }
        let line = "activity --entity build-the-raised-beds --session s1 --action updated"
        #expect(
            try answer("\(line) --fields operationId,details | cat") == [
                "op1\t{\"status\":{\"from\":\"in_progress\",\"to\":\"paused\"},\"body\":{\"added\":2,\"removed\":0}}"
            ])
        #expect(try answer("\(line) --format '{operationId} {via} {commit:3}|'").first?.hasPrefix("op1 mcp ") == true)
        #expect(
            try answer("next --fields points,kind,field.priority --jsonl").first?.hasPrefix("{\"points\":") == true)
        #expect(try answer("list kinds title:task --fields kind,field.fields --jsonl | cut -c -44").count == 1)
    }

    @Test("What a kind gives is shown where the file states none, and an answer is one")
    func defaults() throws {
        func answer(_ line: String) throws -> [String] {
            try session.run(["cd v && printf -- '---\\ntype: layout\\n---\\n' > l.md; mosaic \(line) 2>/dev/null"])
                .output
        }
        #expect(
            try answer("list layouts path:l.md --fields columns,default --jsonl") == [
                "{\"columns\":12,\"default\":null}"
            ])
        #expect(try answer("list layouts path:l.md --fields columns | cat") == ["12"])
        #expect(try answer("list layouts path:l.md --format '{columns}'") == ["12"])
        #expect(try answer("list tasks path:tasks/odd.md --fields priority --jsonl") == ["{\"priority\":\"medium\"}"])
        #expect(try answer("count widgets --by active --jsonl") == ["{\"active\":true,\"count\":2}"])
    }

    @Test("An inbox says how many there are and how many are shown, as a list does")
    func totals() throws {
        func meta(_ line: String) throws -> String? {
            try session.run(["cd v && mosaic \(line) --json"]).output.last?.split(separator: "meta").last.map(
                String.init)
        }
        #expect(try meta("inbox limit:1") == meta("list ideas status:captured limit:1"))
        #expect(try meta("list ideas status:captured limit:1 --limit 0") == meta("inbox"))
        #expect(try meta("inbox")?.contains("\"limit\":null") == true)
    }
}
