import Foundation
import Testing

@testable import VaultModel

@Suite("The vault template")
struct VaultTemplateTests {
    private static let documents = VaultTemplate.files.filter { $0.path.hasSuffix(".md") }.map { path, text in
        (path: path, document: Document(bytes: Array(text.utf8)))
    }

    private static func type(of document: Document) -> String {
        document.field("type")?.value.string ?? "note"
    }

    @Test("in the binary is the one in the repository, byte for byte")
    func embeddedFiles() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "vault-template")
        let names = try FileManager.default.subpathsOfDirectory(atPath: root.path).filter { name in
            var isFolder: ObjCBool = false
            let isThere = FileManager.default.fileExists(
                atPath: root.appending(path: name).path, isDirectory: &isFolder)
            return isThere && !isFolder.boolValue
        }
        #expect(names.sorted() == VaultTemplate.files.map(\.path).sorted(), "run scripts/generate-kinds")
        for (path, text) in VaultTemplate.files {
            let bytes = try Data(contentsOf: root.appending(path: path))
            #expect(Data(text.utf8) == bytes, "\(path) differs: run scripts/generate-kinds")
        }
    }

    @Test(
        "gives no cause for a diagnostic",
        arguments: VaultTemplate.files.filter { $0.path.hasSuffix(".md") }.map(\.path))
    func noDiagnostics(path: String) throws {
        let document = try #require(Self.documents.first { $0.path == path }?.document)
        #expect(document.diagnostics.isEmpty)
        let kind = try #require(Schema.builtIn.kinds[Self.type(of: document)])
        #expect(Schema.builtIn.check(document: document, kind: kind).isEmpty)
        #expect(path.hasPrefix(kind.folder))
        #expect(document.field("title")?.value.string?.isEmpty == false)
    }

    @Test("has kind files that read as the built-in kinds")
    func kinds() {
        let files = Self.documents.filter { Self.type(of: $0.document) == "kind" }
        let reading = SchemaReader().read(files)
        #expect(reading.diagnostics.isEmpty)
        #expect(reading.schema == Schema.builtIn)
    }

    @Test("has an id of eight letters and digits for every file, which YAML takes for text")
    func ids() throws {
        var seen: Set<String> = []
        for (path, document) in Self.documents {
            let id = try #require(document.field("id")?.value.string, "\(path)")
            #expect(id.utf8.count == 8, "\(path)")
            #expect(id.allSatisfy { "0123456789abcdefghjkmnpqrstvwxyz".contains($0) }, "\(path)")
            #expect(seen.insert(id).inserted, "\(path)")
        }
    }

    @Test("has no two files of one name, and no reference that leads nowhere")
    func references() throws {
        let example = Self.documents.filter { !$0.path.hasPrefix("kinds/") }
        let stems = example.map { $0.path.split(separator: "/").last.map { String($0.dropLast(3)) } ?? "" }
        #expect(Set(stems).count == stems.count)
        for (path, document) in example {
            let kind = try #require(Schema.builtIn.kinds[Self.type(of: document)])
            for field in document.fields {
                guard let type = Schema.builtIn.fieldType(field.name, of: kind) else { continue }
                for target in Self.targets(in: field.node, type: type) {
                    #expect(stems.contains(target), "\(path): \(field.name): \(target)")
                }
            }
            for link in document.links {
                #expect(stems.contains(link.target), "\(path): [[\(link.target)]]")
            }
        }
    }

    private static func targets(in node: YAMLNode, type: FieldType) -> [String] {
        switch (type, node.content) {
        case (.reference, _), (.list(of: .reference), _):
            return Reference.occurrences(in: node).map(\.reference.target)
        case (.list(let element), .sequence(let items, _)):
            return items.flatMap { targets(in: $0, type: element) }
        case (.record(let fields), .mapping(let pairs, _)):
            return pairs.flatMap { pair in
                fields.first { $0.name == pair.key.text }.map { targets(in: pair.value, type: $0.type) } ?? []
            }
        default: return []
        }
    }

    @Test("has something of every kind to look at")
    func everyKind() {
        let types = Set(Self.documents.map { Self.type(of: $0.document) })
        #expect(types == Set(Schema.builtIn.kinds.keys))
    }

    @Test("without the example is the workspace, the kinds and the settings")
    func emptyVault() throws {
        let files = VaultTemplate.emptyVaultFiles
        #expect(files.count == 16)
        let workspace = try #require(files.first { $0.path == "workspace.md" })
        let document = Document(bytes: Array(workspace.text.utf8))
        #expect(document.fields.map(\.name) == ["id", "type", "title", "name"])
        #expect(document.links.isEmpty)
        #expect(workspace.text.hasSuffix("belongs to it.\n"))
    }

    @Test("moves its dates by whole weeks")
    func movedDates() throws {
        let moved = VaultTemplate.files(inWeekOf: try #require(CalendarDate("2027-06-09")))
        let event = try #require(moved.first { $0.path == "events/garden-day.md" }?.text)
        #expect(event.contains("start: 2027-06-12T10:00\n"))
        #expect(VaultTemplate.firstDay.weekday == .monday)
        let untouched = VaultTemplate.files(inWeekOf: VaultTemplate.firstDay.adding(days: 6))
        #expect(untouched.map(\.text) == VaultTemplate.files.map(\.text))
        for (file, original) in zip(moved, VaultTemplate.files) where file.path.hasPrefix("kinds/") {
            #expect(file.text == original.text)
        }
    }
}
