import Testing

@testable import GitStore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

// Where the system watches whole trees, what it says is less exact; there the law holds, of `EventSequenceTests`.
#if !canImport(Darwin)
    /// What real editors do when a person saves, where they are installed.
    @Suite struct EditorEventsTests {
        @Test(
            .enabled(if: isInstalled("vim")),
            arguments: ["", "set backup", "set nowritebackup nobackup", "set backupcopy=yes", "set backupcopy=no"])
        func `A file saved by vim names its folder`(setting: String) throws {
            try check { vault, file in
                let set = setting.isEmpty ? "set all" : setting
                return try vault.run(
                    "vim", "-u", "NONE", "-N", "-es", "-c", set, "-c", "normal! Osaved", "-c", "wq", file)
            }
        }

        @Test(.enabled(if: ["nano", "script", "timeout"].allSatisfy(isInstalled)), arguments: ["", "-B"])
        func `A file saved by nano names its folder`(option: String) throws {
            try check { vault, file in
                // A terminal of its own, into which the keys go once the editor shows: Control-O, Return, Control-X.
                let log = vault.scratch.full("outside/log")
                let isShown = "grep -q 'GNU nano' '\(log)' 2> /dev/null"
                let keys = "until \(isShown); do sleep 0.02; done; printf 'saved\\017\\r\\030'"
                let editor = "nano --ignorercfiles \(option) \(file)"
                let script = "rm -f '\(log)'; (\(keys)) | script -q -e -f -c '\(editor)' '\(log)' > /dev/null"
                return try vault.run("timeout", "300", "sh", "-c", script)
            }
        }

        @Test(.enabled(if: isInstalled("emacs")), arguments: ["nil", "t"])
        func `A file saved by emacs names its folder`(copying: String) throws {
            try check { vault, file in
                let program = "(progn (setq backup-by-copying \(copying)) (find-file \"\(file)\")"
                return try vault.run(
                    "emacs", "--batch", "-Q", "--eval", program + " (insert \"saved\\n\") (save-buffer))")
            }
        }

        @Test(.enabled(if: isInstalled("sed")))
        func `A file changed in place by sed names its folder`() throws {
            try check { vault, file in try vault.run("sed", "-i.bak", "s/text/saved/", file) }
        }

        @Test(arguments: [
            // As Visual Studio Code writes: in place, from the beginning; and where it may not, over a file that it emptied.
            "printf 'saved\\ntext\\n' | dd of='$file' conv=notrunc status=none && truncate -s 11 '$file'",
            ": > '$file' && printf 'saved\\ntext\\n' >> '$file'",
            // As its atomic saving does, and that of many others.
            "printf 'saved\\ntext\\n' > '$file.vsctmp' && mv '$file.vsctmp' '$file'",
        ])
        func `A file saved as editors with a window do names its folder`(script: String) throws {
            try check { vault, file in
                let parts = script.split(separator: "$file", omittingEmptySubsequences: false)
                return try vault.run("sh", "-c", parts.joined(separator: file))
            }
        }

        private func check(_ save: (WatchedVault, String) throws -> Int32) throws {
            let vault = try WatchedVault { vault in
                try vault.write("notes/deep/a.md", "text\n")
                try vault.write("other/b.md")
            }
            for round in 0..<2 {
                let before = try vault.snapshot()
                let status = try save(vault, vault.full("notes/deep/a.md"))
                try #require(status == 0)
                #expect(try vault.snapshot()["notes/deep"] != before["notes/deep"], "nothing was saved")
                #expect(vault.changes().folders == ["notes/deep"], "round \(round)")
            }
            let text = String(decoding: try vault.scratch.read("vault/notes/deep/a.md") ?? [], as: UTF8.self)
            #expect(text.contains("saved"))
            #expect(text.contains("text") || text.hasPrefix("saved"))
        }

        private static func isInstalled(_ program: String) -> Bool {
            ["/usr/local/bin", "/usr/bin", "/bin"].contains { access("\($0)/\(program)", X_OK) == 0 }
        }
    }
#endif
