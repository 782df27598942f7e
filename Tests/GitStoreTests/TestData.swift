@testable import GitStore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Real histories to test with, where they are at hand.
enum TestData {
    /// The path of a bundle in the folder that `MOSAIC_TEST_DATA` names, or in `shared/data` beside the package.
    static func bundle(_ name: String) -> String? {
        let package = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let folder = getenv("MOSAIC_TEST_DATA").map { String(cString: $0) } ?? "/\(package)/../shared/data"
        let path = "\(folder)/\(name).bundle"
        return FileReading.exists(path) ? path : nil
    }
}
