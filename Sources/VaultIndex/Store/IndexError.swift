import GitStore

/// Says why an index could not be used.
package enum IndexError: Error, Hashable, Sendable {
    /// The index was made by a newer Mosaic; it is left alone.
    case newer(path: String, version: Int, supported: Int)
    /// Another process is bringing the index up to date, and did not end in time.
    case busy(path: String)
    /// The folder of the index cannot be made or written.
    case notWritable(path: String)
    /// The disk is full, or a quota is.
    case diskFull(path: String)
    /// Anything else that the system or SQLite reports.
    case failed(path: String, reason: String)
    /// There is no index yet, and it was asked to answer from what there is.
    case absent
}

extension IndexError {
    /// What a call of the system that failed with an error number, on a path, means for the index.
    init(_ code: CInt, path: String) {
        let error = SystemError(code: code)
        self = error.meansNoSpace ? .diskFull(path: path) : .failed(path: path, reason: error.description)
    }
}
