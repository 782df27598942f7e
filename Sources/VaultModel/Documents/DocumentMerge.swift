/// Merges two versions of a file that go back to a third one: the front matter by its fields, the body as a text.
package enum DocumentMerge {
    /// `ours`, with all that made `theirs` of `base`; nil where both have changed one field, or the texts cannot be merged, in different
    /// ways, and where one of them cannot be read as it was meant.
    ///
    /// Of `ours`, only what changes is written anew. A field that is set gets the value and not the comments of `theirs`.
    ///
    /// - Parameters:
    ///   - base: what both go back to.
    ///   - ours: what is kept but for what changes.
    ///   - theirs: what the changes come from.
    ///   - texts: merges bodies (base, ours, theirs); nil where they cannot be.
    /// - Returns: The bytes of the merged file.
    package static func merge(
        base: [UInt8], ours: [UInt8], theirs: [UInt8],
        texts: (_ base: [UInt8], _ ours: [UInt8], _ theirs: [UInt8]) throws -> [UInt8]?
    ) rethrows -> [UInt8]? {
        let (base, ours, theirs) = (Document(bytes: base), Document(bytes: ours), Document(bytes: theirs))
        guard ![base, ours, theirs].contains(where: \.isMalformed) else { return nil }
        var edits: [DocumentEdit] = []
        for name in (base.fields + theirs.fields).map(\.name).uniqued() {
            let (before, now, wanted) = (base.field(name)?.value, ours.field(name)?.value, theirs.field(name)?.value)
            if isSame(before, wanted) || isSame(now, wanted) { continue }
            guard isSame(before, now) else { return nil }
            edits.append(wanted.map { .set(name, to: $0) } ?? .remove(name))
        }
        let bodies = [base, ours, theirs].map { Array($0.bytes[$0.bodySpan]) }
        guard let body = bodies[0] == bodies[2] ? bodies[1] : try texts(bodies[0], bodies[1], bodies[2]) else {
            return nil
        }
        if body != bodies[1] { edits.append(.replaceBytes(ours.bodySpan, with: body)) }
        return try? ours.applying(edits)
    }

    private static func isSame(_ first: FieldValue?, _ second: FieldValue?) -> Bool {
        guard let first, let second else { return first == nil && second == nil }
        return first.isSame(as: second)
    }
}
