import Synchronization
import Testing
import VaultModel

@testable import VaultEngine

struct SurroundingsTests {
    private func surroundings(_ environment: [String: String]) -> Surroundings {
        Surroundings(environment: environment, now: { 0 })
    }

    @Test("The present day is that of the clock, where the person is, for as long as the process lives")
    func today() throws {
        let clock = TestClock()
        let surroundings = Surroundings(
            environment: [:], now: { clock.now.withLock { $0 } }, secondsFromUTC: { $0 < 100_000 ? -3_600 : 7_200 })
        for (now, day) in [(0, -1), (3_599, -1), (3_600, 0), (89_999, 0), (90_000, 1), (165_599, 1), (165_600, 2)] {
            clock.now.withLock { $0 = Int64(now) }
            #expect(surroundings.today == CalendarDate(daysSinceEpoch: day), "\(now)")
            #expect(surroundings.clock.today == surroundings.today && surroundings.clock.now == Int64(now))
        }
    }

    private final class TestClock: Sendable {
        let now = Mutex<Int64>(0)
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
