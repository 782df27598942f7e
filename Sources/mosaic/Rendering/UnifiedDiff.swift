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
        case .create(let path, let bytes):
            header(path, path, ["new file mode 100644"]) + body(from: nil, path, [], to: bytes)
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

    private struct Line: Hashable {
        var text: String
        var isEnded: Bool
    }

    private struct Edit {
        var sign: String
        var line: Line
    }

    private static func lines(_ bytes: [UInt8]) -> [Line] {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map {
            Line(text: String(decoding: $0, as: UTF8.self), isEnded: true)
        }
        if let last = lines.popLast(), !last.text.isEmpty { lines.append(Line(text: last.text, isEnded: false)) }
        return lines
    }

    /// Every line of both texts in order; what is removed comes before what is put in its place.
    private static func edits(from old: [Line], to new: [Line]) -> [Edit] {
        let difference = new.difference(from: old)
        var removed: Set<Int> = []
        var inserted: Set<Int> = []
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
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
        return ranges.map { range in
            let before = edits[..<range.lowerBound]
            let inside = edits[range]
            func span(_ other: String) -> String {
                let start = before.count { $0.sign != other }
                let count = inside.count { $0.sign != other }
                return "\(count == 0 ? start : start + 1)\(count == 1 ? "" : ",\(count)")"
            }
            return ("@@ -\(span("+")) +\(span("-")) @@", inside)
        }
    }
}
