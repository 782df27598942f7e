/// The settings of a vault, `.mosaic/config.yaml`, which everybody shares who works in it.
package struct Settings: Hashable, Sendable {
    /// Whether a command that changes files commits them as well. On where the file does not say.
    package var commitsChanges = true
    /// The questions that the vault keeps, in the order of the file.
    package var queries: [SavedQuery] = []

    package init() {}

    /// Reads the file's bytes. What is not understood counts as not stated.
    package init(bytes: [UInt8]) {
        // A front matter has the form of a YAML document, whose own beginning and end would end it.
        let start = bytes.starts(with: Byte.orderMark) ? Byte.orderMark.count : 0
        let lines = bytes[start...].split(separator: Byte.lineFeed).filter { line in
            let text = line.last == Byte.carriageReturn ? line.dropLast() : line
            return !text.elementsEqual("---".utf8) && !text.elementsEqual("...".utf8)
        }
        let text = lines.joined(separator: [Byte.lineFeed])
        let document = Document(bytes: Array("---\n".utf8) + text + Array("\n---\n".utf8))
        switch document.field("commit")?.value {
        case .string(let word)?: commitsChanges = !["off", "no"].contains(word.lowercased())
        case .boolean(false)?: commitsChanges = false
        default: commitsChanges = true
        }
        if case .mapping(let entries)? = document.field("queries")?.value {
            queries = entries.compactMap { SavedQuery(name: $0.key, value: $0.value) }
        }
    }
}
