import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic queries`: the questions that the vault keeps.
struct QueriesCommand: ListingCommand {
    static let configuration = CommandConfiguration(
        commandName: "queries", abstract: "Lists the queries that the vault keeps.",
        discussion: """
            They are in '.mosaic/config.yaml', under 'queries'. '@' before its name asks one, at any place of a query, as if it \
            stood there in brackets; 'name=value' behind it is for what it leaves open. Its order and limit are those of the whole, \
            unless it is a part of something.

              mosaic queries
              mosaic list @by-domain domain=garden
              mosaic list '(@today or @passed) -tag:someday'
              mosaic agenda --where '@by-domain domain="Garden"'
            """)

    @OptionGroup var vault: VaultPlace
    @OptionGroup var moment: MomentOptions
    @OptionGroup var writing: PathlessOutputOptions

    private var output: OutputOptions { writing.output }

    static func fieldNames(in words: VaultWords, _ typed: TypedWord) -> [String] {
        listing.names
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try vault.open(in: context)
        let queries = try moment.at.map { try vault.savedQueries(at: $0) } ?? vault.savedQueries()
        try Self.listing.write(queries, options: output, context: context) { $0.member("total", queries.count) }
        return .done
    }

    private static var listing: Listing<SavedQuery> {
        Listing(
            fields: [
                .init("name", column: .init(header: "NAME", role: .identifier)) { "@" + $0.name },
                .init("description", column: .init(header: "DESCRIPTION", isFlexible: true)) { $0.description },
                .init("query", column: .init(header: "QUERY", isFlexible: true, isWrapped: true, role: .faint)) {
                    $0.text
                },
                .init("parameters") { query in
                    query.parameters.map { parameter in
                        parameter.defaultValue.map { "\(parameter.name)=\($0)" } ?? parameter.name
                    }.joined(separator: " ")
                },
                .init("fields") { $0.fields.joined(separator: ",") },
            ], path: nil,
            emptyMessage: "The vault keeps no queries; '.mosaic/config.yaml' is the place for them."
        ) { query, writer in
            writer.object { writer in
                writer.member("name", query.name)
                writer.member("description", query.description)
                writer.member("query", query.text)
                writer.member("parameters") { writer in
                    writer.array { writer in
                        for parameter in query.parameters {
                            writer.object { writer in
                                writer.member("name", parameter.name)
                                writer.member("default", parameter.defaultValue)
                            }
                        }
                    }
                }
                writer.member("fields") { writer in
                    writer.array { writer in query.fields.forEach { writer.value($0) } }
                }
            }
        }
    }
}
