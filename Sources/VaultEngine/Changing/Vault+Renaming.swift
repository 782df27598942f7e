import VaultModel

extension Vault {
    /// Gives an entity another title, and its file the name that goes with it; rewrites every link that named the old ones.
    ///
    /// - Throws: `VaultError.invalidTitle`; `VaultError.malformedFile` where a file that links to the entity cannot be
    ///   rewritten; what ``entity(_:includesGone:)`` throws.
    package func planRenaming(_ reference: String, to title: String) throws -> ChangePlan {
        let entity = try editable(reference)
        let title = title[...].trimmed
        guard let slug = Slug.of(title), !title.contains(where: \.isNewline) else {
            throw VaultError.invalidTitle(title)
        }
        let oldPath = entity.handle.path
        let newPath = self.newPath(of: oldPath, slug: slug)
        let names = Names(
            oldPath: oldPath, newPath: newPath, oldTitle: entity.handle.title, newTitle: title)

        var files: [ChangePlan.FileChange] = []
        var edits = titleEdits(of: entity, to: title)
        let backlinks = try connections(of: entity.handle).filter {
            $0.target.path == oldPath || $0.source.path == oldPath
        }
        for path in backlinks.map(\.path).uniqued() {
            let isOwn = path == oldPath
            let other = isOwn ? entity : try editable(Self.handle(path))
            let rewritten = rewrites(of: backlinks.filter { $0.path == path }, in: other, names)
            if isOwn { edits += rewritten } else { files += try replacement(of: other, with: rewritten) }
        }
        let bytes = try bytes(of: entity, after: edits)
        let old = entity.document.bytes
        if newPath != oldPath {
            files.append(.move(path: oldPath, to: newPath, old: old, new: bytes))
        } else if bytes != old {
            files.append(.replace(path: oldPath, old: old, new: bytes))
        }
        return ChangePlan(files: files, subject: "Rename \"\(entity.handle.title)\" to \"\(title)\"")
    }

    private static func handle(_ path: String) -> EntityHandle {
        EntityHandle(id: path, type: "", title: path, path: path, isGone: false, lineage: nil)
    }

    private func newPath(of path: String, slug: String) -> String {
        let folder = String(VaultPath.folder(of: path))
        let wanted = folder.isEmpty ? slug + ".md" : "\(folder)/\(slug).md"
        // The file keeps its name where it has the right one already, be it with a number.
        if VaultPath.stem(of: path) == slug || wanted == path { return path }
        return freePath(slug, in: folder)
    }

    /// The title stands in the front matter, in the first heading, or nowhere but in the file's name.
    private func titleEdits(of entity: Editable, to title: String) -> [DocumentEdit] {
        let document = entity.document
        let heading = document.headings.first { $0.level == 1 }
        let stated = document.field("title")?.value.text
        var edits: [DocumentEdit] = []
        if let heading, stated == nil || heading.text == stated {
            edits.append(.replaceBytes(heading.span, with: Array(title.utf8)))
        }
        if stated != nil || heading == nil { edits.append(.set("title", to: .string(title))) }
        return edits
    }

    // MARK: - Links

    private struct Names {
        var oldPath: String
        var newPath: String
        var oldTitle: String
        var newTitle: String

        /// What a name of the entity becomes; nil for one that is as good as before, such as an id or an alias.
        func renamed(_ text: String) -> String? {
            let wanted = text.lowercased()
            if VaultPath.withoutSuffix(text).lowercased() == VaultPath.withoutSuffix(oldPath).lowercased() {
                return keepingSuffix(of: text, VaultPath.withoutSuffix(newPath))
            }
            if VaultPath.stem(of: text).lowercased() == VaultPath.stem(of: oldPath).lowercased() {
                let folder = VaultPath.folder(of: text)
                let stem = VaultPath.stem(of: newPath)
                return keepingSuffix(of: text, folder.isEmpty ? stem : "\(folder)/\(stem)")
            }
            return wanted == oldTitle.lowercased() ? newTitle : nil
        }

        private func keepingSuffix(of text: String, _ name: String) -> String {
            guard VaultPath.isMarkdown(text) else { return name }
            return name + text.dropFirst(VaultPath.withoutSuffix(text).count)
        }
    }

    /// The edits that make the links and references of one file name the entity as it is called from now on.
    private func rewrites(of connections: [Connection], in file: Editable, _ names: Names) -> [DocumentEdit] {
        let lines = LineTable(file.document.bytes)
        let places = Set(connections.map { Place(line: $0.line, column: $0.column) })
        func isConcerned(_ span: ByteRange) -> Bool {
            let position = lines.position(of: span.lowerBound)
            return places.contains(Place(line: position.line, column: position.column))
        }
        var edits: [DocumentEdit] = []
        for link in file.document.links where isConcerned(link.span) {
            guard let name = names.renamed(link.target), name != link.target else { continue }
            let isPath = link.syntax == .markdown || link.syntax == .image
            edits.append(.replaceBytes(link.targetSpan, with: Array((isPath ? Self.escaped(name) : name).utf8)))
        }
        for field in file.document.fields {
            // A relationship states both of its ends, and its connection stands at one of them.
            let isEnd = file.isRelationship && ["source", "target"].contains(field.name)
            for occurrence in Reference.occurrences(in: field.node) where isEnd || isConcerned(occurrence.span) {
                guard let name = names.renamed(occurrence.reference.target), name != occurrence.reference.target else {
                    continue
                }
                var reference = occurrence.reference
                reference.target = name
                let old = Array(file.document.bytes[occurrence.span])
                if let new = Self.rewritten(old, from: occurrence.reference, to: reference) {
                    edits.append(.replaceBytes(occurrence.span, with: new))
                }
            }
        }
        return edits
    }

    private struct Place: Hashable {
        var line: Int
        var column: Int
    }

    /// The bytes of a reference in a front matter with another target; nil where the old one is not written plainly in them.
    private static func rewritten(_ old: [UInt8], from: Reference, to: Reference) -> [UInt8]? {
        let text = String(decoding: old, as: UTF8.self)
        guard let range = text.range(of: from.target) else { return nil }
        func replaced(_ target: String) -> String { text[..<range.lowerBound] + target + text[range.upperBound...] }
        if text.hasPrefix("'") { return Array(replaced(to.target.replacing("'", with: "''")).utf8) }
        if text.hasPrefix("\"") { return Array(replaced(escapedForQuotes(to.target)).utf8) }
        // A name that YAML would take for something else has to be quoted where it was not.
        if isPlainSafe(to.target) { return Array(replaced(to.target).utf8) }
        return Array("\"\(escapedForQuotes(replaced(to.target)))\"".utf8)
    }

    private static func escapedForQuotes(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }

    private static func isPlainSafe(_ text: String) -> Bool {
        guard case .string = FieldValue(plain: text) else { return false }
        let isWordy = text.allSatisfy { $0.isLetter || $0.isNumber || " -_./".contains($0) }
        return isWordy && text.first.map { $0.isLetter || $0.isNumber } == true && text.last != " "
    }

    /// A path as the destination of a Markdown link: spaces and brackets in percent escapes.
    private static func escaped(_ path: String) -> String {
        path.unicodeScalars.map { scalar in
            switch scalar {
            case " ", "(", ")", "<", ">", "%", "#", "?":
                "%" + String(scalar.value, radix: 16, uppercase: true)
            default: String(scalar)
            }
        }.joined()
    }
}
