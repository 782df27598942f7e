import VaultModel

/// What is written of a day: the note that is called by it, `2026-12-01`.
extension Vault {
    /// The kind of what is written of days, in a vault that has one; else they are notes.
    static let kindOfDays = "daily"

    /// What is written of a day; nil where there is none yet, or no more.
    ///
    /// - Throws: `VaultError.ambiguousReference` where several things are called by the day.
    package func daily(_ day: CalendarDate) throws -> EntityHandle? {
        do {
            return try entity(day.formatted)
        } catch let error as VaultError where error.namesNothing {
            return nil
        }
    }

    /// Makes what is written of a day, or adds to it where it is there. A note is made where that of the last day is.
    ///
    /// - Parameters:
    ///   - day: the day.
    ///   - text: what is added as ``planAppending(_:to:under:)`` adds it; nil for nothing.
    ///   - heading: that of the section which it is added to; nil for the end.
    ///   - random: where an id comes from.
    /// - Returns: The plan; an empty one where there is nothing to make and nothing to add.
    /// - Throws: What ``planMaking(_:random:)`` and ``planAppending(_:to:under:)`` throw, and `VaultError.ambiguousReference`.
    package func planDaily(
        _ day: CalendarDate, adding text: String?, under heading: String? = nil,
        random: inout some RandomNumberGenerator
    ) throws -> MakingPlan {
        if let there = try planAdding(text, to: day, under: heading) { return there }
        let ownKind = try schema().kinds[Self.kindOfDays]?.name
        var new = NewEntity(kind: ownKind ?? Entity.kindOfOthers, title: day.formatted, isForEditor: text == nil)
        new.day = day
        // Made on two machines, it is one entity.
        let id = Identifier.ofDay(day)
        if try paths(ofID: id, but: "").isEmpty { new.id = id }
        if ownKind == nil, let other = try askIfPossible({ try $0.files.newestDayPath() }) ?? nil {
            new.folder = String(VaultPath.folder(of: other))
        }
        let made = try planMaking(new, random: &random)
        if VaultPath.stem(of: made.path) != day.formatted {
            // What has its name may be what somebody has just written of the day, which the index is still to hear of.
            try refresh()
            if let there = try planAdding(text, to: day, under: heading) { return there }
        }
        return try text.map { try self.made(made, adding: $0, under: heading) } ?? made
    }

    /// Adds to what is written of a day; nil where that is not there.
    private func planAdding(_ text: String?, to day: CalendarDate, under heading: String?) throws -> MakingPlan? {
        guard let there = try daily(day) else { return nil }
        let plan = try text.map { try planAppending($0, to: there.path, under: heading) }
        return MakingPlan(
            plan: plan ?? ChangePlan(files: [], verb: .append, object: "\"\(there.title)\""), id: there.id,
            path: there.path, title: there.title)
    }

    private func made(_ made: MakingPlan, adding text: String, under heading: String?) throws -> MakingPlan {
        var made = made
        guard case .create(let path, let bytes, _)? = made.plan.files.first else { return made }
        let addition = CapturedText.body(text)
        guard !addition.isEmpty else { throw VaultError.noText }
        let draft = Editable(
            handle: EntityHandle(id: made.id, type: "", title: made.title, path: path, isGone: false, lineage: nil),
            document: Document(bytes: bytes), kind: nil)
        let section = try heading.map { try Self.heading($0, in: draft) }
        let added = try translatingEditErrors(of: draft) { document throws(DocumentEditError) in
            try document.adding(addition, toSectionOf: section)
        }
        made.plan.files[0] = .create(path: path, bytes: added)
        return made
    }
}
