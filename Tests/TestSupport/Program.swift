import Foundation

/// Programs of the system that some tests need.
package enum Program {
    /// Whether each is on the `PATH`.
    package static func areInstalled(_ names: String...) -> Bool {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return names.allSatisfy { name in
            folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
        }
    }
}
