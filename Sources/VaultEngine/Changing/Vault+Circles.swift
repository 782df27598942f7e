import VaultIndex
import VaultModel

extension Vault {
    /// A note where a change of an entity closes a circle of what waits for what, be it one that waits for itself; none where it closes
    /// none. Of several circles, the first one counts.
    ///
    /// Linear in the number of entities that wait, however far, for what the change makes wait.
    func notesOnCircles(from old: Editable, to new: Editable) throws -> [ChangeNote] {
        let names =
            new.isRelationship
            ? ["source", "target", "relation"] : ["depends_on", "blocked_by", "blocks", "required_by"]
        guard names.contains(where: { old.document.field($0)?.value != new.document.field($0)?.value }) else {
            return []
        }
        let steps = try steps(statedIn: new)
        for step in steps.subtracting(try self.steps(statedIn: old)).sorted() {
            guard
                let circle = try step.first == step.next
                    ? [step.first] : chain(from: step.next, to: step.first, stating: steps, in: new)
            else { continue }
            let titles = try circle.map { path in
                path == ExactText(new.handle.path) ? new.handle.title : try handle(at: path.text).title
            }
            return [.circle(titles)]
        }
        return []
    }

    /// A note for each relation by which a change has an entity name itself; none for those by which it waits, which are told as circles.
    func notesOnItself(from old: Editable, to new: Editable) throws -> [ChangeNote] {
        let stated = try relationsToItself(statedIn: new)
        if stated.isEmpty { return [] }
        let known = try relationsToItself(statedIn: old)
        return stated.filter { !known.contains($0) }.map { .namesItself(relation: $0) }
    }

    /// The relations, as the file calls them, by which it names its own entity.
    private func relationsToItself(statedIn file: Editable) throws -> [String] {
        let schema = try schema()
        guard !file.isRelationship, file.document.fields.contains(where: { schema.relations[$0.name] != nil }) else {
            return []
        }
        let entity = try upcoming(file).entity
        return try Edge.all(of: file.document, entity: entity, schema: schema).filter { edge in
            guard edge.category == .relation, !["depends_on", "blocks"].contains(edge.name),
                case .named(let text) = edge.isInverse ? edge.source : edge.target
            else { return false }
            return file.handle.path.isExactly(
                try path(ledToBy: Reference(target: text), in: file, expecting: edge.expectedKind))
        }.map { edge in
            edge.isInverse ? schema.relations[edge.name]?.inverse ?? edge.name : edge.name
        }.uniqued()
    }

    /// Two entities by their paths, of which the next waits for the first.
    private struct Step: Hashable, Comparable {
        var first: ExactText
        var next: ExactText

        static func < (left: Step, right: Step) -> Bool { (left.first, left.next) < (right.first, right.next) }
    }

    private func steps(statedIn file: Editable) throws -> Set<Step> {
        let schema = try schema()
        let entity = try upcoming(file).entity
        var steps: Set<Step> = []
        for edge in Edge.all(of: file.document, entity: entity, schema: schema) where edge.category == .relation {
            guard ["depends_on", "blocks"].contains(edge.name) else { continue }
            func path(_ end: Edge.End) throws -> ExactText? {
                guard case .named(let text) = end else { return ExactText(file.handle.path) }
                return try self.path(ledToBy: Reference(target: text), in: file, expecting: edge.expectedKind)
                    .map { ExactText($0) }
            }
            guard let source = try path(edge.source), let target = try path(edge.target) else { continue }
            let blocks = edge.name == "blocks"
            steps.insert(Step(first: blocks ? source : target, next: blocks ? target : source))
        }
        return steps
    }

    /// The shortest chain of what waits for what from one path to another, both included; nil where there is none. What the index has
    /// of a file that is being changed does not count: it states these steps.
    private func chain(
        from first: ExactText, to last: ExactText, stating steps: Set<Step>, in file: Editable
    ) throws -> [ExactText]? {
        let stated = Dictionary(grouping: steps, by: \.first)
        var previous = [first: first]
        var frontier = [first]
        while !frontier.isEmpty, previous[last] == nil {
            var next: [ExactText] = []
            for path in frontier {
                let indexed =
                    try askIfPossible {
                        try $0.graph.dependents(of: path.text, statedElsewhereThan: file.handle.path)
                    } ?? []
                let own = (stated[path] ?? []).map(\.next).sorted()
                for waiting in own + indexed.map({ ExactText($0) }) where previous[waiting] == nil {
                    previous[waiting] = path
                    next.append(waiting)
                }
            }
            frontier = next
        }
        guard previous[last] != nil else { return nil }
        var chain = [last]
        while let path = chain.last, path != first, let before = previous[path] { chain.append(before) }
        return chain.reversed()
    }
}
