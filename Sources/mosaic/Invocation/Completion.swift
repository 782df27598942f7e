import ArgumentParser
import VaultEngine
import VaultModel

/// What a shell offers for the word that is being typed: the vault's own words, from its index as it is, so that they are there
/// at once. Nothing where there is no vault, or no index of it.
enum Completion {
    static let query = kind { words, typed in
        try words.query(typed.text, behind: words.queryWords(of: typed), of: words.kinds(of: typed))
    }
    /// A query that stands in one word, and says its kind itself.
    static let wholeQuery = kind { words, typed in try words.query(typed.text) }
    static let reference = kind { words, typed in try words.references(typed.text) }
    /// What `move` takes: an entity first, then more of them, or the folder that they go to.
    static let referenceOrFolder = kind { words, typed in
        let folders = typed.arguments.isEmpty ? [] : try words.folders(typed.text)
        return folders + (try words.references(typed.text))
    }
    static let kinds = kind { words, _ in words.kindNames }
    /// What can be had done: entities, and behind the name of a file and a colon the lines of its boxes.
    static let completable = kind { words, typed in try words.open(typed.text) + words.boxes(typed.text) }
    /// The words that say which days, each in an argument of its own.
    static let wordsOfDays = kind { _, typed in VaultWords.days(behind: typed.arguments) }
    static let days = kind { _, _ in QueryDates.words.map { VaultWords.Offer(text: $0) } }
    static let domains = references(of: .domain)
    static let ideas = kind { words, typed in try words.open(typed.text, kind: KindRole.idea.kind) }
    static let projects = references(of: .project)
    static let users = references(of: .person)
    static let agents = references(of: .agent)
    static let sessions = references(of: .session)
    static let statuses = list { words, typed, text in try words.values(of: "status", text, words.kinds(of: typed)) }
    static let priorities = list { words, typed, text in
        try words.values(ofField: "priority", text, words.kinds(of: typed))
    }
    static let tags = list { words, _, text in try words.tags(text) }
    static let field = kind { words, _ in words.fields() }
    static let sortKeys = list { words, typed, _ in words.sortKeys(of: words.kinds(of: typed)) }
    static let countedFields = list { words, typed, _ in words.countedFields(of: words.kinds(of: typed)) }
    static let assignment = kind { words, typed in try words.assignment(typed.text, of: words.kinds(of: typed)) }

    /// What `set` takes: entities, unless a query stands for them, and then assignments. Behind the first of them an assignment is what
    /// mostly comes.
    static let referenceOrAssignment = kind { words, typed in
        let hasQuery = typed.option("--where") != nil
        let assignments =
            typed.arguments.isEmpty && !hasQuery ? [] : try words.assignment(typed.text, of: words.kinds(of: typed))
        let isBehindAssignment = (typed.arguments + [typed.text]).contains(where: FieldAssignment.isOne)
        if hasQuery || isBehindAssignment || !typed.arguments.isEmpty && typed.text.isEmpty { return assignments }
        return assignments + (try words.references(typed.text))
    }

    /// What `--fields` takes, by the command that it is of.
    static let listedFields = list { words, typed, _ in
        let command = Mosaic.groups.flatMap(\.subcommands).first { $0._commandName == typed.command }
        let names = (command as? any ListingCommand.Type)?.fieldNames(in: words, typed) ?? []
        return names.map { VaultWords.Offer(text: $0) }
    }

    /// What can stand behind the last comma of a list.
    private static func list(
        _ offers: @escaping @Sendable (VaultWords, TypedWord, _ text: String) throws -> [VaultWords.Offer]
    ) -> CompletionKind {
        kind { words, typed in try words.list(typed.text) { try offers(words, typed, $0) } }
    }

    private static func references(of role: KindRole) -> CompletionKind {
        self.kind { words, typed in try words.references(typed.text, kind: role.kind) }
    }

    private static func kind(
        _ offers: @escaping @Sendable (VaultWords, TypedWord) throws -> [VaultWords.Offer]
    ) -> CompletionKind {
        .custom { words, index, prefix in
            let shell = CompletionShell.requesting
            let typed = TypedWord(in: words, at: index, prefix: prefix, for: shell)
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
