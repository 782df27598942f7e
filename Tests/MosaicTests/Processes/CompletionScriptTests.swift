import Foundation
import Testing

/// The scripts that shells are given, in those shells.
struct CompletionScriptTests {
    private static func isInstalled(_ shell: String) -> Bool {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(shell)")
        }
    }

    private static let hasBash = isInstalled("bash")
    private static let hasZsh = isInstalled("zsh")
    private static let hasFish = isInstalled("fish")

    /// A vault with words of its own, among them a name that is an order where it is not quoted.
    private func vault() throws -> ProcessVault {
        let vault = try ProcessVault()
        try vault.write(
            "kinds/gadget.md",
            "---\ntype: kind\ntitle: Gadget\nplural: gadgets\nfields:\n"
                + "  shade: {type: enum, values: [red, reddish, green]}\n---\n")
        try vault.write(".mosaic/config.yaml", "queries:\n  favourites: {query: 'gadgets', description: Mine}\n")
        try vault.write("notes/kitchen.md", "# A kitchen: and its title\n")
        try vault.write("notes/evil$(touch order) `touch order`.md", "# Evil\n")
        #expect(try vault.mosaic("index").code == 0)
        for shell in ["bash", "zsh", "fish"] {
            let script = try vault.mosaic("--generate-completion-script", shell).output
            try Data(script.utf8).write(to: vault.home.appendingPathComponent("mosaic.\(shell)"))
        }
        return vault
    }

    private func expectNoOrder(in vault: ProcessVault) {
        #expect(!FileManager.default.fileExists(atPath: vault.root.appendingPathComponent("order").path))
    }

    // MARK: - bash

    /// What bash offers for words as it has taken them apart, the last of them being typed.
    private func bash(_ words: [String], typed: String, in vault: ProcessVault) throws -> [String] {
        let driver = """
            compopt() { :; }
            source ~/mosaic.bash
            typed=$1; shift
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE}
            _mosaic_as_words mosaic "$typed" "${COMP_WORDS[COMP_CWORD - 1]}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let outcome = try vault.run("bash", ["--norc", "--noprofile", "-c", driver, "bash", typed] + words)
        #expect(outcome.error.isEmpty, "\(outcome.error)")
        return outcome.output.split(separator: "\n").map(String.init)
    }

    @Test("bash offers a vault's own words", .enabled(if: hasBash, "bash is not installed"))
    func bash() throws {
        let vault = try vault()
        #expect(try bash(["mosaic", "show", "kit"], typed: "kit", in: vault) == ["kitchen"])
        #expect(try bash(["mosaic", "list", "gad"], typed: "gad", in: vault) == ["gadget", "gadgets"])
        #expect(try bash(["mosaic", "list", "shade", ":"], typed: "", in: vault) == ["red", "reddish", "green"])
        #expect(try bash(["mosaic", "list", "shade", ":", "gr"], typed: "gr", in: vault) == ["green"])
        #expect(try bash(["mosaic", "list", "@", "fa"], typed: "@fa", in: vault) == ["@favourites"])
        #expect(try bash(["mosaic", "set", "a", "shade", "=", "re"], typed: "re", in: vault) == ["red", "reddish"])
        #expect(try bash(["mosaic", "count", "--by", "sha"], typed: "sha", in: vault) == ["shade"])
        let task = ["mosaic", "list", "task"]
        #expect(try bash(task + ["status", ":"], typed: "", in: vault).contains("in_progress"))
        #expect(try !bash(task + ["status", ":"], typed: "", in: vault).contains("captured"))
        #expect(try bash(task + ["sha"], typed: "sha", in: vault).isEmpty)
        #expect(try bash(["mosaic", "list", "gadget", "pri"], typed: "pri", in: vault).isEmpty)
        #expect(
            try bash(["mosaic", "next", "--fields", "title,poi"], typed: "title,poi", in: vault) == ["title,points"])
        let evil = try bash(["mosaic", "show", "evi"], typed: "evi", in: vault)
        #expect(evil == ["evil$(touch order) `touch order`"])
        expectNoOrder(in: vault)
    }

    // MARK: - zsh and fish

    @Test("zsh offers a vault's own words, with what they are", .enabled(if: hasZsh, "zsh is not installed"))
    func zsh() throws {
        let vault = try vault()
        let driver = """
            compdef() { : }; _describe() { print -rl -- "${(@P)3}" }
            source ~/mosaic.zsh
            export SAP_SHELL=zsh; command_name=mosaic command_line=("$@")
            __mosaic_custom_complete ---completion $2 -- positional@0 $(($# - 1)) ${#@[-1]}
            """
        func offered(_ words: String...) throws -> String {
            try vault.run("zsh", ["-f", "-c", driver, "zsh"] + words).output
        }
        #expect(try offered("mosaic", "show", "kit") == "kitchen:A kitchen: and its title\n")
        #expect(try offered("mosaic", "list", "shade:r") == "shade\\:red\nshade\\:reddish\n")
        #expect(try offered("mosaic", "list", "@") == "@favourites:Mine\n")
        #expect(try offered("mosaic", "show", "evi") == "evil$(touch order) `touch order`:Evil\n")
        expectNoOrder(in: vault)
    }

    @Test("fish offers a vault's own words, with what they are", .enabled(if: hasFish, "fish is not installed"))
    func fish() throws {
        let vault = try vault()
        // Only at a terminal is there a line that is being edited.
        let driver = """
            set -g words $argv
            function commandline
                switch "$argv"
                    case '*-tC'; string length -- $words[-1]
                    case '*-t'; echo $words[-1]
                    case '*-pc'; printf '%s\\n' $words[..-2]
                    case '*'; printf '%s\\n' $words
                end
            end
            source ~/mosaic.fish
            complete -C "$words"
            """
        func offered(_ words: String...) throws -> String {
            try vault.run("fish", ["--no-config", "-c", driver] + words).output
        }
        #expect(try offered("mosaic", "show", "kit") == "kitchen\tA kitchen: and its title\n")
        #expect(try offered("mosaic", "list", "shade:r") == "shade:red\nshade:reddish\n")
        #expect(try offered("mosaic", "list", "@") == "@favourites\tMine\n")
        expectNoOrder(in: vault)
    }

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
