import VaultModel

/// Has the system start the daemon with the person's session.
struct WatchService {
    let vault: String
    let commitAfter: String?
    let context: CommandContext

    /// Writes the unit or agent, and gives the words that say how to start it.
    func install() throws -> String {
        guard let home = context.environment["HOME"], !home.isEmpty else {
            throw CommandFailure(.usage, "could not find your home folder: $HOME is not set")
        }
        let program = executablePath()
        // A line end in a path would begin a line of its own, which says what the system is to run.
        let isControl = { (scalar: Unicode.Scalar) in scalar.properties.generalCategory == .control }
        guard !arguments(program: program).contains(where: { $0.unicodeScalars.contains(where: isControl) }) else {
            throw CommandFailure(
                .usage,
                "could not have the system watch this vault: a path in it has a line end or another control character",
                remedy: "Give the folder another name; then try again.")
        }
        #if os(macOS)
            let path = "\(home)/Library/LaunchAgents/\(label).plist"
            try write(launchAgent(program: program), to: path)
            return "Wrote \(path).\nStart it with: launchctl bootstrap gui/$(id -u) \(path)\n"
        #else
            let folder =
                context.environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home + "/.config"
            let path = "\(folder)/systemd/user/\(label).service"
            try write(systemdUnit(program: program), to: path)
            return "Wrote \(path).\nStart it with: systemctl --user enable --now \(label).service\n"
        #endif
    }

    /// One name a vault: its folder's name, and a digest of its path.
    var label: String {
        let name = vault.split(separator: "/").last.map(String.init) ?? "vault"
        let safe = name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") ? String($0) : "_" }.joined()
        return "mosaic-\(safe)-\(Digest.hex(vault).prefix(8))"
    }

    /// A unit of systemd (<https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html>).
    func systemdUnit(program: String) -> String {
        """
        [Unit]
        Description=Keeps the index of \(vault.map { $0 == "%" ? "%%" : String($0) }.joined()) current

        [Service]
        ExecStart=\(arguments(program: program).map(Self.systemdQuoted).joined(separator: " "))
        ExecReload=/bin/kill -HUP $MAINPID
        Restart=on-failure
        Nice=5

        [Install]
        WantedBy=default.target

        """
    }

    /// An agent of launchd (`man launchd.plist`).
    func launchAgent(program: String) -> String {
        let strings = arguments(program: program).map { "        <string>\(Self.xmlEscaped($0))</string>" }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
            <plist version="1.0">
            <dict>
                <key>Label</key>
                <string>\(label)</string>
                <key>ProgramArguments</key>
                <array>
            \(strings.joined(separator: "\n"))
                </array>
                <key>RunAtLoad</key>
                <true/>
                <key>KeepAlive</key>
                <dict>
                    <key>SuccessfulExit</key>
                    <false/>
                </dict>
            </dict>
            </plist>

            """
    }

    private func arguments(program: String) -> [String] {
        [program, "watch", "--vault", vault] + (commitAfter.map { ["--commit-after", $0] } ?? [])
    }

    private static func systemdQuoted(_ text: String) -> String {
        var quoted = "\""
        for character in text {
            switch character {
            case "\"", "\\": quoted += "\\\(character)"
            case "%": quoted += "%%"
            case "$": quoted += "$$"
            default: quoted.append(character)
            }
        }
        return quoted + "\""
    }

    private static func xmlEscaped(_ text: String) -> String {
        text.map { character in
            switch character {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            default: String(character)
            }
        }.joined()
    }

    private func write(_ text: String, to path: String) throws {
        try TextFile.makeFolder(of: path)
        try TextFile.write(text, to: path)
    }
}
