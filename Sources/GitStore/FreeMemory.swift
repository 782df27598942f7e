import CGit2

/// What the process has of memory that nothing uses.
package enum FreeMemory {
    /// Gives it back to the system, where the allocator can, with what `release` sets free.
    package static func giveBack(releasing release: () -> Void) {
        // What would go back only after a while stays where it is when nothing is allocated any more.
        let delay = mosaic_set_memory_delay(0)
        defer { _ = mosaic_set_memory_delay(delay) }
        release()
        mosaic_return_memory()
    }
}
