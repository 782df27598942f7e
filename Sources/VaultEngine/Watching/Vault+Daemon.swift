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

    /// Has the vault's daemon stop, and waits until it has; false where there is none.
    package func stopDaemon() -> Bool {
        guard let connection = daemonDoor.connect(), connection.write(line: DaemonDoor.Request.stop.rawValue),
            connection.readLine(timeoutMilliseconds: 30_000) != nil
        else { return false }
        // The other side closes when it ends.
        while connection.readLine(timeoutMilliseconds: 30_000) != nil {}
        return true
    }
}
