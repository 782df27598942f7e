import Foundation
import GitStore
import VaultModel

/// The zone database of the system: a folder of TZif files, each with the name of its zone as its path.
///
/// Each zone is read once, when it is first asked for. For use by several threads.
final class ZoneDatabase: @unchecked Sendable {
    /// Where systems keep it.
    static let usualFolder = "/usr/share/zoneinfo"

    /// Far more than any zone takes.
    private static let mostBytes: Int64 = 1 << 20
    /// What the folder has beside zones: the same zones with leap seconds, and what this machine has chosen.
    private static let others: Set<String> = ["posix", "right", "localtime", "posixrules", "Factory"]

    private let folder: String
    private let lock = NSLock()
    private var zones: [String: TimeZoneRules?] = [:]
    private var knownNames: [String]?
    private var knownVersion: String?

    /// `folder` need not be there: then no zone is known.
    init(folder: String) {
        self.folder = folder
    }

    var timeZones: TimeZones {
        TimeZones(version: version, names: names, zone: zone)
    }

    /// The release of the database, `# version 2026a`, where it says so in one of the files that tell; else the stamp of its
    /// folder.
    private func version() -> String {
        lock.withLock {
            if let knownVersion { return knownVersion }
            let release = ["tzdata.zi", "+VERSION", "VERSION"].lazy.compactMap { self.bytes("\(self.folder)/\($0)") }
                .first.map { String(decoding: $0.prefix(64).prefix { $0 != 0x0A }, as: UTF8.self) }
            let version = release ?? FileReader.stampAnywhere(folder).map { String($0.modified) } ?? ""
            knownVersion = version
            return version
        }
    }

    private func names() -> [String] {
        lock.withLock {
            if let knownNames { return knownNames }
            let paths = FileManager.default.enumerator(atPath: folder)
            var names: [String] = []
            while let path = paths?.nextObject() as? String {
                if Self.others.contains(path) { paths?.skipDescendants() }
                if Self.isName(path), isZone(path) { names.append(path) }
            }
            names.sort()
            knownNames = names
            return names
        }
    }

    private func zone(named name: String) -> TimeZoneRules? {
        lock.withLock {
            if let known = zones[name] { return known }
            var zone: TimeZoneRules?
            if Self.isName(name), isSpelledSo(name) {
                zone = bytes("\(folder)/\(name)").flatMap { TimeZoneRules(tzif: $0) }
            }
            zones[name] = .some(zone)
            return zone
        }
    }

    private func isZone(_ name: String) -> Bool { bytes("\(folder)/\(name)")?.starts(with: "TZif".utf8) == true }

    private func bytes(_ path: String) -> [UInt8]? {
        try? FileReader.readAnywhere(path, limit: Self.mostBytes, followingLinks: true).bytes
    }

    /// True where the folder has exactly this name, whatever its file system makes of capital letters.
    private func isSpelledSo(_ name: String) -> Bool {
        var folder = folder
        for part in name.split(separator: "/") {
            let found = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            guard found.contains(String(part)) else { return false }
            folder += "/" + part
        }
        return true
    }

    /// Parts of letters, digits, `_`, `+` and `-`, joined by slashes: nothing that leads out of the folder.
    private static func isName(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let allowed = { (byte: UInt8) in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || [0x2B, 0x2D, 0x5F].contains(byte)
        }
        return text.utf8.count <= 64 && !others.contains(String(parts[0]))
            && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(allowed) }
    }
}
