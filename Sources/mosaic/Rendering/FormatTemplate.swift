import VaultModel

/// The template of `--format`: what to write for each thing of a list, on a line of its own.
///
/// ```
/// {id}\t{title}       fields by name; what a command's fields are is in its help, and in the error for an unknown one
/// {title:30}          exactly 30 columns: filled with spaces, or cut with an ellipsis
/// {priority:>8}       the same, to the right
/// \t  \n  \\          tab, line feed, backslash
/// {{  }}              braces
/// ```
struct FormatTemplate: Equatable {
    enum Part: Equatable {
        case text(String)
        case field(String, width: Int?, alignsRight: Bool)
    }

    let parts: [Part]

    /// - Throws: A ``CommandFailure`` with `.usage`, which names the place, for a field that is not among `fields`, an
    ///   escape that is none, or a brace without its other half.
    init(_ source: String, fields: [String]) throws {
        var parser = Parser(source: source, fields: fields)
        parts = try parser.parse()
    }

    /// One line, with its end. `value` gives the text of a field, which is written as it is.
    func line(_ value: (String) -> String) -> String {
        var result = ""
        for part in parts {
            switch part {
            case .text(let text): result += text
            case .field(let name, let width, let alignsRight):
                var text = value(name)
                if let width {
                    text = DisplayWidth.truncated(text, to: width)
                    text = DisplayWidth.padded(text, to: width, alignsRight: alignsRight)
                }
                result += text
            }
        }
        return result + "\n"
    }

    private struct Parser {
        let source: String
        let fields: [String]
        var parts: [Part] = []
        var text = ""

        init(source: String, fields: [String]) {
            self.source = source
            self.fields = fields
        }

        mutating func parse() throws -> [Part] {
            var place = source.startIndex
            while place < source.endIndex {
                let character = source[place]
                let next = source.index(after: place)
                let following = next < source.endIndex ? source[next] : nil
                switch character {
                case "\\":
                    text.append(try escape(following, at: place))
                    place = source.index(after: next)
                case "{" where following == "{", "}" where following == "}":
                    text.append(character)
                    place = source.index(after: next)
                case "{":
                    guard let end = source[next...].firstIndex(of: "}") else {
                        throw failure("a '{' without its '}'", at: place)
                    }
                    try appendField(source[next..<end])
                    place = source.index(after: end)
                case "}":
                    throw failure("a '}' without its '{'", at: place)
                default:
                    text.append(character)
                    place = next
                }
            }
            appendText()
            return parts
        }

        private func escape(_ character: Character?, at place: String.Index) throws -> Character {
            switch character {
            case "t": return "\t"
            case "n": return "\n"
            case "\\": return "\\"
            default: throw failure("a '\\' that is not '\\t', '\\n' or '\\\\'", at: place)
            }
        }

        private mutating func appendField(_ content: Substring) throws {
            let halves = content.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(halves[0])
            guard fields.contains(name) else {
                var failure = CommandFailure.unknownField(name, among: fields) { "{\($0)}" }
                failure.message = "could not read the template: \(failure.message)"
                throw failure
            }
            var width: Int?
            var alignsRight = false
            if halves.count == 2 {
                alignsRight = halves[1].hasPrefix(">")
                guard let columns = Int(halves[1].dropFirst(alignsRight ? 1 : 0)), (1...10_000).contains(columns)
                else {
                    throw failure("a width that is no number of columns, '\(halves[1])'", at: content.startIndex)
                }
                width = columns
            }
            appendText()
            parts.append(.field(name, width: width, alignsRight: alignsRight))
        }

        private mutating func appendText() {
            if !text.isEmpty { parts.append(.text(text)) }
            text = ""
        }

        private func failure(_ what: String, at place: String.Index) -> CommandFailure {
            let column = DisplayWidth.of(TerminalText.escaped(String(source[..<place])))
            return CommandFailure(
                .usage, "could not read the template: it has \(what)",
                details: [TerminalText.escaped(source), String(repeating: " ", count: column) + "^"])
        }
    }
}

extension CommandFailure {
    /// A name that is none of the fields of a list. `written` gives a field as the person has to write it.
    static func unknownField(_ name: String, among fields: [String], written: (String) -> String) -> CommandFailure {
        let question = Spelling.nearest(to: name, among: fields).map { "Did you mean '\(written($0))'?" }
        // So many that nobody would read them say nothing.
        let isShort = fields.count <= 20
        let all = "The fields are \(fields.joined(separator: ", "))."
        let some = """
            The nearest are \(Spelling.nearest(5, to: name, among: fields).joined(separator: ", ")). \
            'mosaic guide answers' says which there are, and 'mosaic show kind/task' those of a kind.
            """
        return CommandFailure(
            .usage, "there is no field '\(name)'",
            remedy: [question, isShort ? all : question == nil ? some : nil].compactMap(\.self).joined(separator: " "))
    }
}
