import Foundation
import TestSupport

/// A shell at a terminal, in which the completions are where `scripts/install` puts them.
final class ShellSession {
    enum Shell: String {
        case bash, zsh, fish
    }

    /// A shell wants a terminal that is its own.
    static func isPossible(_ shell: Shell) -> Bool { Program.areInstalled(shell.rawValue, "setsid") }

    private let dialogue: Dialogue
    private let line: URL

    private static let told = "line is told"
    /// A key that tells the line as it stands, and empties it.
    private static let tell = "\u{14}"

    init(_ shell: Shell, in vault: ProcessVault) throws {
        line = vault.home.appendingPathComponent("line")
        func write(_ name: String, _ text: String) throws {
            let file = vault.home.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let script = try vault.mosaic("--generate-completion-script", shell.rawValue).output
        var arguments = ["-i"]
        switch shell {
        case .bash:
            try write(".local/share/bash-completion/completions/mosaic", script)
            try write(
                ".rc",
                """
                . ~/.local/share/bash-completion/completions/mosaic
                bind 'set show-all-if-ambiguous on'; bind 'set bell-style none'; bind 'set page-completions off'
                bind 'set completion-query-items 0'; bind 'set enable-bracketed-paste off'
                bind -x '"\\C-t": printf %s "$READLINE_LINE" >~/line; READLINE_LINE=; echo "\(Self.told)"'
                PS1='ready> '
                """)
            arguments = ["--noprofile", "--rcfile", vault.home.path + "/.rc", "-i"]
        case .zsh:
            try write(".local/share/zsh/site-functions/_mosaic", script)
            try write(
                ".zshrc",
                """
                fpath=(~/.local/share/zsh/site-functions $fpath)
                autoload -Uz compinit; compinit -D -u
                tell() { print -rn -- "$BUFFER" >~/line; BUFFER=; zle -M "\(Self.told)" }
                zle -N tell; bindkey '^T' tell
                unset zle_bracketed_paste
                PS1='ready> '
                """)
        case .fish:
            // Where this is there, fish does not read all manuals of the system at its first start.
            try write(".local/share/fish/generated_completions/none.fish", "")
            try write(".local/share/fish/vendor_completions.d/mosaic.fish", script)
            try write(
                ".config/fish/config.fish",
                """
                function fish_prompt; echo 'ready> '; end
                function tell; commandline >~/line; commandline ''; echo "\(Self.told)"; commandline -f repaint; end
                bind \\ct tell
                set -g fish_greeting; set -g fish_autosuggestion_enabled 0
                """)
        }
        let process = vault.process("setsid", ["--ctty", "--wait", shell.rawValue] + arguments, in: vault.root)
        process.environment?.merge(["TERM": "xterm"]) { $1 }
        dialogue = try Dialogue(process)
        _ = dialogue.read(until: "ready> ")
    }

    /// The line that a text and a tab become, and everything that the terminal shows meanwhile.
    func complete(_ text: String) -> (line: String, shown: String) {
        dialogue.type(text + "\t" + Self.tell)
        let shown = Self.withoutOrders(dialogue.read(until: Self.told))
        let line = (try? String(contentsOf: line, encoding: .utf8)) ?? ""
        return (line.trimmingCharacters(in: .whitespacesAndNewlines), shown)
    }

    /// What the terminal shows while the line is carried out that a text and a tab become.
    func completeAndRun(_ text: String) -> String {
        dialogue.type(text + "\t; echo \"command has\" ended\n")
        return Self.withoutOrders(dialogue.read(until: "command has ended"))
    }

    /// The text without what moves the cursor, erases or colours (ECMA-48), or names the window.
    private static func withoutOrders(_ text: String) -> String {
        text.replacing(/\u{1B}(\[[0-9;?]*[A-Za-z]|\([A-Z0-9]|\][^\u{7}]*\u{7}|.)/, with: "")
    }
}
