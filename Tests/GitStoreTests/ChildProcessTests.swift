import TestSupport
import Testing

@testable import GitStore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite struct ChildProcessTests {
    @Test func whatIsWrittenJustBeforeTheEndIsReadThoughSomebodyHoldsTheOutput() throws {
        let folder = try TemporaryFolder()
        let script =
            "sleep 1000 & echo $! > '\(folder.path)/pid'; until [ -e '\(folder.path)/go' ]; do sleep 0.01; done; echo late"
        var streams = ChildProcess.Streams()
        defer { streams.closeAll() }
        #expect(streams.open(hasInput: false) == nil)
        let program = try StartedProgram(
            "/bin/sh", words: ["sh", "-c", script], environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"],
            streams: streams.ofChild, signals: .init(restored: []))
        streams.closeChildEnds()
        // It writes and ends after the streams were found to have nothing, and before it is asked whether it has ended.
        let (output, _) = streams.exchange([]) {
            fclose(fopen(folder.path + "/go", "w"))
            return program.state(waits: true) == .ended(0)
        }
        #expect(String(decoding: output, as: UTF8.self) == "late\n")
        let holder = try #require(try FileReading.contents(of: folder.path + "/pid"))
        _ = try ChildProcess.run(
            "kill", [String(decoding: holder, as: UTF8.self).filter(\.isNumber)],
            environment: TestRepository.environment, input: nil)
    }

    @Test func aProgramThatIsLeftRunningAndNeverStopsWritingIsNotWaitedFor() throws {
        // It ends by itself once nobody reads any more, and after a minute in any case.
        let chatter = "end=$(($(date +%s) + 60)); while [ $(date +%s) -lt $end ] && echo x; do sleep 0.01; done"
        let result = try ChildProcess.run(
            "sh", ["-c", "(\(chatter)) & echo done >&2"], environment: TestRepository.environment, input: nil)
        #expect(result.status == 0)
        #expect(String(decoding: result.standardError, as: UTF8.self) == "done\n")
        #expect(result.standardOutput.count < 100)
    }
}
