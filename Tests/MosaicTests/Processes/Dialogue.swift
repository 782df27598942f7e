import Foundation
import Testing

/// A process that has a terminal for its input and output, and a person's end of it.
final class Dialogue {
    private let process: Process
    private let controller: Int32
    private var pending: [UInt8] = []

    init(_ process: Process, columns: UInt16 = 100) throws {
        var ends: (controller: Int32, process: Int32) = (-1, -1)
        var size = winsize(ws_row: 40, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        guard openpty(&ends.controller, &ends.process, nil, nil, &size) == 0 else {
            throw TranscriptSession.Problem(description: "there is no terminal to be had")
        }
        _ = fcntl(ends.controller, F_SETFD, FD_CLOEXEC)
        controller = ends.controller
        self.process = process
        let terminal = FileHandle(fileDescriptor: ends.process, closeOnDealloc: false)
        process.standardInput = terminal
        process.standardOutput = terminal
        process.standardError = terminal
        try process.run()
        close(ends.process)
    }

    deinit { close(controller) }

    var exitCode: Int32 {
        process.waitUntilExit()
        return process.terminationStatus
    }

    func type(_ text: String) {
        let bytes = Array(text.utf8)
        #expect(write(controller, bytes, bytes.count) == bytes.count)
    }

    /// What the terminal shows up to a text, or to its end.
    func read(until text: String) -> String {
        while true {
            let shown = String(decoding: pending, as: UTF8.self)
            if shown.contains(text) || !readMore() {
                pending = []
                return shown
            }
        }
    }

    func readToEnd() -> String {
        while readMore() {}
        return String(decoding: pending, as: UTF8.self)
    }

    /// Milliseconds after which a terminal that shows nothing more is stuck.
    private static let patience: Int32 = 120_000

    private func readMore() -> Bool {
        var state = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
        guard poll(&state, 1, Self.patience) != 0 else {
            Issue.record("The terminal shows nothing more than \(String(decoding: pending, as: UTF8.self))")
            return false
        }
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = Foundation.read(controller, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            pending += chunk[..<count]
            return true
        }
    }
}
