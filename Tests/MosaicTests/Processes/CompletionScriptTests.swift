import Foundation
import TestSupport
import Testing

/// The scripts that shells are given, in those shells.
struct CompletionScriptTests {
    /// A vault with words of its own, among them a name that is an order where it is not quoted.
    private func vault() throws -> ProcessVault {
        let vault = try ProcessVault()
        try vault.write(
            "kinds/gadget.md",
            "---\ntype: kind\ntitle: Gadget\nplural: gadgets\nfields:\n"
                + "  shade: {type: enum, values: [red, reddish, green]}\n---\n")
        try vault.write(
            ".mosaic/config.yaml",
            "queries:\n  favourites: {query: 'gadgets', description: Mine}\n"
                + "  of-shade: {query: 'gadgets shade:{which}', description: 'Of one: shade'}\n")
        try vault.write("gadgets/first.txt", "In a folder that is called as a kind\n")
        try vault.write("attic/boxes/first.txt", "In a folder within one\n")
        try vault.write("notes/kitchen.md", "# A kitchen: and its title\n")
        try vault.write("notes/kiosk.md", "# A back\\slash of \"quotes\"\n")
        try vault.write("notes/two words: it's.md", "# 屋根 Übergröße\n")
        try vault.write("notes/ärger.md", "# Trouble\n")
        try vault.write("notes/pumps.md", "# Pumps\n- [ ] Oil: both\n- [x] Clean\n")
        try vault.write("notes/sieve.md", "# Sieve\n- [ ] Mend\n")
        try vault.write("notes/evil$(touch order) `touch order`.md", "# Evil\n")
        #expect(try vault.mosaic("index").code == 0)
        return vault
    }

    // MARK: - At a terminal

    @Test(
        "bash offers a vault's own words", .timeLimit(.minutes(SanitizerSettings.minutes(15))),
        .enabled(if: ShellSession.isPossible(.bash), "bash or setsid is not installed"))
    func bash() throws { try check(.bash) }

    @Test(
        "zsh offers a vault's own words, with what they are", .timeLimit(.minutes(SanitizerSettings.minutes(15))),
        .enabled(if: ShellSession.isPossible(.zsh), "zsh or setsid is not installed"))
    func zsh() throws { try check(.zsh) }

    @Test(
        "fish offers a vault's own words, with what they are", .timeLimit(.minutes(SanitizerSettings.minutes(15))),
        .enabled(if: ShellSession.isPossible(.fish), "fish or setsid is not installed"))
    func fish() throws { try check(.fish) }

    private func check(_ shell: ShellSession.Shell) throws {
        let vault = try vault()
        let session = try ShellSession(shell, in: vault)
        for (typed, line) in Self.completed {
            #expect(session.complete(typed).line == "mosaic \(line)")
        }
        if shell == .bash { #expect(session.complete("mosaic show KIT").line == "mosaic show kitchen") }
        for (typed, meant) in Self.meant {
            let shown = session.completeAndRun(typed)
            #expect(shown.contains(meant), "\(typed): \(shown)")
        }
        // bash takes quotes within quotes out of what it compares with the offers.
        if shell != .bash { #expect(session.completeAndRun("mosaic list 'near:\"two wo").contains("Nothing matches.")) }
        for (typed, offers, notes) in Self.listed {
            let shown = session.complete(typed).shown
            for offer in offers { #expect(shown.contains(offer), "\(typed): \(shown)") }
            // bash has no room for notes.
            for note in notes { #expect(shown.contains(note) == (shell != .bash), "\(typed): \(shown)") }
            #expect(!shown.contains("captured") && !shown.contains("Only these fields"), "\(typed): \(shown)")
        }
        #expect(!FileManager.default.fileExists(atPath: vault.root.appendingPathComponent("order").path))
    }

    /// What is typed, and what a tab makes of it.
    private static let completed = [
        ("mosaic show kit", "show kitchen"), ("mosaic show är", "show ärger"),
        ("mosaic list gadgets shade:gr", "list gadgets shade:green"),
        ("mosaic list @fa", "list @favourites"), ("mosaic set kitchen shade=gr", "set kitchen shade=green"),
        ("mosaic new gadget x --set shade=gr", "new gadget x --set shade=green"),
        ("mosaic new task x -s priority=hi", "new task x -s priority=high"), ("mosaic new gadgets", "new gadgets"),
        ("mosaic count --by sha", "count --by shade"),
        ("mosaic next --fields title,poi", "next --fields title,points"),
        ("mosaic list @of-shade whi", "list @of-shade which="),
        ("mosaic list @of-shade which=gr", "list @of-shade which=green"),
        ("mosaic list 'type:gadget sha", "list 'type:gadget shade:"),
        ("mosaic done notes/sieve.md:", "done notes/sieve.md:2"), ("mosaic done 'sieve:", "done 'sieve:2'"),
        ("mosaic move kitchen attic/", "move kitchen attic/boxes"), ("mosaic move att", "move att"),
        ("mosaic list task sha", "list task sha"), ("mosaic list gadget pri", "list gadget pri"),
    ]

    /// What is typed, and what is shown once it was completed and carried out.
    private static let meant = [
        ("mosaic show --brief evi", "notes/evil$(touch order) `touch order`.md"),
        ("mosaic show --brief two", "notes/two words: it's.md"),
        ("mosaic show --brief 'two wo", "notes/two words: it's.md"),
        ("mosaic show --brief \"two wo", "notes/two words: it's.md"),
    ]

    /// What is typed, the offers, and what is said of them.
    private static let listed = [
        ("mosaic show ki", ["kitchen", "kiosk"], ["A kitchen: and its title", #"A back\slash of "quotes""#]),
        ("mosaic list gadgets shade:", ["reddish", "green"], []),
        ("mosaic new gadget x --set shade=", ["reddish", "green"], []),
        ("mosaic list @", ["@favourites", "@of-shade"], ["Mine", "Of one: shade"]),
        ("mosaic list task status:", ["in_progress", "open"], ["not_started, in_progress"]),
        ("mosaic done pumps:", ["2", "3"], ["Oil: both", "Clean"]),
        ("mosaic list --fields sh", ["shade", "shortId"], []),
    ]

    // MARK: - Without a shell

    private func asked(_ arguments: String..., in folder: URL, of vault: ProcessVault) throws -> ProcessVault.Outcome {
        try vault.run("mosaic", ["---completion"] + arguments, in: folder, environment: ["SAP_SHELL": "fish"])
    }

    @Test("Where a shell shows it, the title stands behind a reference")
    func titles() throws {
        let vault = try vault()
        let outcome = try asked(
            "show", "--", "positional@0", "2", "3", "mosaic", "show", "kit", in: vault.root, of: vault)
        #expect(outcome.output == "kitchen\tA kitchen: and its title\n")
        let there = try asked(
            "show", "--", "positional@0", "4", "3", "mosaic", "show", "-C", vault.root.path, "kit", in: vault.home,
            of: vault)
        #expect(there.output == outcome.output)
    }

    @Test("Without a vault, or without an index, nothing is offered and nothing is wrong")
    func nothing() throws {
        let vault = try vault()
        try FileManager.default.removeItem(at: vault.root.appendingPathComponent(".git/mosaic"))
        for folder in [vault.home, vault.root] {
            for command in ["show", "list"] {
                let outcome = try asked(
                    command, "--", "positional@0", "2", "0", "mosaic", command, "", in: folder, of: vault)
                #expect(outcome.code == 0 && outcome.output.isEmpty && outcome.error.isEmpty)
            }
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: vault.root.path + "/.git/mosaic")
        #expect(names.isEmpty)
    }
}
