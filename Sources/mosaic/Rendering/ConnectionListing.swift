import VaultModel

/// How connections are listed.
struct ConnectionListing {
    /// A path as it leads to the file from where the person stands.
    var place: (_ path: String) -> String = { $0 }

    /// The place that states a connection, `notes/a.md:7`: from where the person stands, and in JSON from the top of the vault.
    private func placeField<Item>(
        header: String, _ stated: @escaping (Item) -> (path: String, line: Int)?
    ) -> Listing<Item>.Field {
        func text(_ item: Item, _ shown: (String) -> String) -> String {
            stated(item).map { "\(shown($0.path)):\($0.line)" } ?? ""
        }
        return .init(
            "place", column: .init(header: header, role: .faint), value: { item in .string(text(item) { $0 }) }
        ) { item in text(item, place) }
    }

    /// The connections of the entity at a path: to what, or from what.
    func connections(of path: String) -> Listing<Connection> {
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
                placeField(header: "PLACE") { ($0.path, $0.line) },
                .init("id") { other($0).id ?? "" },
                .init("category") { $0.category.rawValue },
                .init("path") { other($0).path ?? "" },
            ], members: ["source", "target", "line", "column"], path: { other($0).path },
            emptyMessage: "No connections."
        ) { connection, writer in writer.value(connection) }
    }

    var wanted: Listing<WantedTarget> {
        Listing(
            fields: [
                .init(
                    "count", column: .init(header: "TIMES", alignsRight: true),
                    value: { .integer(Int64($0.places.count)) }
                ) { String($0.places.count) },
                .init("target", column: .init(header: "TARGET", isFlexible: true)) { $0.target },
                .init("text") { $0.text },
                placeField(header: "FIRST NAMED AT") { $0.places.first.map { ($0.path, $0.line) } },
            ], members: ["places"], path: { $0.places.first?.path }, emptyMessage: "Every link leads somewhere."
        ) { wanted, writer in writer.value(wanted) }
    }

    /// A chain of connections, step by step.
    var steps: Listing<ConnectionStep> {
        Listing(
            fields: [
                .init("from", column: .init(header: "FROM", isFlexible: true)) { $0.near.title },
                .init("direction", column: .init(header: "")) { $0.isForward ? "→" : "←" },
                .init("relation", column: .init(header: "RELATION", role: .identifier)) { $0.connection.name },
                .init("to", column: .init(header: "TO", isFlexible: true)) { $0.far.title },
                placeField(header: "PLACE") { ($0.connection.path, $0.connection.line) },
                .init("source") { $0.connection.source.title },
                .init("target") { $0.connection.target.title },
            ], members: ["category", "path", "line", "column"], path: { $0.connection.path },
            emptyMessage: "They are the same."
        ) { step, writer in writer.value(step.connection) }
    }
}

/// A connection as one comes by it on the way from one entity to another.
struct ConnectionStep {
    var connection: Connection
    /// True for one that leads the way that one goes.
    var isForward: Bool

    var near: Connection.End { isForward ? connection.source : connection.target }
    var far: Connection.End { isForward ? connection.target : connection.source }

    /// The steps of a chain that begins at a path.
    static func steps(of chain: [Connection], from start: String) -> [ConnectionStep] {
        var place: String? = start
        return chain.map { connection in
            let step = ConnectionStep(connection: connection, isForward: connection.source.path == place)
            place = step.far.path
            return step
        }
    }
}
