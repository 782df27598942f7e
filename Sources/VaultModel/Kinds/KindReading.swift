/// What one kind file says.
struct KindReading {
    private(set) var kind: Kind?
    private(set) var diagnostics: [Diagnostic] = []
    private let document: Document
    /// Where the file states what, for diagnostics that need other files to be found.
    private var relations: [(relation: Relation, span: ByteRange)] = []

    init(path: String, document: Document, fallback: Schema) {
        self.document = document
        let stem = Self.stem(of: path)
        guard !document.isMalformed else {
            let rest = fallback.kinds[stem] == nil ? "" : ": it stays as built in"
            report("The kind of this file cannot be read until the file is mended\(rest).", at: nil)
            return
        }
        guard let name = readName(stem: stem) else { return }
        let builtIn = fallback.kinds[name]
        let plural = readName("plural", of: name) ?? builtIn?.plural ?? name + "s"
        kind = Kind(
            name: name, plural: plural, folder: readFolder() ?? builtIn?.folder ?? plural,
            fields: readFields(of: name, builtIn: builtIn), template: readTemplate() ?? builtIn?.template ?? "",
            staleAfterDays: readStaleAfter(builtIn: builtIn))
        readRelations()
    }

    /// Takes back the kind, and says why.
    mutating func refuse(_ message: String) {
        kind = nil
        relations = []
        report(message, at: document.field("name")?.node.span)
    }

    /// Reports names of this kind that another kind goes by.
    mutating func findNameClashes(in names: KindNameTable) {
        guard let kind else { return }
        if kind.plural != kind.name, names.kinds.contains(kind.plural) {
            report("The plural `\(kind.plural)` is the name of another kind.", at: span("plural"))
        } else if let other = names.kindsByPlural[kind.plural]?.first(where: { $0 != kind.name }) {
            report("The plural `\(kind.plural)` is also that of the kind `\(other)`.", at: span("plural"))
        }
        if !kind.folder.isEmpty, let other = names.kindsByFolder[kind.folder]?.first(where: { $0 != kind.name }) {
            report("The folder `\(kind.folder)` is also that of the kind `\(other)`.", at: span("folder"))
        }
    }

    /// Adds this file's relations to those already known by either name; one whose name is taken by another relation
    /// is a mistake.
    mutating func addRelations(to known: inout [String: Relation]) {
        for (relation, span) in relations {
            guard let other = known[relation.name] ?? known[relation.inverse] else {
                known[relation.name] = relation
                known[relation.inverse] = relation
                continue
            }
            guard other != relation else { continue }
            let message =
                "The relation `\(relation.name)` with the inverse `\(relation.inverse)` goes against "
                + "`\(other.name)` with the inverse `\(other.inverse)`, which is already defined."
            report(message, at: span)
        }
    }

    private func span(_ name: String) -> ByteRange? {
        document.field(name)?.node.span
    }

    private mutating func report(_ message: String, at span: ByteRange?) {
        diagnostics.append(Diagnostic(.invalidKind, message, at: span ?? document.frontMatterSpan))
    }

    private static func stem(of path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        return String(name.hasSuffix(".md") ? name.dropLast(3) : name)
    }

    private mutating func readName(stem: String) -> String? {
        if let field = document.field("name"), field.value != .null { return readName("name", of: nil) }
        if KindNames.isValid(stem) { return stem }
        report("The file's name `\(stem)` is no name for a kind: \(KindNames.rule), or add `name`.", at: nil)
        return nil
    }

    private mutating func readName(_ key: String, of kind: String?) -> String? {
        guard let field = document.field(key), field.value != .null else { return nil }
        if let text = field.value.string, KindNames.isValid(text) { return text }
        let what = kind.map { "the plural of `\($0)`" } ?? "a kind"
        report("\(PlacedValue(field).shown) is no name for \(what): \(KindNames.rule).", at: field.node.span)
        return nil
    }

    private mutating func readFolder() -> String? {
        guard let field = document.field("folder"), field.value != .null else { return nil }
        if let text = field.value.string {
            if text == "." || text == "./" { return "" }
            let parts = text.split(separator: "/", omittingEmptySubsequences: false).drop(while: { $0 == "." })
            let named = parts.last == "" ? parts.dropLast() : parts
            if !named.isEmpty, named.allSatisfy(Self.isFolderName), text.utf8.count <= 1000 {
                return named.joined(separator: "/")
            }
        }
        let message = "\(PlacedValue(field).shown) is no folder of the vault: write it as `books` or `reading/books`."
        report(message, at: field.node.span)
        return nil
    }

