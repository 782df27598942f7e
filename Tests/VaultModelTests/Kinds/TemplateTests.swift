import Foundation
import Testing

@testable import VaultModel

struct TemplateTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("vault-template")

    @Test("the binary carries the template's files, byte for byte")
    func embedsTheTemplate() throws {
        let found = FileManager.default.enumerator(atPath: Self.root.path)?.compactMap { $0 as? String } ?? []
        var isFolder: ObjCBool = false
        let files = found.filter { path in
            FileManager.default.fileExists(atPath: Self.root.appendingPathComponent(path).path, isDirectory: &isFolder)
                && !isFolder.boolValue
        }
        #expect(Set(files) == Set(VaultTemplate.files.map(\.path)))
        for file in VaultTemplate.files {
            let text = try String(contentsOf: Self.root.appendingPathComponent(file.path), encoding: .utf8)
            #expect(text == file.text, "run scripts/generate-kinds: \(file.path)")
        }
    }

    @Test("the template has all fourteen kinds")
    func hasAllKinds() {
        #expect(
            Set(Schema.builtIn.kinds.keys) == [
                "domain", "idea", "project", "task", "event", "note", "relationship", "agent", "session", "widget",
                "layout", "user", "workspace", "kind",
            ])
    }

    @Test("a status belongs to the group that its kind says")
    func statusGroups() {
        let task = Schema.builtIn.kinds["task"]
        #expect(task?.group(ofStatus: "not_started") == .open)
        #expect(task?.group(ofStatus: "completed") == .done)
        #expect(task?.group(ofStatus: "archived") == .dropped)
        #expect(Schema.builtIn.kind(named: "tasks")?.name == "task")
    }

    @Test(
        "no file of the template gives a diagnostic",
        arguments: VaultTemplate.files.map(\.path).filter(VaultPath.isMarkdown))
    func isClean(path: String) throws {
        let text = try #require(VaultTemplate.files.first { $0.path == path }?.text)
        let document = Document(bytes: Array(text.utf8))
        let entity = Entity(content: EntityContent(document), path: path, schema: .builtIn, usesFolders: true)
        let kind = try #require(Schema.builtIn.kinds[entity.kind])
        #expect(document.diagnostics + Schema.builtIn.check(document: document, kind: kind) == [])
    }

    @Test("a vault adds a kind of its own with a file")
    func customKind() {
        let text =
            "---\ntype: kind\ntitle: Book\nplural: books\nfolder: books\nfields:\n  author: text\n  read_on: date\n---\n"
        let reading = SchemaReader().read([(path: "kinds/book.md", document: Document(bytes: Array(text.utf8)))])
        #expect(reading.diagnostics.isEmpty)
        let book = reading.schema.kind(named: "books")
        #expect(book?.field("read_on")?.type == .date)
        let bad = Document(bytes: Array("---\ntype: book\nread_on: soon\n---\n".utf8))
        #expect(book.map { reading.schema.check(document: bad, kind: $0).map(\.code) } == [.invalidValue])
    }
}
