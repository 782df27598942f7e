/// A value of several words that stands in a query without quotes, so that only its first word is the value: `due<in 3 days`,
/// `recurrence:every 2 weeks`.
struct UnquotedWords {
    /// Says so in the place of what is wrong with the first word alone; suggests the words with their quotes.
    let error: QueryError

    /// Of the longest: `the day before yesterday 9:30 pm`.
    private static let mostWords = 6

    /// nil where the value means nothing with the words behind it either.
    ///
    /// - Parameters:
    ///   - error: what is wrong with a query: that a value means nothing.
    ///   - text: the query.
    ///   - context: as the query was read.
    init?(behind error: QueryError, in text: String, _ context: QueryContext) {
        guard case .invalidValue(_, let value, _) = error.reason else { return nil }
        let bytes = Array(text.utf8)
        let start = error.span.lowerBound
        guard bytes[error.span].elementsEqual(value.utf8) else { return nil }
        func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        let ends = Self.endsOfWords(in: bytes, from: start).dropFirst().prefix(Self.mostWords - 1)
        let end = ends.last { end in
            let quoted = string(0..<start) + "\"" + string(start..<end) + "\"" + string(end..<bytes.count)
            do throws(QueryError) {
                _ = try Query.read(quoted, in: context)
                return true
            } catch {
                // What is wrong behind it has its turn when this is mended.
                return error.span.lowerBound > end
            }
        }
        guard let end else { return nil }
        let words = string(start..<end)
        let term = bytes[..<start].lastIndex { " (\"".utf8.contains($0) }.map { $0 + 1 } ?? 0
        let reason = QueryError.Reason.unquotedWords(
            words, term: string(term..<start).drop { $0 == "-" } + "\"\(words)\"")
        self.error = QueryError(reason, at: start..<end, suggestion: "\"\(words)\"")
    }

    /// Where each word ends, up to a bracket or a quote.
    private static func endsOfWords(in bytes: [UInt8], from start: Int) -> [Int] {
        let stop = bytes[start...].firstIndex { "()\"".utf8.contains($0) } ?? bytes.count
        return (start..<stop).filter { bytes[$0] != 0x20 && ($0 + 1 == stop || bytes[$0 + 1] == 0x20) }.map { $0 + 1 }
    }
}
