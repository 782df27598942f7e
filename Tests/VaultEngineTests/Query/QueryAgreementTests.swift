import Testing
import VaultModel

@testable import VaultEngine

/// SplitMix64 (<https://prng.di.unimi.it/splitmix64.c>).
private struct Random: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    mutating func pick(_ choices: [String]) -> String { choices[below(choices.count)] }
}

/// The SQL of a query and plain loops over everything give the same answer.
struct QueryAgreementTests {
    @Test(
        "Random queries of random vaults have the answer that plain loops give",
        arguments: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as [UInt64])
    func agreement(seed: UInt64) throws {
        var random = Random(state: seed)
        let repository = try Self.randomVault(&random)
        var surroundings = repository.surroundings
        surroundings.secondsFromUTC = { _ in 5 * 3_600 }
        let vault = try Vault(discovering: repository.path, surroundings: surroundings)
        try vault.refresh(includingText: true)
        #expect(try vault.differences() == [], "seed \(seed)")
        let evaluator = try QueryEvaluator(vault)
        var answers = 0
        for round in 0..<400 {
            var request = EntityRequest()
            request.queries = [Self.query(&random, depth: 0) + (round % 3 == 0 ? Self.sort(&random) : "")]
            request.includesHidden = round % 2 == 0
            let resolved: ResolvedQuery
            do {
                resolved = try vault.query(for: request)
            } catch VaultError.unresolvedReference(.goneReference, _, _),
                VaultError.unresolvedReference(.renamedReference, _, _),
                VaultError.unresolvedReference(.unknownReference, _, _)
            {
                continue
            } catch VaultError.invalidQuery(let error, _) {
                // A kind that the query names has not the value that it asks for, or has it for a group.
                switch error.reason {
                case .unknownValue, .groupWithoutOrder: continue
                default: throw VaultError.invalidQuery(error, text: request.queries[0])
                }
            }
            let isRanked = resolved.query.sort.isEmpty && request.asksForText
            let expected = evaluator.paths(resolved)
            let actual = try vault.list(resolved).map(\.path)
            let isSame = isRanked ? Set(actual) == Set(expected) : actual == expected
            #expect(isSame, "seed \(seed): \(request.queries[0])\n  SQL: \(actual)\n  loops: \(expected)")
            if resolved.query.limit == nil { #expect(try vault.count(resolved) == expected.count) }
            if !expected.isEmpty { answers += 1 }
            if !isSame { return }
        }
        // Queries that find nothing would agree on anything.
        #expect(answers > 150, "seed \(seed)")
    }

    // MARK: - Queries

    private static func query(_ random: inout Random, depth: Int) -> String {
        if depth < 3, random.below(3) == 0 {
            let parts = (0..<(2 + random.below(2))).map { _ in query(&random, depth: depth + 1) }
            return "(" + parts.joined(separator: random.pick([" ", " and ", " or "])) + ")"
        }
        if random.below(5) == 0 { return random.pick(["-", "not "]) + query(&random, depth: depth + 1) }
        return term(&random)
    }

    private static func sort(_ random: inout Random) -> String {
        let keys = [
            "due", "-priority", "title", "-updated", "created", "status", "-rating", "size", "path", "type", "-id",
            "start", "-start", "end", "when", "-when", "age", "-group", "field.status",
            "-unchecked", "checkboxes", "-in-status", "in-status",
        ]
        return " sort:\(random.pick(keys)),\(random.pick(keys))" + (random.below(3) == 0 ? " limit:5" : "")
    }

    private static let order = ["<", "<=", ">", ">=", ":", "!="]
    private static let days = [
        "today", "7d", "-7d", "2w", "friday", "next month", "this year", "2027-01-10", "2027-01",
        "2027-01-15T10:00",
    ]

    private static func term(_ random: inout Random) -> String {
        let thing = random.pick(["n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7"])
        let operation = random.pick(order)
        let day = random.pick(days)
        switch random.below(40) {
        case 0: return "type:" + random.pick(["task", "ideas", "note,project", "book", "relationship"])
        case 1:
            let names = ["open", "paused", "done,dropped", "completed", "captured", "reading", "p*", "*", "open,c*"]
            return "status:" + random.pick(names)
        case 2: return "status\(random.pick(["<", ">="]))" + random.pick(["paused", "completed"])
        case 3: return "priority\(operation)" + random.pick(["low", "medium", "high"])
        case 4: return "tag:" + random.pick(["house", "House/*", "t1", "t*", "house/roof"])
        case 5, 6: return "due\(operation)\(day)"
        case 7:
            return random.pick(["scheduled\(operation)\(day)", "due:2027-01-08..2027-02-01", "scheduled:..today"])
        case 8: return "rating\(operation)\(random.below(6))"
        case 9:
            return random.pick([
                "rating:good", "rating:2..4", "rating:go*", "rating>=2027-01-01", "pages>100",
                "rating:4.10", "rating:007", "rating:7", "isbn:007", "isbn:7", "isbn:0*",
            ])
        case 10: return "size\(random.pick(["<", ">=", ":"]))" + random.pick(["small", "large"])
        case 11: return "estimate\(random.pick(["<", ">="]))" + random.pick(["90m", "1d"])
        case 12: return random.pick(["project:", "domain:"]) + random.pick([thing, "nowhere", beginning(&random)])
        case 13:
            return random.pick(["depends_on:", "blocks:", "blocked_by:", "relates_to:", "required_by:"])
                + random.pick([thing, thing, beginning(&random)])
        case 14: return random.pick(["depends_on:*", "blocked_by:*", "has:due", "due:*", "has:tags"])
        case 15: return "links-to:" + random.pick([thing, "nowhere", "n1,n2", "*", beginning(&random)])
        case 16: return "linked-from:" + random.pick([thing, "*", beginning(&random)])
        case 17: return "near:\(thing)" + random.pick(["", "~2", "~3"])
        case 18: return random.pick(["reaches", "reached-from"]) + ":\(thing)" + random.pick(["", "~2"])
        case 19: return "on:" + random.pick(["today", "next month", "2026-11-20..2027-01-10", "friday,2026"])
        case 20: return "is:" + random.pick(QueryState.allCases.map(\.rawValue) + ["ready,blocked", "overdue"])
        case 21: return random.pick(["created", "updated"]) + operation + random.pick(days + ["30d", "1y"])
        case 22: return random.pick(["age", "in-status"]) + operation + random.pick(["1d", "30d", "2m", "1y"])
        case 23:
            return "changed:" + random.pick(["status", "due", "body", "priority", "title", "tags"])
                + random.pick(["", "<30d", ">=2026-12-01"])
        case 24:
            return random.pick(["was", "became"]) + ":status=" + random.pick(["open", "done", "paused", "completed"])
                + random.pick(["", "<60d"])
        case 25: return random.pick(["was", "became"]) + ":priority=" + random.pick(["low", "medium", "high"])
        case 26:
            return random.pick(["was:", "became:"]) + random.pick(["project=", "depends_on="])
                + random.pick([thing, thing, "Q\(random.below(8))x", beginning(&random)])
        case 27: return random.pick(["was", "became"]) + ":" + pastValue(&random) + random.pick(["", "", "<60d"])
        case 28:
            return "slipped:" + random.pick(["due", "scheduled", "start", "end"])
                + random.pick(["", ">=2", "<1", "=1", "=1,2"])
        case 29: return "by:" + random.pick(["ann", "ben", "ann,ben"]) + random.pick(["", "<30d", ">=2026-12-01"])
        case 30:
            return random.pick(["agent:robot", "agent:helper", "session:s1", "session:night", "session:s*"])
                + random.pick(["", "<30d", ">20d"])
        case 31:
            let time = random.pick([day, "2027-01-15T13:00", "2027-01-15T08:00Z", "2027-07"])
            return random.pick(["start", "end", "exdate"]) + random.pick([operation + time, ":today..tomorrow"])
        case 32: return "type:event is:" + random.pick(["today", "open"])
        case 33: return random.pick(["start>=today", "exdate:*", "timezone:america/*", "timezone:Europe/Dublin"])
        case 34, 35:
            return random.pick(["source:", "target:"]) + random.pick([thing, "n1,n2", "elsewhere", beginning(&random)])
        case 36: return random.pick(["path:sub/*", "path:Sub", "path:n1.md/", "id:Q1x", "id:Q*", "path:N3.md"])
        case 37:
            return random.pick(["checkboxes", "unchecked"])
                + random.pick([operation + "\(random.below(4))", ":0,2", ":1..", ":..1", "!=0,1"])
        default: return random.pick(["roof", "\"the roof\"", "title:roof", "ga*", "body:garden", "title:\"of the\""])
        }
    }

    /// How names of some things begin: ids, stems, titles, aliases, and what is not there.
    private static func beginning(_ random: inout Random) -> String {
        random.pick(["n*", "n1*", "N2,no*", "q*", "Q3x*", "title*", "Title*", "the*", "else*", "nothing*"])
    }

    private static func pastValue(_ random: inout Random) -> String {
        let day = random.pick(days.map { "\"\($0)\"" } + ["2027-01-05..2027-01-12", "..today", "2027-01-15..", "*"])
        let time = random.pick([day, "2027-01-15T13:00", "2027-01-15T08:00Z", "2027-01-14T22:00..2027-01-15T02:00"])
        switch random.below(6) {
        case 0: return "due=\(day)"
        case 4: return "tags=" + random.pick(["house", "t0", "t1", "t1,t2", "t*", "*"])
        case 5: return random.pick(["depends_on=*", "status=open,paused", "exdate=2027-01-15", "rating=*"])
        case 1: return random.pick(["start", "end", "exdate", "scheduled"]) + "=\(time)"
        case 2: return "estimate=" + random.pick(["60m", "150m", "PT1H", "72h", "1h..3h", "..1d", "*"])
        default:
            return random.pick(["rating", "rating", "pages", "isbn"]) + "="
                + random.pick([
                    "3.0", "4.5", "2..4", "50..", "1", "4.10", "007",
                ])
        }
    }

    // MARK: - Vaults

    private static func randomVault(_ random: inout Random) throws -> TestVault {
        let repository = try TestVault()
        try repository.write(".mosaic/config.yaml", "commit: on\n")
        try repository.write("users/ann.md", "---\ntype: user\nid: ann1\nemails: [ann@example.org]\n---\n")
        try repository.write("users/ben.md", "---\ntype: user\nemails: [ben@example.org]\n---\n")
        try repository.write("sessions/s1.md", "---\ntype: session\nid: night\n---\n")
        try repository.write("agents/helper.md", "---\ntype: agent\nagent_id: robot\n---\n")
        try repository.write(
            "kinds/book.md",
            """
            ---
            type: kind
            title: Book
            stale_after: 20d
            fields:
              status: {type: enum, values: {reading: open, shelved: paused, completed: done}, default: reading}
              priority: {type: enum, values: [high, low]}
              size: {type: enum, values: [small, large]}
              pages: number
              isbn: text
            ---
            """ + "\n")
        for number in 0..<8 { try repository.write("n\(number).md", text(number, &random)) }
        for number in 0..<5 {
            let ends = (0..<2).map { _ in random.pick(["n\(random.below(8))", "n\(random.below(8))", "elsewhere"]) }
            let relation = random.pick(["blocks", "blocked_by", "relates_to", "required_by", "likes"])
            try repository.write(
                "r\(number).md",
                "---\ntype: relationship\nsource: \(ends[0])\ntarget: \"[[\(ends[1])]]\"\nrelation: \(relation)\n---\n")
        }
        try repository.commit("start")
        for step in 0..<14 {
            for _ in 0..<(1 + random.below(3)) {
                let number = random.below(12)
                let place = number < 8 ? "n\(number).md" : "sub/n\(number).md"
                try repository.write(place, text(number, &random))
            }
            if step == 9, random.below(2) == 0 { try repository.remove("n3.md") }
            if step == 7, random.below(2) == 0 { try repository.git("mv", "n6.md", "n6 moved.md") }
            try repository.git("add", "--all")
            let author = random.pick(["Ann <ann@example.org>", "Ben <ben@example.org>", "Zoe <zoe@example.org>"])
            let trailer = random.pick(["", "\n\nMosaic-Agent: robot\nMosaic-Session: s1", "\n\nMosaic-Agent: other"])
            // From two months before the present to a few days before it.
            let date = "@\(1_800_000_000 - Int64(14 - step) * 400_000) +0000"
            try repository.git([
                "commit", "--quiet", "--allow-empty", "--author", author, "--date", date, "--message", "x" + trailer,
            ])
        }
        try repository.write("n1.md", text(1, &random))
        return repository
    }

    private static func text(_ number: Int, _ random: inout Random) -> String {
        func name() -> String { "n\(random.below(8))" }
        var lines = [
            "type: " + random.pick(["task", "task", "task", "idea", "note", "project", "book", "event", "event"])
        ]
        if number % 2 == 1 { lines.append("id: Q\(number)x") }
        lines.append("title: Title \(number) " + random.pick(["of the roof", "of the garden", "Roof"]))
        if random.below(3) > 0 {
            lines.append(
                "status: " + random.pick(["not_started", "in_progress", "paused", "completed", "archived", "captured"]))
        }
        if random.below(2) == 0 { lines.append("priority: " + random.pick(["low", "medium", "high"])) }
        if random.below(2) == 0 {
            lines.append("due: " + random.pick(["2027-01-05", "2027-01-10", "2027-01-15", "2027-02-20"]))
        }
        if random.below(3) == 0 {
            lines.append(
                "scheduled: "
                    + random.pick(["2027-01-15", "2027-01-15T07:00", "2027-01-15T12:00+05:00", "2027-01-16T00:30Z"]))
        }
        if random.below(3) == 0 {
            let times = [
                "2027-01-14T22:00", "2027-01-15", "2027-01-15T02:00", "2027-01-15T12:00", "2027-01-15T13:30Z",
                "2027-01-16T00:30", "2027-07-04T12:00",
            ]
            lines.append("start: " + random.pick(times))
            if random.below(2) == 0 { lines.append("end: " + random.pick(times)) }
            if number % 2 == 0 {
                lines.append("recurrence: FREQ=" + ["DAILY", "WEEKLY;BYDAY=TH,FR", "MONTHLY;COUNT=2"][number / 2 % 3])
            }
            if random.below(3) == 0 { lines.append("exdate: [\(random.pick(times)), \(random.pick(times))]") }
            if random.below(4) == 0 { lines.append("all_day: " + random.pick(["true", "false"])) }
        }
        if random.below(3) > 0 {
            let zones = [
                "America/New_York", "Europe/Dublin", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Mars/Olympus",
            ]
            lines.append("timezone: " + random.pick(zones))
        }
        if random.below(3) == 0 {
            lines.append(
                "rating: " + random.pick(["3", "4.5", "good", "2027-01-15", "[1, 5]", "4.10", "4.1", "007", "True"]))
        }
        if random.below(3) == 0 { lines.append("size: " + random.pick(["small", "large", "3"])) }
        if random.below(4) == 0 { lines.append("pages: " + random.pick(["50", "300", "050", "3e2"])) }
        if random.below(3) == 0 { lines.append("isbn: " + random.pick(["7", "007", "\"007\"", "4.10"])) }
        if random.below(3) == 0 { lines.append("estimate: " + random.pick(["1h", "2h30m", "3d"])) }
        if random.below(2) == 0 {
            let written = [
                name(), "\"[[\(name())]]\"", "nowhere", "q\(random.below(8))x", "\"[[\(name()).md|N]]\"",
            ]
            lines.append("project: " + random.pick(written))
        }
        if random.below(4) == 0 { lines.append("domain: " + random.pick([name(), "\"[[\(name())]]\"", "nowhere"])) }
        if random.below(2) == 0 { lines.append("depends_on: [\(name()), \"[[\(name())]]\"]") }
        if random.below(3) == 0 { lines.append("blocks: [\(name())]") }
        if random.below(4) == 0 { lines.append("relates_to: \(name())") }
        if random.below(6) == 0 { lines.append("target: 2027-01-01") }
        if random.below(6) == 0 { lines.append("agent: helper") }
        if random.below(8) == 0 {
            let times = ["2026-12-20T10:00:00Z", "2026-12-20", "2026-12-20T10:00"]
            lines.append(random.pick(["created: ", "updated: "]) + random.pick(times))
        }
        if random.below(5) == 0 { lines.append("aliases: [The garden, Roof \(number)]") }
        if random.below(5) == 0 { lines.append("description: " + random.pick(["Of a roof", "A garden gate"])) }
        if random.below(2) == 0 { lines.append("tags: [house, t\(random.below(3))]") }
        let body = random.pick(["The roof leaks.", "A garden, and the roof of it.", "Gates. #House/roof", ""])
        let link = random.below(2) == 0 ? " See [[\(random.pick([name(), "nowhere", "elsewhere"]))]]." : ""
        let boxes = (0..<random.below(4)).map { "- [\(random.pick([" ", " ", "x", "-"]))] box \($0)\n" }.joined()
        return "---\n" + lines.joined(separator: "\n") + "\n---\n" + body + link + "\n" + boxes
    }
}
