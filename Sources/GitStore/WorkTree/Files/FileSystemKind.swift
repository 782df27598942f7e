#if canImport(Darwin)
    import Darwin
#else
    import CGit2
#endif

/// What a folder's file system is, as far as it matters to who watches it.
package enum FileSystemKind: Hashable, Sendable {
    /// Whatever changes here is told by events.
    case local
    /// Another machine or program may change it, and then no event comes; what it is called.
    case shared(name: String)

    /// That of the file system that a path is on; ``local`` for a path that is not there.
    package static func of(_ path: String) -> FileSystemKind {
        #if canImport(Darwin)
            var status = statfs()
            guard statfs(path, &status) == 0 else { return .local }
            if status.f_flags & UInt32(MNT_LOCAL) != 0 { return .local }
            let name = withUnsafeBytes(of: status.f_fstypename) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            return .shared(name: name)
        #else
            return names[mosaic_file_system_type(path)].map { .shared(name: $0) } ?? .local
        #endif
    }

    #if !canImport(Darwin)
        /// By the numbers that the kernel has for them (`statfs(2)`, `linux/magic.h`).
        private static let names: [UInt32: String] = [
            0x6969: "NFS", 0x517B: "SMB", 0xFF53_4D42: "CIFS", 0xFE53_4D42: "SMB", 0x0102_1997: "9P",
            0x6573_5546: "FUSE", 0x5346_414F: "AFS", 0x6B41_4653: "AFS", 0x7375_7245: "Coda", 0x00C3_6400: "Ceph",
            0x0BD0_0BD0: "Lustre", 0x7461_636F: "OCFS2", 0x0116_1970: "GFS2", 0x786F_4256: "VirtualBox",
            0xBACB_ACBC: "VMware",
        ]
    #endif
}
