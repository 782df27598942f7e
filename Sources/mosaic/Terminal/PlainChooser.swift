/// Lets a person choose one of several things by its number, or by words that narrow the choice. It talks on standard error, so that
/// standard output has the answer alone.
struct PlainChooser {
    let context: CommandContext
    /// What there is to choose from, a line each.
    let lines: [String]

    private static let mostShown = 20

    /// The place of the line that is chosen; nil where the person chooses none.
    func choose() -> Int? {
        var places = Array(lines.indices)
        while true {
            show(places)
            guard let answer = context.standardInput.readLine()?.trimmingSpaces, !answer.isEmpty else { return nil }
            if let number = Int(answer), (1...min(places.count, Self.mostShown)).contains(number) {
                return places[number - 1]
            }
            let words = answer.lowercased().split(separator: " ")
            let found = lines.indices.filter { place in
                let line = lines[place].lowercased()
                return words.allSatisfy { line.contains($0) }
            }
            if found.count == 1 { return found[0] }
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
        error.write("A number, or words to narrow the choice; nothing to leave: ")
        error.flush()
    }
}
