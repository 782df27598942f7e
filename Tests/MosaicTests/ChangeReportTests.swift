import Foundation
import TestSupport
import Testing

@testable import mosaic

@Suite(
    "What a change tells programs", .timeLimit(.minutes(SanitizerSettings.minutes(15))))
struct ChangeReportTests {
    private let session: TranscriptSession

    init() throws {
        session = try TranscriptSession()
        let answer = try session.run(["mosaic init v"])
        try #require(answer.exitCode == 0, "\(answer.output)")
    }

    private func data(_ line: String) throws -> NSDictionary {
        let answer = try session.run(["cd v && mosaic \(line) --json 2>/dev/null"])
        let text = answer.output.joined(separator: "\n")
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary
        return try #require(object?["data"] as? NSDictionary, "\(text)")
    }

    private func activities(_ report: NSDictionary) throws -> [NSDictionary] {
        try #require(report["activities"] as? [NSDictionary])
    }

    @Test(
        "The activities of a change are those that the history has of its commit",
        arguments: [
            "set write-the-talk status=paused due=friday tags+=quiet project=quiet-study depends_on=find-a-desk",
            "set --where 'tasks assignee:ben' assignee=ann --yes",
            "done build-the-raised-beds find-a-desk", "done water-the-house-plants", "rename find-a-desk Desk",
            "rm sow-the-broad-beans", "append find-a-desk Oak", "move find-a-desk quiet-study archive",
            "new task Planks --set due=friday", "capture A well", "promote book-swap-shelf --to project",
            "daily '- Frost'", "rename kitchen-garden 'The vegetable patch'",
        ])
    func sameAsHistory(line: String) throws {
        let report = try data(line)
        let commit = try #require(report["commit"] as? String)
        let operation = try #require(report["operationId"] as? String)
        let answer = try session.run(["cd v && mosaic activity --limit 0 --jsonl"])
        let told = try answer.output.compactMap { text in
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        }.filter { $0["commit"] as? String == commit }
        try #require(!told.isEmpty)
        #expect(told.allSatisfy { $0["operationId"] as? String == operation })
        let names = ["event", "action", "entityType", "entityId", "title", "path", "details"]
        let known = told.map { activity in
            NSDictionary(dictionary: activity.filter { names.contains($0.key) })
        }
        #expect(Set(try activities(report)) == Set(known))
        #expect(known.count == (try activities(report)).count)
    }

    @Test(
        "So are those of a change that is undone, and of one that is done again",
        arguments: [
            "rm sow-the-broad-beans", "rename kitchen-garden 'The vegetable patch'", "done water-the-house-plants",
            "move find-a-desk archive", "promote book-swap-shelf --to project",
        ])
    func undone(line: String) throws {
        _ = try data(line)
        try sameAsHistory(line: "undo")
        try sameAsHistory(line: "undo HEAD")
    }

    @Test("What would be changed is told alike, and nothing is changed")
    func trial() throws {
        let trial = try data("done find-a-desk --dry-run")
        #expect(trial["commit"] is NSNull && trial["operationId"] is NSNull)
        let done = try data("done find-a-desk")
        #expect(try activities(trial) == activities(done))
        #expect(try activities(done).count == 1)
    }

    @Test(
        "What is made is told first, as it is known from then on, and before that in a trial",
        arguments: [
            ("new note Paint --text White", "notes/paint.md"), ("capture A well", "ideas/a-well.md"),
            ("promote book-swap-shelf --to task", "tasks/a-book-swap-shelf-by-the-gate.md"),
            ("daily --on 2026-12-01 Frost", "notes/2026-12-01.md"),
        ])
    func made(line: String, path: String) throws {
        let trial = try data(line + " --dry-run")
        #expect(trial["path"] as? String == path && trial["commit"] is NSNull && trial["operationId"] is NSNull)
        let report = try data(line)
        let created = try #require(activities(report).first)
        for (name, named) in [("id", "entityId"), ("title", "title"), ("path", "path")] {
            #expect(report[name] as? String == created[named] as? String && report[name] != nil)
        }
        #expect(created["action"] as? String == "created" && report["path"] as? String == path)
    }

    @Test("What there is nothing to do about is an empty list", arguments: ["rm", "done", "set priority=low"])
    func nothing(command: String) throws {
        let report = try data("\(command) --where 'tag:nowhere'")
        #expect(report["commit"] is NSNull && report["operationId"] is NSNull)
        #expect(try activities(report).isEmpty)
    }

    @Test("What a person is told beside a change stands in its notes")
    func notes() throws {
        let report = try data("done water-the-house-plants")
        let notes = try #require(report["notes"] as? [String])
        #expect(notes.count == 1 && notes[0].hasPrefix("The next is tasks/water-the-house-plants-"))
    }
}
