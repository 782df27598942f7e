/// A session as a person types it, with what it answers, as a text file:
///
/// ```
/// # Prose stands on lines that begin with a number sign.
///
/// $ mosaic show nothing
/// mosaic: there is nothing by the name 'nothing'
/// [exit 1]
///
/// $ cat <<END
/// > a command goes on behind an angle bracket
/// > END
/// a command goes on behind an angle bracket
/// ```
///
/// A line of output that could be taken for one of these has a backslash before it. Line ends at the end of an output do not
/// count.
struct Transcript: Equatable {
    struct Step: Equatable {
        /// The lines of the command, without the prompts.
        var command: [String]
        var output: [String]
        var exitCode: Int32
    }

    enum Block: Equatable {
        case prose([String])
        case step(Step)
    }

    var blocks: [Block]

    init(blocks: [Block]) {
        self.blocks = blocks
    }

    init(text: String) {
        blocks = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("# ") {
                if case .prose(let lines)? = blocks.last {
                    blocks[blocks.count - 1] = .prose(lines + [line])
                } else {
                    blocks.append(.prose([line]))
                }
                continue
            }
            if line.hasPrefix("$ ") {
                blocks.append(.step(Step(command: [String(line.dropFirst(2))], output: [], exitCode: 0)))
                continue
            }
            guard case .step(var step)? = blocks.last else { continue }
            if line.hasPrefix("> "), step.output.isEmpty {
                step.command.append(String(line.dropFirst(2)))
            } else if line.hasPrefix("[exit "), let code = Int32(line.dropFirst(6).dropLast()) {
                step.exitCode = code
            } else {
                step.output.append(line.hasPrefix("\\") ? String(line.dropFirst()) : line)
            }
            blocks[blocks.count - 1] = .step(step)
        }
        blocks = blocks.map { block in
            guard case .step(var step) = block else { return block }
            step.output = Self.withoutEmptyEnd(step.output)
            return .step(step)
        }
    }

    var text: String {
        blocks.map { block in
            switch block {
            case .prose(let lines): lines.joined(separator: "\n")
            case .step(let step): Self.text(of: step)
            }
        }.joined(separator: "\n\n") + "\n"
    }

    static func withoutEmptyEnd(_ lines: [String]) -> [String] {
        var lines = lines
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    private static func text(of step: Step) -> String {
        var lines = step.command.enumerated().map { ($0 == 0 ? "$ " : "> ") + $1 }
        lines += step.output.map { line in
            ["$ ", "# ", "> ", "[exit ", "\\"].contains(where: line.hasPrefix) ? "\\" + line : line
        }
        if step.exitCode != 0 { lines.append("[exit \(step.exitCode)]") }
        return lines.joined(separator: "\n")
    }
}

/// The lines of two texts, those of only one marked `-` or `+`.
func lineDifference(from old: String, to new: String) -> String {
    var lines = old.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }
    let target = new.split(separator: "\n", omittingEmptySubsequences: false)
    let changes = target.difference(from: old.split(separator: "\n", omittingEmptySubsequences: false))
    for change in changes.removals {
        if case .remove(let place, let line, _) = change { lines[place] = "- " + line }
    }
    for change in changes.insertions {
        guard case .insert(let place, let line, _) = change else { continue }
        var index = lines.startIndex
        var kept = 0
        while index < lines.endIndex, kept < place || lines[index].hasPrefix("- ") {
            if !lines[index].hasPrefix("- ") { kept += 1 }
            index += 1
        }
        lines.insert("+ " + line, at: index)
    }
    return lines.joined(separator: "\n")
}
