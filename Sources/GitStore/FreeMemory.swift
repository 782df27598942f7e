import CGit2

/// What the process has of memory that nothing uses.
package enum FreeMemory {
    /// Gives it back to the system, where the allocator can.
    package static func giveBack() { mosaic_return_memory() }
}
