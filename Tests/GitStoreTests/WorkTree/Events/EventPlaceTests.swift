import Testing

@testable import GitStore

@Suite struct EventPlaceTests {
    @Test(arguments: ["/dev/null", "outside/link"])
    func `What keeps no rules is not watched, though settings name it`(file: String) throws {
        let vault = try ScratchVault()
        vault.makeFolder("outside")
        vault.link("outside/link", to: "/dev/null")
        let path = file.hasPrefix("/") ? file : vault.full(file)
        let places = EventPlace.places(
            root: vault.path, gitDirectory: vault.full(".git"), commonDirectory: vault.full(".git"),
            ruleFiles: [path, vault.full("outside/rules")])
        #expect(places["/dev"] == nil)
        // A link can come to lead elsewhere, and a file that is not there can come.
        let watched = places[vault.full("outside")]?.names.keys.sorted()
        #expect(watched == (file.hasPrefix("/") ? ["rules"] : ["link", "rules"]))
    }
}
