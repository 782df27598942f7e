import CGit2

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Makes descriptors that no program inherits. On Linux not even one that another thread starts at that very moment: it would
/// keep open what this process has closed.
package enum OwnDescriptor {
    /// A pipe's two ends.
    package static func pipe() -> Result<(reading: Int32, writing: Int32), SystemError> {
        var ends: [Int32] = [-1, -1]
        #if canImport(Darwin)
            guard Darwin.pipe(&ends) == 0 else { return .failure(.last) }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        #else
            guard mosaic_pipe_closing_on_exec(&ends) == 0 else { return .failure(.last) }
        #endif
        return .success((ends[0], ends[1]))
    }

    /// The next connection at a socket that listens.
    package static func accept(at listener: Int32) -> Result<Int32, SystemError> {
        #if canImport(Darwin)
            let descriptor = Darwin.accept(listener, nil, nil)
            if descriptor >= 0 { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        #else
            let descriptor = mosaic_accept_closing_on_exec(listener)
        #endif
        return descriptor < 0 ? .failure(.last) : .success(descriptor)
    }
}
