import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic sql 'SELECT …'`: SQL over views that stay as they are.
struct SQLCommand: ListingCommand {
    static let configuration = CommandConfiguration(
        commandName: "sql", abstract: "Answers a statement of SQL, over documented views; it can only read.",
        discussion: """
            The language is SQLite's. Times are texts in UTC, '2026-11-20T18:12:44Z'. '-' reads the statement from standard \
            input; Ctrl-C ends one that takes too long. With --at the views are as they were, and 'now' is that moment. \
            'mosaic guide sql-views' describes the views.

              mosaic sql 'select type, count(*) from entities group by type'
              mosaic sql --at 'last month' "select count(*) from entities where type = 'task'"
              mosaic sql --views
              mosaic sql --json - < report.sql
            """)

    @Argument(help: "The statement; '-' for standard input.")
    var statement: [String] = []

    @Flag(help: "List the views and their columns.")
    var views = false

    @OptionGroup var vault: ReadingOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard views != !statement.isEmpty else { throw ValidationError("Give a statement, or ask for --views.") }
    }

    static func fieldNames(in words: VaultWords, _ typed: TypedWord) -> [String] {
        typed.has("--views")
            ? columns.names : distinct(words.columns(ofSQL: typed.arguments.joined(separator: " ")))
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        if views {
            let columns = SQLView.all.flatMap { view in view.columns.map { (view, $0) } }
            try Self.columns.write(columns, options: output, context: context) { $0.member("total", columns.count) }
            return .done
        }
        let text = try text(in: context)
        let vault = try vault.open(in: context)
        if writesAsRowsCome(in: context) {
            try writeAsRowsCome(text, vault, context)
            return .done
        }
        let answer = try vault.answer(sql: text)
        let listing = Self.listing(of: answer.columns) { place in
            answer.rows.allSatisfy { $0[place].isNumberOrNull }
        }
        try listing.write(answer.rows, options: output, context: context) { $0.member("total", answer.rows.count) }
        return .done
    }

    /// False where the whole answer has to be known first: to align columns.
    private func writesAsRowsCome(in context: CommandContext) -> Bool {
        switch output.form {
        case .json: false
        case .table, .columns: !output.isForReading(in: context)
        case .jsonLines, .template, .paths: true
        }
    }

    /// Writes each row when it is there, so that an answer of any size needs no room, and whoever wants the first ones waits for
    /// no more.
    private func writeAsRowsCome(_ text: String, _ vault: Vault, _ context: CommandContext) throws {
        var write: ([SQLAnswer.Value]) -> Void = { _ in }
        var isFirst = true
        try vault.answer(
            sql: text,
            SQLAnswer.Listener(
                columns: { names in
                    let listing = try Self.listing(of: names).choosing(output.fieldNames)
                    write = try listing.lineWriter(output, context)
                },
                row: { row in
                    if isFirst, case .template = output.form { Pager.start(context) }
                    isFirst = false
                    write(row)
                    return context.standardOutput.hasReader
                }))
    }

    private func text(in context: CommandContext) throws -> String {
        guard statement == ["-"] else { return statement.joined(separator: " ") }
        return try context.textOfInput()
    }

    private static var columns: Listing<(view: SQLView, column: SQLView.Column)> {
        Listing(
            fields: [
                .init("view", column: .init(header: "VIEW", role: .identifier)) { $0.view.name },
                .init("column", column: .init(header: "COLUMN")) { $0.column.name },
                .init("type", column: .init(header: "TYPE", role: .faint)) { $0.column.kind.rawValue },
                .init("meaning", column: .init(header: "MEANING", isFlexible: true, role: .faint)) {
                    $0.column.meaning
                },
            ], path: nil, emptyMessage: ""
        ) { item, writer in
            writer.object { writer in
                writer.member("view", item.view.name)
                writer.member("column", item.column.name)
                writer.member("type", item.column.kind.rawValue)
                writer.member("meaning", item.column.meaning)
            }
        }
    }

    /// Names with a number behind what another bears already.
    private static func distinct(_ names: [String]) -> [String] {
        var taken = Set(names)
        var seen: Set<String> = []
        return names.map { name in
            if seen.insert(name).inserted { return name }
            var number = 2
            while !taken.insert("\(name)_\(number)").inserted { number += 1 }
            return "\(name)_\(number)"
        }
    }

    /// A column for each of the statement's, under names that are all different.
    private static func listing(
        of columns: [String], alignsRight: (_ place: Int) -> Bool = { _ in false }
    ) -> Listing<[SQLAnswer.Value]> {
        let names = distinct(columns)
        let fields = columns.enumerated().map { place, name in
            let isID = name == "id" || name.hasSuffix("_id")
            let column = Table.Column(
                header: name, alignsRight: alignsRight(place), isFlexible: !isID, isKept: true)
            return Listing<[SQLAnswer.Value]>.Field(
                names[place], column: column, value: { $0[place].fieldValue }
            ) { $0[place].text }
        }
        let pathPlace = columns.firstIndex(of: "path")
        return Listing(
            fields: fields, path: pathPlace.map { place in { $0[place].text } }, emptyMessage: "No rows."
        ) { row, writer in
            writer.object { writer in
                for (field, value) in zip(fields, row) {
                    writer.key(field.name)
                    writer.value(value.fieldValue)
                }
            }
        }
    }
}

extension SQLAnswer.Value {
    /// As a person reads it: empty for NULL, bytes in hexadecimal.
    fileprivate var text: String {
        switch self {
        case .null: ""
        case .integer(let number): String(number)
        case .real(let number): String(number)
        case .text(let text): text
        case .blob(let bytes): bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }

    fileprivate var isNumberOrNull: Bool {
        switch self {
        case .null, .integer, .real: true
        case .text, .blob: false
        }
    }

    fileprivate var fieldValue: FieldValue {
        switch self {
        case .null: .null
        case .integer(let number): .integer(number)
        case .real(let number): .number(number)
        case .text, .blob: .string(text)
        }
    }
}
