import GitStore
import VaultIndex
import VaultModel

/// An entity that is to be made.
package struct NewEntity: Hashable, Sendable {
    /// The name of the kind, its plural or its folder.
    package var kind: String
    package var title: String
    package var assignments: [FieldAssignment] = []
    /// What is written below the heading, in place of the kind's template, without the blank lines around it; it may begin with the
    /// heading itself. Nil for the template.
    package var body: String?
    /// The day that the template is filled in with; nil for today.
    var day: CalendarDate?
    /// Whether a person is about to have it in an editor, whose cursor has its place in the template.
    var isForEditor: Bool
    /// The id that it gets; nil for a new one.
    var id: String?
    /// The folder that it is made in; nil for that of its kind.
    var folder: String?

    package init(
        kind: String, title: String, assignments: [FieldAssignment] = [], body: String? = nil, isForEditor: Bool = false
    ) {
        self.kind = kind
        self.title = title
        self.assignments = assignments
        self.body = body
        self.isForEditor = isForEditor
    }
}

/// The plan that makes an entity, and what it will be.
package struct MakingPlan: Hashable, Sendable {
    package var plan: ChangePlan
    package var id: String
    package var path: String
    package var title: String
    /// The line where the kind's template has its cursor, counted from 1; nil where it has none.
    package var cursorLine: Int?

    /// What the plan of a new entity is of: `task "Fix the roof"`.
    static func object(kind: String, title: String) -> String { "\(kind) \"\(title)\"" }
}

extension Vault {
    /// Makes an entity: a file in the folder of its kind, named after its title. What is made done gets what
    /// ``planSetting(_:of:)`` gives it.
    ///
    /// - Throws: `VaultError.unknownKind`, `VaultError.invalidTitle`, and what is wrong with the values.
    package func planMaking(
        _ new: NewEntity, random: inout some RandomNumberGenerator
    ) throws -> MakingPlan {
        var made = try planMakingNamed(new, random: &random)
        made.plan.notes += try notesOnFields(inTitle: new.title, of: kind(named: new.kind), at: made.path)
        return made
    }

    /// The same, of which a note tells what else has the title.
    private func planMakingNamed(
        _ new: NewEntity, random: inout some RandomNumberGenerator
    ) throws -> MakingPlan {
        var made = try planMaking(new, with: { _ in [] }, random: &random)
        made.plan.notes += ChangeNote.namesakes(ifAny: try others(called: made.title, than: nil))
        return made
    }

    private func planMaking(
        _ new: NewEntity, with additions: (Editable) throws -> [DocumentEdit], random: inout some RandomNumberGenerator
    ) throws -> MakingPlan {
        let kind = try kind(named: new.kind)
        let title = try Self.title(new.title)
        let id = new.id ?? Identifier.random(using: &random)
        let folder = try presentFolder(new.folder ?? kind.folder)
        var path = try freePath(Slug.of(title) ?? id, in: folder)
        if index.isIgnored(path) {
            // Only the name of the file stands in the way, as a rule: `build*`.
            let ignored = path
            path = try freePath(id, in: folder)
            if index.isIgnored(path) { throw VaultError.ignoredPath(ignored) }
        }
        try checkIsInOwnRepository(path)
        let body =
            new.body.map { BodyTemplate(body: CapturedText.body($0), inPlaceOf: kind.template, title: title) }
            ?? BodyTemplate(
                kind.template, title: title, day: new.day ?? surroundings.today, isForEditor: new.isForEditor)
        var edits: [DocumentEdit] = [.set("id", to: .string(id)), .set("type", to: .string(kind.name))]
        let heading = Document(bytes: Array(body.text.utf8)).headings.first { $0.level == 1 }
        if heading?.text != title { edits.append(.set("title", to: .string(title))) }
        if let status = kind.field("status")?.defaultValue { edits.append(.set("status", to: status)) }
        var draft = Editable(
            handle: EntityHandle(id: id, type: kind.name, title: title, path: path, isGone: false, lineage: nil),
            document: Document(bytes: Array("---\n---\n".utf8) + Array(body.text.utf8)), kind: kind)
        draft.document = Document(bytes: try bytes(of: draft, after: edits))
        draft.document = Document(bytes: try bytes(of: draft, after: additions(draft)))
        let assignments = new.assignments.named(in: draft.document)
        let made = try assigningCompletely(assignments, to: draft)
        let document = made.document
        draft.handle.id = EntityContent(document).identifier ?? path
        let lineOfBody = LineTable(document.bytes).position(of: document.bodySpan.lowerBound).line
        let content = EntityContent(document)
        let given = content.value("title")?.text ?? title
        var plan = ChangePlan(
            files: [.create(path: path, bytes: document.bytes)], verb: .add,
            object: MakingPlan.object(kind: content.value("type")?.text ?? kind.name, title: given),
            notes: try notes(on: assignments, of: kind) + notesOnCircles(from: draft, to: made)
                + notesOnItself(from: draft, to: made)
                + noteOnOrder(of: assignments, in: made)
                // Who has it in an editor is about to write them.
                + (new.isForEditor ? [] : Self.noteOnMissingFields(of: made)))
        var planned = PlannedSuccessors()
        try addSuccessor(of: draft, madeInto: made, by: assignments, to: &plan, beside: &planned)
        return MakingPlan(
            plan: plan, id: draft.handle.id, path: path, title: given,
            cursorLine: body.cursorLine.map { $0 + lineOfBody - 1 })
    }

