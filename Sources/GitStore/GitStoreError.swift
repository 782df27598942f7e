/// Says why a repository could not be read or written.
package enum GitStoreError: Error, Hashable, Sendable {
    /// Neither the path nor a folder above it is a git repository.
    case notARepository(path: String)
    /// The repository has no work tree, so that there are no files to be a vault.
    case bareRepository(path: String)
    /// The repository belongs to another user of the machine and is not in `safe.directory`.
    case foreignOwner(path: String)
    /// The repository names its objects by another hash than SHA-1; `format` is as git's configuration has it (`sha256`).
    case unsupportedObjectFormat(String)
    /// The repository keeps its refs in another way than in files; `format` is as git's configuration has it (`reftable`).
    case unsupportedReferenceFormat(String)
    /// The repository uses an extension that changes how it is to be read, and that is not known here.
    case unsupportedExtension(String)
    /// `core.worktree` names a work tree that does not lead back to the repository.
    case strayWorkTree(path: String)
    /// The index has a form that is not known here (a split or a sparse index).
    case unsupportedIndex(message: String)
    /// The object is not in the store, as in a partial clone or a damaged repository.
    case missingObject(ObjectID)
    /// The object is in the store and is not what its type asks for.
    case malformedObject(ObjectID, reason: String)
    /// No object goes by this name.
    case unknownRevision(String)
    /// Several objects go by this abbreviated name.
    case ambiguousRevision(String)
    /// The name or id is that of an object which is not a commit and does not point to one.
    case notACommit(String)
    /// A commit was asked for while another operation waits to be finished or aborted.
    case operationInProgress(PendingOperation)
    /// A commit was asked for of a path that waits to be merged, as after a stash that was popped: to commit it would
    /// say that it is.
    case unmerged(path: String)
    /// A path that cannot be given to git: empty, absolute, outside the work tree or with a NUL byte in it.
    case invalidPath(String)
    /// The `git` executable could not be started; `code` is the system's error number.
    case gitNotStarted(executable: String, code: Int32)
    /// `git` ended with an error. A status above 128 is 128 and the number of the signal that ended it.
    case commandFailed(arguments: [String], status: Int32, standardError: String)
    /// A file of the repository could not be read; `code` is the system's error number.
    case unreadable(path: String, code: Int32)
    /// A pipe, a socket or a device stands where a file of the repository should.
    case notAFile(path: String)
    /// Anything else that libgit2 reports.
    case other(code: Int32, message: String)
}
