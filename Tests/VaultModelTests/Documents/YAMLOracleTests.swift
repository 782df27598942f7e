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

    private func describe(_ node: YAMLNode) -> String {
        switch node.content {
        case .scalar(let text, _): text.debugDescription
        case .sequence(let items, _): "[" + items.map(describe).joined(separator: ", ") + "]"
        case .mapping(let pairs, _):
            "{" + pairs.map { "\($0.key.keyText): \(describe($0.value))" }.joined(separator: ", ") + "}"
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
