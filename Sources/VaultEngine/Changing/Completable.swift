import VaultModel

/// What a person names to have it done: an entity, or a task box by its place.
package struct Completable: Hashable, Sendable {
    /// Where a box stands: what names the file, and the line in it, counted from 1.
    package struct Place: Hashable, Sendable {
        package var file: String
        package var line: Int
    }

    /// As an entity is named.
    package var reference: String
    /// The place that is meant where no entity goes by the reference; nil where it cannot be one.
    package var place: Place?
    /// What the box said when its change was planned first, so that no other is meant when it is planned anew.
    package var text: String?

    package init(reference: String, place: Place? = nil) {
        self.reference = reference
        self.place = place
    }
}

extension Vault {
    /// What a person means who typed a text, as ``reference(typed:)`` reads it: `notes/garden.md:7` is a place as well.
    package func completable(typed text: String) -> Completable {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var named = Completable(reference: reference(typed: text))
        if parts.count > 1, let digits = parts.last, digits.allSatisfy({ $0.isASCII && $0.isNumber }),
            let line = Int(digits), line > 0, text.utf8.count > digits.utf8.count + 1
        {
            let file = String(text.dropLast(digits.count + 1))
            named.place = Completable.Place(file: reference(typed: file), line: line)
        }
        return named
    }

    /// An entity that a person named, or a line of its file.
    struct CompletionTarget {
        var name: Completable
        var handle: EntityHandle
        /// nil for the entity itself.
        var line: Int?
    }

    /// What some names mean, each once and by the first of them.
    ///
    /// - Throws: What ``changeable(_:)`` throws.
    func targets(of names: [Completable]) throws -> [CompletionTarget] {
        let schema = try schema()
        var seen: Set<[ExactText]> = []
        return try names.map { name in
            if let place = name.place, try ask({ try $0.references.find(name.reference, schema: schema) }).isEmpty {
                return CompletionTarget(name: name, handle: try changeable(place.file), line: place.line)
            }
            return CompletionTarget(name: name, handle: try completable(named: name.reference), line: nil)
        }.filter { seen.insert([ExactText($0.handle.path), ExactText($0.line.map(String.init) ?? "")]).inserted }
    }

    /// The one entity that a person names to complete it. Of what comes back that is the one that is open, once its day has come, unless
    /// one of them was completed today: then they may have said it twice.
    ///
    /// - Throws: What ``changeable(_:)`` throws.
    private func completable(named reference: String) throws -> EntityHandle {
        do {
            return try changeable(reference)
        } catch VaultError.ambiguousReference(let text, let candidates) {
            let open = candidates.filter { !$0.isClosed }
            let today = surroundings.today
            guard open.count == 1, candidates.allSatisfy({ $0.entity.title == open[0].entity.title }),
                let day = open[0].day.flatMap({ DateTime($0) })?.day, day <= today,
                let lastDay = try lastCompletion(inSeriesOf: open[0].entity), lastDay < today
            else { throw VaultError.ambiguousReference(text, candidates: candidates) }
            return open[0].entity
        }
    }

    /// The last day on which something of the same name and kind was completed; nil for what does not come back, and where none says so.
    private func lastCompletion(inSeriesOf entity: EntityHandle) throws -> CalendarDate? {
        guard let field = try schema().kinds[entity.type]?.completionField else { return nil }
        let series = try ask { index in
            try index.references.bearers(of: entity.title).compactMap { try index.entities.summary(at: $0) }
                .filter { $0.type == entity.type }
        }
        guard series.contains(where: { $0.value("recurrence") != nil }) else { return nil }
        return series.compactMap { $0.time(field.name)?.day }.max()
    }
}
