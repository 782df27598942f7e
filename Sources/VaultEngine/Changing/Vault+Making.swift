import VaultModel

/// An entity that is to be made.
package struct NewEntity: Hashable, Sendable {
    /// The name of the kind, its plural or its folder.
    package var kind: String
    package var title: String
    package var assignments: [FieldAssignment] = []
    /// What is written below the heading, in place of the kind's template; nil for the template.
    package var body: String?

    package init(kind: String, title: String, assignments: [FieldAssignment] = [], body: String? = nil) {
        self.kind = kind
        self.title = title
        self.assignments = assignments
        self.body = body
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
}

extension Vault {
    /// Makes an entity: a file in the folder of its kind, named after its title.
    ///
    /// - Throws: `VaultError.unknownKind`, `VaultError.invalidTitle`, and what is wrong with the values.
    package func planMaking(
        _ new: NewEntity, random: inout some RandomNumberGenerator
    ) throws -> MakingPlan {
        let kind = try kind(named: new.kind)
        let title = new.title[...].trimmed
        guard let slug = Slug.of(title), !title.contains(where: \.isNewline) else {
            throw VaultError.invalidTitle(new.title)
        }
        let id = Identifier.random(using: &random)
        let text = text(of: new, kind: kind, title: title)
        var edits: [DocumentEdit] = [.set("id", to: .string(id)), .set("type", to: .string(kind.name))]
        if !text.hasHeading { edits.append(.set("title", to: .string(title))) }
        if let status = kind.field("status")?.defaultValue { edits.append(.set("status", to: status)) }
        edits += try self.edits(for: new.assignments, kind: kind)
        let document = Document(bytes: Array("---\n---\n".utf8) + Array(text.text.utf8))
        let handle = EntityHandle(id: id, type: kind.name, title: title, path: "", isGone: false, lineage: nil)
        let bytes = try bytes(of: Editable(handle: handle, document: document, kind: kind), after: edits)
        let path = freePath(slug, in: kind.folder)
        let lineOfBody = Document(bytes: bytes).bodyLine
        return MakingPlan(
            plan: ChangePlan(
                files: [.create(path: path, bytes: bytes)], subject: "Add \(kind.name) \"\(title)\""),
            id: id, path: path, title: title, cursorLine: text.cursorLine.map { $0 + lineOfBody - 1 })
    }

    /// Captures an idea in one go: the first line is its title, the rest its text.
    package func planCapture(_ text: String, random: inout some RandomNumberGenerator) throws -> MakingPlan {
        let trimmed = text[...].trimmed
        let lines = trimmed.split(maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        var first = lines.first.map(String.init) ?? ""
        while first.hasPrefix("#") || first.hasPrefix(" ") { first.removeFirst() }
        var title = first
        var rest = lines.count > 1 ? lines[1].trimmed : ""
        if title.count > Self.longestCapturedTitle {
            title = Self.beginning(of: title) + "…"
            rest = rest.isEmpty ? first : first + "\n\n" + rest
        }
        var made = try planMaking(
            NewEntity(kind: "idea", title: title, body: rest.isEmpty ? "" : rest + "\n"), random: &random)
        made.plan.subject = "Capture idea \"\(made.title)\""
        return made
    }

    private static let longestCapturedTitle = 100

    /// The words of a long line that fit into a title.
    private static func beginning(of line: String) -> String {
        let start = line.prefix(longestCapturedTitle - 1)
        guard let space = start.lastIndex(of: " "), start.distance(from: start.startIndex, to: space) > 40 else {
            return String(start)
        }
        return String(start[..<space])
    }

    /// Makes a task or a project of an idea: derived from it, in its domain and project, while the idea becomes actionable.
    ///
    /// - Throws: `VaultError.wrongKind` for anything but an idea.
    package func planPromotion(
        of reference: String, to kindName: String, random: inout some RandomNumberGenerator
    ) throws -> MakingPlan {
        let idea = try editable(reference)
        guard idea.handle.type == "idea" else {
            throw VaultError.wrongKind(path: idea.handle.path, kind: idea.handle.type, expected: ["idea"])
        }
        let target = try kind(named: kindName)
        guard ["task", "project"].contains(target.name) else {
            throw VaultError.unknownValue(
                field: "kind to promote to", value: kindName, suggestion: nil, known: ["task", "project"])
        }
        var made = try planMaking(NewEntity(kind: target.name, title: idea.handle.title), random: &random)
        guard case .create(let path, let bytes)? = made.plan.files.first else { return made }
        let name = idea.document.field("id")?.node.text ?? VaultPath.stem(of: idea.handle.path)
        var edits: [DocumentEdit] = []
        for field in ["priority", "domain", "project", "tags"] {
            guard let value = idea.document.field(field)?.value, value != .null else { continue }
            if field == "tags" || target.field(field) != nil { edits.append(.set(field, to: value)) }
        }
        edits.append(.set("derived_from", to: .string(name)))
        let draft = Editable(
            handle: EntityHandle(
                id: made.id, type: target.name, title: made.title, path: path, isGone: false, lineage: nil),
            document: Document(bytes: bytes), kind: target)
        let status = idea.kind?.firstStatus(in: .done) ?? "actionable"
        made.plan.files = [.create(path: path, bytes: try self.bytes(of: draft, after: edits))]
        made.plan.files += try replacement(of: idea, with: [.set("status", to: .string(status))])
        made.plan.subject = "Promote idea \"\(idea.handle.title)\" to \(target.name)"
        return made
    }

    // MARK: - Text

    private struct NewText {
        var text: String
        var hasHeading: Bool
        var cursorLine: Int?
    }

    private func text(of new: NewEntity, kind: Kind, title: String) -> NewText {
        var template = kind.template
        if let body = new.body {
            let hasHeading = template.contains("# {{title}}")
            template = (hasHeading ? "# {{title}}\n" : "") + (body.isEmpty ? "" : hasHeading ? "\n" + body : body)
        }
        var text = template.replacing("{{title}}", with: title)
            .replacing("{{date}}", with: surroundings.today.formatted)
        var cursorLine: Int?
        if let cursor = text.range(of: "{{cursor}}") {
            cursorLine = text[..<cursor.lowerBound].count { $0.isNewline } + 1
            text.removeSubrange(cursor)
        }
        while text.last?.isNewline == true { text.removeLast() }
        if !text.isEmpty { text += "\n" }
        let document = Document(bytes: Array(text.utf8))
        let heading = document.headings.first { $0.level == 1 }?.text
        return NewText(text: text, hasHeading: heading == title, cursorLine: cursorLine)
    }

    /// The first path after a slug at which nothing is yet.
    func freePath(_ slug: String, in folder: String) -> String {
        let start = folder.isEmpty ? slug : "\(folder)/\(slug)"
        var path = start + ".md"
        var number = 2
        while fileExists(path) {
            path = "\(start)-\(number).md"
            number += 1
        }
        return path
    }
}

extension Document {
    /// The line on which the text begins, counted from 1.
    fileprivate var bodyLine: Int { LineTable(bytes).position(of: bodySpan.lowerBound).line }
}
