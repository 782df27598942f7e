import VaultEngine
import VaultModel

/// Measures Mosaic beside what people use instead: the floor is what the other program takes for the same question.
struct ComparisonMeasurements {
    let vault: AskedVault

    func run() throws -> [Measurement] {
        let open = try Vault(discovering: vault.path, surroundings: .ofBench)
        let tasks = try open.entities(of: "task")
        let states = Set(try open.entities(matching: "status:open").compactMap(\.status)).sorted()
        guard let oldest = tasks.min(by: { ($0.createdAt ?? 0, $0.path) < ($1.createdAt ?? 0, $1.path) }) else {
            throw BenchError("there is no task in \(vault.path)")
        }
        return try ripgrep(states) + git(oldest.path) + taskwarrior(tasks)
    }

    // MARK: - ripgrep

    private func ripgrep(_ states: [String]) throws -> [Measurement] {
        let status = "^status: (\(states.joined(separator: "|")))$"
        let both = "rg --null -l \"$2\" \"$1\" | xargs -0 rg -l \"$3\""
        let domain = "^domain: \(Domains.asked)$"
        return [
            try beside(
                "rg", "list status:open", vault.process("list", "status:open"),
                ChildProcess(["rg", "-l", status, vault.path])),
            try beside(
                "rg", "list status:open domain:…", vault.process("list", "status:open domain:\(Domains.asked)"),
                ChildProcess(["sh", "-c", both, "sh", vault.path, domain, status])),
        ]
    }

    // MARK: - git

    private func git(_ path: String) throws -> [Measurement] {
        [
            try beside(
                "git", "log of an old task", vault.process("log", path), vault.git("log", "-p", "--follow", "--", path),
                as: "git log -p --follow"),
            try beside(
                "git", "blame of an old task", vault.process("blame", path), vault.git("blame", "--", path),
                as: "git blame"),
        ]
    }

    // MARK: - taskwarrior

    /// It looks for circles among all dependencies at each task that it imports, so that tens of thousands take it hours.
    private static let mostTasks = 4_000

    /// The same tasks, or the first of them, in a data folder of its own.
    private func taskwarrior(_ all: [EntitySummary]) throws -> [Measurement] {
        let tasks = Array(all.prefix(Self.mostTasks))
        let other = tasks.count < all.count ? "task with \(tasks.count) of the \(all.count) tasks" : "task"
        let folder = vault.path + ".tasks"
        defer { _ = try? ChildProcess(["rm", "-rf", folder]).run() }
        let command = [
            "task", "rc:/dev/null", "rc.data.location=\(folder)", "rc.confirmation=no", "rc.verbose=nothing",
        ]
        if try isInstalled("task") {
            try ChildProcess(["mkdir", folder]).run()
            let list = folder + "/tasks.json"
            try TextFile.write(TaskwarriorExport.json(of: tasks), to: list)
            try ChildProcess(command + ["import", list]).run()
        }
        var counts: [String: Int] = [:]
        for task in tasks where task.statusGroup == .open {
            guard case .string(let project)? = task.fields.first(where: { $0.name == "project" })?.value else {
                continue
            }
            counts[project, default: 0] += 1
        }
        guard let project = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key else { return [] }
        let open = "status:open,paused"
        return [
            try beside(
                "task", "list of the open tasks", vault.process("list", "tasks", open),
                ChildProcess(command + ["list"]),
                as: other),
            try beside(
                "task", "list of a project's open tasks", vault.process("list", "tasks", "\(open) project:\(project)"),
                ChildProcess(command + ["project:\(project)", "list"]), as: other),
        ]
    }

    // MARK: - Side by side

    private func beside(
        _ program: String, _ name: String, _ ours: ChildProcess, _ other: ChildProcess, as command: String? = nil
    ) throws -> Measurement {
        let title = "\(name), against \(command ?? program)"
        guard try isInstalled(program) else {
            return Measurement(title, .milliseconds, try vault.milliseconds(ours), missingFloor: "not installed")
        }
        let pairs = try vault.pairs(floor: { try other.run() }, ours: { try ours.run() })
        return Measurement(title, .milliseconds, pairs, target: nil)
    }

    private func isInstalled(_ program: String) throws -> Bool {
        try !vault.lines(
            of: ChildProcess(["sh", "-c", "command -v \"$1\" || true", "sh", program])
        ).isEmpty
    }
}
