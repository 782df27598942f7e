import VaultModel

/// What a person wants a field to be, as it stands on a command line.
package struct FieldAssignment: Hashable, Sendable {
    /// What is done with the value: `=`, `+=`, `-=`.
    package enum Operation: Hashable, Sendable {
        case set, append, removeItem
        /// `key=` with nothing behind it.
        case remove
    }

    package var field: String
    package var operation: Operation
    package var value: String

    /// True for a word that says what to change, and names nothing: it has a sign, whatever joins that as an accent does.
    package static func isOne(_ text: String) -> Bool { text.unicodeScalars.contains("=") }

    /// Reads `key=value`, `key+=value`, `key-=value` or `key=`; nil for anything else. A key can have spaces within, as front matter
    /// from elsewhere has: `Due Date`.
    package init?(_ text: String) {
        // Whatever the value begins with, an accent that joins the `=` included, is the value's.
        let scalars = text.unicodeScalars
        guard let equals = scalars.firstIndex(of: "=") else { return nil }
        var name = scalars[..<equals]
        value = String(scalars[scalars.index(after: equals)...])
        operation = value.isEmpty ? .remove : .set
        if name.last == "+" || name.last == "-" {
            operation = name.last == "+" ? .append : .removeItem
            name.removeLast()
        }
        field = String(name)
        guard !field.isEmpty, field.first != " ", field.last != " ",
            !field.contains(where: { $0.isWhitespace && $0 != " " || ":#[]{},\"'".contains($0) })
        else { return nil }
        if operation != .remove, operation != .set, value.isEmpty { return nil }
    }
}

extension FieldAssignment {
    /// The same with the name that the field has in a file: what stands behind `field.`, as a query says it, unless the file has a key
    /// with that as well.
    func named(in document: Document?) -> FieldAssignment {
        guard field.hasPrefix(QueryKey.fieldPrefix), field != QueryKey.fieldPrefix, document?.field(field) == nil else {
            return self
        }
        var named = self
        named.field.removeFirst(QueryKey.fieldPrefix.count)
        return named
    }

    /// What stands between the commas of a list; an item in double quotes can have commas of its own.
    static func items(_ text: String) -> [String] {
        var items: [String] = []
        var rest = text[...]
        while !rest.isEmpty {
            rest = rest.drop(while: \.isWhitespace)
            if let quoted = quotedItem(rest) {
                items.append(quoted.item)
                rest = quoted.rest
            } else {
                let item = rest.prefix { $0 != "," }
                items.append(item.trimmed)
                rest = rest[item.endIndex...].dropFirst()
            }
        }
        return items.filter { !$0.isEmpty }
    }

    /// The item in double quotes that a text begins with, and what stands behind the comma after it.
    private static func quotedItem(_ text: Substring) -> (item: String, rest: Substring)? {
        guard text.first == "\"", let end = text.dropFirst().firstIndex(of: "\"") else { return nil }
        let behind = text[text.index(after: end)...].drop(while: \.isWhitespace)
        guard behind.isEmpty || behind.first == "," else { return nil }
        return (String(text[text.index(after: text.startIndex)..<end]), behind.dropFirst())
    }
}

extension [FieldAssignment] {
    /// The same with the names that the fields have in a file.
    func named(in document: Document?) -> [FieldAssignment] { map { $0.named(in: document) } }

    /// The same in an order in which each value can be read: an end behind the start by which it is told, and before the present time
    /// the zone whose clocks show it.
    var readable: [FieldAssignment] {
        let zones = contains { $0.value.lowercased() == SpokenTime.present } ? filter { $0.field == "timezone" } : []
        let rest = zones.isEmpty ? self : filter { $0.field != "timezone" }
        guard let start = rest.lastIndex(where: { $0.field == "start" }) else { return zones + rest }
        let (before, behind) = (rest[...start], rest[(start + 1)...])
        return zones + before.filter { $0.field != "end" } + before.filter { $0.field == "end" } + behind
    }
}
