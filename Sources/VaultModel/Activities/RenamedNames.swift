/// What entities were called before a commit that renamed them, and after it: a text that followed names the same as before.
package struct RenamedNames: Sendable {
    private let before: [String: Int64]
    private let after: [String: Int64]
    private let key: @Sendable (String) -> String

    /// Where nothing was renamed.
    package static let none = RenamedNames(before: [:], after: [:]) { $0 }

    /// - Parameters:
    ///   - before: which entity each name was of, by what names and texts that mean them have in common.
    ///   - after: likewise, once they were renamed.
    ///   - key: what names and texts that mean them have in common.
    package init(before: [String: Int64], after: [String: Int64], key: @escaping @Sendable (String) -> String) {
        self.before = before
        self.after = after
        self.key = key
    }

    /// Those of the texts after the commit that name nothing which was named before it.
    func added(_ new: some Collection<String>, to old: some Sequence<String>) -> [String] {
        unmatched(new, after, in: old, before)
    }

    /// Those of the texts before the commit that name nothing which is named after it.
    func removed(_ old: some Collection<String>, from new: some Sequence<String>) -> [String] {
        unmatched(old, before, in: new, after)
    }

    private func unmatched(
        _ texts: some Collection<String>, _ names: [String: Int64], in others: some Sequence<String>,
        _ otherNames: [String: Int64]
    ) -> [String] {
        let known = Set(others)
        let rest = texts.filter { !known.contains($0) }
        if rest.isEmpty || names.isEmpty { return rest }
        let entities = Set(known.lazy.compactMap { otherNames[key($0)] })
        return rest.filter { text in names[key(text)].map { !entities.contains($0) } ?? true }
    }
}
