import GitStore
import VaultModel

/// One path that a commit touched, with the contents on both sides.
struct PathChange {
    struct Side {
        var oid: ObjectID
        var content: EntityContent
    }

    var path: String
    /// Aligned with the commit's parents; nil in a parent that does not have the path.
    var old: [Side?]
    /// nil where the commit does not have the path.
    var new: Side?
}

/// What a commit did to one entity.
struct EntityChange {
    struct Side {
        var path: String
        var content: EntityContent
    }

    var lineage: Int64
    /// In each parent that has the entity, the first parent's first.
    var before: [Side]
    var after: Side?
    var isRestored = false
    /// True where what is gone was one of several files of the entity, which the others still are.
    var goesOn = false

    /// The entity's path in the commit, or the last that it had.
    var path: String { after?.path ?? before.first?.path ?? "" }
}

/// Turns the paths that a commit touched into the entities that it touched.
struct CommitChanges {
    let tracker: LineageTracker
    /// The bytes of a blob, for similarity; nil where the store does not have it.
    let blob: (ObjectID) throws -> [UInt8]?
    /// What a parent, by its index, has at a path.
    let contentInParent: (_ parent: Int, _ path: String) throws -> PathChange.Side?

    /// A file that is gone from its path or new at it, before it is known which belong together.
    private struct Loose {
        var path: String
        var sides: [PathChange.Side?]
        var first: PathChange.Side
    }

    /// The entities in the order of their paths. What ends comes before what begins, so that two files can swap names.
    func resolve(_ changes: [PathChange], at position: Int64) throws -> [EntityChange] {
        var gone: [Loose] = []
        var new: [Loose] = []
        var kept: [(change: PathChange, lineage: Int64, new: PathChange.Side)] = []
        for change in changes {
            let old = change.old.lazy.compactMap { $0 }.first
            switch (old, change.new) {
            case (let old?, nil):
                gone.append(Loose(path: change.path, sides: change.old, first: old))
            case (nil, let after?):
                new.append(Loose(path: change.path, sides: [], first: after))
            case (let old?, let after?):
                let loose = Loose(path: change.path, sides: change.old, first: old)
                if try continues(change.path, old, after) {
                    kept.append((change, try lineage(of: loose, at: position), after))
                } else {
                    gone.append(loose)
                    new.append(Loose(path: change.path, sides: [], first: after))
                }
            case (nil, nil):
                continue
            }
        }
        let pairs = try movePairs(gone, new)
        var results: [EntityChange] = []
        var moved: [(lineage: Int64, from: Loose, to: Loose)] = []
        for (index, loose) in gone.enumerated() {
            let lineage = try lineage(of: loose, at: position)
            if let target = pairs[index] {
                try tracker.release(loose.path, .moved, at: position)
                moved.append((lineage, loose, new[target]))
            } else {
                try tracker.release(loose.path, .deleted, at: position)
                var change = EntityChange(lineage: lineage, before: before(loose.path, loose.sides), after: nil)
                // Of two files with one id, one is left.
                change.goesOn = try tracker.isLive(lineage)
                results.append(change)
            }
        }
        for (lineage, from, to) in moved {
            try adopt(lineage, to, at: position)
            results.append(
                EntityChange(
                    lineage: lineage, before: before(from.path, from.sides),
                    after: .init(path: to.path, content: to.first.content)))
        }
        for (change, known, new) in kept {
            results.append(try keep(change, new, lineage: known, at: position))
        }
        let taken = Set(pairs.values)
        for (index, loose) in new.enumerated() where !taken.contains(index) {
            results.append(try begin(loose, at: position))
        }
        return results.sorted { ($0.path, $0.after == nil ? 0 : 1) < ($1.path, $1.after == nil ? 0 : 1) }
    }

    // MARK: - Which belong together

    /// True where one entity goes on at a path that both sides have; false where one ends there and another begins.
    private func continues(_ path: String, _ old: PathChange.Side, _ new: PathChange.Side) throws -> Bool {
        // A file that cannot be read for now has not lost its id.
        let before =
            old.content.isMalformed
            ? try tracker.occupant(of: path).flatMap { try tracker.identifier(of: $0.lineage) } : old.content.identifier
        let after = new.content.isMalformed ? before : new.content.identifier
        if before == after { return true }
        guard before == nil, let after else { return false }
        return try tracker.lineage(identifiedBy: after) == nil
    }

