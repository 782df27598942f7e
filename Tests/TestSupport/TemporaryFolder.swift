import Foundation

/// A folder that is gone when this is.
package final class TemporaryFolder: Sendable {
    /// Absolute, symbolic links resolved.
    package let path: String

    package init() throws {
        let made = FileManager.default.temporaryDirectory.appendingPathComponent("mosaic-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
        guard let resolved = realpath(made.path, nil) else { throw CocoaError(.fileNoSuchFile) }
        defer { free(resolved) }
        path = String(cString: resolved)
    }

    deinit {
        if (try? FileManager.default.removeItem(atPath: path)) != nil { return }
        // What is called by bytes that are no UTF-8.
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/rm")
        process.arguments = ["-rf", path]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return }
        process.waitUntilExit()
    }

    /// Writes a file of the folder, in place, with the folders on its way.
    ///
    /// - Parameters:
    ///   - name: The file's path in the folder.
    ///   - bytes: All that is in it from now on.
    /// - Throws: Where the file, or a folder on its way, cannot be made.
    package func write(_ name: String, _ bytes: some Sequence<UInt8>) throws {
        let file = path + "/" + name
        if let slash = file.lastIndex(of: "/") {
            try FileManager.default.createDirectory(
                atPath: String(file[..<slash]), withIntermediateDirectories: true)
        }
        // By the very bytes of its name.
        guard let stream = fopen(file, "we") else { throw CocoaError(.fileWriteUnknown) }
        defer { fclose(stream) }
        let bytes = Array(bytes)
        guard fwrite(bytes, 1, bytes.count, stream) == bytes.count else { throw CocoaError(.fileWriteUnknown) }
    }
}
