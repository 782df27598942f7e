/// An edge between two files of the vault, or from one to a target that does not exist.
package struct Connection: Hashable, Sendable {
    /// One end.
    package struct End: Hashable, Sendable {
        /// nil for a target that does not exist, or that several entities could be.
        package var id: String?
        package var type: String?
        /// The title, or the text as it is written where there is no entity.
        package var title: String
        /// nil where there is no file.
        package var path: String?
        package var status: String?

        package init(id: String?, type: String?, title: String, path: String?, status: String?) {
            self.id = id
            self.type = type
            self.title = title
            self.path = path
            self.status = status
        }
    }

    package var category: Edge.Category
    /// The relation's canonical name, the field's name, or `links_to`.
    package var name: String
    package var source: End
    package var target: End
    /// The file that states the edge, and where.
    package var path: String
    package var line: Int
    package var column: Int
    /// How many entities the end could be that names none for certain: 0 where one is wanted.
    package var candidates: Int
    /// What the relationship that states the edge says of it; nil where it says nothing, or another file states it.
    package var note: String?

    package init(
        category: Edge.Category, name: String, source: End, target: End, path: String, line: Int, column: Int,
        candidates: Int, note: String? = nil
    ) {
        self.category = category
        self.name = name
        self.source = source
        self.target = target
        self.path = path
        self.line = line
        self.column = column
        self.candidates = candidates
        self.note = note
    }
}

/// A link target that does not exist, with everything that names it.
package struct WantedTarget: Hashable, Sendable {
    /// As files write it: the shortest of the texts that name it.
    package var text: String
    /// The path in the vault that the text leads to from its folder, where it is one; the text, for a name. No two targets share it.
    package var target: String
    /// In the order of their paths.
    package var places: [Place]

    /// Where a file names it; line and column are counted from 1, the column in characters (Unicode scalars).
    package struct Place: Hashable, Sendable {
        package var path: String
        package var line: Int
        package var column: Int

        package init(path: String, line: Int, column: Int) {
            self.path = path
            self.line = line
            self.column = column
        }
    }

    package init(text: String, target: String, places: [Place]) {
        self.text = text
        self.target = target
        self.places = places
    }
}
