/// What was seen of the files outside the vault's tree that its ignore rules come from, to tell without git whether the
/// rules may have changed since.
///
/// The ignore files in the tree are not among them: the scanner watches those.
package enum IgnoreFingerprint {
    /// Takes the fingerprint of the sources as they are now. `place` is where the repository is: a copy of it has files of its
    /// own.
    package static func take(_ sources: IgnoreSources, at place: String) -> [UInt8] {
        take(sources, at: place, clock: RacyClock.now)
    }

    /// Tells whether nothing that the fingerprint is of has changed, at the cost of one `stat` a file, most often. False for
    /// bytes that are no fingerprint, and for one that was taken at another place.
    ///
    /// When it has, the sources are to be found anew, and the tree to be scanned with `Recheck.everything`.
    package static func isCurrent(_ fingerprint: [UInt8], at place: String) -> Bool {
        fingerprint.withUnsafeBytes { buffer in
            var reader = Reader(buffer)
            guard reader.number(UInt32.self) == magic, reader.text() == place else { return false }
            while !reader.isAtEnd {
                guard let path = reader.text(), let state = State(from: &reader) else { return false }
                if !state.isOf(path) { return false }
            }
            return true
        }
    }

    static func take(_ sources: IgnoreSources, at place: String, clock: () -> Int64) -> [UInt8] {
        let clock = RacyClock(takenAt: clock(), threshold: WorkTreeScanner.defaultRacyThreshold)
        var bytes: [UInt8] = []
        append(magic, to: &bytes)
        append(place, to: &bytes)
        for path in sources.filesOutsideVault {
            append(path, to: &bytes)
            State(of: path, clock).append(to: &bytes)
        }
        return bytes
    }

    private static let magic: UInt32 = 0x0246_494D  // "MIF", 2

    /// What was seen of one file.
    private struct State {
        private var isThere = false
        private var isRacy = false
        private var modified: Int64 = 0
        private var statusChanged: Int64 = 0
        private var inode: UInt64 = 0
        private var digest: UInt64 = 0

        init(of path: String, _ clock: RacyClock) {
            guard let contents = try? FileReader.readAnywhere(path, limit: 8 << 20, followingLinks: true) else {
                return
            }
            isThere = true
            isRacy = clock.isRacy(contents.stamp.statusChanged)
            modified = contents.stamp.modified
            statusChanged = contents.stamp.statusChanged
            inode = contents.stamp.inode
            digest = State.digest(contents.bytes)
        }

        init?(from reader: inout Reader) {
            guard let flags = reader.number(UInt8.self), let modified = reader.number(Int64.self),
                let statusChanged = reader.number(Int64.self), let inode = reader.number(UInt64.self),
                let digest = reader.number(UInt64.self)
            else { return nil }
            isThere = flags & 1 != 0
            isRacy = flags & 2 != 0
            self.modified = modified
            self.statusChanged = statusChanged
            self.inode = inode
            self.digest = digest
        }

        func append(to bytes: inout [UInt8]) {
            IgnoreFingerprint.append((isThere ? 1 : 0) | (isRacy ? 2 : 0) as UInt8, to: &bytes)
            IgnoreFingerprint.append(modified, to: &bytes)
            IgnoreFingerprint.append(statusChanged, to: &bytes)
            IgnoreFingerprint.append(inode, to: &bytes)
            IgnoreFingerprint.append(digest, to: &bytes)
        }

        /// A file that was only touched, or rewritten with the same contents, is the same.
        func isOf(_ path: String) -> Bool {
            guard let stamp = FileReader.stampAnywhere(path) else { return !isThere }
            if isThere, !isRacy, stamp.modified == modified, stamp.statusChanged == statusChanged, stamp.inode == inode
            {
                return true
            }
            guard let contents = try? FileReader.readAnywhere(path, limit: 8 << 20, followingLinks: true) else {
                return !isThere
            }
            return isThere && State.digest(contents.bytes) == digest
        }

        /// FNV-1a: it guards against accidents, not against people, who could as well edit the index.
        private static func digest(_ bytes: [UInt8]) -> UInt64 {
            bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        }
    }

    private struct Reader {
        private let buffer: UnsafeRawBufferPointer
        private var position = 0

        init(_ buffer: UnsafeRawBufferPointer) { self.buffer = buffer }

        var isAtEnd: Bool { position == buffer.count }

        mutating func number<Number: FixedWidthInteger & BitwiseCopyable>(_: Number.Type) -> Number? {
            let size = MemoryLayout<Number>.size
            guard let start = buffer.baseAddress, buffer.count - position >= size else { return nil }
            defer { position += size }
            return start.number(at: position, Number.self)
        }

        mutating func text() -> String? {
            guard let length = number(UInt32.self).map(Int.init), buffer.count - position >= length else { return nil }
            defer { position += length }
            return String(decoding: buffer[position..<position + length], as: UTF8.self)
        }
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        append(UInt32(truncatingIfNeeded: text.utf8.count), to: &bytes)
        bytes += text.utf8
    }

    private static func append<Number: FixedWidthInteger>(_ number: Number, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
    }
}
