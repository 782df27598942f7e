/// The source of new ids: the system's generator, or a seeded one where the same answer is wanted twice.
enum RandomSource: RandomNumberGenerator {
    case system
    /// SplitMix64 (Steele, Lea and Flood, 2014), with its present state.
    case seeded(UInt64)

    mutating func next() -> UInt64 {
        guard case .seeded(let state) = self else {
            var generator = SystemRandomNumberGenerator()
            return generator.next()
        }
        let advanced = state &+ 0x9E37_79B9_7F4A_7C15
        self = .seeded(advanced)
        var mixed = advanced
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
