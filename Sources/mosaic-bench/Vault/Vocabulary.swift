/// Words of no language, used as often as words are: the second half as often as the first, and so on (Zipf's law).
struct Vocabulary {
    let words: [[UInt8]]
    /// The word for each of as many equally likely draws.
    private let draws: [UInt16]

    private static let size = 8000
    private static let drawCount = 1 << 16

    init() {
        var random = SeededRandom(seed: 0x4D6F_7361_6963)
        let onsets = [
            "b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "st", "tr", "gr", "ch", "sh",
        ]
        let vowels = ["a", "e", "i", "o", "u", "a", "e", "ea", "ou", "y"]
        let codas = ["", "", "", "n", "r", "s", "l", "m", "nd", "rk"]
        var seen: Set<String> = []
        var words: [[UInt8]] = []
        while words.count < Self.size {
            let syllables = words.count < 60 ? 1 : random.between(1, 3)
            var word = ""
            for _ in 0..<syllables { word += random.pick(onsets) + random.pick(vowels) + random.pick(codas) }
            if seen.insert(word).inserted { words.append(Array(word.utf8)) }
        }
        self.words = words
        draws = Self.zipfDraws()
    }

    /// A word, common ones more often.
    func word(_ random: inout SeededRandom) -> [UInt8] {
        words[Int(draws[Int(random.next() >> 48)])]
    }

    /// A word that is not among the most common, as titles and tags have them.
    func rareWord(_ random: inout SeededRandom) -> String {
        String(decoding: words[random.between(60, words.count - 1)], as: UTF8.self)
    }

    private static func zipfDraws() -> [UInt16] {
        let total = (1...size).reduce(0.0) { $0 + 1 / Double($1) }
        var draws: [UInt16] = []
        draws.reserveCapacity(drawCount)
        var sum = 0.0
        for rank in 0..<size {
            sum += 1 / Double(rank + 1)
            let end = min(drawCount, Int(sum / total * Double(drawCount)))
            while draws.count < end { draws.append(UInt16(rank)) }
        }
        while draws.count < drawCount { draws.append(UInt16(size - 1)) }
        return draws
    }
}
