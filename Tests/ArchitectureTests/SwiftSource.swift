/// The text of a Swift file without its comments and its string literals, but with what is interpolated in them, line by line.
struct SwiftSource {
    let path: String
    let lines: [String]

    init(path: String, text: String) {
        self.path = path
        var scanner = Scanner(characters: Array(text))
        scanner.scanCode(until: nil)
        lines = scanner.code.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The folder below `Sources/`, which is the module's name; nil for a file elsewhere.
    var module: String? {
        let parts = path.split(separator: "/")
        return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
    }

    /// The modules that the file imports, with the numbers of the lines, from 1.
    var imports: [(module: String, line: Int)] {
        let pattern =
            #/^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:typealias|struct|class|enum|protocol|let|var|func)\s+)?(\w+)/#
        return lines.enumerated().compactMap { number, line in
            line.firstMatch(of: pattern).map { (String($0.1), number + 1) }
        }
    }

    private struct Scanner {
        let characters: [Character]
        var place = 0
        var code = ""

        init(characters: [Character]) {
            self.characters = characters
        }

        /// Scans up to the closing parenthesis of an interpolation, or to the end of the file.
        mutating func scanCode(until end: Character?) {
            var depth = 0
            while place < characters.count {
                let character = characters[place]
                if matches("//") {
                    while place < characters.count, !characters[place].isNewline { place += 1 }
                    continue
                }
                if matches("/*") {
                    skipBlockComment()
                    continue
                }
                if let hashes = openingHashes() {
                    scanString(hashes: hashes)
                    continue
                }
                if end != nil, character == "(" { depth += 1 }
                if let end, character == end {
                    if depth == 0 { return }
                    depth -= 1
                }
                code.append(character.isNewline ? "\n" : character)
                place += 1
            }
        }

        private mutating func scanString(hashes: Int) {
            place += hashes
            let isMultiline = matches("\"\"\"")
            let quotes = String(repeating: "\"", count: isMultiline ? 3 : 1)
            let marks = String(repeating: "#", count: hashes)
            place += quotes.count
            code.append("\"")
            while place < characters.count {
                if matches(quotes + marks) {
                    place += quotes.count + hashes
                    break
                }
                if matches("\\" + marks + "(") {
                    place += hashes + 2
                    code.append(" ")
                    scanCode(until: ")")
                    code.append(" ")
                    place += 1
                } else if matches("\\" + marks) {
                    place += hashes + 2
                } else {
                    if characters[place].isNewline { code.append("\n") }
                    place += 1
                }
            }
            code.append("\"")
        }

        private mutating func skipBlockComment() {
            var depth = 0
            repeat {
                if matches("/*") {
                    depth += 1
                    place += 2
                } else if matches("*/") {
                    depth -= 1
                    place += 2
                } else {
                    if characters[place].isNewline { code.append("\n") }
                    place += 1
                }
            } while depth > 0 && place < characters.count
        }

        /// How many number signs stand before the quotation mark that begins a string here; nil where none does.
        private func openingHashes() -> Int? {
            var end = place
            while end < characters.count, characters[end] == "#" { end += 1 }
            return end < characters.count && characters[end] == "\"" ? end - place : nil
        }

        private func matches(_ text: String) -> Bool {
            let text = Array(text)
            return place + text.count <= characters.count && Array(characters[place..<place + text.count]) == text
        }
    }
}
