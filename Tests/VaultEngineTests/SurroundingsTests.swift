import Testing
import VaultModel

@testable import VaultEngine

struct SurroundingsTests {
    private func surroundings(_ environment: [String: String]) -> Surroundings {
        Surroundings(environment: environment, now: { 0 }, today: CalendarDate(daysSinceEpoch: 0))
    }

    @Test("Settings and caches are where the environment says, else in the home folder")
    func folders() {
        let home = surroundings(["HOME": "/home/ann"])
        #expect(home.cacheFolder == "/home/ann/.cache")
        #expect(home.git.excludesFile == "/home/ann/.config/git/ignore")
        #expect(home.git.configurationFiles.contains("/home/ann/.gitconfig"))
        let stated = surroundings(["HOME": "/home/ann", "XDG_CACHE_HOME": "/cache", "XDG_CONFIG_HOME": "relative"])
        #expect(stated.cacheFolder == "/cache")
        #expect(stated.configurationFolder == "/home/ann/.config")
        #expect(surroundings([:]).cacheFolder == nil)
    }
}
