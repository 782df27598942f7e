import GRDB
import GRDBSQLite
import VaultModel

/// A prepared statement bound by position, without the boxes of `DatabaseValue`: for rows by the hundred thousand.
final class RowStatement {
    private let statement: Statement
    private let pointer: OpaquePointer
    private var position: Int32 = 0
    private var code: Int32 = SQLITE_OK
    /// The bytes of the texts that are bound, so that SQLite need not copy each into memory of its own.
    private var texts: UnsafeMutableRawPointer?
    private var textBytes = 0

    private static let textCapacity = 4_096

    init(_ database: Database, _ sql: String) throws {
        statement = try database.cachedStatement(sql: sql)
        pointer = statement.sqliteStatement
    }

    deinit {
        guard let texts else { return }
        // The statement may be used again, and must not hold what is gone.
        sqlite3_clear_bindings(pointer)
        texts.deallocate()
    }

    @inline(__always)
    private func note(_ result: Int32) {
        if result != SQLITE_OK { code = result }
    }

    @discardableResult
    func bind(_ value: Int64?) -> RowStatement {
        position += 1
        note(value.map { sqlite3_bind_int64(pointer, position, $0) } ?? sqlite3_bind_null(pointer, position))
        return self
    }

    @discardableResult
    func bind(_ value: Int) -> RowStatement { bind(Int64(value)) }

    @discardableResult
    func bind(_ value: Bool) -> RowStatement { bind(value ? 1 : 0) }

    @discardableResult
    func bind(_ value: Double?) -> RowStatement {
        position += 1
        note(value.map { sqlite3_bind_double(pointer, position, $0) } ?? sqlite3_bind_null(pointer, position))
        return self
    }

    @discardableResult
    func bind(_ value: String?) -> RowStatement {
        position += 1
        guard var text = value else {
            note(sqlite3_bind_null(pointer, position))
            return self
        }
        note(text.withUTF8 { bind(utf8: UnsafeRawBufferPointer($0)) })
        return self
    }

    private func bind(utf8: UnsafeRawBufferPointer) -> Int32 {
        let count = Int32(clamping: utf8.count)
        guard utf8.count <= Self.textCapacity - textBytes else {
            let characters = utf8.baseAddress?.assumingMemoryBound(to: CChar.self)
            return sqlite3_bind_text(pointer, position, characters, count, Self.copy)
        }
        let start = texts ?? .allocate(byteCount: Self.textCapacity, alignment: 1)
        texts = start
        // An empty text has an address as well: NULL would bind a NULL.
        let place = start + textBytes
        if let source = utf8.baseAddress { place.copyMemory(from: source, byteCount: utf8.count) }
        textBytes += utf8.count
        return sqlite3_bind_text(pointer, position, place.assumingMemoryBound(to: CChar.self), count, nil)
    }

    @discardableResult
    func bind(bytes value: UnsafeRawBufferPointer?) -> RowStatement {
        position += 1
        guard let value else {
            note(sqlite3_bind_null(pointer, position))
            return self
        }
        note(
            value.isEmpty
                ? sqlite3_bind_zeroblob(pointer, position, 0)
                : sqlite3_bind_blob(pointer, position, value.baseAddress, Int32(clamping: value.count), Self.copy))
        return self
    }

    /// Runs the statement with what was bound, for its effect.
    func run() throws {
        defer { reset() }
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
        let result = sqlite3_step(pointer)
        guard result == SQLITE_DONE || result == SQLITE_ROW else { throw failure(result) }
    }

    /// Calls `read` with each row of the result.
    func forEach(_ read: (RowColumns) throws -> Void) throws {
        defer { reset() }
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
        while true {
            let result = sqlite3_step(pointer)
            if result == SQLITE_DONE { return }
            guard result == SQLITE_ROW else { throw failure(result) }
            try read(RowColumns(pointer: pointer))
        }
    }

    /// The next row of the result, valid until the one behind it is asked for; nil behind the last. To be asked until then, or to be
    /// ``reset()``.
    func next() throws -> RowColumns? {
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
        let result = sqlite3_step(pointer)
        if result == SQLITE_ROW { return RowColumns(pointer: pointer) }
        defer { reset() }
        guard result == SQLITE_DONE else { throw failure(result) }
        return nil
    }

