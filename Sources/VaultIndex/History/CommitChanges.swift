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
    /// A file that a parent has and the commit does not.
    struct Absence {
        var parent: Int
        var path: String
        var oid: ObjectID
    }

    let tracker: LineageTracker
    let parents: [CommitPoint]
    /// The bytes of a blob, for similarity; nil where the store does not have it.
    let blob: (ObjectID) throws -> [UInt8]?
    /// What a parent, by its index, has at a path.
    let contentInParent: (_ parent: Int, _ path: String) throws -> PathChange.Side?
    /// The files that some parent of a merge has and the merge does not.
    let absences: () throws -> [Absence]

    /// A file that is gone from its path or new at it, before it is known which belong together.
    private struct Loose {
        var path: String
        var sides: [PathChange.Side?]
        var first: PathChange.Side
        /// The parent whose side is the first.
        var parent = 0
    }

    private struct Kept {
        var path: String
        var sides: [PathChange.Side?]
        var new: PathChange.Side
        var lineage: Int64
    }

    private var isMerge: Bool { parents.count > 1 }

    /// The entities in the order of their paths. What ends comes before what begins, so that two files can swap names.
    ///
    /// - Parameters:
    ///   - changes: what differs from every parent.
    ///   - parent: the number of the parent that a merge goes on from.
    ///   - absences: the paths which that parent has and the merge has not.
    /// - Returns: what became of each entity.
    /// - Throws: `GitStoreError` where an object cannot be read, and what the database throws.
    func resolve(_ changes: [PathChange], absentFrom parent: Int, _ absences: [String]) throws -> [EntityChange] {
        var gone: [Loose] = []
        var new: [Loose] = []
        var kept: [Kept] = []
        for change in changes {
            let first = change.old.indices.lazy.compactMap { index in change.old[index].map { (index, $0) } }.first
            let old = first.map { Loose(path: change.path, sides: change.old, first: $0.1, parent: $0.0) }
            guard let after = change.new else {
                if let old { gone.append(old) }
                continue
            }
            if let known = try lineage(of: change, goingOnAs: after) {
                kept.append(Kept(path: change.path, sides: change.old, new: after, lineage: known))
            } else {
                if let old { gone.append(old) }
                new.append(Loose(path: change.path, sides: [], first: after))
            }
        }
        let lineages = try gone.map { try lineage(of: $0) }
        let pairs = try movePairs(gone, lineages, new)
        var results: [EntityChange] = []
        var moved: [(lineage: Int64, from: Loose, to: Loose)] = []
        var ended: [(lineage: Int64, from: Loose)] = []
        for (index, loose) in gone.enumerated() {
            let lineage = lineages[index]
            if let target = pairs[index] {
                try tracker.release(loose.path, .moved)
                moved.append((lineage, loose, new[target]))
            } else {
                try tracker.release(loose.path, .deleted)
                ended.append((lineage, loose))
            }
        }
        for (lineage, from, to) in moved {
            try adopt(lineage, to)
            results.append(
                EntityChange(
                    lineage: lineage, before: try before(lineage, from.path, from.sides),
                    after: .init(path: to.path, content: to.first.content)))
        }
        for kept in kept {
            try adopt(kept.lineage, Loose(path: kept.path, sides: [], first: kept.new))
            results.append(
                EntityChange(
                    lineage: kept.lineage, before: try before(kept.lineage, kept.path, kept.sides),
                    after: .init(path: kept.path, content: kept.new.content)))
        }
        let taken = Set(pairs.values)
        let rest = new.indices.filter { !taken.contains($0) }
        let movedByMerge = isMerge ? try lineagesMovedByMerge(to: rest.map { new[$0] }) : [:]
        for index in rest {
            let loose = new[index]
            if let lineage = try movedByMerge[ExactText(loose.path)] ?? lineageBroughtByMerge(loose) {
                let before = try before(lineage, loose.path, [])
                try adopt(lineage, loose)
                results.append(
                    EntityChange(
                        lineage: lineage, before: before, after: .init(path: loose.path, content: loose.first.content)))
            } else {
                results.append(try begin(loose))
            }
        }
        let told = Set(results.lazy.filter { $0.after != nil }.map(\.lineage))
        let last = Dictionary(ended.enumerated().map { ($1.lineage, $0) }, uniquingKeysWith: { $1 })
        for (place, (lineage, from)) in ended.enumerated() {
            let isLive = try tracker.isLive(lineage, at: tracker.here)
            if isLive, isMerge, try told.contains(lineage) || hasLeft(from.path, lineage) { continue }
            // Of two files with one id, one is left, or goes as well.
            let goesOn = isLive || last[lineage] != place
            let before = try before(lineage, from.path, from.sides)
            results.append(EntityChange(lineage: lineage, before: before, after: nil, goesOn: goesOn))
        }
        var known = Set(results.map(\.lineage))
        for path in absences {
            guard let lineage = try endedByMerge(path, in: parent), known.insert(lineage).inserted else { continue }
            let before = try before(lineage, path, [])
            for side in before { try tracker.end(side.path, of: lineage) }
            results.append(EntityChange(lineage: lineage, before: before, after: nil))
        }
        return results.sorted { ($0.path, $0.after == nil ? 0 : 1) < ($1.path, $1.after == nil ? 0 : 1) }
    }

    // MARK: - Which belong together

    /// The entity that goes on at a path which a parent has too; nil where what was there ends and another begins. Of several
    /// parents, the first in which it is so tells.
    private func lineage(of change: PathChange, goingOnAs new: PathChange.Side) throws -> Int64? {
        for (parent, old) in change.old.enumerated() {
            guard let old else { continue }
            let loose = Loose(path: change.path, sides: change.old, first: old, parent: parent)
            if try goesOn(loose, as: new) { return try lineage(of: loose) }
        }
        return nil
    }

    private func goesOn(_ loose: Loose, as new: PathChange.Side) throws -> Bool {
        // A file that cannot be read for now has not lost its id.
        let before = try identifier(of: loose)
        let after = new.content.isMalformed ? before : new.content.identifier
        if before == after { return true }
        guard before == nil, let after else { return false }
        let known = try occupant(loose)?.lineage
        // On another line, the file may have been given this id already, or another one.
        guard let identified = try tracker.lineage(identifiedBy: after) else {
            return try known.flatMap { try tracker.identifier(of: $0) } == nil
        }
        return identified == known
    }

    /// Pairs what is gone with what is new: by id, else by content where neither has an id of its own.
    private func movePairs(_ gone: [Loose], _ lineages: [Int64], _ new: [Loose]) throws -> [Int: Int] {
        guard !gone.isEmpty, !new.isEmpty else { return [:] }
        var pairs: [Int: Int] = [:]
        var taken: Set<Int> = []
        var byLineage: [Int64: Int] = [:]
        for (index, loose) in new.enumerated() {
            if let identifier = loose.first.content.identifier,
                let lineage = try tracker.lineage(identifiedBy: identifier), byLineage[lineage] == nil
            {
                byLineage[lineage] = index
            }
        }
        for (index, loose) in gone.enumerated() {
            guard let target = byLineage[lineages[index]], ExactText(new[target].path) != ExactText(loose.path),
                taken.insert(target).inserted
            else { continue }
            pairs[index] = target
        }
        func pairByContent(_ sources: [Int], _ targets: [Int]) throws {
            let renames = try renames(
                sources.map { .init(path: gone[$0].path, id: gone[$0].first.oid) }, targets.map { new[$0] })
            let (sourcesByPath, targetsByPath) = (Self.places(sources, gone), Self.places(targets, new))
            for rename in renames {
                guard let source = sourcesByPath[ExactText(rename.old.path)],
                    let target = targetsByPath[ExactText(rename.new.path)]
                else { continue }
                pairs[source] = target
                taken.insert(target)
            }
        }
        let identifiers = try gone.map(identifier)
        var (unidentified, identifiedElsewhere): ([Int], [Int]) = ([], [])
        for index in gone.indices where pairs[index] == nil && identifiers[index] == nil {
            if try tracker.identifier(of: lineages[index]) == nil {
                unidentified.append(index)
            } else {
                identifiedElsewhere.append(index)
            }
        }
        try pairByContent(
            unidentified,
            new.indices.filter { index in
                guard !taken.contains(index) else { return false }
                guard let identifier = new[index].first.content.identifier else { return true }
                return try tracker.lineage(identifiedBy: identifier) == nil
            })
        // What another line has given an id cannot have a second one.
        try pairByContent(
            identifiedElsewhere,
            new.indices.filter { !taken.contains($0) && new[$0].first.content.identifier == nil })
        // What cannot be read any longer has the id that it had.
        try pairByContent(
            gone.indices.filter { pairs[$0] == nil && identifiers[$0] != nil },
            new.indices.filter { !taken.contains($0) && new[$0].first.content.isMalformed })
        return pairs
    }

    private func renames(_ deleted: [RenameDetector.File], _ added: [Loose]) throws -> [RenameDetector.Rename] {
        guard !deleted.isEmpty, !added.isEmpty else { return [] }
        return try RenameDetector().renames(
            deleted: deleted, added: added.map { .init(path: $0.path, id: $0.first.oid) }, load: { try blob($0) })
    }

    private static func places(_ some: [Int], _ all: [Loose]) -> [ExactText: Int] {
        Dictionary(some.map { (ExactText(all[$0].path), $0) }, uniquingKeysWith: { first, _ in first })
    }

    private func occupant(_ loose: Loose) throws -> LineageTracker.Occupant? {
        try tracker.occupant(of: loose.path, at: parents[loose.parent])
    }

    /// The id of a file that a parent has: of one that could not be read, the one that it had before.
    private func identifier(of loose: Loose) throws -> String? {
        guard loose.first.content.isMalformed else { return loose.first.content.identifier }
        return try occupant(loose).flatMap { try tracker.identifier(of: $0.lineage) }
    }

    private func lineage(of loose: Loose) throws -> Int64 {
        if let identifier = loose.first.content.identifier,
            let lineage = try tracker.lineage(identifiedBy: identifier)
        {
            return lineage
        }
        if let occupant = try occupant(loose) { return occupant.lineage }
        return try tracker.begin(identifier: loose.first.content.identifier)
    }

    // MARK: - What a merge moves, or ends

    /// True where an entity that goes on was no longer at a path in some parent of a merge.
    private func hasLeft(_ path: String, _ lineage: Int64) throws -> Bool {
        try parents.contains { parent in
            guard try tracker.isLive(lineage, at: parent) else { return false }
            let occupant = try tracker.occupant(of: path, at: parent)
            return occupant?.lineage != lineage || occupant?.ending != nil
        }
    }

    /// The entity at a path of one parent that every parent has, and the merge has nowhere: each side may have moved it.
    private func endedByMerge(_ path: String, in parent: Int) throws -> Int64? {
        guard let occupant = try tracker.occupant(of: path, at: parents[parent]), occupant.ending == nil,
            try parents.allSatisfy({ try tracker.isLive(occupant.lineage, at: $0) }),
            try !tracker.isLive(occupant.lineage, at: tracker.here)
        else { return nil }
        return occupant.lineage
    }

    /// The entities without an id that a parent has at a path which the merge does not have, and that the merge has at a new
    /// one, by that: git moves what one side added into the folder's new place, for one.
    private func lineagesMovedByMerge(to new: [Loose]) throws -> [ExactText: Int64] {
        let targets = new.filter { $0.first.content.identifier == nil }
        guard !targets.isEmpty else { return [:] }
        var lineages: [ExactText: Int64] = [:]
        var files: [RenameDetector.File] = []
        var seen: Set<Int64> = []
        for absence in try absences() {
            guard let occupant = try tracker.occupant(of: absence.path, at: parents[absence.parent]),
                try tracker.identifier(of: occupant.lineage) == nil,
                // What another parent has deleted stays deleted.
                try !parents.contains(where: { parent in
                    let other = try tracker.occupant(of: absence.path, at: parent)
                    return other?.lineage == occupant.lineage && other?.ending != nil
                }), try !tracker.isLive(occupant.lineage, at: tracker.here), seen.insert(occupant.lineage).inserted,
                lineages.updateValue(occupant.lineage, forKey: ExactText(absence.path)) == nil
            else { continue }
            files.append(.init(path: absence.path, id: absence.oid))
        }
        var moved: [ExactText: Int64] = [:]
        for rename in try renames(files, targets) {
            moved[ExactText(rename.new.path)] = lineages[ExactText(rename.old.path)]
        }
        return moved
    }

    /// The entity of an id that parents of a merge have elsewhere, and the merge only here.
    private func lineageBroughtByMerge(_ loose: Loose) throws -> Int64? {
        guard isMerge, let identifier = loose.first.content.identifier,
            let lineage = try tracker.lineage(identifiedBy: identifier),
            try !tracker.isLive(lineage, at: tracker.here),
            try parents.contains(where: { try tracker.isLive(lineage, at: $0) })
        else { return nil }
        return lineage
    }

    // MARK: - What goes on

    private func adopt(_ lineage: Int64, _ to: Loose) throws {
        if let identifier = to.first.content.identifier, try tracker.identifier(of: lineage) == nil,
            try tracker.lineage(identifiedBy: identifier) == nil
        {
            try tracker.identify(lineage, by: identifier)
        }
        try tracker.claim(to.path, by: lineage)
    }

    private func begin(_ loose: Loose) throws -> EntityChange {
        let content = loose.first.content
        let known: Int64
        var isRestored = false
        if let identifier = content.identifier {
            if let lineage = try tracker.lineage(identifiedBy: identifier) {
                known = lineage
                isRestored =
                    try !tracker.isLive(lineage, at: tracker.here) && tracker.hasBeen(lineage, at: tracker.here)
            } else {
                known = try tracker.begin(identifier: identifier)
            }
        } else if let occupant = try tracker.lastOccupant(of: loose.path, at: tracker.here), occupant.ending != .moved,
            try tracker.identifier(of: occupant.lineage) == nil || isBack(occupant, content)
        {
            known = occupant.lineage
            isRestored = occupant.ending == .deleted
        } else {
            known = try tracker.begin(at: loose.path)
        }
        try tracker.claim(loose.path, by: known)
        return EntityChange(
            lineage: known, before: [], after: .init(path: loose.path, content: content), isRestored: isRestored)
    }

    /// True where a file that cannot be read stands where the last file of an entity with an id was deleted: it has not lost the id.
    private func isBack(_ occupant: LineageTracker.Occupant, _ content: EntityContent) throws -> Bool {
        try content.isMalformed && !tracker.isLive(occupant.lineage, at: tracker.here)
    }

    /// The entity in each parent that has it: at the path, else where it is in that parent of a merge.
    private func before(_ lineage: Int64, _ path: String, _ sides: [PathChange.Side?]) throws -> [EntityChange.Side] {
        guard isMerge else { return sides.compactMap { $0.map { .init(path: path, content: $0.content) } } }
        return try parents.indices.compactMap { parent in
            if let side = sides.isEmpty ? nil : sides[parent],
                try tracker.occupant(of: path, at: parents[parent])?.lineage ?? lineage == lineage
            {
                return .init(path: path, content: side.content)
            }
            for elsewhere in try tracker.livePaths(of: lineage, at: parents[parent]) where elsewhere != path {
                guard let side = try contentInParent(parent, elsewhere) else { continue }
                return .init(path: elsewhere, content: side.content)
            }
            return nil
        }
    }
}
