import Foundation
import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

@Suite("The zone database")
struct ZoneDatabaseTests {
    @Test("knows the zones of its folder by their exact names, and nothing else")
    func names() {
        let zones = ZoneDatabase(folder: TestZones.folder).timeZones
        #expect(zones.version.hasPrefix("# version 2025b "))
        #expect(zones.names.contains("Europe/Dublin") && zones.names == zones.names.sorted())
        for name in zones.names { #expect(zones.zone(named: name) != nil, "\(name)") }
        let others = [
            "europe/dublin", "Europe", "tzdata.zi", "", "/", "Europe/", "/Europe/Dublin", "../Zones/Europe/Dublin",
            "Europe/../Europe/Dublin", "posix/Europe/Dublin", "Europe/Dublin\0", "Zürich",
        ]
        for name in others { #expect(zones.zone(named: name) == nil, "\(name)") }
        #expect(zones.nearest(to: "dublin") == "Europe/Dublin" && zones.nearest(to: "Asia/Calcutta") == nil)
    }

    @Test("of a folder that is not there knows nothing")
    func absent() {
        let zones = ZoneDatabase(folder: TestZones.folder + "/nowhere").timeZones
        #expect(zones.version.isEmpty && zones.names.isEmpty && zones.zone(named: "Europe/Dublin") == nil)
    }

    @Test("is another one once its folder has more zones, of the same release")
    func version() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "mosaic-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.copyItem(atPath: TestZones.folder, toPath: folder.path)
        func version(changed seconds: Double) throws -> String {
            let time = Date(timeIntervalSince1970: seconds)
            try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: folder.path)
            return ZoneDatabase(folder: folder.path).timeZones.version
        }
        let before = try version(changed: 1_790_000_000)
        #expect(before == "# version 2025b 1790000000000000000")
        #expect(try version(changed: 1_790_000_001) != before)
        #expect(try version(changed: 1_790_000_000) == before)
        try FileManager.default.removeItem(at: folder.appending(path: "tzdata.zi"))
        #expect(try version(changed: 1_790_000_002) == "1790000002000000000")
    }

    @Test("remembers what it was asked for, but nothing that can be no name")
    func remembered() {
        let database = ZoneDatabase(folder: TestZones.folder)
        let zones = database.timeZones
        let long = String(repeating: "x", count: 65)
        for name in ["Europe/Dublin", "Atlantis", "New York", "../Zones/Europe/Dublin", long] {
            _ = zones.zone(named: name)
        }
        #expect(Set(database.zones.keys) == ["Europe/Dublin", "Atlantis"])
        #expect(database.zones["Atlantis"] == .some(nil))
        for _ in 0..<2 {
            #expect(zones.nearest(to: "New York") == "America/New_York" && zones.nearest(to: "Atlantis") == nil)
            #expect(zones.nearest(to: long) == nil)
        }
        #expect(database.nearestNames == ["New York": "America/New_York", "Atlantis": nil])
    }

    @Test("is the folder that TZDIR names, else the system's")
    func surroundings() {
        func zones(_ environment: [String: String]) -> TimeZones {
            Surroundings(environment: environment, now: { 0 }).timeZones
        }
        #expect(zones(["TZDIR": TestZones.folder]).version == ZoneDatabase(folder: TestZones.folder).timeZones.version)
        let usual = ZoneDatabase(folder: ZoneDatabase.usualFolder).timeZones
        #expect(zones([:]).version == usual.version && zones(["TZDIR": "relative"]).names == usual.names)
    }

    @Test("that becomes another has every event read again, in the present and in the past")
    func change() throws {
        let repository = try TestVault()
        try repository.write(
            "a.md", "---\ntype: event\nstart: 2027-01-15T10:00\ntimezone: Europe/Dublin\n---\n")
        try repository.commit("one")
        var surroundings = repository.surroundings
        func start(_ moment: String? = nil) throws -> [String] {
            var vault = try Vault(discovering: repository.path, surroundings: surroundings)
            try vault.refresh()
            #expect(try vault.differences() == [])
            if let moment { vault = try vault.asOf(moment) }
            return try ["10:00Z", "15:00Z"].filter { try !vault.entities(matching: "start:2027-01-15T\($0)").isEmpty }
        }
        #expect(try start() == ["10:00Z"] && start("HEAD") == ["10:00Z"])
        surroundings.timeZones = TimeZones(version: { "2" }, names: { ["Europe/Dublin"] }) { _ in
            TimeZoneRules(tzif: TestZones.bytes(of: "America/New_York"))
        }
        #expect(try start() == ["15:00Z"] && start("HEAD") == ["15:00Z"])
        surroundings.timeZones = .none
        // As the person's clocks show it, which are those of UTC.
        #expect(try start() == ["10:00Z"] && start("HEAD") == ["10:00Z"])
    }

    @Test("says which value a zone can be set to")
    func setting() throws {
        let vault = try ScratchVault([("a.md", "---\ntype: event\n---\n")])
        try vault.set("a", "timezone=Europe/Berlin")
        #expect(try vault.read("a.md").contains("timezone: Europe/Berlin"))
        let error = vaultError { try vault.set("a", "timezone=Europe/Berln") }
        #expect(
            error
                == .invalidValue(
                    field: "timezone", value: "Europe/Berln", expected: .timeZone(suggestion: "Europe/Berlin")))
    }
}
