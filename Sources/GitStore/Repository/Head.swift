import CGit2

/// What `HEAD` stands for.
package enum Head: Hashable, Sendable {
    /// A branch that has no commit yet, by its short name.
    case unborn(branch: String)
    /// A commit, and the short name of the branch that is checked out; nil where `HEAD` is detached.
    case commit(ObjectID, branch: String?)

    /// The commit; nil where there is none yet.
    package var commit: ObjectID? {
        switch self {
        case .unborn: nil
        case .commit(let id, _): id
        }
    }

    /// The short name of the branch; nil where `HEAD` is detached.
    package var branch: String? {
        switch self {
        case .unborn(let branch): branch
        case .commit(_, let branch): branch
        }
    }

    static func shortName(_ reference: String) -> String {
        let prefix = "refs/heads/"
        return reference.hasPrefix(prefix) ? String(reference.dropFirst(prefix.count)) : reference
    }
}

extension Repository {
    /// Reads `HEAD` now.
    package func head() throws(GitStoreError) -> Head {
        try checkHead()
        var reference: OpaquePointer?
        try LibGit2.check(git_reference_lookup(&reference, pointer, "HEAD"))
        defer { git_reference_free(reference) }
        var oid = git_oid()
        guard git_reference_type(reference) == GIT_REFERENCE_SYMBOLIC,
            let target = git_reference_symbolic_target(reference)
        else {
            try LibGit2.check(git_reference_name_to_id(&oid, pointer, "HEAD"))
            return .commit(ObjectID(oid), branch: nil)
        }
        let branch = Head.shortName(String(cString: target))
        let code = git_reference_name_to_id(&oid, pointer, "HEAD")
        if code == GIT_ENOTFOUND.rawValue { return .unborn(branch: branch) }
        try LibGit2.check(code)
        return .commit(ObjectID(oid), branch: branch)
    }
}