    /// True for a name that means the same folder everywhere and is not hidden.
    private static func isFolderName(_ name: Substring) -> Bool {
        let isOdd = { (byte: UInt8) in byte < 0x20 || byte == 0x7F || byte == 0x5C }
        return !name.isEmpty && !name.hasPrefix(".") && !name.utf8.contains(where: isOdd)
    }

    private mutating func readTemplate() -> String? {
        guard let field = document.field("template") else { return nil }
        if field.value == .null { return "" }
        if let text = field.value.string { return text }
        report("The template is no text: begin it with `template: |` and indent its lines.", at: field.node.span)
        return nil
    }

    private mutating func readStaleAfter(builtIn: Kind?) -> Int? {
        guard let field = document.field("stale_after") else { return builtIn?.staleAfterDays }
        if field.value == .null { return nil }
        if let span = field.value.string.flatMap({ TimeSpan($0) }), span.days > 0 { return span.days }
        let message = "\(PlacedValue(field).shown) is no number of days for `stale_after`: write it as 30d or 2w."
        report(message, at: field.node.span)
        return builtIn?.staleAfterDays
    }

    private mutating func readFields(of name: String, builtIn: Kind?) -> [Kind.FieldDefinition] {
        guard let field = document.field("fields") else { return builtIn?.fields ?? [] }
        if field.value == .null { return [] }
        var reader = FieldDefinitionReader(kindName: name)
        defer { diagnostics += reader.diagnostics }
        return reader.fields(PlacedValue(field), isTopLevel: true) ?? builtIn?.fields ?? []
    }

    private mutating func readRelations() {
        guard let field = document.field("relations"), field.value != .null else { return }
        guard let entries = PlacedValue(field).entries else {
            report(
                "`relations` is a mapping: each relation's name with its inverse, as in `mentors: mentored_by`.",
                at: field.node.span)
            return
        }
        for entry in entries {
            guard KindNames.isValid(entry.key), Kind.commonFields[entry.key] == nil else {
                let message = "\(PlacedValue.shown(entry.key)) is no name for a relation: \(KindNames.rule)."
                report(message, at: entry.keySpan)
                continue
            }
            if let relation = readRelation(entry) { relations.append((relation, entry.keySpan)) }
        }
    }

    private mutating func readRelation(_ entry: PlacedValue.Entry) -> Relation? {
        var inverse: PlacedValue?
        var isAcyclic = false
        if let keys = entry.value.entries {
            for key in keys {
                switch (key.key, key.value.value) {
                case ("inverse", _): inverse = key.value
                case ("acyclic", .boolean(let boolean)): isAcyclic = boolean
                case ("acyclic", _):
                    let message = "\(key.value.shown) is no answer for `acyclic`: write `true` or `false`."
                    report(message, at: key.value.span)
                default:
                    let hint = Spelling.nearest(to: key.key, among: ["inverse", "acyclic"])
                    let rest = hint.map { ": did you mean `\($0)`?" } ?? ": it has `inverse` and `acyclic`."
                    report("\(PlacedValue.shown(key.key)) says nothing about a relation\(rest)", at: key.keySpan)
                }
            }
        } else if !entry.value.isNull {
            inverse = entry.value
        }
        guard let inverse, let name = inverse.value.string, KindNames.isValid(name), Kind.commonFields[name] == nil
        else {
            let message =
                "The relation `\(entry.key)` needs the name of its inverse, as in `mentors: mentored_by`; one that "
                + "reads the same both ways is its own, as in `\(entry.key): \(entry.key)`."
            report(message, at: inverse?.span ?? entry.keySpan)
            return nil
        }
        if isAcyclic, name == entry.key {
            report("The relation `\(name)` reads the same both ways and so cannot be acyclic.", at: entry.keySpan)
            isAcyclic = false
        }
        return Relation(name: entry.key, inverse: name, isAcyclic: isAcyclic)
    }
}
