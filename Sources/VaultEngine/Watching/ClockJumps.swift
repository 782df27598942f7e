#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Tells that the machine slept, or that somebody set its clock: what happened meanwhile may have come without events, and
/// stamps before and after do not compare.
struct ClockJumps {
    /// What three clocks show; milliseconds.
    struct Reading: Hashable {
        /// Stands still while the machine sleeps.
        var awake: Int64
        /// Goes on while the machine sleeps.
        var elapsed: Int64
        /// The time of day, which can be set.
        var wall: Int64

        static func now() -> Reading {
            #if canImport(Darwin)
                Reading(awake: read(CLOCK_UPTIME_RAW), elapsed: read(CLOCK_MONOTONIC_RAW), wall: read(CLOCK_REALTIME))
            #else
                Reading(awake: read(CLOCK_MONOTONIC), elapsed: read(CLOCK_BOOTTIME), wall: read(CLOCK_REALTIME))
            #endif
        }

        fileprivate static func read(_ clock: clockid_t) -> Int64 {
            var time = timespec()
            clock_gettime(clock, &time)
            return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
        }
    }

    /// Milliseconds of a clock that never goes back.
    static func milliseconds() -> UInt64 { UInt64(Reading.read(CLOCK_MONOTONIC)) }

    private var last: Reading

    /// What clocks may be apart for no better reason than that they are read one after another, or adjusted; milliseconds.
    private static let tolerance: Int64 = 1_000

    init(_ reading: Reading = .now()) {
        last = reading
    }

    /// True where the clocks went differently since the reading before.
    mutating func note(_ reading: Reading = .now()) -> Bool {
        let slept = (reading.elapsed - last.elapsed) - (reading.awake - last.awake)
        let set = (reading.wall - last.wall) - (reading.elapsed - last.elapsed)
        last = reading
        return slept.magnitude > Self.tolerance || set.magnitude > Self.tolerance
    }
}
