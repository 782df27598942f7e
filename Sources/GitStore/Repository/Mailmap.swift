import CGit2

/// Tells which person is behind the names and e-mail addresses of commits, as `gitmailmap(5)` says.
package final class Mailmap {
    private let pointer: OpaquePointer?

    /// Reads the lines of a `.mailmap`. Lines that are not understood are left out.
    package init(contents: [UInt8]) {
        var mailmap: OpaquePointer?
        let code =
            LibGit2.isReady
            ? contents.withUnsafeBufferPointer { buffer in
                buffer.withMemoryRebound(to: CChar.self) { git_mailmap_from_buffer(&mailmap, $0.baseAddress, $0.count) }
            } : -1
        pointer = code == 0 ? mailmap : nil
    }

    deinit { if let pointer { git_mailmap_free(pointer) } }

    /// The name and e-mail address that the person goes by; those given where the file does not name them.
    package func resolve(name: String, email: String) -> (name: String, email: String) {
        guard let pointer else { return (name, email) }
        return name.withCString { givenName in
            email.withCString { givenEmail in
                var realName: UnsafePointer<CChar>?
                var realEmail: UnsafePointer<CChar>?
                guard git_mailmap_resolve(&realName, &realEmail, pointer, givenName, givenEmail) == 0,
                    let realName, let realEmail
                else { return (name, email) }
                return (String(cString: realName), String(cString: realEmail))
            }
        }
    }
}

extension Repository {
    /// The `.mailmap` at the root of the work tree; one that changes nothing where there is none.
    package func mailmap() throws(GitStoreError) -> Mailmap {
        Mailmap(contents: try FileReading.contents(of: workTree + "/.mailmap") ?? [])
    }
}
