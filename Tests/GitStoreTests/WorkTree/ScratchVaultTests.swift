import Testing

@testable import GitStore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

#if os(Linux)
    @Suite struct ScratchVaultTests {
        @Test func `Waiting for a file that stays open ends`() throws {
            let vault = try ScratchVault()
            try vault.write("a.md", "x")
            let stream = try #require(fopen(vault.full("a.md"), "ae"))
            #expect(!vault.waitUntilClosed("a.md", tries: 3))
            fclose(stream)
            #expect(vault.waitUntilClosed("a.md"))
        }
    }
#endif
