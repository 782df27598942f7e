import VaultModel

/// How task boxes are listed.
struct CheckboxListing {
    let facts: EntityListing.Facts
    let choice: CheckboxChoice
    /// A path as it leads to the file from where the person stands.
    var place: (_ path: String) -> String = { $0 }

    var listing: Listing<Checkbox> {
        func place(_ box: Checkbox, _ shown: (String) -> String) -> String { "\(shown(box.entity.path)):\(box.line)" }
        return Listing(
            fields: [
                .init(
                    "place", column: .init(header: "PLACE", role: .identifier),
                    value: { .string(place($0) { $0 }) }
                ) { place($0, self.place) },
                .init("mark", column: choice == .all ? .init(header: "BOX") : nil, value: { .string($0.mark) }) {
                    "[\($0.mark)]"
                },
                .init("text", column: .init(header: "TEXT", isFlexible: true)) { $0.text },
                .init("heading") { $0.heading ?? "" },
                .init("title", column: .init(header: "IN", isFlexible: true, isOptional: true, role: .faint)) {
                    $0.entity.title
                },
            ], members: ["line", "column", "entityId", "entityType"], path: { $0.entity.path },
            emptyMessage: emptyMessage
        ) { box, writer in writer.value(box) }.adding(fieldsOf: \.entity, facts)
    }

    private var emptyMessage: String {
        switch choice {
        case .open: "No box is open."
        case .ticked: "No box is ticked."
        case .all: "There are no boxes."
        }
    }
}
