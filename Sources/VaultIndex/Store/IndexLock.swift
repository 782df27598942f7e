import GitStore

/// The locks that keep others from changing an index meanwhile.
enum IndexLock {
    /// The lock at a path, where it is free; nil where another process has it.
    ///
    /// - Throws: `IndexError` where the lock cannot be made.
    static func take(_ path: String) throws -> AdvisoryLock? {
        do {
            return try AdvisoryLock.acquire(path, wait: .no)
        } catch .busy {
            return nil
        } catch .unavailable(let path, let error) {
            throw unavailable(path, error)
        }
    }

    /// The lock at a path, once it is free.
    ///
    /// - Throws: `IndexError.busy` where it is not free in ten minutes, and what ``take(_:)`` throws.
    static func wait(for path: String) throws -> AdvisoryLock {
        do {
            return try AdvisoryLock.acquire(path, wait: .seconds(600))
        } catch .busy(let path) {
            throw IndexError.busy(path: path)
        } catch .unavailable(let path, let error) {
            throw unavailable(path, error)
        }
    }

    private static func unavailable(_ path: String, _ error: SystemError) -> IndexError {
        if error.meansExhausted { return .failed(path: path, reason: error.description) }
        return error.meansNoSpace ? .diskFull(path: path) : .notWritable(path: path)
    }
}
