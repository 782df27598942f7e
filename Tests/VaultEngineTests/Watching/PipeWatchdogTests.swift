import Foundation
import GitStore
import TestSupport
import Testing

@testable import VaultEngine

struct PipeWatchdogTests {
    @Test("Who waits at a pipe reads an empty file", .timeLimit(.minutes(SanitizerSettings.minutes(15))))
    func pipe() throws {
        let vault = try TestVault()
        let location = try vault.open().location.repository
        let path = location.gitDirectory + "/config"
        try FileManager.default.removeItem(atPath: path)
        try #require(mkfifo(path, 0o644) == 0)
        let length = PipeWatchdog(location: location).watch {
            let reader = open(path, O_RDONLY)
            defer { close(reader) }
            var byte: UInt8 = 0
            return read(reader, &byte, 1)
        }
        #expect(length == 0)
        withExtendedLifetime(vault) {}
    }
}
