import ArgumentParser

struct MeasureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure", abstract: "Measures Mosaic on vaults.",
        discussion: """
            Times are those of whole processes. Each is the median of several runs; where there is a floor, it is measured \
            in turns with what it is compared with. Every question is cold: a process of its own, which keeps nothing from the \
            one before but the index, and the files that the system has in memory. Beside rg and taskwarrior, Mosaic is measured \
            where they are installed. A vault gets an index and is else left as it is: a copy beside it is \
            packed and changed.

              mosaic-bench measure --mosaic .build/release/mosaic /tmp/vault-m
            """)

    @Option(help: ArgumentHelp("The executable to measure.", valueName: "path"), completion: .file())
    var mosaic: String

    @Option(help: "How often to measure each thing; what takes milliseconds is measured four times as often.")
    var runs = 5

    @Option(help: ArgumentHelp("For how long to look at a daemon that has nothing to do.", valueName: "seconds"))
    var idle = 60

    @Flag(help: "Write one JSON object.")
    var json = false

    @Argument(help: "The vaults.", completion: .directory)
    var vaults: [String]

    func validate() throws {
        guard runs > 0 else { throw ValidationError("There is at least one run.") }
        guard idle > 0 else { throw ValidationError("A daemon is looked at for at least one second.") }
    }

    func run() throws {
        let errors = ByteSink(descriptor: 2)
        var report = MeasurementReport(machine: try Machine.current(scratch: vaults[0] + ".machine"), runs: runs)
        for argument in vaults {
            let vault = argument.count > 1 && argument.hasSuffix("/") ? String(argument.dropLast()) : argument
            let name = vault.split(separator: "/").last.map(String.init) ?? vault
            let measurements = VaultMeasurements(
                mosaic: mosaic, bench: CommandLine.arguments[0], vault: vault, runs: runs, idleSeconds: idle
            ) { text in
                _ = try? errors.write("\(name): \(text)\n")
                _ = try? errors.flush()
            }
            report.vaults.append((name, try measurements.run()))
        }
        let output = ByteSink(descriptor: 1)
        if json { try output.write(report.json) } else { try output.write(report.text) }
        try output.flush()
    }
}
