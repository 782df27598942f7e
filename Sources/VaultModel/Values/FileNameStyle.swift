/// How a file's name writes the words of a title: by what the name that it has tells.
package enum FileNameStyle: Hashable, Sendable {
    /// The title as it is, as far as a name can have it: `Blade Runner 1982`; or in lower case.
    case spaced(isLowercase: Bool)
    /// Letters and digits alone, joined by a mark; in lower case, or in that of the title.
    case joined(by: String, isLowercase: Bool)

    /// What Mosaic calls files by itself: `blade-runner-1982`.
    package static let slug = FileNameStyle.joined(by: "-", isLowercase: true)

    /// Tells the style of a name, without its ending, of a file whose title is known.
    ///
    /// A name of one word, or with marks of several sorts, says nothing, and is that of a slug; unless it is the very title, `Garden`.
    package init(of name: String, title: String) {
        let isLowercase = name == name.lowercased()
        let marks = Set(name.filter { " _-".contains($0) })
        if marks.contains(" ") {
            self = .spaced(isLowercase: isLowercase && name != title)
        } else if marks.count == 1, let mark = marks.first, mark == "_" || !isLowercase {
            self = .joined(by: String(mark), isLowercase: isLowercase)
        } else if name.isExactly(title), Slug.of(name)?.isExactly(name) != true {
            self = .spaced(isLowercase: false)
        } else {
            self = .slug
        }
    }

    /// What stands before the number of a name that another file has.
    package var separator: String {
        switch self {
        case .spaced: " "
        case .joined(let mark, _): mark
        }
    }

    /// The name of a file with this title, without an ending; nil for a title with nothing that a name could have.
    package func name(of title: String) -> String? {
        switch self {
        case .spaced(let isLowercase):
            FileTitle.of(isLowercase ? title.lowercased() : title) ?? Slug.of(title)
        case .joined(let mark, let isLowercase):
            Slug.of(title, joinedBy: mark, isLowercase: isLowercase)
        }
    }
}
