import VaultEngine
import VaultModel

/// A plan as a unified diff, as `git diff` writes one and `git apply` reads it. On a terminal control characters are written out.
struct UnifiedDiff {
    let plan: ChangePlan
    let style: Style
    let isForTerminal: Bool

    private static let contextLines = 3

    var text: String { plan.files.map(text(of:)).joined() }

    private func text(of change: ChangePlan.FileChange) -> String {
        switch change {
        case .create(let path, let bytes, let isExecutable):
            header(path, path, ["new file mode " + (isExecutable ? "100755" : "100644")])
                + body(from: nil, path, [], to: bytes)
        case .replace(let path, let old, let new): header(path, path, []) + body(from: path, path, old, to: new)
        case .remove(let path, let old):
            header(path, path, ["deleted file mode 100644"]) + body(from: path, nil, old, to: [])
        case .move(let path, let to, let old, let new):
            header(path, to, ["rename from \(Self.quoted(path))", "rename to \(Self.quoted(to))"])
                + (old == new ? "" : body(from: path, to, old, to: new))
        }
    }

    private func header(_ old: String, _ new: String, _ lines: [String]) -> String {
        (["diff --git \(Self.quoted("a/" + old)) \(Self.quoted("b/" + new))"] + lines)
            .map { style(.strong, $0) + "\n" }.joined()
    }

    /// A path as git writes it in a diff: in quotes where a character would be mistaken.
    private static func quoted(_ path: String) -> String {
        func isPlain(_ byte: UInt8) -> Bool { byte >= 0x20 && byte != 0x7F && byte != 0x22 && byte != 0x5C }
        if path.utf8.allSatisfy(isPlain) { return TerminalText.escaped(path) }
        let bytes = path.utf8.map { byte -> String in
            switch byte {
            case 0x22, 0x5C: "\\" + String(Unicode.Scalar(byte))
            case _ where byte > 0x20 && byte < 0x7F || byte == 0x20: String(Unicode.Scalar(byte))
            default: "\\" + String(repeating: "0", count: byte < 8 ? 2 : byte < 64 ? 1 : 0) + String(byte, radix: 8)
            }
        }
        return "\"" + bytes.joined() + "\""
    }

    private func body(from oldPath: String?, _ newPath: String?, _ old: [UInt8], to new: [UInt8]) -> String {
        let oldLines = Self.lines(old)
        let newLines = Self.lines(new)
        let edits = Self.edits(from: oldLines, to: newLines)
        guard edits.contains(where: { $0.sign != " " }) else { return "" }
        var result = style(.strong, "--- \(oldPath.map { Self.quoted("a/" + $0) } ?? "/dev/null")") + "\n"
        result += style(.strong, "+++ \(newPath.map { Self.quoted("b/" + $0) } ?? "/dev/null")") + "\n"
        for hunk in Self.hunks(of: edits) {
            result += style(.identifier, hunk.header) + "\n"
            for edit in hunk.edits {
                let text = edit.line.text
                let line = edit.sign + (isForTerminal ? TerminalText.escaped(text, keepingLines: true) : text)
                result += (edit.sign == " " ? line : style(edit.sign == "+" ? .good : .bad, line)) + "\n"
                if !edit.line.isEnded { result += "\\ No newline at end of file\n" }
            }
        }
        return result
    }

    // MARK: - Lines

    /// Compared by its bytes: a change of how a character is composed is one.
    private struct Line: Hashable {
        var bytes: ArraySlice<UInt8>
        var isEnded: Bool

        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    private struct Edit {
        var sign: String
        var line: Line
    }

    private static func lines(_ bytes: [UInt8]) -> [Line] {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map {
            Line(bytes: $0, isEnded: true)
        }
        if let last = lines.popLast(), !last.bytes.isEmpty { lines.append(Line(bytes: last.bytes, isEnded: false)) }
        return lines
    }

    /// Comparing takes time and memory by the square of what differs: of more lines than these, all are taken for changed.
    private static let mostCompared = 4_000

    /// Every line of both texts in order; what is removed comes before what is put in its place.
    private static func edits(from old: [Line], to new: [Line]) -> [Edit] {
        let start = zip(old, new).prefix { $0 == $1 }.count
        let end = zip(old[start...].reversed(), new[start...].reversed()).prefix { $0 == $1 }.count
        let (oldPart, newPart) = (old[start..<old.count - end], new[start..<new.count - end])
        var removed = Set(oldPart.indices)
        var inserted = Set(newPart.indices)
        if !oldPart.isEmpty, !newPart.isEmpty, oldPart.count + newPart.count <= mostCompared {
            let difference = newPart.difference(from: oldPart)
            removed = Set(difference.removals.map { start + $0.offset })
            inserted = Set(difference.insertions.map { start + $0.offset })
        }
        var edits: [Edit] = []
        var (left, right) = (0, 0)
        while left < old.count || right < new.count {
            if left < old.count, removed.contains(left) {
                edits.append(Edit(sign: "-", line: old[left]))
                left += 1
            } else if right < new.count, inserted.contains(right) {
                edits.append(Edit(sign: "+", line: new[right]))
                right += 1
            } else {
                edits.append(Edit(sign: " ", line: old[left]))
                left += 1
                right += 1
            }
        }
        return edits
    }

    private static func hunks(of edits: [Edit]) -> [(header: String, edits: ArraySlice<Edit>)] {
        let changed = edits.indices.filter { edits[$0].sign != " " }
        var ranges: [Range<Int>] = []
        for place in changed {
            let range = max(0, place - contextLines)..<min(edits.count, place + contextLines + 1)
            if let last = ranges.last, last.upperBound >= range.lowerBound {
                ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
            } else {
                ranges.append(range)
            }
        }
        var (end, oldLine, newLine) = (0, 0, 0)
        func span(_ start: Int, _ count: Int) -> String {
            "\(count == 0 ? start : start + 1)\(count == 1 ? "" : ",\(count)")"
        }
        return ranges.map { range in
            // Between hunks both texts go on alike.
            oldLine += range.lowerBound - end
            newLine += range.lowerBound - end
            let inside = edits[range]
            let (oldCount, newCount) = (inside.count { $0.sign != "+" }, inside.count { $0.sign != "-" })
            defer { (end, oldLine, newLine) = (range.upperBound, oldLine + oldCount, newLine + newCount) }
            return ("@@ -\(span(oldLine, oldCount)) +\(span(newLine, newCount)) @@", inside)
        }
    }
}

extension CollectionDifference.Change {
    fileprivate var offset: Int {
        switch self {
        case .remove(let offset, _, _), .insert(let offset, _, _): offset
        }
    }
}
