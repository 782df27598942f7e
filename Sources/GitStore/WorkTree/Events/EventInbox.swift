#if canImport(Darwin)
    import CoreServices
    import Darwin
    import Dispatch

    /// Where the system's thread leaves file system events for the one that polls. All state is the queue's.
    final class EventInbox: @unchecked Sendable {
        struct Event: Sendable {
            /// Absolute, with symbolic links resolved.
            var path: String
            var flags: FSEventStreamEventFlags

            func has(_ flag: Int) -> Bool { flags & FSEventStreamEventFlags(truncatingIfNeeded: flag) != 0 }
        }

        let queue = DispatchQueue(label: "mosaic.events")
        /// Readable while there are events.
        let descriptor: CInt
        private let bell: CInt
        private var events: [Event] = []

        init() throws(FileEventsError) {
            var ends: [CInt] = [-1, -1]
            guard pipe(&ends) == 0 else { throw .unavailable(.last) }
            for end in ends {
                _ = fcntl(end, F_SETFD, FD_CLOEXEC)
                _ = fcntl(end, F_SETFL, O_NONBLOCK)
            }
            (descriptor, bell) = (ends[0], ends[1])
        }

        deinit {
            close(descriptor)
            close(bell)
        }

        /// Starts a stream of what happens from now on at and below the paths. Nil where the system has none to give. The
        /// inbox must outlive it.
        func startStream(_ paths: [String]) -> FSEventStreamRef? {
            guard let paths = EventInbox.array(paths) else { return nil }
            var context = FSEventStreamContext(
                version: 0, info: Unmanaged.passUnretained(self).toOpaque(), retain: nil, release: nil,
                copyDescription: nil)
            let callback: FSEventStreamCallback = { _, info, count, paths, flags, _ in
                guard let info else { return }
                let paths = paths.assumingMemoryBound(to: UnsafePointer<CChar>.self)
                let events = (0..<count).map { Event(path: String(cString: paths[$0]), flags: flags[$0]) }
                Unmanaged<EventInbox>.fromOpaque(info).takeUnretainedValue().add(events)
            }
            let flags =
                kFSEventStreamCreateFlagFileEvents | kFSEventStreamCreateFlagNoDefer | kFSEventStreamCreateFlagWatchRoot
            let stream = FSEventStreamCreate(
                nil, callback, &context, paths, FSEventStreamEventId(kFSEventStreamEventIdSinceNow),
                EventInbox.latency, FSEventStreamCreateFlags(truncatingIfNeeded: flags))
            guard let stream else { return nil }
            FSEventStreamSetDispatchQueue(stream, queue)
            if FSEventStreamStart(stream) { return stream }
            FSEventStreamInvalidate(stream)
            FSEventStreamRelease(stream)
            return nil
        }

        /// Takes what has arrived, and silences the bell.
        func takeAll() -> [Event] {
            queue.sync {
                var bytes = [UInt8](repeating: 0, count: 64)
                while read(descriptor, &bytes, bytes.count) > 0 {}
                defer { events = [] }
                return events
            }
        }

        /// In seconds; short, as the caller waits for things to settle.
        private static let latency = 0.02

        /// On the queue.
        private func add(_ new: [Event]) {
            if events.isEmpty, !new.isEmpty {
                var byte: UInt8 = 1
                _ = write(bell, &byte, 1)
            }
            events += new
        }

        private static func array(_ paths: [String]) -> CFArray? {
            guard let array = CFArrayCreateMutable(nil, 0, [kCFTypeArrayCallBacks]) else { return nil }
            for path in paths {
                let text = CFStringCreateWithCString(nil, path, CFStringBuiltInEncodings.UTF8.rawValue)
                guard let text else { return nil }
                CFArrayAppendValue(array, Unmanaged.passUnretained(text).toOpaque())
            }
            return array
        }
    }
#endif
