import CGit2

/// A snapshot of git's configuration as it holds for one repository.
struct Configuration {
    private final class Snapshot {
        let pointer: OpaquePointer
        init(_ pointer: OpaquePointer) { self.pointer = pointer }
        deinit { git_config_free(pointer) }
    }

    private let snapshot: Snapshot

    /// The settings of files, later ones before earlier ones; a file that is not there has none. What they include where the repository
    /// is in some place, as `includeIf` says, counts for `repository`, if any.
    ///
    /// - Throws: `GitStoreError` where a file is no configuration.
    init(files: [String], of repository: OpaquePointer? = nil) throws(GitStoreError) {
        guard LibGit2.isReady else { throw LibGit2.lastError(-1) }
        var whole: OpaquePointer?
        try LibGit2.check(git_config_new(&whole))
        guard let whole else { throw .other(code: -1, message: "") }
        defer { git_config_free(whole) }
        for (place, file) in files.enumerated() {
            // The number of a level only says which file wins.
            let level = git_config_level_t(Int32(place + 1))
            let code = git_config_add_file_ondisk(whole, file, level, repository, 0)
            if code != GIT_ENOTFOUND.rawValue { try LibGit2.check(code) }
        }
        var pointer: OpaquePointer?
        try LibGit2.check(git_config_snapshot(&pointer, whole))
        guard let pointer else { throw .other(code: -1, message: "") }
        snapshot = Snapshot(pointer)
    }

    init(of repository: OpaquePointer) throws(GitStoreError) {
        var pointer: OpaquePointer?
        try LibGit2.check(git_repository_config_snapshot(&pointer, repository))
        guard let pointer else { throw .other(code: -1, message: "") }
        snapshot = Snapshot(pointer)
    }

    /// The value that wins; nil where none is set.
    subscript(name: String) -> String? {
        var value: UnsafePointer<CChar>?
        guard git_config_get_string(&value, snapshot.pointer, name) == 0, let value else { return nil }
        return String(cString: value)
    }

    /// The value that wins as a path, with `~` for the person's folder resolved; nil where none is set.
    func path(_ name: String) -> String? {
        var path = git_buf()
        defer { git_buf_dispose(&path) }
        guard git_config_get_path(&path, snapshot.pointer, name) == 0, let start = path.ptr else { return nil }
        return String(cString: start)
    }

    /// Where a path in the person's folder leads, `~/…`; nil for any other, and where nobody knows the folder.
    static func personalPath(_ written: String) -> String? {
        guard LibGit2.isReady, written.hasPrefix("~/") else { return nil }
        var path = git_buf()
        defer { git_buf_dispose(&path) }
        guard git_config_parse_path(&path, written) == 0, let start = path.ptr else { return nil }
        return String(cString: start)
    }

    /// True where a setting is true; false where it is not set.
    func isTrue(_ name: String) -> Bool {
        var value: Int32 = 0
        return git_config_get_bool(&value, snapshot.pointer, name) == 0 && value != 0
    }

    /// True where a name that matches the regular expression has a true value.
    func hasTrueValue(matching expression: String) -> Bool {
        var iterator: OpaquePointer?
        guard git_config_iterator_glob_new(&iterator, snapshot.pointer, expression) == 0 else { return false }
        defer { git_config_iterator_free(iterator) }
        var entry: UnsafeMutablePointer<git_config_entry>?
        while git_config_next(&entry, iterator) == 0, let found = entry {
            var value: Int32 = 0
            if git_config_parse_bool(&value, found.pointee.value) == 0, value != 0 { return true }
        }
        return false
    }
}

/// Git's settings outside of any repository.
package enum ConfigurationFiles {
    /// The value of a setting such as `core.pager` in the last of the files that has it; nil for none, and where a file is no
    /// configuration.
    package static func value(of name: String, in files: [String]) -> String? {
        try? Configuration(files: files)[name]
    }
}

extension Repository {
    /// True where objects may be missing because they are fetched on demand, by the `git` executable only.
    package var isPartialClone: Bool {
        guard let configuration = try? Configuration(of: pointer) else { return false }
        return configuration["extensions.partialclone"] != nil
            || configuration.hasTrueValue(matching: "^remote\\..*\\.promisor$")
    }

    /// Who this person is by the configuration.
    ///
    /// - Parameter outerFiles: the configuration files outside of the repository, as git takes them.
    /// - Returns: The name and e-mail address; nil where it does not give both.
    package func signatureFromConfig(_ outerFiles: [String]) -> (name: String, email: String)? {
        let files = outerFiles + [commonDirectory + "/config"]
        guard let configuration = try? Configuration(files: files, of: pointer) else { return nil }
        guard let name = configuration["user.name"], let email = configuration["user.email"] else { return nil }
        return name.isEmpty || email.isEmpty ? nil : (name, email)
    }
}
