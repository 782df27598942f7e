import Foundation
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

    @Test("Everything is read up to a limit, and why it is not is known")
    func everything() throws {
        #expect(try InputReader("héllo").readAll() == Array("héllo".utf8))
        #expect(try InputReader("héllo").readAll(limit: 6) == Array("héllo".utf8))
        #expect(throws: InputReader.ReadError.tooLarge(limit: 5)) { try InputReader("héllo").readAll(limit: 5) }
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: Data("four".utf8))
        try pipe.fileHandleForWriting.close()
        let reader = InputReader(descriptor: pipe.fileHandleForReading.fileDescriptor)
        #expect(throws: InputReader.ReadError.tooLarge(limit: 3)) { try reader.readAll(limit: 3) }
        errno = ENOSPC
        #expect(throws: InputReader.ReadError.system(EBADF)) { try InputReader(descriptor: -1).readAll() }
    }
}
