import Testing

@testable import mosaic

struct InputReaderTests {
    @Test("Lines come one by one, the last with or without its end")
    func lines() {
        let reader = InputReader("yes\n\nno")
        #expect(reader.readLine() == "yes")
        #expect(reader.readLine() == "")
        #expect(reader.readLine() == "no")
        #expect(reader.readLine() == nil)
    }
}
