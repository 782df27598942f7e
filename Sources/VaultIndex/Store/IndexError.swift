/// Says why an index could not be used.
package enum IndexError: Error, Hashable, Sendable {
    /// The index was made by a newer Mosaic; it is left alone.
    case newer(path: String, version: Int, supported: Int)
    /// Another process is bringing the index up to date.
    case busy(path: String)
    /// The folder or file of the index cannot be written.
    case notWritable(path: String)
    /// The disk is full.
    case diskFull(path: String)
}
