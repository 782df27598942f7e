/// The name of a file after the title of what is in it: for people, who may change it freely.
package enum Slug {
    /// In bytes.
    private static let longest = 80
    /// What Windows keeps for devices, whatever the ending
    /// (<https://learn.microsoft.com/windows/win32/fileio/naming-a-file>): a clone there could not hold such a file.
    private static let reserved: Set<String> = {
        let ports = ["com", "lpt"].flatMap { port in "123456789\u{B9}\u{B2}\u{B3}".map { "\(port)\($0)" } }
        return Set(["con", "prn", "aux", "nul"] + ports)
    }()

    /// False for a name that Windows keeps for a device.
    static func isFree(_ name: String) -> Bool { !reserved.contains(name.lowercased()) }

    /// Letters and digits of any script in lower case, joined by hyphens; nil for a title that has neither.
    ///
    /// An apostrophe within a word is left out: `Ann's roof` becomes `anns-roof`.
    package static func of(_ title: String) -> String? { of(title, joinedBy: "-", isLowercase: true) }

    /// The same with another mark between the words, or in the case of the title.
    static func of(_ title: String, joinedBy mark: String, isLowercase: Bool) -> String? {
        var slug = ""
        var needsMark = false
        for character in isLowercase ? title.lowercased() : title {
            if character.isLetter || character.isNumber {
                let part = (needsMark && !slug.isEmpty ? mark : "") + String(character)
                needsMark = false
                if slug.utf8.count + part.utf8.count > longest { break }
                slug += part
            } else if character != "'" && character != "’" {
                needsMark = true
            }
        }
        if slug.isEmpty { return nil }
        return isFree(slug) ? slug : slug + mark + "1"
    }
}
