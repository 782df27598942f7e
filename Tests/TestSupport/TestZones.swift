import Foundation

/// A few zones of the zone database, so that no test depends on those of the machine: regions whose clocks change on different
/// days, by half an hour, by two hours, before midnight; one that left out a day, and one with a rule of its own for each year.
package enum TestZones {
    /// Absolute.
    package static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Zones").path

    /// The file of a zone; empty where there is none.
    package static func bytes(of name: String) -> [UInt8] {
        (try? Data(contentsOf: URL(filePath: "\(folder)/\(name)"))).map(Array.init) ?? []
    }
}
