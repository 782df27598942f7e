import GitStore
import VaultIndex
import VaultModel

extension Vault {
    /// Moves the files of entities to a folder, which is made where it is not there, and has every link lead where it led: those to
    /// what is moved, those in its files, and those by a name that it shares with others.
    ///
    /// A link by name, id or alias stays as it is where it means the same from there. A file that cannot be read as it was meant keeps
    /// its links, which a note tells. What lies in the folder already stays.
    ///
    /// - Parameters:
    ///   - references: what names the entities; one that is named twice is moved once.
    ///   - folder: from the vault's own on, which is `.` or `/`.
    /// - Returns: One change of all files.
    /// - Throws: `VaultError.noFolder`; `VaultError.fixedPlace`; `VaultError.fileExists`; `VaultError.ignoredPath`; `VaultError.inOtherRepository`;
    ///   what the system has against the place; `VaultError.malformedFile` where a file that is to be moved cannot be read as it was meant; what is wrong with a link that
    ///   cannot be rewritten; what ``changeable(_:)`` throws.
    package func planMove(of references: [String], to folder: String) throws -> ChangePlan {
        let folder = try presentFolder(self.folder(named: folder))
        let moving = try entities(references, changeable).map(\.handle).filter { handle in
            !folder.isExactly(String(VaultPath.folder(of: handle.path)))
        }
        var moved: [MovedFile] = []
        var taken: Set<ExactText> = []
        for handle in moving {
            if KindRole(rawValue: handle.type)?.keepsFileName == true { throw VaultError.fixedPlace(path: handle.path) }
            let path = (folder.isEmpty ? "" : folder + "/") + VaultPath.name(of: handle.path)
            if !taken.insert(ExactText(path)).inserted { throw VaultError.fileExists(path: path) }
            try checkIsFree(path)
            let file = try editable(handle)
            let entity = try self.entity(EntityContent(file.document), at: path)
            moved.append(MovedFile(file: file, upcoming: UpcomingFile(entity: entity, formerPath: handle.path)))
        }
        let links = MovedLinks(vault: self, moved: moved, schema: try schema())
        var unread: [String] = []
        var files: [ChangePlan.FileChange] = []
        for (path, connections) in try connectionsConcerned(by: moved) {
            do {
                let other = try editable(self.handle(at: path))
                files += try replacement(of: other, with: links.edits(of: other, connections))
            } catch VaultError.malformedFile {
                unread.append(path)
            }
        }
        var notes: [ChangeNote] = []
        for one in moved {
            let (handle, old) = (one.file.handle, one.file.document.bytes)
            let new = try bytes(of: one.file, after: links.edits(of: one.file, connections(of: handle)))
            files.append(.move(path: handle.path, to: one.path, old: old, new: new))
            if one.kind != handle.type {
                notes.append(.becomesKind(title: handle.title, from: handle.type, to: one.kind))
            }
            notes += one.file.noteOnHistory(movedAs: new)
        }
        return ChangePlan(
            files: files, verb: .move, object: Self.object(moved.map(\.file.handle)) + " to \(folder)/",
            notes: notes + (unread.isEmpty ? [] : [.linksLeft(unread)]))
    }

    /// The folder that a person names, from the vault's own on.
    private func folder(named name: String) throws -> String {
        let inside = name.hasPrefix(root + "/") || name == root ? String(name.dropFirst(root.count)) : name
        guard !name.isEmpty, !name.unicodeScalars.contains("\0"), let folder = VaultPath.resolve(inside, from: ""),
            // The second is the first to Windows, and git takes neither.
            !folder.split(separator: "/").contains(where: { [".git", "git~1"].contains(NameKey.fold(String($0))) }),
            !VaultPath.isInside(NameKey.fold(folder) + "/", ".mosaic"), !VaultPath.isMarkdown(folder),
            // What begins with a dot is no part of the vault.
            !FileName.isHidden(path: folder),
            !folder.split(separator: "/").contains(where: { $0.allSatisfy(\.isWhitespace) })
        else { throw VaultError.noFolder(name) }
        return folder
    }

    /// Refuses a path at which something is, or would not be seen.
    private func checkIsFree(_ path: String) throws {
        if index.isIgnored(path) { throw VaultError.ignoredPath(path) }
        try checkIsInOwnRepository(path)
        try translatingErrors(at: root) {
            let reader = try FileReader(root: root)
            if reader.hasItem(at: path) || isLeftOut(path) { throw VaultError.fileExists(path: path) }
            // What is wrong with the way there is found on it.
            do { _ = try reader.read(path, limit: 0) } catch FileError.notFound {}
        }
    }

    /// What other files state of what is moved, and of others by whose names it goes, by the path of the file that states it.
    private func connectionsConcerned(by moved: [MovedFile]) throws -> [(path: String, connections: [Connection])] {
        let own = Set<ExactText>(of: moved.map(\.file.handle.path))
        let namesakes = try moved.flatMap { one in
            try [VaultPath.stem(of: one.path), one.file.handle.title].flatMap { try others(called: $0, than: one.path) }
        }
        let known = Set<ExactText>(of: namesakes).subtracting(own).sorted()
        let all =
            try moved.flatMap { try connections(of: $0.file.handle) }
            + known.flatMap { try connections(of: handle(at: $0.text)) }
        let stated = Dictionary(grouping: all.filter { !own.contains($0.path) }) { ExactText($0.path) }
        return stated.sorted { $0.key < $1.key }.map { ($0.key.text, $0.value) }
    }
}

