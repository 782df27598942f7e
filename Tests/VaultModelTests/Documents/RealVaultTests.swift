import Testing
import VaultModel

struct RealVaultTests {
    @Test(.enabled(if: TestData.folder != nil), arguments: ["kepano-obsidian.bundle", "obsidian-help.bundle"])
    func `every file of a real vault is read, and edited without a trace`(name: String) throws {
        guard let bundle = TestData.file(name) else { return }
        let files = try TestData.markdownFiles(of: bundle)
        #expect(!files.isEmpty)
        for (path, bytes) in files {
            let document = Document(bytes: bytes)
            expectSoundSpans(document, path)
            guard !document.isMalformed else { continue }
            let comment = Comment(rawValue: path)
            if document.frontMatterSpan != nil {
                let added = try document.applying([.set("mosaic test", to: ["a", "b c"])])
                #expect(Document(bytes: added).field("mosaic test")?.value == ["a", "b c"], comment)
                #expect(try Document(bytes: added).applying([.remove("mosaic test")]) == bytes, comment)
            }
            // The body plays no part in the fields, and reading it every time takes long.
            let front = Document(bytes: Array(bytes[..<document.bodySpan.lowerBound]))
            for field in front.fields {
                try checkSetAndRestore(front, field, comment)
            }
        }
    }

    /// Sets a field to something else and back; the file is then as it was wherever the style keeps what it says.
    private func checkSetAndRestore(_ document: Document, _ field: Field, _ comment: Comment) throws {
        let changed = Document(bytes: try document.applying([.set(field.name, to: "other")]))
        let restored = Document(bytes: try changed.applying([.set(field.name, to: field.value)]))
        #expect(restored.values == document.values, comment)
        if case .scalar(let text, .plain) = field.node.content, document.text(field.node.span) == text, !text.isEmpty,
            case .string = field.value
        {
            #expect(restored.bytes == document.bytes, comment)
        }
    }
}
