/// One entity, in as few bytes as describe it: its body is made again from its paragraphs' seeds whenever it is written.
struct SyntheticEntity {
    struct Paragraph {
        var seed: UInt32
        /// How many entities there were for it to link to.
        var population: UInt32
    }

    let kind: SyntheticKind
    let id: String
    var title: String
    /// Relative to the vault.
    var path: String
    /// The name of its first file: what links say.
    let stem: String
    /// The place in the kind's statuses.
    var status: Int
    var priority: Int
    /// Days since 1970; nil for none.
    var date: Int?
    var completedOn: Int?
    /// The stem of a project.
    var project: String?
    /// The id of a domain.
    let domain: String?
    var tags: [String]
    /// Ids of tasks.
    var dependsOn: [String]
    var paragraphs: [Paragraph]
}

/// Writes entities as files.
struct EntityWriter {
    let vocabulary: Vocabulary

    private static let priorities = ["low", "medium", "high"]

    /// The bytes of the file. `stem` gives the link name of the entity with a number.
    func bytes(of entity: SyntheticEntity, stem: (Int) -> String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(2500)
        appendFrontMatter(of: entity, to: &bytes)
        bytes.append(contentsOf: "\n# \(entity.title)\n".utf8)
        for (number, paragraph) in entity.paragraphs.enumerated() {
            if number > 0, number % 3 == 0 { bytes.append(contentsOf: "\n## Part \(number / 3 + 1)\n".utf8) }
            bytes.append(UInt8(ascii: "\n"))
            append(paragraph, tag: entity.tags.first, to: &bytes, stem: stem)
        }
        return bytes
    }

    private func appendFrontMatter(of entity: SyntheticEntity, to bytes: inout [UInt8]) {
        var text = "---\nid: \(entity.id)\ntype: \(entity.kind.rawValue)\ntitle: \(entity.title)\n"
        text += "status: \(entity.kind.statuses[entity.status])\n"
        if entity.kind.hasPriority { text += "priority: \(Self.priorities[entity.priority])\n" }
        if let field = entity.kind.dateField, let date = entity.date { text += "\(field): \(isoDay(date))\n" }
        if let day = entity.completedOn { text += "completed_on: \(isoDay(day))\n" }
        if let project = entity.project { text += "project: \(project)\n" }
        if let domain = entity.domain { text += "domain: \(domain)\n" }
        text += "tags: [\(entity.tags.joined(separator: ", "))]\n"
        if !entity.dependsOn.isEmpty { text += "depends_on: [\(entity.dependsOn.joined(separator: ", "))]\n" }
        text += "---\n"
        bytes.append(contentsOf: text.utf8)
    }

    /// Three to seven lines of words, with a link or a tag here and there, and sometimes a task box.
    private func append(
        _ paragraph: SyntheticEntity.Paragraph, tag: String?, to bytes: inout [UInt8], stem: (Int) -> String
    ) {
        var random = SeededRandom(seed: UInt64(paragraph.seed))
        for _ in 0..<random.between(3, 7) {
            if random.chance(percent: 6) {
                bytes.append(contentsOf: (random.chance(percent: 50) ? "- [ ] " : "- [x] ").utf8)
            }
            for word in 0..<random.between(8, 14) {
                if word > 0 { bytes.append(UInt8(ascii: " ")) }
                bytes.append(contentsOf: vocabulary.word(&random))
            }
            if random.chance(percent: 14), paragraph.population > 0 {
                bytes.append(contentsOf: " [[\(stem(random.below(Int(paragraph.population))))]]".utf8)
            }
            if random.chance(percent: 5), let tag { bytes.append(contentsOf: " #\(tag)".utf8) }
            bytes.append(contentsOf: ".\n".utf8)
        }
    }
}

/// `2026-12-01`, from days since 1970 (Howard Hinnant's `civil_from_days`, for days after 1970).
func isoDay(_ day: Int) -> String {
    let shifted = day + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let dayOfMonth = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return "\(year)-\(month < 10 ? "0" : "")\(month)-\(dayOfMonth < 10 ? "0" : "")\(dayOfMonth)"
}