/// A file that is about to get another path.
private struct MovedFile {
    /// As it is before.
    var file: Vault.Editable
    var upcoming: UpcomingFile

    /// Where it will be.
    var path: String { upcoming.entity.path }
    /// What it will be.
    var kind: String { upcoming.entity.kind }
}

/// Has links lead where they led while files are moved.
private struct MovedLinks {
    let vault: Vault
    let schema: Schema
    private let upcoming: UpcomingFiles
    /// Where the files will be, by where they are.
    private let newPaths: [ExactText: String]

    init(vault: Vault, moved: [MovedFile], schema: Schema) {
        self.vault = vault
        self.schema = schema
        upcoming = UpcomingFiles(moved.map(\.upcoming))
        newPaths = Dictionary(uniqueKeysWithValues: moved.map { (ExactText($0.file.handle.path), $0.path) })
    }

    /// The edits of a file, as it is before, so that its links and those of its references that are connections lead where they led.
    func edits(of file: Vault.Editable, _ connections: [Connection]) throws -> [DocumentEdit] {
        let rewriting = LinkRewriting(renamed: renamed)
        let places = ConnectionPlaces(of: connections, in: file.document)
        let isMoved = newPath(of: file.handle.path) != nil
        // Links by one label have their target in one place. A link to a heading of its own file names no file.
        let links = file.document.links.filter { !$0.target.isEmpty && (isMoved || places.contains($0.span)) }
        return try links.compactMap { try rewriting.edit(of: $0, inFileAt: file.handle.path) }.uniqued()
            + rewriting.edits(
                ofReferencesIn: file, ends: file.isRelationship ? ["source", "target"] : [],
                isConcerned: places.contains)
    }

    private func newPath(of path: String) -> String? { newPaths[ExactText(path)] }

    /// What a name becomes; nil for one that leads where it led.
    private func renamed(_ name: String, as form: LinkRewriting.Form, at place: LinkPlace) throws -> String? {
        var newPlace = place
        newPlace.file = newPath(of: place.file) ?? place.file
        let (folder, newFolder) = (VaultPath.folder(of: place.file), String(VaultPath.folder(of: newPlace.file)))
        guard let led = try vault.ask({ try $0.references.path(meantBy: name, at: place, schema: schema) }) else {
            // Who follows the path makes the file that is wanted there.
            guard place.isPath, !name.hasPrefix("/"), !newFolder.isExactly(String(folder)) else { return nil }
            return Self.path(name, from: folder, asSeenFrom: newFolder)
        }
        let target = newPath(of: led) ?? led
        let preferred = style(of: name, leadingTo: led, from: folder, isPath: place.isPath).map { style in
            let isWhole = VaultPath.isMarkdown(name) || !VaultPath.isMarkdown(target)
            let end = isWhole ? target : VaultPath.withoutSuffix(target)
            return switch style {
            case .relative: VaultPath.path(to: end, from: newFolder)
            case .fromTop: (name.hasPrefix("/") ? "/" : "") + end
            }
        }
        if preferred == nil || preferred == name {
            let leads = try vault.ask {
                try $0.references.path(meantBy: name, at: newPlace, schema: schema, with: upcoming)
            }
            if target.isExactly(leads) { return nil }
        }
        var entity = try vault.handle(at: led)
        if entity.id.isExactly(entity.path) { entity.id = target }
        entity.path = target
        return try vault.linkText(for: entity, at: newPlace, preferring: preferred, with: upcoming, where: form.reads)
            ?? "/" + target
    }

    /// A path from one folder as it leads to the same place from another one, be that outside of the vault.
    private static func path(_ name: String, from folder: Substring, asSeenFrom newFolder: String) -> String {
        var outside = 0
        var parts = folder.split(separator: "/")
        for part in name.split(separator: "/") where part != "." {
            if part != ".." { parts.append(part) } else if parts.popLast() == nil { outside += 1 }
        }
        let end = name.hasSuffix("/") ? "/" : ""
        let inside = parts.joined(separator: "/")
        if outside == 0 { return VaultPath.path(to: inside, from: newFolder) + end }
        let up = Array(repeating: "..", count: newFolder.split(separator: "/").count + outside)
        return (up + parts.map(String.init)).joined(separator: "/") + end
    }

    private enum PathStyle { case relative, fromTop }

    /// How a name is the path of the file that it leads to; nil for a name that is none.
    private func style(of name: String, leadingTo led: String, from folder: Substring, isPath: Bool) -> PathStyle? {
        guard isPath || name.contains("/") else { return nil }
        func isMeant(_ path: String?) -> Bool {
            guard let path = path.map(NameKey.fold) else { return false }
            return path == NameKey.fold(led) || path == NameKey.fold(VaultPath.withoutSuffix(led))
        }
        let isRelative = !name.hasPrefix("/") && isMeant(VaultPath.resolve(name, from: folder))
        let isFromTop = isMeant(VaultPath.resolve(name, from: ""))
        if isRelative, isPath || !isFromTop { return .relative }
        return isFromTop ? .fromTop : nil
    }
}
