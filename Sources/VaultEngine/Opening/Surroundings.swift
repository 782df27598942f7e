import GitStore
import VaultIndex
import VaultModel

/// What the engine may know of the process and the person: made once by whoever starts it, since library code reads
/// neither the environment nor the clock.
package struct Surroundings: Sendable {
    /// The whole environment of the process, for the `git` that is started.
    package var environment: [String: String]
    /// The time now; seconds since 1970, UTC.
    package var now: @Sendable () -> Int64
    /// The person's time zone: the seconds to add to a time (in seconds since 1970) to get the local one.
    package var secondsFromUTC: @Sendable (Int64) -> Int
    /// Has what would end the process from outside wait, as Ctrl-C does, until what it returns is called: what is begun is made whole
    /// before. It is called with whether a change is written by then that should have been committed and is not. Nothing waits unless
    /// somebody sees to it.
    package var puttingOffInterruptions: @Sendable () -> (_ lacksCommit: Bool) -> Void = { { _ in } }
    /// The zones that times can be of: those of the folder `TZDIR`, else of the system's.
    package var timeZones: TimeZones

    package init(
        environment: [String: String], now: @escaping @Sendable () -> Int64,
        secondsFromUTC: @escaping @Sendable (Int64) -> Int = { _ in 0 }
    ) {
        self.environment = environment
        self.now = now
        self.secondsFromUTC = secondsFromUTC
        let folder = environment["TZDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        timeZones = ZoneDatabase(folder: folder ?? ZoneDatabase.usualFolder).timeZones
    }

    /// The present that queries are read against.
    package var clock: QueryClock {
        let now = now()
        return QueryClock(now: now, today: day(at: now), secondsFromUTC: secondsFromUTC)
    }

    /// The person's present day, in their time zone.
    package var today: CalendarDate { day(at: now()) }

    private func day(at time: Int64) -> CalendarDate {
        let (days, rest) = (time + Int64(secondsFromUTC(time))).quotientAndRemainder(dividingBy: 86_400)
        return CalendarDate(daysSinceEpoch: Int(rest < 0 ? days - 1 : days))
    }

    /// The same at another time; seconds since 1970, UTC.
    func asOf(_ time: Int64) -> Surroundings {
        var then = self
        then.now = { time }
        return then
    }

    /// The folder of the person's settings: `XDG_CONFIG_HOME`, else `.config` in the home folder; nil for neither.
    var configurationFolder: String? { folder("XDG_CONFIG_HOME", inHome: ".config") }

    /// The folder of what can be made again: `XDG_CACHE_HOME`, else `.cache` in the home folder; nil for neither.
    var cacheFolder: String? { folder("XDG_CACHE_HOME", inHome: ".cache") }

    /// Where git's settings outside of a repository are.
    var git: GitSurroundings {
        let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 }
        let isSystemLeftOut = ["1", "true", "yes", "on"].contains(environment["GIT_CONFIG_NOSYSTEM"]?.lowercased())
        var files = isSystemLeftOut ? [] : [environment["GIT_CONFIG_SYSTEM"] ?? "/etc/gitconfig"]
        if let global = environment["GIT_CONFIG_GLOBAL"] {
            files.append(global)
        } else {
            files += [configurationFolder.map { $0 + "/git/config" }, home.map { $0 + "/.gitconfig" }].compactMap { $0 }
        }
        return GitSurroundings(
            excludesFile: configurationFolder.map { $0 + "/git/ignore" },
            attributesFile: configurationFolder.map { $0 + "/git/attributes" }, configurationFiles: files)
    }

    /// The value of a setting of git such as `core.pager` that the person or the machine has; nil for none.
    /// What a repository says of itself does not count.
    package func personalGitSetting(_ name: String) -> String? {
        ConfigurationFiles.value(of: name, in: git.configurationFiles)
    }

    private func folder(_ variable: String, inHome name: String) -> String? {
        if let folder = environment[variable], folder.hasPrefix("/") { return folder }
        return environment["HOME"].flatMap { $0.isEmpty ? nil : "\($0)/\(name)" }
    }
}
