import Foundation

/// A file system of a certain size in memory, until this is gone. For root only.
package final class Mount {
    private let path: String

    /// True where the tests may mount.
    package static let isAllowed: Bool = {
        guard getuid() == 0 else { return false }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("mosaic-\(UUID().uuidString)")
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        guard let mount = try? Mount(folder.path, size: "1m") else { return false }
        return withExtendedLifetime(mount) { true }
    }()

    /// Mounts it over a folder.
    package init(_ path: String, size: String) throws {
        self.path = path
        try Self.run("mount", "-t", "tmpfs", "-o", "size=\(size)", "tmpfs", path)
    }

    /// Makes a folder one that nobody can write.
    package init(readOnly path: String) throws {
        self.path = path
        try Self.run("mount", "--bind", path, path)
        try Self.run("mount", "-o", "remount,bind,ro", path)
    }

    deinit { try? Self.run("umount", "--lazy", path) }

    package func resize(_ size: String) throws { try Self.run("mount", "-o", "remount,size=\(size)", path) }

    /// Fills the file system with a file until little is left.
    package func fill(leaving kilobytes: Int) throws {
        guard let file = fopen(filler, "w") else { throw CocoaError(.fileWriteUnknown) }
        setvbuf(file, nil, _IONBF, 0)
        let block = [UInt8](repeating: 1, count: 4_096)
        while fwrite(block, 1, block.count, file) == block.count {}
        let count = ftell(file)
        fclose(file)
        guard truncate(filler, max(0, count - kilobytes * 1_024)) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    /// Makes room again.
    package func empty() throws { try FileManager.default.removeItem(atPath: filler) }

    private var filler: String { path + "/filler" }

    private static func run(_ command: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    }
}
