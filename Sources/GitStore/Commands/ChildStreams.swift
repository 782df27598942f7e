#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension ChildProcess {
    /// The three standard streams of a child process, each a connected pair of descriptors.
    struct Streams {
        // A socket, not a pipe, so that writing to a program that has ended is an error here and not a signal. The outputs
        // are pipes: a hook may open /dev/stderr, which cannot be done with a socket.
        private var input: (own: Int32, child: Int32) = (-1, -1)
        private var output: (own: Int32, child: Int32) = (-1, -1)
        private var errors: (own: Int32, child: Int32) = (-1, -1)

        /// Makes the pairs; gives the system's error number where that fails.
        mutating func open(hasInput: Bool) -> Int32? {
            if let code = Self.makePipe(&output) ?? Self.makePipe(&errors) { return code }
            if hasInput { return Self.makeSocket(&input) }
            input.child = System.openNull()
            return input.child < 0 ? errno : nil
        }

        mutating func closeChildEnds() {
            Self.close(&input.child)
            Self.close(&output.child)
            Self.close(&errors.child)
        }

        mutating func closeAll() {
            closeChildEnds()
            Self.close(&input.own)
            Self.close(&output.own)
            Self.close(&errors.own)
        }

        /// The child's ends.
        var ofChild: StartedProgram.Streams { .init(input: input.child, output: output.child, errors: errors.child) }

        /// Writes `bytes` and reads both outputs until they end.
        ///
        /// A hook may leave a program running that holds the outputs open, and may write to them for ever: once `hasEnded` says
        /// that the child itself has ended, what is there is read and nothing more is waited for.
        mutating func exchange(
            _ bytes: [UInt8], hasEnded: () -> Bool
        ) -> (output: [UInt8], errors: [UInt8]) {
            var written = 0
            var roundsLeft: Int?
            var gathered: [UInt8] = []
            var complaints: [UInt8] = []
            if bytes.isEmpty { Self.close(&input.own) }
            while output.own >= 0 || errors.own >= 0 {
                var polled = [
                    pollfd(fd: output.own, events: Int16(POLLIN), revents: 0),
                    pollfd(fd: errors.own, events: Int16(POLLIN), revents: 0),
                    pollfd(fd: input.own, events: Int16(POLLOUT), revents: 0),
                ]
                let ready = poll(&polled, nfds_t(polled.count), roundsLeft == nil ? 100 : 0)
                if ready < 0, errno != EINTR { break }
                if let left = roundsLeft {
                    if ready == 0 || left == 0 { break }
                    roundsLeft = left - 1
                } else if hasEnded() {
                    roundsLeft = Self.lastRounds
                }
                guard ready > 0 else { continue }
                if polled[0].revents != 0, !Self.read(output.own, into: &gathered) { Self.close(&output.own) }
                if polled[1].revents != 0, !Self.read(errors.own, into: &complaints) { Self.close(&errors.own) }
                if polled[2].revents != 0, !Self.write(bytes, from: &written, to: input.own) { Self.close(&input.own) }
            }
            return (gathered, complaints)
        }

        /// How many rounds read all that a pipe can hold: a mebibyte where pages are large.
        private static let lastRounds = 16

        // MARK: - Descriptors

        private static func makePipe(_ pair: inout (own: Int32, child: Int32)) -> Int32? {
            switch OwnDescriptor.pipe() {
            case .success(let ends): pair = (ends.reading, ends.writing)
            case .failure(let error): return error.code
            }
            _ = fcntl(pair.own, F_SETFL, O_NONBLOCK)
            return nil
        }

        private static func makeSocket(_ pair: inout (own: Int32, child: Int32)) -> Int32? {
            var descriptors: [Int32] = [-1, -1]
            #if canImport(Darwin)
                guard socketpair(AF_UNIX, SOCK_STREAM, 0, &descriptors) == 0 else { return errno }
                for descriptor in descriptors { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
                var isOn: Int32 = 1
                setsockopt(descriptors[0], SOL_SOCKET, SO_NOSIGPIPE, &isOn, socklen_t(MemoryLayout<Int32>.size))
            #else
                let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
                guard socketpair(AF_UNIX, type, 0, &descriptors) == 0 else { return errno }
            #endif
            _ = fcntl(descriptors[0], F_SETFL, O_NONBLOCK)
            pair = (descriptors[0], descriptors[1])
            return nil
        }

        private static func close(_ descriptor: inout Int32) {
            guard descriptor >= 0 else { return }
            System.close(descriptor)
            descriptor = -1
        }

        /// Reads what is there; false at the end.
        private static func read(_ descriptor: Int32, into bytes: inout [UInt8]) -> Bool {
            let room = 65536
            var got = 0
            var code: Int32 = 0
            let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                got = System.read(descriptor, UnsafeMutableRawPointer(buffer.baseAddress), room)
                code = errno
                count = max(got, 0)
            }
            bytes += chunk
            return got > 0 || (got < 0 && (code == EAGAIN || code == EINTR))
        }

        /// Writes what fits; false when all is written or nobody reads it any more.
        private static func write(_ bytes: [UInt8], from written: inout Int, to descriptor: Int32) -> Bool {
            #if canImport(Darwin)
                let flags: Int32 = 0
            #else
                let flags = Int32(MSG_NOSIGNAL)
            #endif
            let start = written
            let count = bytes.withUnsafeBytes { buffer in
                send(descriptor, buffer.baseAddress.map { $0 + start }, buffer.count - start, flags)
            }
            if count < 0 { return errno == EAGAIN || errno == EINTR }
            written += count
            return written < bytes.count
        }
    }
}

/// The system calls whose names the methods here take.
private enum System {
    static func openNull() -> Int32 { open("/dev/null", O_RDONLY | O_CLOEXEC) }

    static func close(_ descriptor: Int32) {
        #if canImport(Glibc)
            _ = Glibc.close(descriptor)
        #elseif canImport(Musl)
            _ = Musl.close(descriptor)
        #else
            _ = Darwin.close(descriptor)
        #endif
    }

    static func read(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
        #if canImport(Glibc)
            Glibc.read(descriptor, buffer, count)
        #elseif canImport(Musl)
            Musl.read(descriptor, buffer, count)
        #else
            Darwin.read(descriptor, buffer, count)
        #endif
    }
}
