import Foundation
import TestSupport

/// Real data to read, where it is there: in the folder that `MOSAIC_TEST_DATA` names, or in `shared/data` beside the
/// package. Tests that use it pass without it.
enum TestData {
    static let folder: URL? = {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let named = ProcessInfo.processInfo.environment["MOSAIC_TEST_DATA"].map { URL(filePath: $0) }
        let folder = named ?? package.deletingLastPathComponent().appending(path: "shared/data")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    /// A file of the folder; nil where it is not there.
    static func file(_ name: String) -> URL? {
        guard let file = folder?.appending(path: name) else { return nil }
        return FileManager.default.fileExists(atPath: file.path) ? file : nil
    }

    /// The Markdown files of a bundled repository's work tree, which is gone afterwards.
    static func markdownFiles(of bundle: URL) throws -> [(path: String, bytes: [UInt8])] {
        let folder = try TemporaryFolder()
        _ = try GitSandbox.run(
            ["clone", "--quiet", bundle.path, folder.path], environment: ProcessInfo.processInfo.environment)
        let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return try paths.filter { $0.hasSuffix(".md") }.sorted().map {
            ($0, Array(try Data(contentsOf: URL(filePath: folder.path + "/" + $0))))
        }
    }
}
