extension Document {
    /// Reads a file. Never fails: what cannot be read is a diagnostic.
    ///
    /// A file opens a front matter with a line of `---` and closes it with `---` or `...`. One that opens it and never closes
    /// it has none where the next line is no `key:`, for then the line is a thematic break.
    package init(bytes: [UInt8]) {
        guard bytes.count <= DocumentLimits.fileSize else {
            self.init(tooLargeWithByteCount: bytes.count)
            return
        }
        var diagnostics: [Diagnostic] = []
        var frontMatter: ByteRange?
        var fields: [Field] = []
        var bodyStart = 0
        bytes.withUnsafeBufferPointer { buffer in
            bodyStart = buffer.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            diagnostics += Self.encodingDiagnostics(buffer)
            switch Self.delimiters(buffer, from: bodyStart) {
            case .none:
                break
            case .unterminated(let opening):
                diagnostics.append(
                    Diagnostic(.unterminatedFrontMatter, "The front matter has no closing line of ---.", at: opening))
            case .found(let whole, let content):
                frontMatter = whole
                bodyStart = whole.upperBound
                if diagnostics.isEmpty { Self.readFields(buffer, content, into: &fields, &diagnostics) }
            }
        }
        let body = bodyStart..<bytes.count
        var scanner = MarkdownScanner()
        bytes.withUnsafeBufferPointer { scanner.scan($0, in: body) }
        if let conflict = scanner.conflict, !diagnostics.contains(where: { $0.code == .conflictMarker }) {
            diagnostics.append(Self.conflict(at: conflict))
        }
        if diagnostics.contains(where: { $0.code.makesMalformed }) { fields = [] }
        self.init(
            bytes: bytes, frontMatterSpan: frontMatter, fields: fields, bodySpan: body, headings: scanner.headings,
            links: scanner.links, tags: scanner.tags, taskBoxes: scanner.taskBoxes, diagnostics: diagnostics)
    }

    /// Stands for a file past the limit, which is not read.
    package init(tooLargeWithByteCount count: Int) {
        let limit = DocumentLimits.fileSize >> 20
        self.init(
            diagnostic: Diagnostic(.tooLarge, "The file has \(count) bytes; more than \(limit) MiB are not read."))
    }

    private init(diagnostic: Diagnostic) {
        self.init(
            bytes: [], frontMatterSpan: nil, fields: [], bodySpan: 0..<0, headings: [], links: [], tags: [],
            taskBoxes: [], diagnostics: [diagnostic])
    }

    // MARK: - Front matter

    private enum Delimiters {
        case none
        case unterminated(opening: ByteRange)
        case found(whole: ByteRange, content: ByteRange)
    }

    private static func delimiters(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Delimiters {
        let opening = LineCursor.line(bytes, from: start)
        guard isDelimiter(bytes, opening.content, "-") else { return .none }
        var position = opening.next
        while position < bytes.count {
            let line = LineCursor.line(bytes, from: position)
            if isDelimiter(bytes, line.content, "-") || isDelimiter(bytes, line.content, ".") {
                return .found(whole: start..<line.next, content: opening.next..<position)
            }
            position = line.next
        }
        guard opening.next < bytes.count else { return .none }
        let first = LineCursor.line(bytes, from: opening.next).content
        let isKey = first.contains { bytes[$0] == UInt8(ascii: ":") } && bytes[first.lowerBound] > 0x20
        return isKey ? .unterminated(opening: opening.content) : .none
    }

    private static func isDelimiter(
        _ bytes: UnsafeBufferPointer<UInt8>, _ line: ByteRange, _ mark: Unicode.Scalar
    ) -> Bool {
        guard line.count >= 3, bytes[line.prefix(3)].allSatisfy({ $0 == UInt8(ascii: mark) }) else { return false }
        return bytes[line.dropFirst(3)].allSatisfy { $0 == 0x20 || $0 == 0x09 }
    }

    private static func readFields(
        _ bytes: UnsafeBufferPointer<UInt8>, _ content: ByteRange, into fields: inout [Field],
        _ diagnostics: inout [Diagnostic]
    ) {
        guard content.count <= DocumentLimits.frontMatterSize else {
            diagnostics.append(Diagnostic(.tooLarge, "The front matter is larger than 1 MiB.", at: content))
            return
        }
        var position = content.lowerBound
        while position < content.upperBound {
            let line = LineCursor.line(bytes, from: position)
            if MarkdownScanner.isConflictStart(bytes, line.content) {
                diagnostics.append(conflict(at: line.content))
                return
            }
            position = line.next
        }
        do {
            let slice = UnsafeBufferPointer(rebasing: bytes[content])
            guard let root = try YAMLReader.read(slice, base: content.lowerBound) else { return }
            guard case .mapping(let pairs, _) = root.content else {
                if FieldValue(resolving: root) != .null {
                    diagnostics.append(
                        Diagnostic(.notAMapping, "The front matter is not a list of keys and values.", at: root.span))
                }
                return
            }
            fields = pairs.map { pair in
                Field(
                    name: pair.key.text ?? FieldValue(resolving: pair.key).json, nameSpan: pair.key.span,
                    node: pair.value, value: FieldValue(resolving: pair.value))
            }
        } catch {
            diagnostics.append(error.diagnostic)
        }
    }

    private static func conflict(at span: ByteRange) -> Diagnostic {
        Diagnostic(.conflictMarker, "A conflict that git left here is to be resolved.", at: span)
    }

    // MARK: - Encoding

    private static func encodingDiagnostics(_ bytes: UnsafeBufferPointer<UInt8>) -> [Diagnostic] {
        var found: [Diagnostic] = []
        if let nul = bytes.firstIndex(of: 0) {
            found.append(Diagnostic(.nulByte, "The file holds a NUL byte: it may not be text.", at: nul..<nul + 1))
        }
        if bytes.allSatisfy({ $0 < 0x80 }) { return found }
        var position = 0
        var decoder = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        while true {
            switch decoder.parseScalar(from: &iterator) {
            case .valid(let scalar):
                position += scalar.count
            case .emptyInput:
                return found
            case .error(let length):
                found.append(
                    Diagnostic(.invalidUTF8, "The file is not UTF-8 here.", at: position..<position + length))
                return found
            }
        }
    }
}

/// Cuts bytes into lines that end with LF.
enum LineCursor {
    /// The line at `start` without its end (LF or CRLF), and where the next one starts.
    static func line(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> (content: ByteRange, next: Int) {
        var end = start
        while end < bytes.count, bytes[end] != 0x0A { end += 1 }
        let next = min(end + 1, bytes.count)
        if end > start, bytes[end - 1] == 0x0D { end -= 1 }
        return (start..<end, next)
    }
}
