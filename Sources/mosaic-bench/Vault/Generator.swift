/// Makes the history of a synthetic vault as a stream for `git fast-import`.
///
/// The first commit brings in a tenth of the entities, the others come one or a few at a time, until nine tenths of the history are over.
/// In between, entities are worked on: statuses, dates and other fields, bodies, renames, deletions; one commit in twenty is a merge of a
/// side line of one to three commits. All of it spreads over four years, by eight authors. Deleted entities are not replaced.
struct Generator {
    let entityCount: Int
    let commitCount: Int
    private var random: SeededRandom
    private let vocabulary = Vocabulary()
    private let writer: EntityWriter
    private var entities: [SyntheticEntity] = []
    /// Numbers of the entities that are there now.
    private var live: [Int] = []
    private var projectNumbers: [Int] = []
    private var taskNumbers: [Int] = []
    private var usedStems: Set<String> = []
    private var topics: [SyntheticKind: [String]] = [:]
    /// The entities that a side line works on, which the main line leaves alone until the merge.
    private var held: Set<Int> = []

    /// 1 November 2022, and the days from there to 1 November 2026.
    private static let firstDay = 19_297
    private static let dayCount = 1461

    private static let sideBranch = "side"

    init(entityCount: Int, commitCount: Int, seed: UInt64) {
        self.entityCount = entityCount
        self.commitCount = commitCount
        random = SeededRandom(seed: seed)
        writer = EntityWriter(vocabulary: vocabulary)
        for kind in SyntheticKind.allCases { topics[kind] = makeTopics(for: kind) }
    }

    mutating func write(to sink: ByteSink) throws {
        var stream = FastImportStream(sink: sink)
        var tip = try writeFirstCommit(to: &stream)
        var hasSide = false
        while stream.commitCount < commitCount {
            let left = commitCount - stream.commitCount
            if left >= 6, random.chance(percent: 6) {
                tip = try writeSideLine(from: tip, to: &stream)
                hasSide = true
            } else {
                tip = try writeMainCommit(parent: tip, to: &stream)
            }
        }
        try stream.end(removing: hasSide ? Self.sideBranch : nil)
    }

    // MARK: Commits

    private mutating func writeFirstCommit(to stream: inout FastImportStream) throws -> Int {
        let count = commitCount == 1 ? entityCount : max(1, entityCount / 10)
        let changes = Contributors.files + Domains.files + (0..<count).map { _ in create(day: Self.firstDay) }
        return try commit(to: &stream, parent: nil, message: "vault: begun with \(count) entities", changes: changes)
    }

    private mutating func writeMainCommit(parent: Int, to stream: inout FastImportStream) throws -> Int {
        let day = self.day(ofCommit: stream.commitCount)
        let missing = entityCount - entities.count
        let creatingEnd = commitCount * 9 / 10
        let isLast = stream.commitCount + 1 >= creatingEnd
        if missing > 0, isLast || random.chance(percent: 50) {
            let commitsLeft = max(1, (creatingEnd - stream.commitCount) / 2)
            let count = isLast ? missing : min(missing, (missing + commitsLeft - 1) / commitsLeft)
            let changes = (0..<count).map { _ in create(day: day) }
            let newest = entities[entities.count - 1]
            let message = "\(newest.kind.rawValue): new, \(newest.title)"
            return try commit(to: &stream, parent: parent, message: message, changes: changes)
        }
        let (message, changes) = work(day: day)
        return try commit(to: &stream, parent: parent, message: message, changes: changes)
    }

    /// One to three commits beside one or two of the main line, and their merge; gives the merge.
    private mutating func writeSideLine(from base: Int, to stream: inout FastImportStream) throws -> Int {
        var side = base
        var brought: [Int] = []
        for _ in 0..<random.between(1, 3) {
            guard let number = pickEntity() else { break }
            held.insert(number)
            brought.append(number)
            let day = self.day(ofCommit: stream.commitCount)
            let what = edit(number, day: day)
            side = try commit(
                to: &stream, branch: Self.sideBranch, parent: side,
                message: "\(entities[number].kind.rawValue): \(what), \(entities[number].title)",
                changes: [file(number)])
        }
        var main = base
        for _ in 0..<random.between(1, 2) { main = try writeMainCommit(parent: main, to: &stream) }
        // Now and then a merge says something that neither of its sides did.
        if let number = brought.first, random.chance(percent: 12) {
            entities[number].tags.append(vocabulary.rareWord(&random))
        }
        held.removeAll()
        guard side != base else { return main }
        return try commit(
            to: &stream, parent: main, merged: side, message: "Merge branch 'side'", changes: brought.map { file($0) })
    }

