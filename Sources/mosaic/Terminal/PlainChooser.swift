/// Lets a person choose among several things by number, or by words that narrow the choice. It talks on standard error, so that
/// standard output has the answer alone.
struct PlainChooser {
    let context: CommandContext
    /// What there is to choose from, a line each.
    let lines: [String]
    /// Whether more than one may be chosen.
    let takesSeveral: Bool

    private static let mostShown = 20

    /// The places of the lines that are chosen; none where the person leaves.
    func choose() -> [Int] {
        var places = Array(lines.indices)
        while true {
            show(places)
            guard let answer = context.answer(), !answer.isEmpty else { return [] }
            let words = answer.lowercased().split(separator: " ")
            let parts = takesSeveral ? words.flatMap { $0.split(separator: ",") } : words
            let numbers = parts.compactMap { Int($0) }.filter((1...min(places.count, Self.mostShown)).contains)
            if !numbers.isEmpty, numbers.count == parts.count, takesSeveral || numbers.count == 1 {
                return numbers.uniqued().map { places[$0 - 1] }
            }
            let found = lines.indices.filter { place in
                let line = lines[place].lowercased()
                return words.allSatisfy { line.contains($0) }
            }
            if found.count == 1 { return found }
            if found.isEmpty {
                context.standardError.write("Nothing has these words.\n")
            } else {
                places = found
            }
        }
    }

    private func show(_ places: [Int]) {
        let error = context.standardError
        let width = String(min(places.count, Self.mostShown)).count
        for (number, place) in places.prefix(Self.mostShown).enumerated() {
            let label = DisplayWidth.padded(String(number + 1), to: width, alignsRight: true)
            error.write(DisplayWidth.truncated("\(label)  \(lines[place])", to: context.terminal.width) + "\n")
        }
        if places.count > Self.mostShown {
            error.write("… and \(Progress.grouped(places.count - Self.mostShown)) more\n")
        }
        error.write(takesSeveral ? "Numbers, such as '1,3'" : "A number")
        error.write(", or words to narrow the choice; nothing to leave: ")
        error.flush()
    }
}
