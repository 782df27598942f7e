import VaultModel

/// Values that were written in another way than a file has to, and that mean one thing for certain.
extension Vault {
    /// Has such values say what they mean: a recurrence in words becomes its rule, and tags that YAML takes for a comment become tags.
    ///
    /// Files that cannot be changed are left as they are.
    ///
    /// - Parameter all: what is done beside that; of a file that it writes as well, both are done.
    /// - Returns: What is changed by that.
    /// - Throws: `VaultError` where the index, or the kinds, cannot be read.
    func addValueFixes(to all: inout FixPlan) throws -> [EntityHandle] {
        let codes: Set<DiagnosticCode> = [.invalidValue, .commentedTags]
        let schema = try schema()
        let found = try ask { try $0.diagnostics(schema: schema).all() }.filter { codes.contains($0.code) }
        var changed: [EntityHandle] = []
        for path in found.map({ ExactText($0.path) }).uniqued().map(\.text) {
            let place = all.plan.files.firstIndex { $0.paths.contains(where: path.isExactly) }
            guard let entity = try? editable(handle(at: path)) else { continue }
            var written = entity
            if let place {
                guard case .replace(_, _, let new) = all.plan.files[place] else { continue }
                written.document = Document(bytes: new)
            }
            let fixes = entity.valueFixes
            guard !fixes.isEmpty, let new = try? bytes(of: written, after: written.editsOfValueFixes) else { continue }
            let change = ChangePlan.FileChange.replace(path: path, old: entity.document.bytes, new: new)
            if let place { all.plan.files[place] = change } else { all.plan.files.append(change) }
            for fix in fixes {
                all.plan.notes.append(.mendedValue(fix.value, field: fix.field, path: path, line: fix.line))
                all.mends(fix.code, at: path, line: fix.line)
            }
            changed.append(entity.handle)
        }
        return changed
    }
}

extension Vault.Editable {
    /// The fields with a recurrence in words, with the rule that each is.
    private var spokenRecurrences: [(field: Field, rule: String)] {
        (kind?.fields ?? []).filter { $0.type == .recurrence }.compactMap { definition in
            guard let field = document.field(definition.name), let text = field.value.string,
                let rule = SpokenRecurrence.rule(text)
            else { return nil }
            return (field, rule)
        }
    }

    fileprivate var editsOfValueFixes: [DocumentEdit] {
        spokenRecurrences.map { .set($0.field.name, to: .string($0.rule)) } + document.editsOfCommentedTags
    }

    /// What is found of each value, and what it becomes.
    fileprivate var valueFixes: [(code: DiagnosticCode, field: String, value: String, line: Int)] {
        let lines = LineTable(document.bytes)
        func line(_ span: ByteRange) -> Int { lines.position(of: span.lowerBound).line }
        return spokenRecurrences.map { (.invalidValue, $0.field.name, $0.rule, line($0.field.node.span)) }
            + document.commentedTags.map { (.commentedTags, "tags", $0.mended, line($0.span)) }
    }
}
