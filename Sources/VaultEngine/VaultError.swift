import GitStore
import VaultModel

/// Says why something could not be done with a vault. The values are for whoever puts it into words.
package enum VaultError: Error, Hashable, Sendable {
    // Opening
    case notARepository(path: String)
    case bareRepository(path: String)
    case foreignOwner(path: String)
    /// The repository is of a form that cannot be read.
    case unsupportedRepository(path: String, form: UnreadForm)
    /// The object is neither in the store nor, in a partial clone, to be had without a fetch.
    case missingObject(id: String, isPartialClone: Bool)
    case damagedRepository(RepositoryDamage)

    // The index
    case newerIndex(path: String)
    case busyIndex
    /// Another of ours writes files of the vault, and takes long.
    case busyWriter
    /// A daemon watches the vault already.
    case busyDaemon(processID: Int?)
    case indexNotWritable(path: String)
    case diskFull(path: String)
    case noIndex

    /// Nobody watches the vault.
    case noDaemon

    // References
    case unknownReference(String, suggestion: EntityHandle?)
    /// Several entities answer to the reference; each with the shortest form that names it alone, what is closed behind the others.
    case ambiguousReference(String, candidates: [Candidate])
    /// The entity is only in the history; its last path.
    case goneReference(String, path: String)
    /// The entity is called otherwise now.
    case renamedReference(String, entity: EntityHandle)
    case unknownKind(String, suggestion: String?)
    /// The kind's file at the path cannot be read, so that nobody knows what its entities are.
    case unreadableKind(String, path: String)

    /// The field, or the option, cannot have the value; what it can have, and what may have been meant.
    case unknownValue(field: String, value: String, suggestion: String?, known: [String])

    /// The vault keeps no query by that name; those that it keeps.
    case unknownSavedQuery(String, suggestion: String?, known: [String])
    /// The vault's settings, which keep its queries, cannot be read.
    case unreadableSettings(LocatedDiagnostic)
    /// The text is no query; where, and why.
    case invalidQuery(QueryError, text: String)
    /// A reference of a query leads to no single entity: why, and where it stands, in bytes of the text.
    indirect case unresolvedReference(VaultError, text: String, span: ByteRange)

    /// A search has no word to look for.
    case noWords

    /// The text is no statement of SQL that can be answered; why.
    case invalidSQL(SQLError, text: String)

    /// The text names no days; what nearly does.
    case unknownDays(String, suggestion: String?)
    /// An idea cannot become something of that kind; what it can become.
    case unknownPromotion(String, known: [String])

    /// The text is neither a date nor a revision of the repository.
    case unknownMoment(String)
    /// The first commit is younger.
    case beforeHistory(String)

    // Changes
    case invalidTitle(String)
    /// What was given for a field is not what it asks for; `expected` says what is.
    indirect case invalidValue(field: String, value: String, expected: ExpectedValue)
    /// The name, with a dot in it, is that of a part of an entry, which cannot be set by itself; the field that holds the entries.
    case partOfEntry(String, path: String, field: String)
    /// The file has to be mended by a person first.
    case malformedFile(path: String, diagnostic: LocatedDiagnostic?)
    /// The key's value is an alias, or another place has an alias of it, so that a change would be one of both.
    case uneditableField(path: String, field: String)
    /// The key's value is a mapping, where items of a list are to come or to go.
    case mappingField(path: String, field: String)
    /// The file has no heading of that text; what nearly is its text, and the headings that it has.
    case unknownHeading(String, path: String, suggestion: String?, known: [String])
    /// Several headings of the file have that text; how they are written.
    case ambiguousHeading(String, path: String, candidates: [String])
    /// No task box is on that line of the file, counted from 1; whether it has any elsewhere.
    case noBox(path: String, line: Int, hasOthers: Bool)
    /// The reference names an entity, where only the place of a task box will do.
    case notABox(String)
    /// A text has nothing in it that could be added.
    case noText
    /// No way to write the key's value, or the text where the key is nil, leaves the rest of the file as it is.
    case unwritableField(path: String, field: String?)
    /// The file was moved or removed while a person had it in an editor. Nothing is committed.
    case goneInEditor(path: String)
    /// The last commit does not have the file any more that a person had in an editor, and that their editor wrote. It stays, and is not
    /// committed.
    case movedDuringEdit(path: String)
    /// Somebody else committed a change of the file that a person had in an editor, and the two cannot be merged. What the person wrote
    /// stays, and is not committed.
    case changedDuringEdit(path: String)
    /// A person left nothing of a file in an editor, which is a new one or not; whether all of it is as it was before. Nothing is
    /// committed.
    case emptiedInEditor(path: String, isNew: Bool, isTakenBack: Bool)
    /// A person gave a file in an editor the id of another file. What they wrote stays, and is not committed.
    case takenIDInEditor(path: String, id: String, owner: String)
    case fileExists(path: String)
    /// No file of the vault can be moved to that place: it is outside of the vault, a file, or kept for git or for Mosaic.
    case noFolder(String)
    /// The file of a kind, or of the workspace, is what it is by its place.
    case fixedPlace(path: String)
    /// A folder on the way to the path is a repository of its own, or a submodule.
    case inOtherRepository(path: String, folder: String)
    /// The ignore rules keep a file at the path out of the vault.
    case ignoredPath(String)
    /// Somebody else changed the file meanwhile.
    case conflict(path: String)
    /// No command has committed anything that could be taken back; whether commits are left to the person.
    case nothingToUndo(leavesCommits: Bool)
    /// What the last change did, that of a commit by its full id and its subject, has been taken back in these files already, at least
    /// one, and no commit has that.
    case takenBackByHand(commit: String, subject: String, paths: [String])
    /// The text names neither an operation nor a commit of the history.
    case unknownOperation(String)
    /// A commit, by its full id and its subject, cannot be taken back.
    case notUndoable(commit: String, subject: String, UndoObstacle)
    /// A file that is to be removed has what no commit has; why it could not be committed, nil where nobody asked for that.
    indirect case uncommitted(path: String, reason: VaultError?)
    case fileNotWritable(path: String)
    /// The system does not let the file be read.
    case fileNotReadable(path: String)
    /// A change could not be made, for that cause, and what of it was made by then could not be taken back at these paths.
    indirect case notPutBack(paths: [String], cause: VaultError)
    case fileSystem(path: String, FileProblem)
    case wrongKind(path: String, kind: String, expected: [String])
    /// The kind has no status of the group.
    case noStatus(kind: String, group: StatusGroup)

    // Git
    /// An operation of git waits to be finished or aborted, and a commit would confuse it.
    case operationInProgress(PendingOperation)
    /// Git waits for the file to be merged, and a commit would say that it is.
    case unmergedFile(path: String)
    case gitNotFound
    /// Git is there, and the system does not start it.
    case gitNotStarted(SystemError)
    /// A command of git ended with an error; what git, or a hook, said, which may be nothing.
    case gitFailed(command: String, status: Int32, said: String)

    /// One of several entities that answer to a reference.
    package struct Candidate: Hashable, Sendable {
        package var entity: EntityHandle
        /// The shortest form that names it alone.
        package var shortID: String
        /// Nil where it has none.
        package var status: String?
        /// The first of the days that it is for, as its file states it: `due`, `scheduled`, `target`, `start`; nil where it has none.
        package var day: String?
        /// True for what is done or dropped.
        package var isClosed: Bool

        package init(
            entity: EntityHandle, shortID: String, status: String? = nil, day: String? = nil, isClosed: Bool = false
        ) {
            self.entity = entity
            self.shortID = shortID
            self.status = status
            self.day = day
            self.isClosed = isClosed
        }
    }
}

