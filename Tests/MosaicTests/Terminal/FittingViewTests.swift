import ArgumentParser
import Foundation
import Testing

@testable import mosaic

/// What commands write, on terminals of several widths.
struct FittingViewTests {
    private let vault: ProcessVault

    init() throws {
        vault = try ProcessVault()
        for (number, title) in Self.titles.enumerated() {
            try vault.write(
                "notes/n\(number).md",
                """
                ---
                title: \(title)
                type: task
                status: not_started
                due: 2026-12-01
                project: plan
                description: \(title), \(title)
                depends_on: n\((number + 1) % Self.titles.count)
                blocks: [\(title.split(separator: " ").joined(separator: "-"))]
                ---
                All about [[n0]] and [[n1]] and \(title), and so on, and on, and on, and on, and on.
                  \t- Below, with a tab, there is more than fits on one line of the terminals that most people have.

                """)
        }
        try vault.write("notes/plan.md", "---\ntype: project\ntitle: \(Self.titles[1])\n---\n")
        for number in 0..<25 {
            try vault.write(
                "tasks/t\(number).md", "---\nproject: plan\ntype: task\ndue: 2026-12-01\n---\n# T\(number)\n")
        }
        try vault.git("add", "--all")
        try vault.git("commit", "--quiet", "--message", "First")
        for number in Self.titles.indices {
            let path = "notes/n\(number).md"
            let text = try vault.read(path).replacing("status: not_started\ndue: 2026-12-01", with: "status: completed")
            try vault.write(path, text.replacing(", ", with: "; "))
        }
        try vault.git("commit", "--quiet", "--all", "--message", "Second")
        #expect(try vault.mosaic("index").code == 0)
    }

    private static let titles = [
        "屋根を修理して雨樋を掃除し、それから瓦を数えて新しいものを注文する必要がある、できれば今週中に",
        "Plant the 🌱🌻👩‍🌾 garden with 🇯🇵 flags and family 👨‍👩‍👧‍👦 emoji and then water it every day of the week",
        "Ca\u{301}fe\u{301} with combi\u{301}ni\u{301}ng ma\u{301}rks thro\u{301}ughout the whole of a title that goes on and on",
        "한국어 제목은 꽤 길고 터미널에 맞지 않을 수도 있습니다 그래서 잘려야 합니다 정말로 그렇습니다 물론",
    ]

    private static let lines: [[String]] = [
        ["show", "n0", "--brief"], ["show", "n1"], ["show", "plan", "--brief"], ["diff", "HEAD~1"], ["diff", "HEAD~2"],
        ["graph"],
        ["graph", "n2"], ["search", "about"], ["review", "2000-01-01..today"], ["list"], ["links", "n0"],
        ["log", "n0"],
        ["blame", "n1"], ["next"], ["agenda", "2026-12-01"], ["activity"], ["path", "n0", "n2"],
    ]

    private func written(_ words: [String], isTerminal: Bool, width: Int) throws -> String {
        let environment = ["HOME": vault.home.path, "GIT_CONFIG_NOSYSTEM": "1", "PAGER": "cat", "NO_COLOR": "1"]
        let context = CommandContext.test(environment: environment, isTerminal: isTerminal, width: width)
        let command = try Mosaic.parseAsRoot(words + ["-C", vault.root.path])
        var shown = try #require(command as? any ContextCommand)
        _ = try shown.run(in: context)
        return context.standardOutput.captured
    }

    @Test("Every line fits the terminal, and what goes into a pipe is whole", arguments: [40, 50, 60, 80, 120])
    func fits(width: Int) throws {
        for words in Self.lines {
            let text = try written(words, isTerminal: true, width: width)
            #expect(!text.isEmpty || words == ["next"] || words.first == "agenda", "\(words)")
            for line in text.split(separator: "\n") {
                let shown = String(line).replacing("  \t", with: "        ")
                #expect(DisplayWidth.of(shown) <= width, "\(words): \(line)")
            }
        }
        for words in [["show", "n0", "--brief"], ["diff", "HEAD~1"], ["graph"], ["review", "2000-01-01..today"]] {
            let text = try written(words, isTerminal: false, width: width)
            let narrow = try written(words, isTerminal: false, width: 20)
            #expect(text.contains(Self.titles[1]) && text == narrow)
        }
    }
}
