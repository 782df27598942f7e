#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

#if !canImport(Darwin)
    /// Linux's own source of events, one watch a folder. See `inotify(7)`.
    final class Inotify {
        /// What happened in a folder, or to it: then there is no name.
        struct Event {
            /// Never used again for another folder; −1 for what is about none.
            var watch: Int32
            var mask: UInt32
            /// Valid only while it is being handed over.
            var name: UnsafeRawBufferPointer

            func has(_ flag: UInt32) -> Bool { mask & flag != 0 }
        }

        enum Flag {
            static let attributes = UInt32(IN_ATTRIB)
            static let movedFrom = UInt32(IN_MOVED_FROM)
            static let movedTo = UInt32(IN_MOVED_TO)
            static let created = UInt32(IN_CREATE)
            static let deleted = UInt32(IN_DELETE)
            static let selfMoved = UInt32(IN_MOVE_SELF)
            static let selfDeleted = UInt32(IN_DELETE_SELF)
            static let isDirectory = UInt32(IN_ISDIR)
            /// The watch is no more.
            static let ignored = UInt32(IN_IGNORED)
            /// The kernel's queue was full.
            static let overflow = UInt32(IN_Q_OVERFLOW)
        }

        let descriptor: CInt
        private var buffer = [UInt8](repeating: 0, count: 1 << 16)

        init() throws(FileEventsError) {
            descriptor = inotify_init1(CInt(IN_CLOEXEC) | CInt(IN_NONBLOCK))
            guard descriptor >= 0 else { throw .unavailable(.last) }
        }

        deinit { close(descriptor) }

        /// The same for every folder: one that is watched for two reasons has but one watch.
        private static let mask =
            UInt32(IN_MODIFY) | UInt32(IN_CLOSE_WRITE) | Flag.attributes | Flag.movedFrom | Flag.movedTo | Flag.created
            | Flag.deleted | Flag.selfMoved | Flag.selfDeleted | UInt32(IN_ONLYDIR) | UInt32(IN_EXCL_UNLINK)

        /// Watches the very folder that is open. Gives the same number again for one that is watched already.
        func watch(_ directory: OpenDirectory) -> Result<Int32, SystemError> {
            let watch = inotify_add_watch(descriptor, "/proc/self/fd/\(directory.descriptor)", Inotify.mask)
            return watch < 0 ? .failure(.last) : .success(watch)
        }

        /// Events that wait already still come.
        func forget(_ watch: Int32) { inotify_rm_watch(descriptor, watch) }

        /// Hands over some of the events that wait, in the order in which they happened; false where none does.
        func read(_ body: (Event) -> Void) -> Bool {
            buffer.withUnsafeMutableBytes { buffer in
                var count = -1
                repeat {
                    count = systemRead(descriptor, buffer.baseAddress, buffer.count)
                } while count < 0 && errno == EINTR
                guard count > 0, let start = UnsafeRawPointer(buffer.baseAddress) else { return false }
                var position = 0
                while position + Inotify.headerSize <= count {
                    let length = Int(start.loadUnaligned(fromByteOffset: position + 12, as: UInt32.self))
                    let name = start + position + Inotify.headerSize
                    guard position + Inotify.headerSize + length <= count else { break }
                    body(
                        Event(
                            watch: start.loadUnaligned(fromByteOffset: position, as: Int32.self),
                            mask: start.loadUnaligned(fromByteOffset: position + 4, as: UInt32.self),
                            name: UnsafeRawBufferPointer(
                                start: name, count: strnlen(name.assumingMemoryBound(to: CChar.self), length))))
                    position += Inotify.headerSize + length
                }
                return true
            }
        }

        private static let headerSize = 16
    }

    /// The C library's, whose name the method above shadows.
    #if canImport(Glibc)
        private let systemRead = Glibc.read
    #elseif canImport(Musl)
        private let systemRead = Musl.read
    #endif
#endif
