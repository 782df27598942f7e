import Foundation
import Testing
import VaultModel
import Yams

/// Compares the reader with Yams, which reads YAML through libyaml as well but builds its trees on its own.
struct YAMLOracleTests {
    @Test(arguments: (1...20).map { UInt64($0) * 15_485_863 })
    func `generated front matter reads as Yams reads it`(seed: UInt64) throws {
        var random = RandomDocument(seed: seed)
        for round in 0..<20 {
            let content = random.content()
            let document = Document(frontMatter(content))
            let note = Comment(rawValue: "seed \(seed), round \(round): \(content)")
            guard let node = try Yams.compose(yaml: content) else {
                #expect(document.fields.isEmpty, note)
                continue
            }
            let pairs = document.fields.map { field in
                "\(field.name): \(describe(field.node))"
            }
            #expect("{" + pairs.joined(separator: ", ") + "}" == describe(node), note)
        }
    }

    /// A node in words; `zzz` stands for the scalar at `span`.
    private func describe(_ node: YAMLNode, replacing span: ByteRange? = nil) -> String {
        switch node.content {
        case .scalar(let text, _): node.span == span ? "zzz".debugDescription : text.debugDescription
        case .sequence(let items, _):
            "[" + items.map { describe($0, replacing: span) }.joined(separator: ", ") + "]"
        case .mapping(let pairs, _):
            "{" + pairs.map { "\($0.key.keyText): \(describe($0.value, replacing: span))" }.joined(separator: ", ")
                + "}"
        }
    }

    private func describe(_ node: Yams.Node) -> String {
        switch node {
        case .scalar(let scalar): scalar.string.debugDescription
        case .sequence(let items): "[" + items.map { describe($0) }.joined(separator: ", ") + "]"
        case .mapping(let pairs):
            "{" + pairs.map { "\($0.key.string ?? ""): \(describe($0.value))" }.joined(separator: ", ") + "}"
        case .alias: "*"
        }
    }

    private struct SuiteCase: Decodable {
        var `case`: String
        var yaml: String
    }

    @Test(.enabled(if: TestData.file("yaml-test-suite.jsonl") != nil))
    func `the YAML test suite is accepted and refused as libyaml does`() throws {
        guard let file = TestData.file("yaml-test-suite.jsonl") else { return }
        let lines = try Data(contentsOf: file).split(separator: UInt8(ascii: "\n"))
        #expect(!lines.isEmpty)
        for line in lines {
            let it = try JSONDecoder().decode(SuiteCase.self, from: line)
            let document = Document("---\n\(it.yaml)\n---\n")
            expectSoundSpans(document, it.case)
            guard let span = document.frontMatterSpan, !holdsSecondDocument(document) else { continue }
            // The case may hold a line that closes the front matter before its end.
            let text = document.text(span).dropFirst(4)
            guard let last = text.dropLast().lastIndex(of: "\n") else { continue }
            let content = String(text[...last])
            let ours = document.diagnostics.filter { $0.span.map { span.contains($0) } ?? true }.map(\.code)
            let strictness: Set<DiagnosticCode> = [.duplicateKey, .notAMapping]
            let refused = ours.contains { !strictness.contains($0) }
            #expect(try refused == !isAccepted(content), "\(it.case): \(ours) \(content)")
        }
    }

    @Test(.enabled(if: TestData.file("yaml-test-suite.jsonl") != nil))
    func `an edit of any scalar of the YAML test suite changes that scalar alone`() throws {
        guard let file = TestData.file("yaml-test-suite.jsonl") else { return }
        var edited = 0
        var refused: [String] = []
        for line in try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")) {
            let it = try JSONDecoder().decode(SuiteCase.self, from: line)
            let document = Document("---\n\(it.yaml)\n---\n")
            guard !document.isMalformed else { continue }
            for field in document.fields {
                for value: FieldValue in ["zzz", "two\nlines\n", 7, ["x", "y"]] {
                    guard let result = try? document.applying([.set(field.name, to: value)]) else { continue }
                    expectOthersKept(document, result, field.name, value, it.case)
                }
            }
            // The value of an anchor is that of its aliases as well, and an absent one has no bytes.
            let found = document.fields.flatMap { scalars(of: $0.node) }
            if holdsAlias(document) { continue }
            for scalar in found where !scalar.span.isEmpty {
                guard let result = try? document.applying([.replaceBytes(scalar.span, with: Array("\"zzz\"".utf8))])
                else {
                    refused.append(it.case)
                    continue
                }
                edited += 1
                let changed = Document(bytes: result)
                let expected = document.fields.map { "\($0.name): \(describe($0.node, replacing: scalar.span))" }
                let actual = changed.fields.map { "\($0.name): \(describe($0.node))" }
                #expect(actual == expected, "\(it.case): \(document.text(scalar.span))")
            }
        }
        #expect(edited > 100)
        #expect(refused.count * 20 < edited, "\(refused)")
    }

    private func expectOthersKept(
        _ document: Document, _ result: [UInt8], _ name: String, _ value: FieldValue, _ note: String
    ) {
        let changed = Document(bytes: result)
        #expect(changed.field(name)?.value == value, "\(note): \(name)")
        #expect(changed.fields.map(\.name) == document.fields.map(\.name), "\(note): \(name)")
        for other in document.fields where other.name != name {
            #expect(changed.field(other.name)?.value == other.value, "\(note): \(name) and \(other.name)")
        }
    }

    /// The scalars that are values, at any depth.
    private func scalars(of node: YAMLNode) -> [YAMLNode] {
        switch node.content {
        case .scalar: [node]
        case .sequence(let items, _): items.flatMap { scalars(of: $0) }
        case .mapping(let pairs, _): pairs.flatMap { scalars(of: $0.value) }
        }
    }

    private func holdsAlias(_ document: Document) -> Bool {
        func isAliased(_ node: YAMLNode) -> Bool {
            if node.isAlias { return true }
            switch node.content {
            case .scalar: return false
            case .sequence(let items, _): return items.contains { isAliased($0) }
            case .mapping(let pairs, _): return pairs.contains { isAliased($0.key) || isAliased($0.value) }
            }
        }
        return document.fields.contains { isAliased($0.node) }
    }

    private func holdsSecondDocument(_ document: Document) -> Bool {
        document.diagnostics.contains { $0.message.contains("second YAML document") }
    }

    private func isAccepted(_ content: String) throws -> Bool {
        var documents = try Yams.compose_all(yaml: content)
        while documents.next() != nil {}
        switch documents.error {
        case nil, YamlError.duplicatedKeysInMapping?: return true
        default: return false
        }
    }
}