    private mutating func commit(
        to stream: inout FastImportStream, branch: String = "main", parent: Int?, merged: Int? = nil, message: String,
        changes: [FastImportStream.Change]
    ) throws -> Int {
        let trailers =
            random.chance(percent: 8)
            ? "\n\nMosaic-Via: cli\nMosaic-Operation: op-\(stream.commitCount)" : ""
        return try stream.commit(
            branch: branch, author: Contributors.author(&random), time: time(ofCommit: stream.commitCount),
            message: message + trailers + "\n", parent: parent, merged: merged, changes: changes)
    }

    /// Seconds since 1970; later for each commit.
    private func time(ofCommit number: Int) -> Int {
        Self.firstDay * 86400 + 8 * 3600 + number * (Self.dayCount * 86400 / max(1, commitCount))
    }

    private func day(ofCommit number: Int) -> Int {
        time(ofCommit: number) / 86400
    }

    // MARK: Changes

    private mutating func work(day: Int) -> (message: String, changes: [FastImportStream.Change]) {
        guard let number = pickEntity() else { return ("notes: new", [create(day: day)]) }
        let dice = random.below(100)
        let name = "\(entities[number].kind.rawValue): "
        if dice < 4 {
            let old = entities[number].path
            rename(number)
            return (
                name + "renamed to \(entities[number].title)",
                [.rename(from: old, to: entities[number].path), file(number)]
            )
        }
        if dice < 6, live.count > 10 {
            live.removeAll { $0 == number }
            return (name + "removed \(entities[number].title)", [.delete(path: entities[number].path)])
        }
        var changed = [number]
        let what = edit(number, day: day)
        while changed.count < 3, random.chance(percent: 15), let other = pickEntity(), !changed.contains(other) {
            _ = edit(other, day: day)
            changed.append(other)
        }
        return (name + "\(what), \(entities[number].title)", changed.map { file($0) })
    }

    /// Changes something of an entity and says what.
    private mutating func edit(_ number: Int, day: Int) -> String {
        let kind = entities[number].kind
        let dice = random.below(100)
        if dice < 35 { return editStatus(number, day: day) }
        if dice < 50, kind.dateField != nil {
            entities[number].date = day + random.between(1, 60)
            return "put off"
        }
        if dice < 58, kind.hasPriority {
            entities[number].priority = (entities[number].priority + random.between(1, 2)) % 3
            return "weighed anew"
        }
        if dice < 66 {
            entities[number].tags = makeTags()
            return "tagged"
        }
        if dice < 70, kind == .task {
            entities[number].dependsOn = makeDependencies()
            return "made to wait"
        }
        editBody(number)
        return "written on"
    }

    private mutating func editStatus(_ number: Int, day: Int) -> String {
        let statuses = entities[number].kind.statuses
        let next = (entities[number].status + (random.chance(percent: 80) ? 1 : statuses.count - 1)) % statuses.count
        entities[number].status = next
        entities[number].completedOn = statuses[next] == "completed" ? day : nil
        return statuses[next]
    }

    private mutating func editBody(_ number: Int) {
        let place = random.below(entities[number].paragraphs.count)
        switch random.below(4) {
        case 0 where entities[number].paragraphs.count < 8: entities[number].paragraphs.append(makeParagraph())
        case 1 where entities[number].paragraphs.count > 1: entities[number].paragraphs.remove(at: place)
        default: entities[number].paragraphs[place] = makeParagraph()
        }
    }

    private mutating func rename(_ number: Int) {
        let title = makeTitle()
        entities[number].title = title
        let folder = entities[number].path.prefix { $0 != "/" }
        let rest = entities[number].path.split(separator: "/")
        let place = rest.count > 2 ? "\(folder)/\(rest[1])" : String(folder)
        entities[number].path = "\(place)/\(unusedStem(for: title)).md"
    }