    /// The first row of the result; nil where there is none.
    func first<Value>(_ read: (RowColumns) -> Value) throws -> Value? {
        defer { reset() }
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
        let result = sqlite3_step(pointer)
        if result == SQLITE_DONE { return nil }
        guard result == SQLITE_ROW else { throw failure(result) }
        return read(RowColumns(pointer: pointer))
    }

    /// The first column of each row of the result.
    func allTexts() throws -> [String] {
        var texts: [String] = []
        try forEach { texts.append($0.text(0)) }
        return texts
    }

    /// True where the result has a row.
    func hasRow() throws -> Bool { try first { _ in true } ?? false }

    private func failure(_ result: Int32) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: result),
            message: sqlite3_errmsg(sqlite3_db_handle(pointer)).map { String(cString: $0) }, sql: statement.sql)
    }

    /// Has the statement begin anew, with nothing bound.
    func reset() {
        sqlite3_reset(pointer)
        position = 0
        textBytes = 0
        code = SQLITE_OK
    }

    /// `SQLITE_TRANSIENT`, a macro that Swift does not see: SQLite copies what is bound.
    private static let copy = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}

/// The columns of the row that a statement stands on, read in place.
struct RowColumns {
    let pointer: OpaquePointer

    func int(_ column: Int32) -> Int64 { sqlite3_column_int64(pointer, column) }

    func optionalInt(_ column: Int32) -> Int64? { isNull(column) ? nil : int(column) }

    func double(_ column: Int32) -> Double { sqlite3_column_double(pointer, column) }

    func bool(_ column: Int32) -> Bool { int(column) != 0 }

    func text(_ column: Int32) -> String { String(decoding: utf8(column), as: UTF8.self) }

    /// The bytes of a text, valid until the statement moves on; none for NULL.
    func utf8(_ column: Int32) -> UnsafeBufferPointer<UInt8> {
        guard let start = sqlite3_column_text(pointer, column) else { return .init(start: nil, count: 0) }
        return UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column)))
    }

    func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    /// The fields of a front matter, in its order, but for some.
    func fields(_ column: Int32, except names: [String] = []) -> [EntityField] {
        EntityField.members(ofJSON: utf8(column), except: names) ?? []
    }

    /// The bytes of a blob, valid until the statement moves on; nil for NULL.
    func bytes(_ column: Int32) -> UnsafeRawBufferPointer? {
        guard !isNull(column) else { return nil }
        return UnsafeRawBufferPointer(
            start: sqlite3_column_blob(pointer, column), count: Int(sqlite3_column_bytes(pointer, column)))
    }

    /// True where all columns have the same values as those of another row, to the byte.
    func equals(_ other: RowColumns) -> Bool {
        let count = sqlite3_column_count(pointer)
        return count == sqlite3_column_count(other.pointer)
            && (0..<count).allSatisfy { column in
                let type = sqlite3_column_type(pointer, column)
                guard type == sqlite3_column_type(other.pointer, column) else { return false }
                switch type {
                case SQLITE_NULL: return true
                case SQLITE_INTEGER: return int(column) == other.int(column)
                case SQLITE_FLOAT: return double(column).bitPattern == other.double(column).bitPattern
                default:
                    guard
                        let (first, second) = bytes(column).flatMap({ first in other.bytes(column).map { (first, $0) } }
                        )
                    else { return false }
                    return first.elementsEqual(second)
                }
            }
    }

    /// The row as a person reads it: each column with its value, bytes that are no text in hexadecimal digits.
    var description: String {
        (0..<sqlite3_column_count(pointer)).map { column in
            let name = sqlite3_column_name(pointer, column).map { String(cString: $0) } ?? ""
            return "\(name)=\(valueText(column))"
        }.joined(separator: " ")
    }

    private func valueText(_ column: Int32) -> String {
        switch sqlite3_column_type(pointer, column) {
        case SQLITE_NULL: return "∅"
        case SQLITE_INTEGER: return String(int(column))
        case SQLITE_FLOAT: return String(double(column))
        case SQLITE_TEXT:
            let text = text(column)
            if text.utf8.elementsEqual(utf8(column)) { return String(reflecting: text) }
        default: break
        }
        return "x'"
            + (bytes(column) ?? .init(start: nil, count: 0)).map { byte in
                String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
            }.joined() + "'"
    }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(pointer, column) == SQLITE_NULL }
}
