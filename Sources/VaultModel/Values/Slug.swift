/// The name of a file after the title of what is in it: for people, who may change it freely.
package enum Slug {
    private static let longest = 80

    /// Letters and digits of any script in lower case, joined by hyphens; nil for a title that has neither.
    ///
    /// An apostrophe within a word is left out: `Ann's roof` becomes `anns-roof`.
    package static func of(_ title: String) -> String? {
        var slug = ""
        var needsHyphen = false
        for character in title.lowercased() {
            if character.isLetter || character.isNumber {
                if needsHyphen, !slug.isEmpty { slug.append("-") }
                needsHyphen = false
                slug.append(character)
                if slug.utf8.count >= longest { break }
            } else if character != "'" && character != "’" {
                needsHyphen = true
            }
        }
        return slug.isEmpty ? nil : slug
    }
}
