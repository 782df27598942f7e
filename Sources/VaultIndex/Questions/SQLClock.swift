import GRDBSQLite

/// The present that SQLite's `now` and `CURRENT_TIMESTAMP` are of: an SQLite file system that is the system's own but for the clock,
/// for as long as this lives (<https://www.sqlite.org/c3ref/vfs.html>).
final class SQLClock {
    /// What SQLite gets: its own description of a file system, and behind it what the clock shows.
    private struct Clock {
        var system: sqlite3_vfs
        /// Milliseconds since noon of 24 November 4714 BC, UTC, as SQLite counts.
        var julianMilliseconds: sqlite3_int64
    }

    private let clock: UnsafeMutablePointer<Clock>
    private let characters: UnsafeMutableBufferPointer<CChar>

    /// The name by which a connection is opened with it.
    let name: String

    private static let julianMillisecondsOfEpoch: Int64 = 210_866_760_000_000

    /// - Parameter now: seconds since 1970, UTC.
    init(now: Int64) {
        clock = .allocate(capacity: 1)
        name = "mosaic-\(UInt(bitPattern: clock))"
        let text = name.utf8CString
        characters = .allocate(capacity: text.count)
        _ = characters.initialize(fromContentsOf: text)
        var system = sqlite3_vfs_find(nil).pointee
        system.zName = UnsafePointer(characters.baseAddress)
        system.pNext = nil
        system.xCurrentTimeInt64 = { system, time in
            let clock = UnsafeRawPointer(system)?.assumingMemoryBound(to: Clock.self)
            time?.pointee = clock?.pointee.julianMilliseconds ?? 0
            return SQLITE_OK
        }
        clock.initialize(
            to: Clock(system: system, julianMilliseconds: Self.julianMillisecondsOfEpoch + now * 1_000))
        sqlite3_vfs_register(registered, 0)
    }

    deinit {
        sqlite3_vfs_unregister(registered)
        clock.deallocate()
        characters.deallocate()
    }

    /// The first of the fields, which is where the whole is.
    private var registered: UnsafeMutablePointer<sqlite3_vfs> {
        UnsafeMutableRawPointer(clock).assumingMemoryBound(to: sqlite3_vfs.self)
    }
}
