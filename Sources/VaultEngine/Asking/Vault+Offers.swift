import VaultIndex
import VaultModel

extension Vault {
    /// The vault that a path is in, to be asked at once: its index is neither brought up to date nor mended.
    ///
    /// - Throws: `VaultError` where there is no repository that can be read.
    package static func asItIs(discovering path: String, surroundings: Surroundings) throws -> Vault {
        let vault = try Vault(discovering: path, surroundings: surroundings)
        vault.index.mendsDamage = false
        return vault
    }

    /// The references that begin with a text, in the order of their texts, the ids first: ids without regard to how short they
    /// can be, stems without regard to case, paths behind a slash. Without a text, those of the entities that changed last.
    ///
    /// A bounded number, of entities of one kind where a kind is given. What names several entities is not among them.
    ///
    /// - Throws: `VaultError`, and so where there is no index.
    package func offers(beginningWith prefix: String, kind: String? = nil) throws -> [ReferenceOffer] {
        try ask { try $0.offers.references(beginningWith: prefix, kind: kind) }
    }

    /// The references that begin with a text, of what can be done, or of one kind: of what is open, and of the rest only where
    /// nothing open begins so; without a text, of what is open, by its day. A bounded number.
    ///
    /// - Throws: `VaultError`, and so where there is no index.
    package func offersOfOpen(beginningWith prefix: String, kind: String? = nil) throws -> [ReferenceOffer] {
        let completable = try schema().kinds.values.filter { $0.firstStatus(in: .done) != nil }
        let tasksFirst = completable.sorted { ($0.hasRole(.task) ? "" : $0.name) < ($1.hasRole(.task) ? "" : $1.name) }
        let kinds = kind.map { [$0] } ?? tasksFirst.map(\.name)
        guard prefix.isEmpty else {
            let offers = try kinds.flatMap { try self.offers(beginningWith: prefix, kind: $0) }.map { offer in
                (offer, isOpen: try entity(offer.text).isOpen(in: self))
            }
            let open = offers.filter(\.isOpen)
            return (open.isEmpty ? offers : open).map(\.0)
        }
        var request = EntityRequest()
        request.condition = .all([.any(kinds.map { .kind($0) }), .status("open")])
        var query = try query(for: request)
        query.query.sort = [.field("due")]
        query.query.limit = Self.mostOffers
        return try list(query).map { entity in
            let stem = VaultPath.stem(of: entity.path)
            let isNamed = (try? self.entity(stem))?.path.isExactly(entity.path) == true
            return ReferenceOffer(text: isNamed ? stem : entity.shortID, title: entity.title)
        }
    }

    private static let mostOffers = 60

    /// The places of boxes that begin with a text, `garden.md:7`, which goes on behind the name of a file and a colon: those that
    /// are open first, in the order of lines. Each with what the box says, or its mark where it says nothing.
    ///
    /// - Throws: `VaultError`, and so where there is no index.
    package func offersOfBoxes(beginningWith prefix: String) throws -> [ReferenceOffer] {
        guard let colon = prefix.lastIndex(of: ":") else { return [] }
        let (schema, name) = (try schema(), reference(typed: String(prefix[..<colon])))
        let found = try ask { try $0.references.find(name, schema: schema) }
        guard found.count == 1, let path = found.first?.path else { return [] }
        var query = try query(for: EntityRequest())
        query.query = Query(condition: .test(.path([QueryPattern(text: path)])))
        let boxes = try checkboxes(query, .all).filter { $0.entity.path.isExactly(path) }
        return (boxes.filter { $0.mark == " " } + boxes.filter { $0.mark != " " }).map { box in
            ReferenceOffer(
                text: "\(prefix[...colon])\(box.line)", title: box.text.isEmpty ? "[\(box.mark)]" : box.text)
        }
    }

    /// The kind of the entity that a reference names; nil where it does not name one, and then nothing like it is looked for.
    ///
    /// - Throws: `VaultError`, and so where there is no index.
    package func kind(of reference: String) throws -> String? {
        let schema = try schema()
        let found = try ask { try $0.references.find(reference, schema: schema) }
        return found.count == 1 ? found.first?.type : nil
    }

    /// The names of the columns that a statement of SQL would give.
    ///
    /// - Throws: `VaultError.invalidSQL`, and `VaultError` where there is no index.
    package func columns(ofSQL statement: String) throws -> [String] {
        do {
            return try translatingErrors(at: root) { try index.columns(ofSQL: statement) }
        } catch let error as SQLError {
            throw VaultError.invalidSQL(error, text: statement)
        }
    }

    /// The folders of the vault whose paths begin with a text, in order; a bounded number.
    ///
    /// - Throws: `VaultError`, and so where there is no index.
    package func folders(beginningWith prefix: String) throws -> [String] {
        let found = try ask { try $0.files.folders() }.filter { !$0.isEmpty && $0.hasPrefix(prefix) }
        return Array(found.sorted().prefix(Self.mostOffers))
    }

    /// The tags that begin with a text, without regard to case, in order; a bounded number.
    ///
    /// - Throws: `VaultError`, and so where there is no index.
    package func tags(beginningWith prefix: String) throws -> [String] {
        try ask { try $0.offers.tags(beginningWith: prefix) }
    }
}

extension EntityHandle {
    /// Whether its status means that it is still to be done.
    fileprivate func isOpen(in vault: Vault) throws -> Bool {
        let group = try vault.ask { try $0.entities.summary(at: path)?.statusGroup }
        return group == .open || group == .paused
    }
}
