/// Tells which person is behind the names and e-mail addresses of commits, as `gitmailmap(5)` says.
///
/// Read here and not by libgit2, which keeps upper and lower case apart where git does not.
package struct Mailmap: Sendable {
    private struct Person: Sendable {
        var name: String?
        var email: String?
    }

    /// What an address stands for: in general, and together with certain names. Keys are in lower case.
    private struct Entry: Sendable {
        var person = Person()
        var byName: [String: Person] = [:]
    }

    private var entries: [String: Entry] = [:]

    /// Reads the lines of a `.mailmap`. Lines that are not understood are left out; invalid UTF-8 is repaired.
    package init(contents: [UInt8]) {
        for line in contents.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
            var rest = line
            guard let first = Self.person(from: &rest), let firstEmail = first.email, !firstEmail.isEmpty else {
                continue
            }
            if let second = Self.person(from: &rest), let email = second.email {
                add(first, forName: second.name, email: email)
            } else {
                add(Person(name: first.name, email: nil), forName: nil, email: firstEmail)
            }
        }
    }

    /// The name and e-mail address that the person goes by; those given where the file does not name them.
    package func resolve(name: String, email: String) -> (name: String, email: String) {
        guard let entry = entries[Self.folded(email)] else { return (name, email) }
        let person = entry.byName.isEmpty ? entry.person : entry.byName[Self.folded(name)] ?? entry.person
        return (person.name ?? name, person.email ?? email)
    }

    private mutating func add(_ person: Person, forName name: String?, email: String) {
        var entry = entries[Self.folded(email)] ?? Entry()
        if let name {
            entry.byName[Self.folded(name)] = person
        } else {
            // A later line adds to an earlier one.
            if let name = person.name { entry.person.name = name }
            if let email = person.email { entry.person.email = email }
        }
        entries[Self.folded(email)] = entry
    }

    /// Takes `Name <address>` off the front of a line. The name may be absent.
    private static func person(from line: inout ArraySlice<UInt8>) -> Person? {
        guard let open = line.firstIndex(of: UInt8(ascii: "<")),
            let close = line[open...].firstIndex(of: UInt8(ascii: ">"))
        else { return nil }
        var name = line[..<open]
        while let last = name.last, isSpace(last) { name.removeLast() }
        name = name.drop(while: isSpace)
        defer { line = line[(close + 1)...] }
        let email = String(decoding: line[(open + 1)..<close], as: UTF8.self)
        return Person(name: name.isEmpty ? nil : String(decoding: name, as: UTF8.self), email: email)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || (byte >= 9 && byte <= 13) }

    /// The text with the letters of ASCII in lower case.
    private static func folded(_ text: String) -> String {
        let bytes = text.utf8.map { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") ? $0 | 0x20 : $0 }
        return String(decoding: bytes, as: UTF8.self)
    }
}
