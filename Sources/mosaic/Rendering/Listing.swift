import VaultModel

/// How a command writes its list, in every form that ``OutputOptions`` knows.
struct Listing<Item> {
    /// Something that a person can ask for of each item, in a column or by name in `--format`.
    struct Field {
        /// Its name in JSON and in templates.
        var name: String
        /// How it stands in the table; nil where only templates can show it.
        var column: Table.Column?
        var text: (Item) -> String

        init(_ name: String, column: Table.Column? = nil, text: @escaping (Item) -> String) {
            self.name = name
            self.column = column
            self.text = text
        }
    }

    var fields: [Field]
    /// The path that `-0` writes; nil for an item that has none.
    var path: (Item) -> String?
    /// Writes the item as one JSON value.
    var json: (Item, inout JSONWriter) -> Void
    /// What to say, on a terminal only, where the list is empty: `Nothing matches.`
    var emptyMessage: String

    init(
        fields: [Field], path: @escaping (Item) -> String?, emptyMessage: String,
        json: @escaping (Item, inout JSONWriter) -> Void
    ) {
        self.fields = fields
        self.path = path
        self.emptyMessage = emptyMessage
        self.json = json
    }

    /// Writes the items to standard output. `meta` writes the members of `meta`, in the JSON form.
    ///
    /// - Throws: A ``CommandFailure`` where the template of `--format` is wrong.
    func write(
        _ items: some Sequence<Item>, options: OutputOptions, context: CommandContext,
        meta: (inout JSONWriter) -> Void = { _ in }
    ) throws {
        let output = context.standardOutput
        switch options.form {
        case .json: writeEnvelope(items, meta: meta, to: output)
        case .jsonLines:
            var writer = JSONWriter()
            for item in items {
                json(item, &writer)
                writer.endLine()
                output.write(bytes: writer.takeBytes())
            }
        case .paths:
            for item in items {
                guard let path = path(item) else { continue }
                output.write(path + "\0")
            }
        case .template(let source):
            let template = try FormatTemplate(source, fields: fields.map(\.name))
            let texts = Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.text) })
            for item in items {
                output.write(
                    template.line { name in
                        let text = texts[name]?(item) ?? ""
                        return context.terminal.isOutput ? TerminalText.escaped(text) : text
                    })
            }
        case .table: writeTable(items, options: options, context: context)
        }
    }

    /// One item a line, so that two answers can be compared by line.
    private func writeEnvelope(
        _ items: some Sequence<Item>, meta: (inout JSONWriter) -> Void, to output: OutputWriter
    ) {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("data") { writer in
                writer.array { writer in
                    var isEmpty = true
                    for item in items {
                        isEmpty = false
                        writer.lineBreak()
                        json(item, &writer)
                        output.write(bytes: writer.takeBytes())
                    }
                    if !isEmpty { writer.closingLineBreak() }
                }
            }
            writer.member("meta") { $0.object(meta) }
        }
        writer.endLine()
        output.write(bytes: writer.takeBytes())
    }

    private func writeTable(_ items: some Sequence<Item>, options: OutputOptions, context: CommandContext) {
        let shown = fields.filter { $0.column != nil }
        let table = Table(
            columns: shown.compactMap(\.column), rows: items.map { item in shown.map { $0.text(item) } })
        guard context.terminal.isOutput else {
            context.standardOutput.write(table.tabSeparated())
            return
        }
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
