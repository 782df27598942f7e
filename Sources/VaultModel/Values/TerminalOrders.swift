extension Unicode.Scalar {
    /// True for what no text may bring to a terminal, nor to whoever looks at JSON in one.
    ///
    /// Those are the characters that a terminal takes as orders (the C0 and C1 sets and DEL), and those that end a line or turn
    /// the direction of writing for what follows, which can make a text read as another (U+2028 to U+202E, U+2066 to U+2069).
    /// Marks that Arabic or Hebrew need, such as U+200F, are none.
    package var isTerminalOrder: Bool {
        switch value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
