/// Makes a change of one field: finds ways to write it, the least intrusive first, and takes the first that reads back
/// as exactly the change.
struct FieldEditor {
    let document: Document
    let key: String
    let field: Field?
    private var lineEnd: String { document.lineEnd }

    init(_ document: Document, key: String) {
        self.document = document
        self.key = key
        field = document.field(key)
    }

    func document(after change: FieldTarget) throws(DocumentEditError) -> Document {
        for splices in candidates(for: change)
        where Splice.firstInvalid(of: splices, count: document.bytes.count) == nil {
            let result = Document(bytes: Splice.apply(splices, to: document.bytes))
            if reads(result, as: change) { return result }
        }
        throw holdsAnchor ? .sharedValue(key: key) : .unsafe(key: key)
    }

    /// True where the result has the change, and differs from the document in nothing else that is read.
    private func reads(_ result: Document, as change: FieldTarget) -> Bool {
        guard !result.isMalformed, result.bytes[result.bodySpan] == document.bytes[document.bodySpan] else {
            return false
        }
        var expected = document.fields.map { ($0.name, $0.value) }
        let index = expected.firstIndex { $0.0 == change.key }
        switch (index, change.value) {
        case (let index?, let value?): expected[index].1 = value
        case (let index?, nil): expected.remove(at: index)
        case (nil, let value?): expected.append((change.key, value))
        case (nil, nil): break
        }
        return expected.count == result.fields.count
            && zip(expected, result.fields).allSatisfy { $0.0 == $1.name && $0.1.isSame(as: $1.value) }
    }

    /// True where an alias elsewhere can stand for the value, or for a part of it.
    var holdsAnchor: Bool {
        guard let field else { return false }
        return document.bytes[field.nameSpan.upperBound..<field.end].contains(UInt8(ascii: "&"))
    }

    private func candidates(for change: FieldTarget) -> [[Splice]] {
        guard let value = change.value else { return field.map(removals) ?? [] }
        guard let field else {
            return [false, true].flatMap { additions(of: value, YAMLWriter(isCautious: $0)) }
                + firstOfFlowMapping(value)
        }
        return FieldValueRewriter(field: field, bytes: document.bytes, lineEnd: lineEnd).candidates(for: value)
    }

    // MARK: Keys

    /// True where the whole front matter seems to be one flow mapping, `{key: value}`; a comment above the first key
    /// can end so, too.
    private var isFlowMapping: Bool {
        guard let first = document.fields.first else { return false }
        return document.bytes[..<first.nameSpan.lowerBound].last { !Byte.isWhiteSpace($0) } == UInt8(ascii: "{")
    }

    private func removals(of field: Field) -> [[Splice]] {
        let lines = [Splice.delete(wholeLines(of: field))]
        let fields = document.fields
        guard isFlowMapping, let place = fields.firstIndex(where: { $0.name == key }) else { return [lines] }
        let start = field.nameSpan.lowerBound
        if place + 1 < fields.count {
            return [lines, [.delete(start..<max(start, fields[place + 1].nameSpan.lowerBound))]]
        }
        let former = place > 0 ? fields[place - 1].end : start
        return [lines, [.delete(former..<max(former, field.end))]]
    }

    /// The lines of a field, and the comments below it that are indented and so belong to its value.
    private func wholeLines(of field: Field) -> ByteRange {
        let bytes = document.bytes
        let start = bytes.lineStart(of: field.nameSpan.lowerBound)
        var end = bytes.nextLine(after: field.end)
        var line = end
        while line < document.bodySpan.lowerBound {
            let text = bytes[line..<bytes.lineEnd(of: line)].drop(while: Byte.isBlank)
            let next = bytes.nextLine(after: line)
            if text.first == Byte.hash, text.startIndex > line {
                end = next
            } else if !text.isEmpty {
                break
            }
            line = next
        }
        return start..<end
    }

    /// The key and its value in a front matter that is `{}`.
    private func firstOfFlowMapping(_ value: FieldValue) -> [[Splice]] {
        guard document.fields.isEmpty, let span = document.frontMatterSpan else { return [] }
        // A comment can have braces of its own.
        let braces = document.bytes[span].indices.filter { document.bytes[$0] == UInt8(ascii: "{") }.prefix(4)
        return braces.flatMap { brace in
            [false, true].map { isCautious in
                let writer = YAMLWriter(isCautious: isCautious)
                return [
                    .insert("\(writer.key(key, inFlow: true)): \(writer.inline(value, inFlow: true))", at: brace + 1)
                ]
            }
        }
    }

    /// The key and its value at the end of the front matter, or in a new one.
    private func additions(of value: FieldValue, _ writer: YAMLWriter) -> [[Splice]] {
        guard isFlowMapping, let last = document.fields.last else { return [lines(of: value, writer)] }
        let text = ", \(writer.key(key, inFlow: true)): \(writer.inline(value, inFlow: true))"
        return [[.insert(text, at: last.end)], lines(of: value, writer)]
    }

    /// The same in lines of its own.
    private func lines(of value: FieldValue, _ writer: YAMLWriter) -> [Splice] {
        let indentation = document.fields.first.map { document.bytes.indentation(of: $0.nameSpan.lowerBound) } ?? ""
        let start = indentation + writer.key(key, inFlow: false) + ":"
        var lines = [start + " " + writer.inline(value, inFlow: false)]
        if writer.prefersBlock(value) { lines = [start] + writer.block(value, indentation: indentation + "  ") }
        let text = lines.map { $0 + lineEnd }.joined()
        guard let span = document.frontMatterSpan else {
            return [.insert("---\(lineEnd)\(text)---\(lineEnd)", at: document.bodySpan.lowerBound)]
        }
        // The closing line may lack its line end.
        let last = document.bytes[span].last == Byte.lineFeed ? span.upperBound - 1 : span.upperBound
        return [.insert(text, at: document.bytes.lineStart(of: last))]
    }
}

extension Document {
    /// The line end of the first line, as that of all of them.
    var lineEnd: String {
        let first = bytes.firstIndex(of: Byte.lineFeed) ?? 0
        return first > 0 && bytes[first - 1] == Byte.carriageReturn ? "\r\n" : "\n"
    }
}

extension Field {
    /// Where the value ends, or the name where that has none.
    fileprivate var end: Int { max(nameSpan.upperBound, node.span.upperBound) }
}

extension [UInt8] {
    /// Where the line of `offset` begins.
    func lineStart(of offset: Int) -> Int {
        self[..<offset].lastIndex(of: Byte.lineFeed).map { $0 + 1 } ?? 0
    }

    /// Where the line of `offset` ends, before its line end.
    func lineEnd(of offset: Int) -> Int {
        let feed = self[offset...].firstIndex(of: Byte.lineFeed) ?? count
        return feed > offset && feed < count && self[feed - 1] == Byte.carriageReturn ? feed - 1 : feed
    }

    /// Where the line after the one of `offset` begins.
    func nextLine(after offset: Int) -> Int {
        self[offset...].firstIndex(of: Byte.lineFeed).map { $0 + 1 } ?? count
    }

    /// The blanks that begin the line of `offset`, up to it.
    func indentation(of offset: Int) -> String {
        let start = lineStart(of: offset)
        return String(decoding: self[start..<offset].prefix(while: Byte.isBlank), as: UTF8.self)
    }
}
