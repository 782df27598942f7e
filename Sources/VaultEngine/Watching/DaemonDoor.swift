import GitStore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The door of a vault's daemon: a UNIX socket in the vault's state folder, through which other processes of the same person
/// ask it to be current, to say how it is, or to stop. A request and an answer are a line each.
package struct DaemonDoor: Sendable {
    /// What a daemon can be asked for; on the line, its own name.
    package enum Request: String, CaseIterable, Sendable {
        /// Answers once everything that was written before is in the index.
        case sync
        /// Answers with a ``DaemonStatus`` as JSON.
        case status
        /// Answers that it stops, and closes when it has.
        case stop
        /// Answers with a line after each update, until either side closes.
        case follow
    }

    /// What ``Request/sync`` is answered with where all went well.
    package static let current = "current"
    /// What it is answered with where the index could not be made current: whoever asks may try.
    static let failed = "failed"

    private let folder: String
    private let name: String

    /// - Parameters:
    ///   - folder: the state folder.
    ///   - name: the socket's name in it.
    package init(folder: String, name: String) {
        self.folder = folder
        self.name = name
    }

    /// Asks the daemon something; nil where there is none, or where it does not answer in time.
    package func ask(_ request: Request, timeoutMilliseconds: Int32 = 30_000) -> String? {
        guard let connection = connect() else { return nil }
        return connection.write(line: request.rawValue)
            ? connection.readLine(timeoutMilliseconds: timeoutMilliseconds) : nil
    }

    /// What comes of asking a daemon to bring the index up to date.
    enum Standing: Hashable, Sendable {
        case current
        /// The daemon could not; whoever asks may try.
        case failed
        case noDaemon
        /// There is one, and it does not answer in time: it is suspended, or busy.
        case silent
    }

    /// Asks the daemon to bring the index up to date, and does not wait long for one that may be suspended.
    /// Whoever gets no answer can do the work alone: where the daemon is just at it, it has the lock of the index,
    /// which is waited for.
    func sync(timeoutMilliseconds: Int32 = 1_000) -> Standing {
        let connection: DaemonConnection
        switch attempt(timeoutMilliseconds: timeoutMilliseconds) {
        case .success(let connected): connection = connected
        case .failure(let error): return error.code == EAGAIN || error.code == EWOULDBLOCK ? .silent : .noDaemon
        }
        guard connection.write(line: Request.sync.rawValue) else { return .noDaemon }
        switch connection.readLine(timeoutMilliseconds: timeoutMilliseconds) {
        case Self.current?: return .current
        case _?: return .failed
        case nil: return connection.hasEnded ? .noDaemon : .silent
        }
    }

    /// Opens a connection; nil where there is no daemon, or where so many wait for it that there is no place in time.
    package func connect(timeoutMilliseconds: Int32 = 5_000) -> DaemonConnection? {
        try? attempt(timeoutMilliseconds: timeoutMilliseconds).get()
    }

    private func attempt(timeoutMilliseconds: Int32) -> Result<DaemonConnection, SystemError> {
        // A link could lead to the socket of another program.
        var status = stat()
        guard lstat(folder + "/" + name, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK,
            status.st_uid == geteuid()
        else { return .failure(SystemError(code: ENOENT)) }
        return withAddress { address, length in
            let descriptor = Self.makeSocket()
            guard descriptor >= 0 else { return .failure(SystemError(code: errno)) }
            let connection = DaemonConnection(descriptor: descriptor)
            // On Linux, connecting waits for a place as writing does.
            var timeout = timeval()
            timeout.tv_sec = .init(timeoutMilliseconds / 1_000)
            timeout.tv_usec = .init(timeoutMilliseconds % 1_000 * 1_000)
            setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
            guard systemConnect(descriptor, address, length) == 0 else { return .failure(SystemError(code: errno)) }
            return .success(connection)
        } ?? .failure(SystemError(code: ENAMETOOLONG))
    }

    /// Opens the door. The caller holds the daemon's lock, so that what is left of an earlier one can go.
    ///
    /// Returns the listening descriptor, which the caller closes; nil where the system does not let it be.
    func open() -> Int32? {
        unlink(folder + "/" + name)
        let opened = withAddress { address, length -> Int32? in
            let descriptor = Self.makeSocket()
            guard descriptor >= 0 else { return nil }
            // Only the owner may write to it, which connecting asks for.
            let mask = umask(0o077)
            defer { umask(mask) }
            guard bind(descriptor, address, length) == 0, listen(descriptor, 64) == 0 else {
                close(descriptor)
                return nil
            }
            return descriptor
        }
        return opened ?? nil
    }

    func remove() { unlink(folder + "/" + name) }

    /// What tells the socket from another that is put in its place; nil where there is none.
    var inode: UInt64? {
        var status = stat()
        return lstat(folder + "/" + name, &status) == 0 ? UInt64(status.st_ino) : nil
    }

    private static func makeSocket() -> Int32 {
        #if canImport(Glibc)
            let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let descriptor = socket(AF_UNIX, SOCK_STREAM, 0)
        #endif
        if descriptor >= 0 { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        return descriptor
    }

    /// Calls `body` with the socket's address; nil where the path is longer than an address can be.
    private func withAddress<Result>(
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result? {
        var path = folder + "/" + name
        var holder: Int32 = -1
        defer { if holder >= 0 { close(holder) } }
        var address = sockaddr_un()
        let room = MemoryLayout.size(ofValue: address.sun_path) - 1
        #if os(Linux)
            if path.utf8.count > room {
                // An address holds 107 bytes. The folder's descriptor has a short name of its own.
                holder = systemOpen(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
                path = "/proc/self/fd/\(holder)/\(name)"
            }
        #endif
        guard path.utf8.count <= room else { return nil }
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { bytes in
            for (place, byte) in path.utf8.enumerated() { bytes[place] = byte }
        }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}

/// One connection to or from a daemon, closed with the last reference.
package final class DaemonConnection {
    let descriptor: Int32
    private var buffer: [UInt8] = []
    /// True once a line was waited for, and the other side had gone.
    private(set) var hasEnded = false

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Writes a line; false where the other side has gone.
    @discardableResult
    package func write(line: String) -> Bool {
        let bytes = Array((line + "\n").utf8)
        var start = 0
        while start < bytes.count {
            let written = bytes.withUnsafeBytes { buffer in
                send(descriptor, buffer.baseAddress.map { $0 + start }, buffer.count - start, Self.noSignal)
            }
            if written < 0 {
                if errno == EINTR { continue }
                return false
            }
            start += written
        }
        return true
    }

    /// Writes a line to one who may not be reading: where there is no room, what lies there unread will do. False where the
    /// other side has gone.
    func notify(line: String) -> Bool {
        let bytes = Array((line + "\n").utf8)
        return send(descriptor, bytes, bytes.count, Self.noSignal | Int32(MSG_DONTWAIT)) >= 0
            || errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR
    }

    /// The next line; nil where the other side has gone or the line is not there in time, however it comes. A negative time
    /// means to wait forever.
    package func readLine(timeoutMilliseconds: Int32) -> String? {
        let deadline = Deadline(milliseconds: timeoutMilliseconds)
        while true {
            if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
                defer { buffer.removeFirst(end + 1) }
                return String(decoding: buffer[..<end], as: UTF8.self)
            }
            guard let bytes = receive(until: deadline), buffer.count < 1 << 20 else { return nil }
            hasEnded = bytes.isEmpty
            if hasEnded { return nil }
            buffer += bytes
        }
    }

    /// Waits until the other side has gone, whatever it still says; false where it has not in time.
    func waitForEnd(timeoutMilliseconds: Int32) -> Bool {
        let deadline = Deadline(milliseconds: timeoutMilliseconds)
        while let bytes = receive(until: deadline) {
            if bytes.isEmpty { return true }
        }
        return false
    }

    /// What comes next, nothing where the other side has gone; nil where it is not there in time.
    private func receive(until deadline: Deadline) -> ArraySlice<UInt8>? {
        while true {
            var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let ready = poll(&polled, 1, deadline.millisecondsLeft)
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { return nil }
            var chunk = [UInt8](repeating: 0, count: 4_096)
            let count = recv(descriptor, &chunk, chunk.count, 0)
            if count < 0, errno == EINTR { continue }
            return chunk[..<max(count, 0)]
        }
    }

    /// Until when there is something to wait for: forever where the time is negative.
    private struct Deadline {
        private let moment: UInt64?

        init(milliseconds: Int32) {
            moment = milliseconds < 0 ? nil : ClockJumps.milliseconds() + UInt64(milliseconds)
        }

        /// As `poll` wants it.
        var millisecondsLeft: Int32 {
            guard let moment else { return -1 }
            let now = ClockJumps.milliseconds()
            return Int32(clamping: moment > now ? moment - now : 0)
        }
    }

    #if os(Linux)
        private static let noSignal = Int32(MSG_NOSIGNAL)
    #else
        private static let noSignal: Int32 = 0
    #endif
}

// The C library's, whose names the methods above shadow.
private func systemConnect(_ descriptor: Int32, _ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> Int32 {
    connect(descriptor, address, length)
}

private func systemOpen(_ path: String, _ flags: Int32) -> Int32 { open(path, flags) }
