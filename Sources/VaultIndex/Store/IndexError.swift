import GRDB
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

    /// Gives errors of SQLite the name of what they mean for the index in a folder.
    static func naming<Result>(in folder: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let broken as SQLConnection.BrokenAnswer {
            return try naming(in: folder) { throw broken.cause }
        } catch let error as DatabaseError {
            switch error.resultCode {
            case _ where error.meansFullDisk: throw IndexError.diskFull(path: folder)
            case .SQLITE_BUSY: throw IndexError.busy(path: folder)
            case .SQLITE_READONLY, .SQLITE_CANTOPEN:
                if let lack = SystemError.ofOpening() {
                    throw IndexError.failed(path: folder, reason: lack.description)
                }
                throw IndexError.notWritable(path: folder)
            default:
                throw IndexError.failed(path: folder, reason: error.message ?? "SQLite error \(error.resultCode)")
            }
        }
    }
}
