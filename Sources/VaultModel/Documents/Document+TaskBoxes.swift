/// A task box with the place that a person finds it at.
package struct PlacedBox: Hashable, Sendable {
    package var box: TaskBox
    /// Where its brackets begin.
    package var position: SourcePosition
    /// The text of the nearest heading above it; nil where none is.
    package var heading: String?
}

extension Document {
    /// The task boxes in the order of their lines, of which none has two.
    ///
    /// `lines` are those of the document; they are asked for only where there is a box.
    package func placedBoxes(in lines: @autoclosure () -> LineTable) -> [PlacedBox] {
        if taskBoxes.isEmpty { return [] }
        let lines = lines()
        var headings = sectionHeadings[...]
        var heading: String?
        return taskBoxes.map { box in
            while let next = headings.first, next.span.lowerBound < box.span.lowerBound {
                heading = next.text.isEmpty ? nil : next.text
                headings.removeFirst()
            }
            return PlacedBox(box: box, position: lines.position(of: box.span.lowerBound), heading: heading)
        }
    }

    /// The document's bytes with another mark in some of its task boxes, and nothing else changed.
    package func marking(_ boxes: [TaskBox], _ mark: Character) -> [UInt8] {
        let splices = boxes.map { Splice($0.span.lowerBound + 1..<$0.span.upperBound - 1, String(mark)) }
        return Splice.apply(splices, to: bytes)
    }
}
