import VaultModel

/// What mends findings of ``Vault/check(saying:)``, and which it mends.
package struct FixPlan: Hashable, Sendable {
    /// A finding, by what is the same each time it is found.
    fileprivate struct Finding: Hashable {
        var code: DiagnosticCode
        var path: ExactText
        /// Nil for one of the file as a whole.
        var line: Int?
    }

    package var plan: ChangePlan
    fileprivate var mended: Set<Finding> = []

    /// What of the findings is still there once the plan is carried out. What follows from the mending in other files, such as a
    /// reference that means one thing again, is not foreseen.
    package func left(of diagnostics: [LocatedDiagnostic]) -> [LocatedDiagnostic] {
        let removed = plan.files.filter { $0.result == nil }.flatMap(\.paths)
        let gone = Set<ExactText>(of: removed)
        return diagnostics.filter { diagnostic in
            let path = ExactText(diagnostic.path)
            return !gone.contains(path)
                && ![diagnostic.line, nil].contains { line in
                    mended.contains(Finding(code: diagnostic.code, path: path, line: line))
                }
        }
    }

    mutating func mends(_ code: DiagnosticCode, at path: String, line: Int? = nil) {
        mended.insert(Finding(code: code, path: ExactText(path), line: line))
    }

    /// Takes up what another plan does and mends, but for what it is called.
    fileprivate mutating func add(_ other: FixPlan) {
        plan.files += other.plan.files
        plan.notes += other.plan.notes
        plan.followsFrom += other.plan.followsFrom
        mended.formUnion(other.mended)
    }
}

/// What ``Vault/check(saying:)`` finds and can be mended without a decision of a person.
extension Vault {
    /// Gives the younger of two files with one id a new one, unless two machines made both by one completion and nothing has been
    /// written in either since: then one of them is enough. Makes the next of what comes back and was completed without it. Has values
    /// that are written in another way than a file has to say what they mean.
    ///
    /// - Throws: `VaultError` where the index, the kinds, or a file that is to be removed, cannot be read.
    package func planOfFixes(random: inout some RandomNumberGenerator) throws -> FixPlan {
        let (copies, duplicates) = try copiesAndDuplicates()
        let parts = [
            try planRemoval(ofCopies: copies), try planOfNewIDs(for: duplicates, random: &random), try planOfNexts(),
        ]
        var fixes = FixPlan(plan: ChangePlan(files: [], verb: .mend, object: "what 'mosaic check' found"))
        for part in parts { fixes.add(part) }
        let changing = parts.map(\.plan).filter { !$0.isEmpty }
        let changed = try addValueFixes(to: &fixes)
        if changing.isEmpty {
            fixes.plan.object = changed.isEmpty ? "nothing" : Self.object(changed)
        } else if changing.count == 1, changed.isEmpty {
            (fixes.plan.verb, fixes.plan.object) = (changing[0].verb, changing[0].object)
        }
        return fixes
    }

    private func planOfNewIDs(
        for duplicates: [DuplicateIdentifier], random: inout some RandomNumberGenerator
    ) throws -> FixPlan {
        var fixes = FixPlan(plan: ChangePlan(files: [], verb: .give, object: "files with the same id their own"))
        for duplicate in duplicates {
            let id = Identifier.random(using: &random)
            do {
                let entity = try editable(handle(at: duplicate.path))
                fixes.plan.files += try replacement(of: entity, with: [.set("id", to: .string(id))])
                fixes.plan.notes.append(
                    .newID(path: duplicate.path, id: id, original: duplicate.original, keeps: duplicate.identifier))
                fixes.mends(.duplicateID, at: duplicate.path)
            } catch VaultError.malformedFile(let path, _), VaultError.uneditableField(let path, _),
                VaultError.unwritableField(let path, _)
            {
                fixes.plan.notes.append(.noNewID(path: path, original: duplicate.original))
            }
        }
        return fixes
    }

    private func planOfNexts() throws -> FixPlan {
        var fixes = FixPlan(plan: ChangePlan(files: [], verb: .add, object: "the next of what comes back"))
        var planned = PlannedSuccessors()
        for entity in try completedWithoutNext() {
            var next = ChangePlan(files: [], verb: .add, object: "")
            try addSuccessor(of: entity, to: &next, beside: &planned)
            fixes.plan.files += next.files
            fixes.plan.notes += next.notes.map { .of(title: entity.handle.title, $0) }
            if next.isEmpty { continue }
            fixes.plan.followsFrom.append(entity.handle.path)
            fixes.mends(.missingNext, at: entity.handle.path)
        }
        return fixes
    }

    // MARK: - Copies

    private func planRemoval(ofCopies copies: [DuplicateIdentifier]) throws -> FixPlan {
        var fixes = FixPlan(
            plan: ChangePlan(
                files: try copies.map { .remove(path: $0.path, old: try contents(of: $0.path)) }, verb: .remove,
                object: copies.count == 1
                    ? "a second copy of \(copies[0].original)" : "second copies of what comes back",
                notes: copies.map { .secondCopy(path: $0.path, original: $0.original) }))
        // The one that stays may be the younger of the two.
        for copy in copies { fixes.mends(.duplicateID, at: copy.original) }
        return fixes
    }

    /// Parts files that share an id into those of which another has every byte, and which are enough once, and all others.
    private func copiesAndDuplicates() throws -> (copies: [DuplicateIdentifier], others: [DuplicateIdentifier]) {
        let schema = try schema()
        let duplicates = try ask { try $0.diagnostics(schema: schema).duplicates() }
        let former = duplicates.isEmpty ? [:] : try ask { try $0.series.pathsByNextID() }
        var (copies, others): ([DuplicateIdentifier], [DuplicateIdentifier]) = ([], [])
        var kept: [String: String] = [:]
        for duplicate in duplicates {
            let original = kept[duplicate.identifier] ?? duplicate.original
            var pair = duplicate
            pair.original = original
            guard let done = former[duplicate.identifier], try areCopies(pair) else {
                others.append(pair)
                continue
            }
            if try linksLead(to: pair.path) {
                if try linksLead(to: original) {
                    others.append(pair)
                    continue
                }
                swap(&pair.path, &pair.original)
            } else if try !linksLead(to: original), isBeside(pair.path, done), !isBeside(original, done) {
                swap(&pair.path, &pair.original)
            }
            kept[pair.identifier] = pair.original
            copies.append(pair)
        }
        // What is kept in the end is what the others are said to be copies of.
        func settled(_ pair: DuplicateIdentifier) -> DuplicateIdentifier {
            var pair = pair
            pair.original = kept[pair.identifier] ?? pair.original
            return pair
        }
        return (copies.map(settled), others.map(settled))
    }

    /// True where two files have the same bytes, and the last commit has both: a copy that somebody has just made is theirs.
    private func areCopies(_ pair: DuplicateIdentifier) throws -> Bool {
        guard let bytes = try? contents(of: pair.path), let others = try? contents(of: pair.original) else {
            return false
        }
        return try bytes == others && isCommitted(bytes, at: pair.path) && isCommitted(others, at: pair.original)
    }

    private func linksLead(to path: String) throws -> Bool {
        try connections(of: handle(at: path)).contains { !$0.path.isExactly(path) }
    }

    private func isBeside(_ path: String, _ other: String) -> Bool {
        String(VaultPath.folder(of: path)).isExactly(String(VaultPath.folder(of: other)))
    }
}
