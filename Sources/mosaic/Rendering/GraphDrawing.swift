import VaultModel

/// A graph of connections in the forms that people and programs draw it in.
struct GraphDrawing {
    /// A node: an entity or attachment, or a target that is not there.
    private struct Node {
        var id: String
        var title: String
        var type: String?
        var path: String?
    }

    private let edges: [(source: ExactText, target: ExactText, name: String)]
    private let nodes: [ExactText: Node]
    /// The keys of the nodes, by title and key.
    private let order: [ExactText]
    private let center: ExactText?

    init(connections: [Connection], center: EntityHandle?) {
        var nodes: [ExactText: Node] = [:]
        func key(_ end: Connection.End) -> ExactText {
            let key = ExactText(end.path ?? "?" + end.title)
            nodes[key] = Node(id: end.id ?? end.title, title: end.title, type: end.type, path: end.path)
            return key
        }
        var seen: Set<ExactText> = []
        edges = connections.compactMap { connection in
            let (source, target) = (key(connection.source), key(connection.target))
            // Several links between the same two are one line of the drawing.
            let drawn = ExactText("\(source.text)\u{0}\(target.text)\u{0}\(connection.name)")
            guard seen.insert(drawn).inserted else { return nil }
            return (source, target, connection.name)
        }
        if let center {
            let type = center.type.isEmpty ? nil : center.type
            nodes[center.path] = Node(id: center.id, title: center.title, type: type, path: center.path)
        }
        self.center = center.map { ExactText($0.path) }
        self.nodes = nodes
        order = nodes.keys.sorted { ((nodes[$0]?.title ?? ""), $0) < ((nodes[$1]?.title ?? ""), $1) }
    }

    // MARK: - Text

    /// Each entity with what leads from it and to it; the one in the middle first.
    /// `width` is that of the terminal; nil where there is none.
    func text(style: Style, width: Int?) -> String {
        var outgoing: [ExactText: [(name: String, other: ExactText)]] = [:]
        var incoming: [ExactText: [(name: String, other: ExactText)]] = [:]
        for edge in edges {
            outgoing[edge.source, default: []].append((edge.name, edge.target))
            incoming[edge.target, default: []].append((edge.name, edge.source))
        }
        var lines: [FittedLine] = []
        let keys = (center.map { [$0] } ?? []) + order.filter { $0 != center }
        for key in keys {
            guard let node = nodes[key], outgoing[key] != nil || key == center else { continue }
            if !lines.isEmpty { lines.append(FittedLine()) }
            lines.append(FittedLine(.flexible(clean(node.title), .strong), .fixed(kind(of: node), .faint)))
            for edge in outgoing[key] ?? [] { lines.append(line("→", edge.name, edge.other)) }
            guard key == center else { continue }
            for edge in incoming[key] ?? [] { lines.append(line("←", edge.name, edge.other)) }
        }
        return lines.map { $0.text(width: width, style: style) + "\n" }.joined()
    }

    private func line(_ arrow: String, _ name: String, _ other: ExactText) -> FittedLine {
        let node = nodes[other]
        return FittedLine(
            .fixed("  \(arrow) "), .fixed(clean(name), .identifier), .fixed("  "),
            .flexible(clean(node?.title ?? other.text)),
            .fixed(node?.path == nil ? "  not there yet" : kind(of: node), .faint))
    }

    private func kind(of node: Node?) -> String { node?.type.map { "  " + clean($0) } ?? "" }

    private func clean(_ text: String) -> String { TerminalText.escaped(text) }

    // MARK: - Other programs

    /// The DOT language (<https://graphviz.org/doc/info/lang.html>).
    var dot: String {
        var lines = ["digraph vault {", "  rankdir=LR;", "  node [shape=box, style=rounded];"]
        for key in order {
            guard let node = nodes[key] else { continue }
            let look = node.path == nil ? ", style=dashed" : ""
            lines.append("  \(Self.quoted(key.text)) [label=\(Self.quoted(node.title))\(look)];")
        }
        lines += edges.map {
            "  \(Self.quoted($0.source.text)) -> \(Self.quoted($0.target.text)) [label=\(Self.quoted($0.name))];"
        }
        return (lines + ["}"]).map { $0 + "\n" }.joined()
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for character in text.unicodeScalars {
            switch character {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n", "\r": quoted += "\\n"
            case _ where character.isTerminalOrder: quoted += "\\" + TerminalText.escaped(String(character))
            default: quoted.unicodeScalars.append(character)
            }
        }
        return quoted + "\""
    }

    /// A Mermaid flowchart (<https://mermaid.js.org/syntax/flowchart.html>).
    var mermaid: String {
        let numbers = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, "n\($0)") })
        var lines = ["flowchart LR"]
        for key in order { lines.append("  \(numbers[key] ?? "")[\"\(Self.entities(nodes[key]?.title ?? ""))\"]") }
        lines += edges.map { edge in
            "  \(numbers[edge.source] ?? "") -- \"\(Self.entities(edge.name))\" --> \(numbers[edge.target] ?? "")"
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// The text with everything that Mermaid could take for its own written as an entity.
    private static func entities(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"", "<", ">", "&", "#", ";", "`", "[", "]", "{", "}", "(", ")", "|", "\\": "#\(scalar.value);"
            case _ where scalar.isTerminalOrder: " "
            default: String(scalar)
            }
        }.joined()
    }

    /// `{"data": {"nodes": […], "edges": […]}, "meta": …}`
    func writeJSON(to output: OutputWriter) {
        output.writeData(meta: { meta in
            meta.member("nodes", order.count)
            meta.member("edges", edges.count)
        }) { writer in
            writer.object { writer in
                writer.member("nodes") { $0.array { writer in order.forEach { write(node: $0, to: &writer) } } }
                writer.member("edges") { writer in
                    writer.array { writer in
                        for edge in edges {
                            writer.object { writer in
                                writer.member("source", nodes[edge.source]?.id)
                                writer.member("target", nodes[edge.target]?.id)
                                writer.member("relation", edge.name)
                            }
                        }
                    }
                }
            }
        }
    }

    private func write(node key: ExactText, to writer: inout JSONWriter) {
        guard let node = nodes[key] else { return }
        writer.object { writer in
            writer.member("id", node.id)
            writer.member("type", node.type)
            writer.member("title", node.title)
            writer.member("path", node.path)
        }
    }
}
