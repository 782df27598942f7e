import Testing
import VaultModel

/// Expects that every span of a document lies where such a thing can stand.
func expectSoundSpans(_ document: Document, _ note: String) {
    let unsound = unsoundSpans(document)
    #expect(unsound.isEmpty, "\(note)")
}

/// The names of what a document has at an impossible place.
private func unsoundSpans(_ document: Document) -> [String] {
    var unsound: [String] = []
    let front = 0..<document.bodySpan.lowerBound
    if document.bodySpan.upperBound != document.bytes.count { unsound.append("body") }
    for field in document.fields {
        let isSound = front.contains(field.nameSpan) && field.nameSpan.upperBound <= field.node.span.lowerBound
        if !isSound || !stands(field.node, within: front) { unsound.append("field \(field.name)") }
    }
    let elements =
        document.headings.map { ("heading \($0.text)", $0.span) } + document.tags.map { ("tag \($0.name)", $0.span) }
        + document.taskBoxes.map { ("box \($0.text)", $0.span) } + document.links.map { ("link \($0.target)", $0.span) }
    unsound += elements.filter { !document.bodySpan.contains($0.1) }.map(\.0)
    for link in document.links {
        let isWiki = link.syntax == .wiki || link.syntax == .embed
        let isExact = !isWiki || document.isMalformed || document.text(link.targetSpan) == link.target
        // Where a label says the target, it is outside of the link.
        let place = isWiki ? link.span : document.bodySpan
        if !place.contains(link.targetSpan) || !isExact { unsound.append("target \(link.target)") }
    }
    for diagnostic in document.diagnostics {
        if let span = diagnostic.span, span.upperBound > document.bytes.count { unsound.append(diagnostic.message) }
    }
    return unsound
}

private func stands(_ node: YAMLNode, within range: ByteRange) -> Bool {
    guard range.contains(node.span) else { return false }
    if node.isAlias { return true }
    switch node.content {
    case .scalar: return true
    case .sequence(let items, _): return items.allSatisfy { stands($0, within: node.span) }
    case .mapping(let pairs, _):
        return pairs.allSatisfy { stands($0.key, within: node.span) && stands($0.value, within: node.span) }
    }
}
