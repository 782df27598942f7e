/// A `Key: value` line at the end of a commit's message.
package struct Trailer: Hashable, Sendable {
    package var key: String
    package var value: String

    package init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}

extension Commit {
    /// The `Key: value` lines of the last paragraph, in order, where git takes that for one of trailers: all its lines
    /// are, or, with one among them that git itself writes (`Signed-off-by`), a quarter.
    /// A message of one paragraph, which is its title, has none. Lines that begin with white space continue the value
    /// before them.
    package var trailers: [Trailer] { Trailer.parse(message) }
}

extension [Trailer] {
    /// The values of those that have this key in any case, in order; one of nothing is none.
    package func values(named key: String) -> [String] {
        let wanted = key.lowercased()
        return filter { !$0.value.isEmpty && $0.key.lowercased() == wanted }.map(\.value)
    }
}

extension Trailer {
    /// Reads the trailers of a commit message.
    static func parse(_ message: String) -> [Trailer] {
        var message = message
        return message.withUTF8 { bytes in
            guard let paragraph = lastParagraph(UnsafeRawBufferPointer(bytes)) else { return [] }
            var trailers: [Trailer] = []
            var block = TrailerBlock()
            // Whether a line that begins with white space belongs to the line before it, as one does behind a trailer.
            var isTrailing = false
            var canContinue = false
            for line in paragraph.split(separator: UInt8(ascii: "\n")) {
                if isSpace(line[line.startIndex]) {
                    let text = text(line)
                    if canContinue, !text.isEmpty { trailers[trailers.count - 1].value += " " + text }
                    if !isTrailing { block.others += 1 }
                    continue
                }
                let colon = line.firstIndex(of: UInt8(ascii: ":"))
                let key = colon.map { text(line[..<$0]) } ?? ""
                canContinue = isToken(key)
                let isGits = TrailerBlock.isGits(line)
                isTrailing = canContinue || isGits
                if isTrailing {
                    block.trailers += 1
                } else if line.first != UInt8(ascii: "#") {
                    block.others += 1
                }
                if isGits { block.hasGits = true }
                if canContinue, let colon { trailers.append(Trailer(key: key, value: text(line[(colon + 1)...]))) }
            }
            return block.isOfTrailers ? trailers : []
        }
    }

    /// What decides whether a paragraph is one of trailers (`git help interpret-trailers`).
    private struct TrailerBlock {
        var trailers = 0
        /// The lines that neither are trailers nor continue them; comments do not count.
        var others = 0
        /// Whether one is of a form that git itself writes.
        var hasGits = false

        var isOfTrailers: Bool { trailers > 0 && others == 0 || hasGits && trailers * 3 >= others }

        static func isGits(_ line: Slice<UnsafeRawBufferPointer>) -> Bool {
            line.starts(with: "Signed-off-by: ".utf8) || line.starts(with: "(cherry picked from commit ".utf8)
        }
    }

    /// The last paragraph that is not the first.
    private static func lastParagraph(_ bytes: UnsafeRawBufferPointer) -> Slice<UnsafeRawBufferPointer>? {
        var end = bytes.count
        while end > 0, isSpace(bytes[end - 1]) { end -= 1 }
        var start = end
        var lineStart = end
        // Goes back line by line until one that is blank.
        while true {
            lineStart = start
            while lineStart > 0, bytes[lineStart - 1] != UInt8(ascii: "\n") { lineStart -= 1 }
            if bytes[lineStart..<start].allSatisfy(isSpace) { break }
            if lineStart == 0 { return nil }
            start = lineStart - 1
        }
        let first = min(start + 1, end)
        return bytes[..<lineStart].allSatisfy(isSpace) ? nil : bytes[first..<end]
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\t")
            || byte == UInt8(ascii: "\r")
    }

    private static func isToken(_ key: String) -> Bool {
        !key.isEmpty
            && key.utf8.allSatisfy { byte in
                byte == UInt8(ascii: "-") || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
                    || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
            }
    }

    private static func text(_ slice: Slice<UnsafeRawBufferPointer>) -> String {
        var slice = slice
        while let first = slice.first, isSpace(first) { slice.removeFirst() }
        while let last = slice.last, isSpace(last) { slice.removeLast() }
        return String(decoding: UnsafeRawBufferPointer(rebasing: slice), as: UTF8.self)
    }
}
