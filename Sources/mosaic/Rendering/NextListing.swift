import VaultEngine
import VaultModel

/// How steps are listed that can be done now.
struct NextListing {
    let dates: CalmDates
    let facts: EntityListing.Facts

    var listing: Listing<NextStep> {
        Listing(
            fields: [
                .init("points", column: .init(header: "POINTS", alignsRight: true)) { String($0.points) },
                .init("shortId", column: .init(header: "ID", role: .identifier)) { $0.entity.shortID },
                .init("title", column: .init(header: "TITLE", isFlexible: true)) { $0.entity.title },
                .init("why", column: .init(header: "WHY", isFlexible: true, isWrapped: true, role: .faint)) { why($0) },
            ], members: ["reasons", "entity"], path: { $0.entity.path }, emptyMessage: "Nothing is ready."
        ) { step, writer in
            writer.object { writer in
                writer.member("points", step.points)
                writer.member("reasons") { writer in
                    writer.array { writer in
                        for reason in step.reasons {
                            writer.object { writer in
                                writer.member("reason", Self.name(of: reason))
                                writer.member("text", text(of: reason))
                                writer.member("points", reason.points)
                            }
                        }
                    }
                }
                writer.member("entity") { $0.value(step.entity) }
            }
        }.adding(fieldsOf: \.entity, facts)
    }

    private func why(_ step: NextStep) -> String { step.reasons.map(text).joined(separator: ", ") }

    private static func name(of reason: NextStep.Reason) -> String {
        switch reason {
        case .priority: "priority"
        case .target: "target"
        case .scheduled: "scheduled"
        case .begun: "begun"
        case .unblocks: "unblocks"
        case .age: "age"
        }
    }

    private func text(of reason: NextStep.Reason) -> String {
        switch reason {
        case .priority(let priority, _): return "\(priority) priority"
        case .target(let day, _):
            let relative = dates.relative(day)
            return day < dates.today ? "target passed \(relative)" : "due \(relative)"
        case .scheduled(let day, _):
            return "scheduled \(dates.relative(day))"
        case .begun(let status, _): return status.replacing("_", with: " ")
        case .unblocks(let titles, _):
            return titles.count == 1 ? "unblocks '\(titles[0])'" : "unblocks \(titles.count)"
        case .age(let days, _): return "\(days) days old"
        }
    }
}
