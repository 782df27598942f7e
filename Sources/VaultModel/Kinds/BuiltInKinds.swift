extension Schema {
    /// The kinds that every vault has, as the template's own kind files define them, and the relations. Read once.
    package static let builtIn: Schema = {
        let empty = Schema(kinds: [], relations: Relation.builtIn)
        return SchemaReader(fallback: empty).read(VaultTemplate.kindDocuments).schema
    }()
}

extension VaultTemplate {
    /// The template's kind files, read.
    static var kindDocuments: [(path: String, document: Document)] {
        files.filter { $0.path.hasPrefix("kinds/") }.map { ($0.path, Document(bytes: Array($0.text.utf8))) }
    }
}