/// A form of repository that cannot be read. The words are for whoever says so.
package enum UnreadForm: Hashable, Sendable {
    /// Objects with names of another kind: `sha256`.
    case objects(String)
    /// References that are kept in another way: `reftable`.
    case references(String)
    /// An extension of git, by its name.
    case gitExtension(String)
    /// The work tree is in another place, at this path.
    case workTree(at: String)
    /// What libgit2 says of the index.
    case index(said: String)
}

/// What is wrong with a repository. The words are for whoever says so.
package enum RepositoryDamage: Hashable, Sendable {
    /// An object cannot be read; what those say who tried.
    case object(id: String, said: String)
    /// A name leads to no commit.
    case notACommit(name: String)
    /// What libgit2 says of anything else.
    case other(said: String)
}

/// What is the matter with a file or a folder. The words are for whoever says so.
package enum FileProblem: Hashable, Sendable {
    /// It is no path of the vault.
    case notAPath
    case notThere
    /// It is something else than a file.
    case notAFile
    /// A symbolic link leads to it, and links are not followed.
    case symbolicLink
    /// A folder on the way to it is a file.
    case fileOnTheWay
    case tooLarge(bytes: Int64)
    /// The system does not tell what happens in it.
    case unwatchable(SystemError)
    /// No socket can be made in it, through which a daemon is asked.
    case noSocket
    /// It was removed while a daemon watched the vault.
    case removedWhileWatched
    /// The system's own reason.
    case system(SystemError)
    /// What others say of it, such as SQLite.
    case other(said: String)
}

/// What the value of a field has to be. The words are for whoever says so.
package enum ExpectedValue: Hashable, Sendable {
    /// Something of a type.
    case ofType(FieldType)
    /// A day, or a day or a time, as the type says; what nearly was one.
    case day(FieldType, suggestion: String?)
    /// A day without a time; the field beside it that takes one, nil where there is none.
    case dayAlone(timeGoesTo: String?)
    /// A recurrence rule; what is wrong with what was given for one, as the end of a sentence that begins with that, and the word that
    /// it nearly was.
    case recurrence(flaw: String, suggestion: String?)
    /// An identifier: a text without spaces.
    case identifier
    /// An identifier that no other file has.
    case freeIdentifier
    /// The name of a time zone; one that is there, nearly the same.
    case timeZone(suggestion: String?)
    /// One value: there is no list to add it to, or to take it out of.
    case oneValue
}

extension VaultError {
    /// True where a reference names nothing that is there now.
    var namesNothing: Bool {
        switch self {
        case .unknownReference, .goneReference, .renamedReference: true
        default: false
        }
    }

    /// True where a reference names something of a kind that was not asked for.
    var namesAnotherKind: Bool { if case .wrongKind = self { true } else { false } }
}
