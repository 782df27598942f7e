import VaultModel

/// How a command writes its list, in every form that ``OutputOptions`` knows.
struct Listing<Item> {
    /// Something that a person can ask for of each item, in a column or by name in `--format`.
    struct Field {
        /// Its name in `--fields` and in templates.
        var name: String
        /// How it stands in the table; nil where it has to be asked for.
        var column: Table.Column?
        /// What JSON says of it where it is asked for by name and JSON has no member of that name by itself; nil for its text, or null
        /// where that is empty.
        var value: ((Item) -> FieldValue)?
        var text: (Item) -> String

        init(
            _ name: String, column: Table.Column? = nil, value: ((Item) -> FieldValue)? = nil,
            text: @escaping (Item) -> String
        ) {
            self.name = name
            self.column = column
            self.value = value
            self.text = text
        }

        /// What JSON says of it by itself.
        fileprivate func written(of item: Item) -> FieldValue {
            if let value { return value(item) }
            let text = text(item)
            return text.isEmpty ? .null : .string(text)
        }

        /// A field of something that each item has.
        func of<Whole>(_ part: @escaping (Whole) -> Item, column: Table.Column? = nil) -> Listing<Whole>.Field {
            let (text, value) = (text, value)
            return .init(name, column: column, value: value.map { value in { value(part($0)) } }) { text(part($0)) }
        }
    }

    var fields: [Field]
    /// The members of JSON that no field is called like; they can be asked for by name as well.
    var members: [String]
    /// The path that `-0` writes as it leads there from where the person stands; nil for an item that has none, and
    /// where none has one.
    var path: ((Item) -> String?)?
    /// Writes the item as one JSON value.
    var json: (Item, inout JSONWriter) -> Void
    /// What to say, on a terminal only, where the list is empty: `Nothing matches.`
    var emptyMessage: String

    init(
        fields: [Field], members: [String] = [], path: ((Item) -> String?)?, emptyMessage: String,
        json: @escaping (Item, inout JSONWriter) -> Void
    ) {
        self.fields = fields
        self.members = members
        self.path = path
        self.emptyMessage = emptyMessage
        self.json = json
    }

    /// Writes the items to standard output. `meta` writes the members of `meta`, in the JSON form.
    ///
    /// - Throws: What ``lineWriter(_:_:)`` throws, and a ``CommandFailure`` where a name of `--fields` is unknown.
    func write(
        _ items: [Item], options: OutputOptions, context: CommandContext,
        meta: (inout JSONWriter) -> Void = { _ in }
    ) throws {
        let listing = try choosing(options.fieldNames)
        switch options.form {
        case .json: listing.writeEnvelope(items, meta: meta, to: context.standardOutput)
        case .table where options.isForReading(in: context), .columns where options.isForReading(in: context):
            listing.writeTable(items, options: options, context: context)
        default:
            if case .template = options.form, !items.isEmpty { Pager.start(context) }
            try listing.writeLines(items, options: options, context: context)
        }
    }

    /// Writes a line for each item, nothing held back: to a pipe, and where items come one after the other, each of which is made to
    /// fit a terminal by itself.
    func writeLines(_ items: [Item], options: OutputOptions, context: CommandContext) throws {
        let write = try lineWriter(options, context)
        items.forEach(write)
    }

    /// What writes the line of an item.
    ///
    /// - Throws: A ``CommandFailure`` where the template of `--format` is wrong, or there are no paths to write.
    func lineWriter(_ options: OutputOptions, _ context: CommandContext) throws -> (Item) -> Void {
        let output = context.standardOutput
        let isTerminal = context.terminal.isOutput
        switch options.form {
        case .json, .jsonLines:
            var writer = JSONWriter()
            return { item in
                json(item, &writer)
                writer.endLine()
                output.write(bytes: writer.takeBytes())
            }
        case .paths:
            guard let path else { throw CommandFailure(.usage, "there are no paths in this list for '-0'") }
            return { item in
                if let path = path(item) { output.write(context.place(of: path) + "\0") }
            }
        case .template(let source):
            let template = try FormatTemplate(source, fields: names)
            let texts = Dictionary(named.map { ($0.name, $0.text) }, uniquingKeysWith: { first, _ in first })
            return { item in
                output.write(
                    template.line { name in
                        let text = texts[name]?(item) ?? ""
                        return isTerminal ? TerminalText.escaped(text) : text
                    })
            }
        case .table, .columns:
            if let width = context.terminal.outputWidth {
                let style = options.colors.style(in: context)
                return { item in
                    var table = table(of: [item])
                    table.showsHeader = false
                    output.write(table.aligned(width: width, style: style))
                }
            }
            let texts = fields.filter { $0.column != nil }.map(\.text)
            var line: [UInt8] = []
            return { item in
                for (place, text) in texts.enumerated() {
                    if place > 0 { line.append(0x09) }
                    var cell = TerminalText.cell(text(item))
                    cell.withUTF8 { line.append(contentsOf: $0) }
                }
                line.append(0x0A)
                output.write(bytes: line)
                line.removeAll(keepingCapacity: true)
            }
        }
    }

