import VaultModel

extension Vault {
    /// The door of the vault's daemon, be there one or not.
    package var daemonDoor: DaemonDoor {
        DaemonDoor(folder: index.stateFolder, name: index.stateName("watch", "sock"))
    }

    /// How the vault's daemon is; nil where there is none.
    package func daemonStatus() -> DaemonStatus? {
        daemonDoor.ask(.status, timeoutMilliseconds: 5_000).flatMap { DaemonStatus(json: $0) }
    }

    /// What became of a daemon that is to stop.
    package enum DaemonStop: Hashable, Sendable {
        case stopped
        /// It stops once git has made a commit that is under way.
        case underWay
        case noDaemon
    }

    /// Has the vault's daemon stop, and waits for a while until it has.
    package func stopDaemon(timeoutMilliseconds: Int32 = 30_000) -> DaemonStop {
        guard let connection = daemonDoor.connect(), connection.write(line: DaemonDoor.Request.stop.rawValue),
            connection.readLine(timeoutMilliseconds: 30_000) != nil
        else { return .noDaemon }
        return connection.waitForEnd(timeoutMilliseconds: timeoutMilliseconds) ? .stopped : .underWay
    }
}
