import GitStore

extension RowStatement {
    @discardableResult
    func bind(_ id: ObjectID?) -> RowStatement {
        guard let id else { return bind(bytes: nil) }
        return id.withUnsafeBytes { bind(bytes: $0) }
    }
}

extension RowColumns {
    /// The object id that a blob column holds; nil for NULL.
    func objectID(_ column: Int32) -> ObjectID? {
        guard let bytes = bytes(column), bytes.count == ObjectID.byteCount, let start = bytes.baseAddress else {
            return nil
        }
        return ObjectID(bytes: start)
    }
}
