import VaultModel

/// How connections are listed.
enum ConnectionListing {
    /// The connections of the entity at a path: to what, or from what.
    static func connections(of path: String) -> Listing<Connection> {
        func isOutgoing(_ connection: Connection) -> Bool { path.isExactly(connection.source.path) }
        func other(_ connection: Connection) -> Connection.End {
            isOutgoing(connection) ? connection.target : connection.source
        }
        return Listing(
            fields: [
                .init("direction", column: .init(header: "")) { isOutgoing($0) ? "→" : "←" },
                .init("relation", column: .init(header: "RELATION", role: .identifier)) { $0.name },
                .init("title", column: .init(header: "TITLE", isFlexible: true)) { other($0).title },
                .init("type", column: .init(header: "KIND", role: .faint)) { other($0).type ?? "" },
                .init("status", column: .init(header: "STATUS", role: .faint)) {
                    other($0).path == nil ? ($0.candidates > 1 ? "ambiguous" : "wanted") : other($0).status ?? ""
                },
                .init("place", column: .init(header: "PLACE", role: .faint)) { "\($0.path):\($0.line)" },
                .init("id") { other($0).id ?? "" },
                .init("category") { $0.category.rawValue },
                .init("path") { other($0).path ?? "" },
            ], path: { other($0).path }, emptyMessage: "No connections."
        ) { connection, writer in writer.value(connection) }
    }

    static var wanted: Listing<WantedTarget> {
        Listing(
            fields: [
                .init(
                    "count", column: .init(header: "TIMES", alignsRight: true),
                    value: { .integer(Int64($0.places.count)) }
                ) { String($0.places.count) },
                .init("target", column: .init(header: "TARGET", isFlexible: true)) { $0.text },
                .init("place", column: .init(header: "FIRST NAMED AT", role: .faint)) { wanted in
                    wanted.places.first.map { "\($0.path):\($0.line)" } ?? ""
                },
            ], path: { $0.places.first?.path }, emptyMessage: "Every link leads somewhere."
        ) { wanted, writer in writer.value(wanted) }
    }

    /// A chain of connections, step by step.
    static var steps: Listing<Connection> {
        Listing(
            fields: [
                .init("source", column: .init(header: "FROM", isFlexible: true)) { $0.source.title },
                .init("relation", column: .init(header: "RELATION", role: .identifier)) { $0.name },
                .init("target", column: .init(header: "TO", isFlexible: true)) { $0.target.title },
                .init("place", column: .init(header: "PLACE", role: .faint)) { "\($0.path):\($0.line)" },
            ], path: { $0.path }, emptyMessage: "They are the same."
        ) { connection, writer in writer.value(connection) }
    }
}
