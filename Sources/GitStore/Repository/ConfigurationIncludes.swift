/// Finds what a configuration file of git includes, without reading any of it.
enum ConfigurationIncludes {
    /// The paths of `include.path` and `includeIf.….path`, whatever the condition, as they are written
    /// (<https://git-scm.com/docs/git-config#_syntax>). Those in the person's own folders (`~/…`) are left out.
    static func paths(in bytes: [UInt8]) -> [String] {
        var isIncluding = false
        var paths: [String] = []
        for line in lines(of: String(decoding: bytes, as: UTF8.self)) {
            var rest = trimmed(line[...])
            if rest.first == "[", let end = headerEnd(rest) {
                isIncluding = rest.dropFirst().lowercased().hasPrefix("include")
                rest = trimmed(rest[rest.index(after: end)...])
            }
            guard isIncluding, let equals = rest.firstIndex(of: "="),
                trimmed(rest[..<equals]).lowercased() == "path"
            else { continue }
            let path = value(rest[rest.index(after: equals)...])
            if !path.isEmpty, !path.hasPrefix("~"), !path.hasPrefix("%(") { paths.append(path) }
        }
        return paths
    }

    /// The lines, with those joined of which a backslash at the end says that they go on.
    private static func lines(of text: String) -> [String] {
        var lines: [String] = []
        var goesOn = false
        for line in text.split(whereSeparator: \.isNewline) {
            let isContinued = line.hasSuffix("\\")
            let content = isContinued ? line.dropLast() : line
            if goesOn { lines[lines.count - 1] += content } else { lines.append(String(content)) }
            goesOn = isContinued
        }
        return lines
    }

    /// The bracket that ends a section's header, and is not in the quotes of its subsection.
    private static func headerEnd(_ text: Substring) -> Substring.Index? {
        var isQuoted = false
        var isEscaped = false
        return text.indices.first { place in
            switch text[place] {
            case _ where isEscaped: isEscaped = false
            case "\\": isEscaped = isQuoted
            case "\"": isQuoted.toggle()
            case "]": return !isQuoted
            default: break
            }
            return false
        }
    }

    /// A value without its quotes, its escapes and a comment behind it.
    private static func value(_ text: Substring) -> String {
        var result = ""
        var isQuoted = false
        var isEscaped = false
        for character in trimmed(text) {
            switch character {
            case _ where isEscaped:
                result.append(character)
                isEscaped = false
            case "\\": isEscaped = true
            case "\"": isQuoted.toggle()
            case "#" where !isQuoted, ";" where !isQuoted: return String(trimmed(result[...]))
            default: result.append(character)
            }
        }
        return result
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0.isWhitespace }
        while text.last?.isWhitespace ?? false { text.removeLast() }
        return text
    }
}
