@testable import GitStore

/// The packs of a repository.
enum PackFiles {
    /// Their names without the endings.
    static func names(in folder: String) throws -> [String] {
        let listing = try ChildProcess.run("ls", [folder], environment: TestRepository.environment, input: nil)
        return String(decoding: listing.standardOutput, as: UTF8.self).split(separator: "\n")
            .filter { $0.hasSuffix(".idx") }.map { String($0.dropLast(4)) }
    }
}