    /// That an entity lacks fields that its kind asks for.
    private static func noteOnMissingFields(of made: Editable) -> [ChangeNote] {
        let names = (made.kind?.fields ?? []).filter { $0.isRequired && !made.states($0.name) }.map(\.name)
        return names.isEmpty ? [] : [.missingFields(names, path: made.handle.path)]
    }

    /// A title as it will stand in a file: one line, without white space around it.
    ///
    /// - Throws: `VaultError.invalidTitle` for one that is empty, has several lines or holds a NUL.
    static func title(_ text: String) throws -> String {
        let title = text[...].trimmed
        guard !title.isEmpty, !title.contains(where: \.isNewline), !title.unicodeScalars.contains("\0") else {
            throw VaultError.invalidTitle(text)
        }
        return title
    }

    /// Captures an idea in one go: the first line is its title, the rest its text.
    ///
    /// - Throws: `VaultError.invalidTitle` for a text of white space.
    package func planCapture(_ text: String, random: inout some RandomNumberGenerator) throws -> MakingPlan {
        let captured = CapturedText(text)
        var made = try planMakingNamed(
            NewEntity(kind: KindRole.idea.kind, title: captured.title, body: captured.rest), random: &random)
        made.plan.verb = .capture
        return made
    }

    /// Makes a task or a project of an idea: derived from it, in its domain and project, while the idea becomes actionable. The new file
    /// has a place for the cursor where a person is about to have it in an editor.
    ///
    /// - Throws: `VaultError.wrongKind` for anything but an idea, and `VaultError.unknownPromotion`.
    package func planPromotion(
        of reference: String, to kindName: String, isForEditor: Bool = false, random: inout some RandomNumberGenerator
    ) throws -> MakingPlan {
        let idea = try editable(entity(reference))
        guard idea.handle.hasRole(.idea) else {
            throw VaultError.wrongKind(path: idea.handle.path, kind: idea.handle.type, expected: [KindRole.idea.kind])
        }
        let target = try kind(named: kindName)
        let known = KindRole.work.map(\.kind)
        guard known.contains(target.name) else { throw VaultError.unknownPromotion(kindName, known: known) }
        let title = idea.handle.title.split(whereSeparator: \.isNewline).joined(separator: " ")
        // The idea mostly has the name that follows from the title, so that the new file gets a number behind it, in another folder
        // too: what was written about the idea by its name, in links and on command lines, still means the idea alone.
        var made = try planMaking(
            NewEntity(kind: target.name, title: title, isForEditor: isForEditor),
            with: { try legacy(of: idea, to: $0) }, random: &random)
        let status = IdeaDecision.promote(to: target.name).status(in: idea.kind) ?? KindRole.promotedStatus
        made.plan.files += try replacement(of: idea, with: [.set("status", to: .string(status))])
        made.plan.notes += try noteOnPromotions(of: idea.handle, among: known)
        made.plan.verb = .promote
        made.plan.object = "idea \"\(idea.handle.title)\" to \(target.name)"
        return made
    }

    /// What an idea has become before, where it has become something of these kinds.
    private func noteOnPromotions(of idea: EntityHandle, among kinds: [String]) throws -> [ChangeNote] {
        let made = try connections(of: idea).filter { connection in
            connection.name == "derived_from" && idea.path.isExactly(connection.target.path)
                && kinds.contains(connection.source.type ?? "")
        }
        let paths = made.compactMap(\.source.path).uniqued()
        return paths.isEmpty ? [] : [.promotedAlready(paths)]
    }

    /// What is made of an idea has from it, as the file that is made writes it.
    private func legacy(of idea: Editable, to made: Editable) throws -> [DocumentEdit] {
        var edits: [DocumentEdit] = []
        for field in ["priority", "domain", "project"] {
            guard let stated = idea.document.field(field), stated.value != .null,
                let type = made.kind?.field(field)?.type
            else { continue }
            let value = type.kept(stated.value.asWritten(stated.node))
            edits.append(.set(field, to: try inherited(value, of: field, type, from: idea, to: made)))
        }
        // Those of its text as well, which stays with the idea.
        let tags = (EntityContent(idea.document).tags + idea.document.tags.map(\.name)).uniqued()
        if !tags.isEmpty { edits.append(.set("tags", to: .list(tags.map(FieldValue.string)))) }
        let origin = try reference(
            Reference(target: idea.handle.id), leadingTo: idea.handle, in: "derived_from", of: made, expecting: nil)
        return edits + [.set("derived_from", to: .string(origin.written))]
    }

