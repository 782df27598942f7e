/// A task box in the text of an entity, with the place that a person finds it at.
package struct Checkbox: Hashable, Sendable {
    package var entity: EntitySummary
    /// Counted from 1.
    package var line: Int
    /// Where its brackets begin: in characters (Unicode scalars), counted from 1.
    package var column: Int
    /// The character between the brackets: a space where it is open, `x` or `X` where it is ticked.
    package var mark: String
    /// The rest of its line, trimmed.
    package var text: String
    /// The text of the nearest heading above it; nil where none is.
    package var heading: String?

    package init(
        entity: EntitySummary, line: Int, column: Int, mark: String, text: String, heading: String?
    ) {
        self.entity = entity
        self.line = line
        self.column = column
        self.mark = mark
        self.text = text
        self.heading = heading
    }
}

/// Which task boxes are asked for, by their marks.
package enum CheckboxChoice: Hashable, Sendable, CaseIterable {
    /// Those without a mark.
    case open
    /// Those with an `x`, small or capital; other marks say something else than that it is done.
    case ticked
    case all
}

/// How many task boxes an entity has.
package struct CheckboxCounts: Hashable, Sendable {
    package var all = 0
    /// Those without a mark.
    package var open = 0
    /// Those with an `x`, small or capital.
    package var ticked = 0

    package init() {}

    package init(all: Int, open: Int, ticked: Int) {
        self.all = all
        self.open = open
        self.ticked = ticked
    }

    package init(of boxes: [TaskBox]) {
        self.init(all: boxes.count, open: boxes.count(where: \.isOpen), ticked: boxes.count(where: \.isTicked))
    }

    /// The number that goes by a name of the query language.
    package subscript(_ boxes: QueryBoxes) -> Int {
        switch boxes {
        case .all: all
        case .open: open
        }
    }
}
