/// A line that fits the terminal: its parts stand one behind the other, and some give way where there is no room for all.
struct FittedLine {
    struct Part {
        fileprivate enum Yielding {
            case never, isCut, isLeftOut, isLeftOutAtLast
        }

        /// Escaped already.
        fileprivate var text: String
        fileprivate var role: Style.Role?
        fileprivate var yielding: Yielding

        /// One that stays whole, as an id does.
        static func fixed(_ text: String, _ role: Style.Role? = nil) -> Part {
            Part(text: text, role: role, yielding: .never)
        }

        /// One that is cut, as a title may be.
        static func flexible(_ text: String, _ role: Style.Role? = nil) -> Part {
            Part(text: text, role: role, yielding: .isCut)
        }

        /// One that is left out, the last of them first, where what is flexible would have to be cut short.
        static func optional(_ text: String, _ role: Style.Role? = nil) -> Part {
            Part(text: text, role: role, yielding: .isLeftOut)
        }

        /// One that is left out, the last of them first, where the line would not fit even with what is flexible cut short.
        static func expendable(_ text: String, _ role: Style.Role? = nil) -> Part {
            Part(text: text, role: role, yielding: .isLeftOutAtLast)
        }
    }

    var parts: [Part]

    init(parts: [Part]) {
        self.parts = parts
    }

    init(_ parts: Part...) {
        self.parts = parts
    }

    /// The line in so many columns; as it is where there is no width to fit.
    func text(width: Int?, style: Style) -> String {
        guard let width else { return parts.map { $0.styled(style) }.joined() }
        var shown = parts
        while let last = shown.lastIndex(where: { $0.yielding == .isLeftOut }) {
            let wanted = shown.reduce(0) { sum, part in
                sum + (part.yielding == .isCut ? min(part.width, WidthSharing.fair) : part.width)
            }
            if wanted <= width { break }
            shown.remove(at: last)
        }
        while let last = shown.lastIndex(where: { $0.yielding == .isLeftOutAtLast }),
            Self.widths(of: shown, in: width).reduce(0, +) > width
        {
            shown.remove(at: last)
        }
        let widths = Self.widths(of: shown, in: width)
        for place in shown.indices where shown[place].yielding == .isCut {
            shown[place].text = DisplayWidth.truncated(shown[place].text, to: widths[place])
        }
        return shown.map { $0.styled(style) }.joined()
    }

    private static func widths(of parts: [Part], in width: Int) -> [Int] {
        WidthSharing.cut(parts.map(\.width), at: parts.indices.filter { parts[$0].yielding == .isCut }, to: width)
    }

    /// True where every part is there as it is.
    func isWhole(in width: Int?) -> Bool { width.map { parts.map(\.width).reduce(0, +) <= $0 } ?? true }
}

extension FittedLine.Part {
    fileprivate var width: Int { DisplayWidth.of(text) }

    fileprivate func styled(_ style: Style) -> String { role.map { style($0, text) } ?? text }
}