    // MARK: - Choosing fields

    /// Everything that can be asked for by name.
    private var named: [Field] { fields + members.filter { name in !fields.contains { $0.name == name } }.map(member) }

    /// The names of everything that can be asked for.
    var names: [String] { named.map(\.name) }

    /// A member of JSON as a field: a text as it is, anything else as JSON has it.
    private func member(_ name: String) -> Field {
        func value(_ item: Item) -> FieldValue {
            JSONMembers(of: bytes(of: item))[name].flatMap { FieldValue(json: String(decoding: $0, as: UTF8.self)) }
                ?? .null
        }
        return Field(name, value: value) { item in
            let value = value(item)
            return value == .null ? "" : value.text ?? value.json
        }
    }

    /// The item as one JSON value.
    private func bytes(of item: Item) -> [UInt8] {
        var writer = JSONWriter()
        json(item, &writer)
        return writer.bytes
    }

    /// Other names of fields, as JSON and the query language have them.
    private static var aliases: [String: String] {
        ["kind": "type", "tag": "tags", "createdAt": "created", "updatedAt": "updated"]
    }

    /// What stands behind `field.`; nil where that does not stand before a name.
    private static func fieldName(_ name: String) -> String? {
        name.hasPrefix(QueryKey.fieldPrefix) ? String(name.dropFirst(QueryKey.fieldPrefix.count)) : nil
    }

    /// The listing of these fields alone, in this order; the listing as it is where there are none. JSON says of each what it says
    /// without a choice, where it says anything of it.
    ///
    /// - Throws: A ``CommandFailure`` for a name that no field has.
    func choosing(_ names: [String]?) throws -> Listing {
        guard let names else { return self }
        let known = named
        var written: [String: [String]] = [:]
        let chosen = try names.map { name -> Field in
            let meanings = [name, Self.aliases[name], Self.fieldName(name)].compactMap { $0 }
            guard let field = meanings.lazy.compactMap({ meant in known.first { $0.name == meant } }).first else {
                throw CommandFailure.unknownField(name, among: known.map(\.name)) { $0 }
            }
            // Behind `field.` stands what a file says, and not what JSON calls so.
            written[name] = Self.fieldName(name) == nil ? [name, field.name] : []
            var chosen = field
            chosen.name = name
            chosen.column = field.column ?? .init(header: name.uppercased(), isFlexible: field.value != nil)
            chosen.column?.isOptional = false
            chosen.column?.isKept = true
            return chosen
        }
        var listing = self
        listing.fields = chosen
        listing.members = []
        listing.json = { item, writer in
            let members = JSONMembers(of: bytes(of: item))
            writer.object { writer in
                for field in chosen {
                    writer.key(field.name)
                    if let value = written[field.name]?.lazy.compactMap({ members[$0] }).first {
                        writer.value(written: value)
                    } else {
                        writer.value(field.written(of: item))
                    }
                }
            }
        }
        return listing
    }

    /// One item a line, so that two answers can be compared by line.
    private func writeEnvelope(
        _ items: [Item], meta: (inout JSONWriter) -> Void, to output: OutputWriter
    ) {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("data") { writer in
                writer.array { writer in
                    for item in items {
                        writer.lineBreak()
                        json(item, &writer)
                        output.write(bytes: writer.takeBytes())
                    }
                    if !items.isEmpty { writer.closingLineBreak() }
                }
            }
            writer.member("meta") { $0.object(meta) }
        }
        writer.endLine()
        output.write(bytes: writer.takeBytes())
    }

    private func table(of items: [Item]) -> Table {
        let shown = fields.filter { $0.column != nil }
        return Table(columns: shown.compactMap(\.column), rows: items.map { item in shown.map { $0.text(item) } })
    }

    /// Writes aligned columns to a terminal.
    private func writeTable(_ items: [Item], options: OutputOptions, context: CommandContext) {
        let table = table(of: items)
        if table.rows.isEmpty {
            context.standardError.write(emptyMessage + "\n")
            context.standardError.flush()
            return
        }
        Pager.start(context)
        let style = options.colors.style(in: context)
        context.standardOutput.write(table.aligned(width: context.terminal.width, style: style))
    }
}