    /// A value of an idea as another file has to write it: a reference so that it leads to the same from there.
    private func inherited(
        _ value: FieldValue, of field: String, _ type: FieldType, from idea: Editable, to made: Editable
    ) throws -> FieldValue {
        guard let reference = value.reference else { return value }
        // An unquoted `[[garden]]` is a list only to YAML.
        let kept = if case .list = value { FieldValue.string(reference.written) } else { value }
        let kind = idea.kind?.field(field)?.type.referencedKind
        guard type.isReference, let path = try path(ledToBy: reference, in: idea, expecting: kind),
            VaultPath.isMarkdown(path)
        else { return kept }
        let written = try self.reference(
            reference, leadingTo: handle(at: path), in: field, of: made, expecting: type.referencedKind)
        return written == reference ? kept : .string(written.written)
    }

    /// The first path after a slug at which nothing is yet, and by whose stem nothing else in the vault goes, so that no link
    /// comes to mean something else.
    ///
    /// - Parameters:
    ///   - slug: what the file is to be called.
    ///   - separator: what stands before the number of one that is not the first.
    ///   - folder: the folder that it is to be in; empty for the vault's own.
    ///   - suffix: the ending of its name.
    ///   - own: the path of the file that is to be called so, where there is one already.
    /// - Returns: The path.
    /// - Throws: `VaultError` where the index cannot be read.
    func freePath(
        _ slug: String, separator: String = "-", in folder: String, suffix: String = ".md", own: String? = nil
    ) throws -> String {
        var number = 1
        while true {
            let stem = number == 1 ? slug : "\(slug)\(separator)\(number)"
            let path = (folder.isEmpty ? "" : folder + "/") + stem + suffix
            if path.isExactly(own) { return path }
            let isFree = try others(called: stem, than: own).isEmpty && (!fileExists(path) || isOwn(path, own))
            if isFree, !isLeftOut(path) { return path }
            number += 1
        }
    }

    /// The folder as the vault writes it: where it has `Notes`, another `notes` beside it would be the same on some systems.
    func presentFolder(_ folder: String) throws -> String {
        let folders = try askIfPossible { try $0.files.folders() } ?? []
        if folders.contains(where: { $0.isExactly(folder) }) { return folder }
        return folders.first { NameKey.fold($0) == NameKey.fold(folder) } ?? folder
    }

    /// True where the last commit has a file that a sparse checkout leaves out of the work tree: to write there is to replace it.
    func isLeftOut(_ path: String) -> Bool {
        // The tree tells of most paths that they are new, and is read faster than the index.
        guard let head = location.repository.head()?.commit, (try? index.contents(of: path, at: head)) ?? nil != nil,
            let entries = try? Repository(opening: location.repository.workTree).indexEntries()
        else { return false }
        return entries.contains { $0.isSkippedInWorkTree && $0.path == index.source.prefix + path }
    }

    /// Refuses a path in a folder that is another repository, of which nothing is part of the vault.
    func checkIsInOwnRepository(_ path: String) throws {
        var folders: [String] = []
        for name in VaultPath.folder(of: path).split(separator: "/") {
            folders.append((folders.last.map { $0 + "/" } ?? "") + name)
        }
        for folder in folders where fileExists(folder + "/.git") {
            throw VaultError.inOtherRepository(path: path, folder: folder)
        }
        // That of a submodule which is not checked out has nothing in it.
        guard FileReader.stampAnywhere(location.repository.workTree + "/.gitmodules") != nil,
            let entries = try? Repository(opening: location.repository.workTree).indexEntries()
        else { return }
        let submodules = Set<ExactText>(of: entries.filter(\.isSubmodule).map(\.path))
        if let folder = folders.first(where: { submodules.contains(index.source.prefix + $0) }) {
            throw VaultError.inOtherRepository(path: path, folder: folder)
        }
    }

    /// True where two paths differ only by case, which is one file on some systems.
    private func isOwn(_ path: String, _ own: String?) -> Bool { own.map(NameKey.fold) == NameKey.fold(path) }

    /// The paths of the files that a link by this name could mean, but for one of them.
    func others(called name: String, than own: String?) throws -> [String] {
        try (askIfPossible { try $0.references.bearers(of: name) } ?? []).filter { !$0.isExactly(own) }
    }
}
