import ArgumentParser
import VaultEngine

/// What a shell offers for the word that is being typed: the vault's own words, from its index as it is, so that they are there
/// at once. Nothing where there is no vault, or no index of it.
enum Completion {
    static let query = kind { words, typed in try words.query(typed.text) }
    static let reference = kind { words, typed in try words.references(typed.text) }
    static let kinds = kind { words, _ in words.kinds }
    static let domains = references(of: "domain")
    static let ideas = references(of: "idea")
    static let projects = references(of: "project")
    static let users = references(of: "user")
    static let statuses = kind { words, typed in try words.list(typed.text) { try words.values(of: "status", $0) } }
    static let priorities = kind { words, typed in try words.list(typed.text) { try words.values(of: "priority", $0) } }
    static let tags = kind { words, typed in try words.list(typed.text) { try words.tags($0) } }
    static let field = kind { words, _ in words.fields }
    static let sortKeys = kind { words, typed in words.list(typed.text) { _ in words.sortKeys } }
    static let countedFields = kind { words, typed in words.list(typed.text) { _ in words.countedFields } }
    static let assignment = kind { words, typed in try words.assignment(typed.text) }

    /// What `set` takes: an entity, unless a query stands for it, and then assignments.
    static let referenceOrAssignment = kind { words, typed in
        let isFirst = typed.arguments(after: ["--where", "--color", "--vault", "-C"]).isEmpty
        let isNamed = !isFirst || typed.option("--where") != nil
        return isNamed ? try words.assignment(typed.text) : try words.references(typed.text)
    }

    /// What `--fields` takes, where it is entities that are listed.
    static let listedFields = kind { words, typed in
        guard ["list", "inbox"].contains(typed.command) else { return [] }
        return words.list(typed.text) { _ in words.listedFields }
    }

    private static func references(of kind: String) -> CompletionKind {
        self.kind { words, typed in try words.references(typed.text, kind: kind) }
    }

    private static func kind(
        _ offers: @escaping @Sendable (VaultWords, TypedWord) throws -> [VaultWords.Offer]
    ) -> CompletionKind {
        .custom { words, index, prefix in
            let shell = CompletionShell.requesting
            let typed = TypedWord(in: words, at: index, prefix: prefix, isSplit: shell == .bash)
            let context = CommandContext.process()
            guard let vault = try? VaultWords(of: context.vault(of: typed)) else { return [] }
            func found(_ typed: TypedWord) -> [VaultWords.Offer] {
                ((try? offers(vault, typed)) ?? []).filter { typed.isBeginning(of: $0.text) }.uniqued()
            }
            var all = found(typed)
            // A key alone would be followed by a space; with what can stand behind it, it is not.
            if all.count == 1, let key = all.first?.text, key.hasSuffix(":") || key.hasSuffix("=") {
                let values = found(typed.completed(to: key))
                if !values.isEmpty { all = values }
            }
            return all.compactMap { typed.written($0, for: shell) }
        }
    }
}

extension CommandContext {
    /// The vault that a command line is about.
    fileprivate func vault(of typed: TypedWord) throws -> Vault {
        var place = typed.option("-C") ?? typed.option("--vault") ?? "."
        if place.hasPrefix("~/"), let home = environment["HOME"] { place = home + place.dropFirst() }
        return try .asItIs(discovering: absolute(place), surroundings: surroundings)
    }
}
