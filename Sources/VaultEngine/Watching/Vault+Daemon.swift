import VaultModel

extension Vault {
    /// The door of the vault's daemon, be there one or not.
    package var daemonDoor: DaemonDoor {
        DaemonDoor(folder: index.stateFolder, name: index.stateName("watch", "sock"))
    }

    /// How the vault's daemon is; nil where there is none, and where it does not answer.
    package func daemonStatus() -> DaemonStatus? {
        daemonDoor.ask(.status, timeoutMilliseconds: 5_000).flatMap { DaemonStatus(json: $0) }
    }

    /// True where a daemon has its door open, whether it answers or not.
    package var isDaemonThere: Bool { daemonDoor.connect() != nil }

    /// What became of a daemon that is to stop.
    package enum DaemonStop: Hashable, Sendable {
        case stopped
        /// It stops once git has made a commit that is under way.
        case underWay
        /// It does not answer, and stops once it goes on.
        case silent
        case noDaemon
    }

    /// Has the vault's daemon stop, and waits for a while until it has; for ten seconds at most for its answer.
    package func stopDaemon(timeoutMilliseconds: Int32 = 30_000) -> DaemonStop {
        guard let connection = daemonDoor.connect(), connection.write(line: DaemonDoor.Request.stop.rawValue) else {
            return .noDaemon
        }
        guard connection.readLine(timeoutMilliseconds: 10_000) != nil else {
            return connection.hasEnded ? .noDaemon : .silent
        }
        return connection.waitForEnd(timeoutMilliseconds: timeoutMilliseconds) ? .stopped : .underWay
    }
}