    /// Pairs what is gone with what is new: by id, else by content where neither has an id of its own.
    private func movePairs(_ gone: [Loose], _ new: [Loose]) throws -> [Int: Int] {
        guard !gone.isEmpty, !new.isEmpty else { return [:] }
        var pairs: [Int: Int] = [:]
        var taken: Set<Int> = []
        var byIdentifier: [ExactText: Int] = [:]
        for (index, loose) in new.enumerated() {
            if let identifier = loose.first.content.identifier, byIdentifier[identifier] == nil {
                byIdentifier[identifier] = index
            }
        }
        let identifiers = try gone.map(identifier)
        for (index, loose) in gone.enumerated() {
            guard let identifier = identifiers[index], let target = byIdentifier[identifier],
                ExactText(new[target].path) != ExactText(loose.path), taken.insert(target).inserted
            else { continue }
            pairs[index] = target
        }
        func pairByContent(_ sources: [Int], _ targets: [Int]) throws {
            guard !sources.isEmpty, !targets.isEmpty else { return }
            let renames = try RenameDetector().renames(
                deleted: sources.map { .init(path: gone[$0].path, id: gone[$0].first.oid) },
                added: targets.map { .init(path: new[$0].path, id: new[$0].first.oid) }, load: { try blob($0) })
            func places(_ some: [Int], _ all: [Loose]) -> [ExactText: Int] {
                Dictionary(some.map { (ExactText(all[$0].path), $0) }, uniquingKeysWith: { first, _ in first })
            }
            let (sourcesByPath, targetsByPath) = (places(sources, gone), places(targets, new))
            for rename in renames {
                guard let source = sourcesByPath[ExactText(rename.old.path)],
                    let target = targetsByPath[ExactText(rename.new.path)]
                else { continue }
                pairs[source] = target
                taken.insert(target)
            }
        }
        try pairByContent(
            gone.indices.filter { pairs[$0] == nil && identifiers[$0] == nil },
            new.indices.filter { index in
                guard !taken.contains(index) else { return false }
                guard let identifier = new[index].first.content.identifier else { return true }
                return try tracker.lineage(identifiedBy: identifier) == nil
            })
        // What cannot be read any longer has the id that it had.
        try pairByContent(
            gone.indices.filter { pairs[$0] == nil && identifiers[$0] != nil },
            new.indices.filter { !taken.contains($0) && new[$0].first.content.isMalformed })
        return pairs
    }

    /// The id of a file that is gone: of one that could not be read, the one that it had before.
    private func identifier(of loose: Loose) throws -> String? {
        guard loose.first.content.isMalformed else { return loose.first.content.identifier }
        return try tracker.occupant(of: loose.path).flatMap { try tracker.identifier(of: $0.lineage) }
    }

    private func lineage(of loose: Loose, at position: Int64) throws -> Int64 {
        if let identifier = loose.first.content.identifier,
            let lineage = try tracker.lineage(identifiedBy: identifier)
        {
            return lineage
        }
        if let occupant = try tracker.occupant(of: loose.path) { return occupant.lineage }
        return try tracker.begin(identifier: loose.first.content.identifier, at: position)
    }

    // MARK: - What goes on

    private func adopt(_ lineage: Int64, _ to: Loose, at position: Int64) throws {
        if let identifier = to.first.content.identifier, try tracker.identifier(of: lineage) == nil,
            try tracker.lineage(identifiedBy: identifier) == nil
        {
            try tracker.identify(lineage, by: identifier, at: position)
        }
        try tracker.claim(to.path, by: lineage, at: position)
    }

    private func keep(
        _ change: PathChange, _ new: PathChange.Side, lineage known: Int64, at position: Int64
    ) throws -> EntityChange {
        try adopt(known, Loose(path: change.path, sides: [], first: new), at: position)
        var before = before(change.path, change.old)
        // A merge can bring an entity to a path that one of its parents has elsewhere.
        if change.old.count > 1, change.old.contains(where: { $0 == nil }) {
            let elsewhere = try tracker.paths(of: known).filter { !$0.isExactly(change.path) }
            for (parent, side) in change.old.enumerated() where side == nil {
                for path in elsewhere {
                    guard let side = try contentInParent(parent, path) else { continue }
                    before.append(.init(path: path, content: side.content))
                    break
                }
            }
        }
        return EntityChange(lineage: known, before: before, after: .init(path: change.path, content: new.content))
    }

    private func begin(_ loose: Loose, at position: Int64) throws -> EntityChange {
        let content = loose.first.content
        var lineage: Int64?
        var isRestored = false
        if let identifier = content.identifier {
            lineage = try tracker.lineage(identifiedBy: identifier)
            isRestored = try lineage.map { try !tracker.isLive($0) } ?? false
        } else if let occupant = try tracker.occupant(of: loose.path), occupant.ending != .moved,
            try tracker.identifier(of: occupant.lineage) == nil
        {
            lineage = occupant.lineage
            isRestored = occupant.ending == .deleted
        }
        let known = try lineage ?? tracker.begin(identifier: content.identifier, at: position)
        try tracker.claim(loose.path, by: known, at: position)
        return EntityChange(
            lineage: known, before: [], after: .init(path: loose.path, content: content), isRestored: isRestored)
    }

    private func before(_ path: String, _ sides: [PathChange.Side?]) -> [EntityChange.Side] {
        sides.compactMap { $0.map { EntityChange.Side(path: path, content: $0.content) } }
    }
}
