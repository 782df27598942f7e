import Testing
import VaultModel

struct DocumentLawTests {
    static let seeds = (1...40).map { UInt64($0) * 7_919 }

    @Test(arguments: seeds)
    func `what a person writes is read whole, and no edit gives the same bytes`(seed: UInt64) throws {
        var random = RandomDocument(seed: seed)
        for round in 0..<25 {
            let text = random.text()
            let document = Document(text)
            #expect(document.diagnostics.isEmpty, "seed \(seed), round \(round): \(text)")
            #expect(try document.applying([]) == Array(text.utf8))
            expectSoundSpans(document, "seed \(seed), round \(round)")
        }
    }

    @Test(arguments: seeds)
    func `an edit of one field leaves all bytes of the others`(seed: UInt64) throws {
        var random = RandomDocument(seed: seed)
        for round in 0..<25 {
            let document = Document(random.text())
            let edit = self.edit(of: document, &random)
            let note = Comment(
                rawValue: "seed \(seed), round \(round): \(edit)\n\(document.text(0..<document.bytes.count))")
            do {
                let result = try document.applying([edit])
                expectUntouched(document, result, edit, note)
            } catch .alias, .sharedValue, .notAList {
                continue
            } catch .unsafe where edit.isRemoval && document.text(0..<document.bodySpan.lowerBound).contains("|+") {
                // The blank lines below the key would become part of the scalar above that keeps such lines.
                continue
            } catch {
                Issue.record("\(error) \(note)")
            }
        }
    }

    @Test(arguments: seeds)
    func `a field that is added and removed leaves no trace`(seed: UInt64) throws {
        var random = RandomDocument(seed: seed)
        for _ in 0..<10 {
            let document = Document(random.text())
            guard document.frontMatterSpan != nil else { continue }
            let result = try document.applying([.set("new key", to: random.fieldValue()), .remove("new key")])
            #expect(result == document.bytes)
        }
    }

    @Test(arguments: seeds)
    func `a box that is marked is all that changes, and its mark alone takes it back`(seed: UInt64) throws {
        var random = RandomDocument(seed: seed)
        for round in 0..<25 {
            let document = Document(random.text())
            guard let box = document.taskBoxes.randomElement(using: &random.random) else { continue }
            let mark: Character = box.mark == "x" ? " " : "x"
            let marked = Document(bytes: document.marking([box], mark))
            let note = Comment(rawValue: "seed \(seed), round \(round): \(document.text(0..<document.bytes.count))")
            var boxes = document.taskBoxes
            for place in boxes.indices where boxes[place] == box { boxes[place].mark = mark }
            #expect(marked.taskBoxes == boxes && marked.headings == document.headings, note)
            #expect(marked.links == document.links && marked.tags == document.tags, note)
            #expect(marked.bytes.indices.count { marked.bytes[$0] != document.bytes[$0] } == 1, note)
            #expect(marked.marking([box], box.mark) == document.bytes, note)
        }
    }

    private func edit(of document: Document, _ random: inout RandomDocument) -> DocumentEdit {
        let name = document.fields.isEmpty ? "new" : random.random.pick(document.fields + [document.fields[0]]).name
        switch Int.random(in: 0..<10, using: &random.random) {
        case 0: return .set("new", to: random.fieldValue())
        case 1: return .remove(name)
        case 2, 3: return .append(random.fieldValue(depth: 1), to: name)
        case 4:
            guard case .list(let items)? = document.field(name)?.value,
                let item = items.randomElement(using: &random.random)
            else { return .remove(name) }
            return .removeItem(item, from: name)
        case 5:
            guard case .list(var items)? = document.field(name)?.value else {
                return .set(name, to: random.fieldValue())
            }
            items.shuffle(using: &random.random)
            items.insert(random.fieldValue(depth: 1), at: items.count / 2)
            return .set(name, to: .list(items))
        default: return .set(name, to: random.fieldValue())
        }
    }

    /// Expects that a result differs from a document in the lines of the edited field only.
    private func expectUntouched(_ document: Document, _ result: [UInt8], _ edit: DocumentEdit, _ note: Comment) {
        let bytes = document.bytes
        let name: String
        switch edit {
        case .set(let key, _), .remove(let key), .append(_, let key), .removeItem(_, let key): name = key
        case .replaceBytes: return
        }
        let place: ByteRange
        if let field = document.field(name) {
            let feed = bytes[..<field.nameSpan.lowerBound].lastIndex(of: UInt8(ascii: "\n")) ?? -1
            let end = bytes[field.node.span.upperBound...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count - 1
            place = feed + 1..<(edit.isRemoval ? endOfComments(bytes, from: end + 1) : end + 1)
        } else {
            let last = bytes[..<document.bodySpan.lowerBound].dropLast().lastIndex(of: UInt8(ascii: "\n")) ?? -1
            place = last + 1..<last + 1
        }
        #expect(result.starts(with: bytes[..<place.lowerBound]), note)
        #expect(result.suffix(bytes.count - place.upperBound) == bytes[place.upperBound...], note)
        let feeds = result.count { $0 == UInt8(ascii: "\n") }
        let returns = result.count { $0 == UInt8(ascii: "\r") }
        #expect(returns == 0 || returns == feeds, note)
        if let field = document.field(name), case .remove = edit {
            return #expect(Document(bytes: result).field(field.name) == nil)
        }
    }

    /// Where the indented comments end that follow a field; they go with it.
    private func endOfComments(_ bytes: [UInt8], from start: Int) -> Int {
        var end = start
        var line = start
        while line < bytes.count {
            let next = bytes[line...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
            let text = String(decoding: bytes[line..<next], as: UTF8.self)
            guard
                text.allSatisfy(\.isWhitespace) || text.drop(while: { $0 == " " }).hasPrefix("#") && text.hasPrefix(" ")
            else { break }
            if text.contains("#") { end = next }
            line = next
        }
        return end
    }
}

extension DocumentEdit {
    fileprivate var isRemoval: Bool {
        if case .remove = self { return true }
        return false
    }
}
