extension Document {
    /// Reads a file's bytes. Never fails: what cannot be read is a diagnostic.
    ///
    /// Linear in the number of bytes. A document whose front matter is malformed has no fields; its body is read all
    /// the same. Trouble in the body alone leaves the fields.
    ///
    /// `subject` is what messages call the front matter. Conflict markers in fenced code are an example, unless
    /// `isInConflict` says that git has the file in a conflict; it is asked only where there are such.
    package init(bytes: [UInt8], subject: String = "front matter", isInConflict: () -> Bool = { false }) {
        guard bytes.count <= DocumentLimits.fileBytes else {
            self.init(
                bytes: bytes, frontMatterSpan: nil, fields: [], bodySpan: 0..<bytes.count, headings: [], links: [],
                tags: [], taskBoxes: [], diagnostics: [Self.tooLarge(byteCount: bytes.count)])
            return
        }
        let parts = bytes.withUnsafeBufferPointer { DocumentParts($0, subject: subject, isInConflict: isInConflict) }
        self.init(
            bytes: bytes, frontMatterSpan: parts.frontMatterSpan, fields: parts.fields, bodySpan: parts.bodySpan,
            headings: parts.body.headings, links: parts.body.links, tags: parts.body.tags,
            taskBoxes: parts.body.taskBoxes, diagnostics: parts.diagnostics)
    }

    /// Where the body of a file stands in its bytes: all that ``bodySpan`` needs, without reading the rest.
    package static func bodySpan(of bytes: [UInt8]) -> ByteRange {
        if bytes.count > DocumentLimits.fileBytes { return 0..<bytes.count }
        return bytes.withUnsafeBufferPointer { FrontMatterBounds(in: $0).bodySpan(in: $0) }
    }

    /// Stands for a file that is past `DocumentLimits.fileBytes`, so that it need not be read. It has no bytes.
    package init(tooLargeWithByteCount byteCount: Int) {
        self.init(
            bytes: [], frontMatterSpan: nil, fields: [], bodySpan: 0..<0, headings: [], links: [], tags: [],
            taskBoxes: [], diagnostics: [Self.tooLarge(byteCount: byteCount)])
    }

    /// Stands for a file that the system does not let be read, for the reason given as a phrase. It has no bytes.
    package init(unreadable reason: String) {
        self.init(
            bytes: [], frontMatterSpan: nil, fields: [], bodySpan: 0..<0, headings: [], links: [], tags: [],
            taskBoxes: [], diagnostics: [Diagnostic(.unreadable, "The file cannot be read: \(reason).")])
    }

    private static func tooLarge(byteCount: Int) -> Diagnostic {
        let limit = DocumentLimits.fileBytes / (1024 * 1024)
        return Diagnostic(.tooLarge, "The file has \(byteCount) bytes; files of up to \(limit) MiB are read.")
    }
}

/// What reading finds in the bytes of a document.
private struct DocumentParts {
    var frontMatterSpan: ByteRange?
    var fields: [Field] = []
    var bodySpan: ByteRange
    var body: MarkdownScanner
    var diagnostics: [Diagnostic] = []

    init(_ bytes: UnsafeBufferPointer<UInt8>, subject: String, isInConflict: () -> Bool) {
        let check = UTF8Check(bytes)
        let bounds = FrontMatterBounds(in: bytes)
        var content: ByteRange?
        if case .found(let span, let inner) = bounds {
            frontMatterSpan = span
            content = inner
        }
        bodySpan = bounds.bodySpan(in: bytes)
        body = MarkdownScanner(bytes, body: bodySpan)

        if let invalid = check.firstInvalid {
            let hexadecimal = "0x" + String(bytes[invalid.lowerBound], radix: 16, uppercase: true)
            diagnostics.append(
                Diagnostic(.invalidUTF8, "The file is not valid UTF-8 from the byte \(hexadecimal) on.", at: invalid))
        }
        if let offset = check.firstNUL {
            diagnostics.append(
                Diagnostic(.nulByte, "The file has a NUL byte, as text never has.", at: offset..<offset + 1))
        }
        for conflict in ConflictMarkers.find(in: bytes) where !body.isFenced(conflict) || isInConflict() {
            diagnostics.append(
                Diagnostic(.conflictMarker, "A merge conflict is not resolved yet.", at: conflict))
            // Neither side is what the file says, and the line between the two would underline one of them.
            body.headings.removeAll { $0.span.overlaps(conflict) }
        }
        if case .unterminated(let opening) = bounds {
            diagnostics.append(
                Diagnostic(
                    .unterminatedFrontMatter, "The front matter is opened here, and no line `---` closes it.",
                    at: opening))
        }
        guard let content, !diagnostics.contains(where: { $0.span?.overlaps(content) ?? false }) else { return }
        readFrontMatter(bytes, content: content, subject: subject)
    }

    private mutating func readFrontMatter(_ bytes: UnsafeBufferPointer<UInt8>, content: ByteRange, subject: String) {
        guard content.count <= DocumentLimits.frontMatterBytes else {
            diagnostics.append(
                Diagnostic(
                    .tooLarge,
                    "The \(subject) has \(content.count) bytes; up to \(DocumentLimits.frontMatterBytes) are read.",
                    at: content))
            return
        }
        guard !content.isEmpty else { return }
        do {
            let reader = try YAMLTreeReader(bytes, content: content, subject: subject)
            guard reader.duplicateKeys.isEmpty else {
                diagnostics += reader.duplicateKeys
                return
            }
            fields = reader.pairs.map {
                Field(
                    name: $0.key.keyText, nameSpan: $0.key.span, node: $0.value, value: FieldValue(resolving: $0.value))
            }
        } catch {
            diagnostics.append(error.diagnostic)
        }
    }
}
