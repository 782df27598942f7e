import Testing

@testable import GitStore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite("A program that was started")
struct StartedProgramTests {
    private func start(_ script: String, environment: [String: String] = [:]) throws -> StartedProgram {
        try StartedProgram(
            "/bin/sh", words: ["sh", "-c", script], environment: environment, streams: .init(),
            signals: .init(restored: [], areUnblocked: true))
    }

    @Test(
        "ends with its code, or with 128 and the signal, which is told once",
        arguments: [("exit 0", 0), ("exit 7", 7), ("kill -TERM $$", 128 + SIGTERM)] as [(String, Int32)])
    func ends(script: String, code: Int32) throws {
        let program = try start(script)
        #expect(program.state(waits: true) == .ended(code))
        #expect(program.state(waits: true) == .untold)
    }

    @Test("runs until it ends, in the environment that it is given and no other")
    func environment() throws {
        let program = try start("[ \"$A\" = 'b c' ] && [ -z \"$HOME\" ]", environment: ["A": "b c"])
        #expect(program.state(waits: true) == .ended(0))
        let sleeper = try start("exec /bin/sleep 1000")
        #expect(sleeper.state(waits: false) == .running)
        let killer = try start("/bin/kill \(sleeper.id)")
        #expect(killer.state(waits: true) == .ended(0))
        #expect(sleeper.state(waits: true) == .ended(128 + SIGTERM))
    }

    @Test("cannot be one that is not there")
    func missing() {
        #expect(throws: SystemError(code: ENOENT)) {
            try StartedProgram(
                "/nowhere/at/all", words: ["all"], environment: [:], streams: .init(), signals: .init(restored: []))
        }
    }
}
