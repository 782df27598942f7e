import Foundation
import GitStore
import VaultModel

/// The zone database of the system: a folder of TZif files, each with the name of its zone as its path.
///
/// Each zone is read once, when it is first asked for, and the name that is nearest to another is found once.
/// For use by several threads.
final class ZoneDatabase: @unchecked Sendable {
    /// Where systems keep it.
    static let usualFolder = "/usr/share/zoneinfo"

    /// Far more than any zone takes.
    private static let mostBytes: Int64 = 1 << 20
    /// In UTF-8; longer than any name is.
    private static let mostBytesOfName = 64
    /// What the folder has beside zones: the same zones with leap seconds, and what this machine has chosen.
    private static let others: Set<String> = ["posix", "right", "localtime", "posixrules", "Factory"]

    private let folder: String
    private let lock = NSLock()
    /// By what was asked for, where it could be a name.
    private(set) var zones: [String: TimeZoneRules?] = [:]
    /// By what was asked for, where it is as short as a name.
    private(set) var nearestNames: [String: String?] = [:]
    private var knownNames: [String]?
    private var knownVersion: String?

    /// `folder` need not be there: then no zone is known.
    init(folder: String) {
        self.folder = folder
    }

    var timeZones: TimeZones {
        TimeZones(version: version, names: names, zone: zone, nearest: nearest)
    }

    /// The release of the database, `# version 2026a`, where it says so in one of the files that tell, and when its folder was
    /// last changed, in nanoseconds since 1970: another package of the same release can add zones. Empty for no folder.
    private func version() -> String {
        lock.withLock {
            if let knownVersion { return knownVersion }
            var release: String?
            for name in ["tzdata.zi", "+VERSION", "VERSION"] where release == nil {
                release = bytes("\(folder)/\(name)").map { bytes in
                    String(decoding: bytes.prefix(64).prefix { $0 != 0x0A }, as: UTF8.self)
                }
            }
            let modified = FileReader.stampAnywhere(folder).map { String($0.modified) }
            let version = [release, modified].compactMap(\.self).joined(separator: " ")
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
        guard Self.isName(name) else { return nil }
        return lock.withLock {
            if let known = zones[name] { return known }
            let bytes = bytes("\(folder)/\(name)")
            let zone = bytes.flatMap { isSpelledSo(name) ? TimeZoneRules(tzif: $0) : nil }
            zones[name] = .some(zone)
            return zone
        }
    }

    private func nearest(to text: String) -> String? {
        guard text.utf8.count <= Self.mostBytesOfName else { return nil }
        if let known = lock.withLock({ nearestNames[text] }) { return known }
        let nearest = TimeZones.nearest(to: text, among: names())
        lock.withLock { nearestNames[text] = .some(nearest) }
        return nearest
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
        return text.utf8.count <= mostBytesOfName && !others.contains(String(parts[0]))
            && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(allowed) }
    }
}
