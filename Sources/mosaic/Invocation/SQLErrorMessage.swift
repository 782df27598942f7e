import VaultModel

extension CommandFailure {
    /// Why a statement of SQL has no answer, with the place in it.
    init(_ error: SQLError, in text: String) {
        switch error {
        case .invalid(let message, let offset, let suggestion):
            let place = offset.map { Self.place($0..<Self.endOfWord(in: text, from: $0), in: text) }
            self.init(
                .usage, "could not ask this: \(message)", details: place ?? [],
                remedy: (suggestion.map { "Did you mean '\($0)'? " } ?? "")
                    + "'mosaic sql --views' lists the views and their columns.")
        case .notReadOnly:
            self.init(
                .usage, "could not run this: only statements that read are run",
                remedy: "Change files with an editor, 'mosaic set' or 'mosaic new'; the index follows.")
        case .refused(let name):
            self.init(
                .usage, "could not ask this: '\(name)' is not for statements",
                remedy: "The views are \(SQLView.all.map(\.name).joined(separator: ", ")).")
        case .notOneStatement:
            self.init(
                .usage, "could not ask this: it is not one statement",
                remedy: "Write a single one: mosaic sql 'select title from entities'.")
        }
    }

    private static func endOfWord(in text: String, from start: Int) -> Int {
        let word = text.utf8.dropFirst(start).prefix { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A, 0x80...: true
            default: false
            }
        }
        return start + max(word.count, 1)
    }
}
