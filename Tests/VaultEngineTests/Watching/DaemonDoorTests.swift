import Foundation
import Testing

@testable import VaultEngine

@Suite("The door of a daemon")
struct DaemonDoorTests {
    @Test("A line that comes byte by byte is waited for as long as one that does not come")
    func slowLine() throws {
        var descriptors: [Int32] = [-1, -1]
        try #require(socketpair(AF_UNIX, Self.stream, 0, &descriptors) == 0)
        let connection = DaemonConnection(descriptor: descriptors[0])
        let isOver = DispatchSemaphore(value: 0)
        Thread.detachNewThread { [other = descriptors[1]] in
            for _ in 0..<200 where isOver.wait(timeout: .now() + .milliseconds(5)) == .timedOut {
                _ = send(other, "x", 1, Self.noSignal)
            }
            _ = send(other, "\n", 1, Self.noSignal)
            close(other)
        }
        #expect(connection.readLine(timeoutMilliseconds: 50) == nil)
        isOver.signal()
    }

    @Test("Who finds no place at the door of a daemon that does nothing goes on without it")
    func crowd() throws {
        let folder = try TemporaryFolder()
        let door = DaemonDoor(folder: folder.path, name: "sock")
        let listener = try #require(door.open())
        defer { close(listener) }
        var crowd: [DaemonConnection] = []
        while crowd.count < 10_000, let connection = door.connect(timeoutMilliseconds: 20) { crowd.append(connection) }
        #expect(!crowd.isEmpty && crowd.count < 10_000)
    }

    #if canImport(Glibc)
        private static let stream = Int32(SOCK_STREAM.rawValue)
        private static let noSignal = Int32(MSG_NOSIGNAL)
    #else
        private static let stream = SOCK_STREAM
        private static let noSignal: Int32 = 0
    #endif
}