    private mutating func create(day: Int) -> FastImportStream.Change {
        let number = entities.count
        let kind = SyntheticKind.ofEntity(number: number)
        let title = makeTitle()
        let stem = unusedStem(for: title)
        let topic = topics[kind].flatMap { $0.isEmpty ? nil : random.pick($0) }
        entities.append(
            SyntheticEntity(
                kind: kind, id: makeID(), title: title,
                path: topic.map { "\(kind.folder)/\($0)/\(stem).md" } ?? "\(kind.folder)/\(stem).md", stem: stem,
                status: 0, priority: random.below(3),
                date: kind.dateField != nil && random.chance(percent: 70) ? day + random.between(1, 120) : nil,
                completedOn: nil,
                project: kind != .project && !projectNumbers.isEmpty && random.chance(percent: 60)
                    ? entities[random.pick(projectNumbers)].stem : nil,
                domain: kind.hasDomain ? Domains.ofEntity(number: number) : nil, tags: makeTags(),
                dependsOn: kind == .task && random.chance(percent: 25) ? makeDependencies() : [],
                paragraphs: (0..<random.between(1, 5)).map { _ in makeParagraph() }))
        live.append(number)
        if kind == .project { projectNumbers.append(number) }
        if kind == .task { taskNumbers.append(number) }
        return file(number)
    }

    private func file(_ number: Int) -> FastImportStream.Change {
        .write(
            path: entities[number].path,
            bytes: writer.bytes(of: entities[number]) { entities[$0].stem })
    }

    /// An entity that no side line works on, new ones more often than old ones.
    private mutating func pickEntity() -> Int? {
        for _ in 0..<20 where !live.isEmpty {
            let recent = min(live.count, 400)
            let place =
                random.chance(percent: 50) ? live.count - 1 - random.below(recent) : random.below(live.count)
            if !held.contains(live[place]) { return live[place] }
        }
        return nil
    }

    // MARK: Parts

    /// Folders within a kind's folder, about as many as files in each, once there are too many for one: a tree of many thousands of
    /// entries makes every commit dear in git, and nobody keeps one.
    private mutating func makeTopics(for kind: SyntheticKind) -> [String] {
        let expected = entityCount * kind.share / 100
        guard expected > 256 else { return [] }
        return (0..<Int(Double(expected).squareRoot())).map { "\(vocabulary.rareWord(&random))-\($0)" }
    }

    private mutating func makeTitle() -> String {
        let words = (0..<random.between(2, 6)).map { _ in
            random.chance(percent: 40)
                ? vocabulary.rareWord(&random) : String(decoding: vocabulary.word(&random), as: UTF8.self)
        }
        let title = words.joined(separator: " ")
        return title.prefix(1).uppercased() + title.dropFirst()
    }

    private mutating func unusedStem(for title: String) -> String {
        let slug = String(title.lowercased().map { $0 == " " ? "-" : $0 })
        var stem = slug
        var number = 2
        while !usedStems.insert(stem).inserted {
            stem = "\(slug)-\(number)"
            number += 1
        }
        return stem
    }

    /// Eight characters of Crockford's base32, with a letter first, so that YAML reads no number.
    private mutating func makeID() -> String {
        let digits = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
        var bits = random.next()
        var bytes: [UInt8] = [digits[10 + Int(bits % 22)]]
        for _ in 0..<7 {
            bits >>= 5
            bytes.append(digits[Int(bits & 31)])
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func makeTags() -> [String] {
        (0..<random.between(0, 3)).map { _ in
            let tag = String(decoding: vocabulary.words[100 + random.below(random.between(1, 150))], as: UTF8.self)
            return random.chance(percent: 15) ? "\(tag)/\(vocabulary.rareWord(&random))" : tag
        }
    }

    private mutating func makeDependencies() -> [String] {
        guard !taskNumbers.isEmpty else { return [] }
        return (0..<random.between(1, 2)).map { _ in entities[random.pick(taskNumbers)].id }
    }

    private mutating func makeParagraph() -> SyntheticEntity.Paragraph {
        .init(seed: UInt32(truncatingIfNeeded: random.next()), population: UInt32(entities.count))
    }
}
