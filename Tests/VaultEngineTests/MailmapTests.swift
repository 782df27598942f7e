import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

@Suite("A mailmap")
struct MailmapTests {
    @Test("names one person by every address that it joins, whichever of them their file states")
    func addresses() throws {
        for stated in ["cyd@work.example", "cyd@home.example"] {
            let vault = try ScratchVault([
                (".mosaic/config.yaml", ""), (".mailmap", "Cyd <cyd@home.example> <cyd@work.example>\n"),
                ("users/cyd.md", "---\nid: cyd00001\ntype: user\nemails: [\(stated)]\n---\n# Cyd\n"),
            ])
            for place in ["work", "home"] {
                try vault.setIdentity(name: "Cyd", email: "cyd@\(place).example")
                try vault.write("\(place).md", "# \(place)\n")
                try vault.commitAll(place)
            }
            let opened = try vault.open()
            let activities = try opened.activities(ActivityFilter()).activities.prefix(2)
            #expect(activities.map(\.title) == ["home", "work"])
            #expect(activities.map(\.userID) == ["cyd00001", "cyd00001"], "\(stated)")
            #expect(try opened.entities(matching: "by:cyd").count >= 2)
        }
    }
}
