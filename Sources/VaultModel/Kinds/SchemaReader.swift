/// Reads a vault's kind files into its schema.
///
/// The stage between documents and everything that needs to know a field's type. A kind that the vault does not define
/// is as built in, and so is whatever a vault's own file for a built-in kind leaves out. A mistake costs only the part
/// that it stands in.
package struct SchemaReader: Sendable {
    /// What the kind files of a vault say.
    package struct Reading: Sendable {
        package var schema: Schema
        /// What is wrong with the kind files, by their paths. A path without mistakes has no entry.
        package var diagnostics: [String: [Diagnostic]]
        /// The files that define kinds, by the kinds' names.
        package var paths: [String: String]
    }

    /// What holds where the vault says nothing.
    private let fallback: Schema

    package init(fallback: Schema = .builtIn) {
        self.fallback = fallback
    }

    /// Reads kind files, in the order of their paths: of two files for one kind the first counts.
    package func read(_ documents: [(path: String, document: Document)]) -> Reading {
        var diagnostics: [String: [Diagnostic]] = [:]
        var readings: [(path: String, reading: KindReading)] = []
        var pathsByKind: [String: String] = [:]
        for (path, document) in documents.sorted(by: { $0.path < $1.path }) {
            var reading = KindReading(path: path, document: document, fallback: fallback)
            if let kind = reading.kind {
                if let first = pathsByKind[kind.name] {
                    reading.refuse("The kind `\(kind.name)` is already defined by \(first).")
                } else {
                    pathsByKind[kind.name] = path
                }
            }
            readings.append((path, reading))
        }

        let kinds = readings.compactMap(\.reading.kind)
        let untouched = fallback.kinds.values.filter { pathsByKind[$0.name] == nil }.sorted { $0.name < $1.name }
        let names = KindNameTable(untouched + kinds)
        var relations = fallback.relations
        for index in readings.indices {
            readings[index].reading.findNameClashes(in: names)
            readings[index].reading.addRelations(to: &relations)
            let found = readings[index].reading.diagnostics
            if !found.isEmpty { diagnostics[readings[index].path, default: []] += found }
        }
        let distinct = relations.filter { $0.key == $0.value.name }.map(\.value)
        let unreadable = documents.filter { $0.document.isMalformed }.map { (VaultPath.stem(of: $0.path), $0.path) }
        return Reading(
            schema: Schema(
                kinds: untouched + kinds, relations: distinct,
                unreadableFiles: Dictionary(unreadable, uniquingKeysWith: { min($0, $1) })),
            diagnostics: diagnostics, paths: pathsByKind)
    }
}

extension Schema {
    /// The relations, each once, by name.
    package var distinctRelations: [Relation] {
        relations.filter { $0.key == $0.value.name }.values.sorted { $0.name < $1.name }
    }
}
