import ArgumentParser
import VaultEngine
import VaultModel

/// What a shell offers while a query is typed. It reads the settings and no index, so that it is there at once.
enum QueryCompletion {
    static let kind = CompletionKind.custom { _, _, prefix in words(behind: prefix, in: .process()) }

    /// Kinds, keys with their operators, what may stand behind a key, and the questions that the vault keeps.
    static func words(behind prefix: String, in context: CommandContext) -> [String] {
        words(behind: prefix, saved: savedNames(in: context))
    }

    static func words(behind prefix: String, saved: [String]) -> [String] {
        let bare = prefix.hasPrefix("-") ? String(prefix.dropFirst()) : prefix
        let sign = prefix.hasPrefix("-") ? "-" : ""
        if let colon = bare.firstIndex(of: ":") {
            let key = String(bare[..<colon])
            return values(of: key).map { "\(sign)\(key):\($0)" }
        }
        let fields = Schema.builtIn.kinds.values.flatMap { $0.fields.map(\.name) }
        let keys = Set(QueryKey.all.map(\.name) + fields + Schema.builtIn.relations.keys).sorted().map {
            "\(sign)\($0):"
        }
        return sign.isEmpty ? saved.map { "@" + $0 } + BuiltInNames.kinds + keys : keys
    }

    private static func values(of key: String) -> [String] {
        let kinds = Schema.builtIn.kinds.values.sorted { $0.name < $1.name }
        switch QueryKey.named(key)?.argument {
        case .kind: return kinds.map(\.name)
        case .states: return QueryState.allCases.map(\.rawValue) + QueryState.aliases.keys.sorted()
        case .status: return StatusGroup.allCases.map(\.rawValue) + names(of: "status", in: kinds)
        case .sortKeys, .field, .fieldAndTime, .fieldAndCount, .fieldValueAndTime:
            return Set(kinds.flatMap { $0.fields.map(\.name) }).sorted()
        default: return names(of: key, in: kinds)
        }
    }

    /// The values that an enumerated field can have.
    private static func names(of field: String, in kinds: [Kind]) -> [String] {
        var seen: Set<String> = []
        return kinds.flatMap { kind -> [String] in
            guard case .enumeration(let values)? = kind.field(field)?.type else { return [] }
            return values.map(\.name)
        }.filter { seen.insert($0).inserted }
    }

    private static func savedNames(in context: CommandContext) -> [String] {
        let vault = try? Vault(discovering: context.workingDirectory, surroundings: context.surroundings)
        return vault?.savedQueries().map(\.name) ?? []
    }
}
