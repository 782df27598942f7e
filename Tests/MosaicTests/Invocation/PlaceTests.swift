import TestSupport
import Testing

@testable import mosaic

/// Paths for other programs lead to the files from where the person stands.
struct PlaceTests {
    @Test("A path is relative in the vault, and absolute outside of it")
    func place() {
        for (folder, root, expected) in [
            ("/v", "/v", "tasks/a.md"), ("/v/tasks", "/v", "a.md"), ("/v/notes/deep", "/v", "../../tasks/a.md"),
            ("/", "/v", "/v/tasks/a.md"), ("/vault", "/v", "/v/tasks/a.md"), ("/w", nil, "tasks/a.md"),
        ] as [(String, String?, String)] {
            let context = CommandContext.test(workingDirectory: folder)
            context.vaultRoot = root
            #expect(context.place(of: "tasks/a.md") == expected, "\(folder)")
        }
    }

    @Test(
        "Every form for other programs names files that are there, wherever the person stands",
        .timeLimit(.minutes(SanitizerSettings.minutes(15))),
        arguments: [
            ("vault", "."), ("vault/notes", "."), ("vault/notes", ".."), (".", "vault"), ("other", "../vault/notes"),
        ])
    func programs(folder: String, vault: String) throws {
        let session = try TranscriptSession()
        #expect(
            try session.run([
                "mosaic init --empty vault && mkdir other && cd vault && mosaic new task Roof && mosaic new task Tiles",
                "mkdir notes",
                "printf '# A\\n[[roof]] [[nowhere]]\\n' > notes/a.md",
                "printf -- '---\\na: 1\\na: 2\\n---\\n' > notes/bad.md",
                "git add . && git commit --quiet --message More",
            ]).exitCode == 0)
        for command in [
            "list -0", "search roof -0", "activity -0 --kind task", "links roof -0", "path notes/a.md roof -0",
            "check -0",
            "links --wanted -0", "log roof -0", "sql 'select path from entities' -0", "next -0",
            "check | grep '^[^ ]*:[0-9]' | cut -d: -f1 | tr '\\n' '\\0'",
            "links roof --format '{place}' | cut -d: -f1 | tr '\\n' '\\0'",
            "links --wanted --format '{place}' | cut -d: -f1 | tr '\\n' '\\0'",
            "path notes/a.md roof --format '{place}' | cut -d: -f1 | tr '\\n' '\\0'",
        ] {
            let parts = command.split(separator: "|", maxSplits: 1)
            let rest = parts.count > 1 ? "|" + parts[1] : ""
            let answer = try session.run([
                "cd \(folder) && mosaic \(parts[0]) -C \(vault) \(rest) > ~/paths",
                "test -s ~/paths && xargs -0 ls -d < ~/paths",
            ])
            #expect(answer.exitCode == 0, "\(command)\n\(answer.output.joined(separator: "\n"))")
        }
        let json = try session.run(["cd \(folder) && mosaic links roof -C \(vault) --json --fields path,place"]).output
        #expect(json.joined().contains(#""place":"notes/a.md:2""#), "\(json)")
        #expect(
            try session.run(["cd \(folder) && mosaic list notes -C \(vault) --format '{path}'"]).output.sorted()
                == ["notes/a.md", "notes/bad.md"])
    }
}
