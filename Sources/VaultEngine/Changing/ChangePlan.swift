import VaultModel

/// What a command is about to do to the files of a vault: shown by a dry run, carried out by ``Vault/carryOut(_:_:)``.
package struct ChangePlan: Hashable, Sendable {
    /// What is to become of one file. Paths are relative to the vault.
    package enum FileChange: Hashable, Sendable {
        case create(path: String, bytes: [UInt8], isExecutable: Bool = false)
        /// `old` is what the file held when the plan was made: it is not overwritten where it holds something else.
        case replace(path: String, old: [UInt8], new: [UInt8])
        /// The file gets another path, and with it perhaps other contents.
        case move(path: String, to: String, old: [UInt8], new: [UInt8])
        case remove(path: String, old: [UInt8])

        /// The paths that the change touches, the old one first.
        package var paths: [String] {
            switch self {
            case .create(let path, _, _), .replace(let path, _, _), .remove(let path, _): [path]
            case .move(let path, let to, _, _): [path, to]
            }
        }

        /// What the file holds in the end, and where; nil where it is gone.
        var result: (path: String, bytes: [UInt8])? {
            switch self {
            case .create(let path, let bytes, _), .replace(let path, _, let bytes), .move(_, let path, _, let bytes):
                (path, bytes)
            case .remove: nil
            }
        }

        /// The change in steps, of which each changes a name or contents, so that one that fails leaves all of it undone.
        var steps: [FileChange] {
            guard case .move(let path, let to, let old, let new) = self, old != new else { return [self] }
            return [.move(path: path, to: to, old: old, new: old), .replace(path: to, old: old, new: new)]
        }

        /// What takes the change back.
        var inverse: FileChange {
            switch self {
            case .create(let path, let bytes, _): .remove(path: path, old: bytes)
            case .replace(let path, let old, let new): .replace(path: path, old: new, new: old)
            case .move(let path, let to, let old, let new): .move(path: to, to: path, old: new, new: old)
            case .remove(let path, let old): .create(path: path, bytes: old)
            }
        }
    }

    /// What a change does.
    package enum Verb: String, Hashable, Sendable, CaseIterable {
        case add = "Add"
        case append = "Append to"
        case archive = "Archive"
        case begin = "Begin"
        case capture = "Capture"
        case complete = "Complete"
        case discard = "Discard"
        case edit = "Edit"
        case give = "Give"
        case keep = "Keep"
        case mend = "Mend"
        case move = "Move"
        case promote = "Promote"
        case redo = "Redo:"
        case remove = "Remove"
        case rename = "Rename"
        case set = "Set"
        case tick = "Tick"
        case undo = "Undo:"
        case untick = "Untick"
    }

    /// In the order in which they are made.
    package var files: [FileChange]
    /// What is done, as the subject of the commit says it.
    package var verb: Verb
    /// What it is done to, as it stands behind the verb: `"Fix the roof"`, `due of 3 entities`.
    package var object: String
    /// What a person should know of it, in the order in which it came up.
    package var notes: [ChangeNote]
    /// What the plan takes back; nil for one that takes nothing back.
    var takesBack: TakenBack?
    /// The files of which the plan follows from what they say: where no commit has that yet, it is kept in one before.
    var followsFrom: [String] = []

    package init(files: [FileChange], verb: Verb, object: String, notes: [ChangeNote] = []) {
        self.files = files
        self.verb = verb
        self.object = object
        self.notes = notes
    }

    /// What the change is, in the words of a commit's subject: `Complete "Fix the roof"`.
    package var subject: String { "\(verb.rawValue) \(object)" }

    /// The subject as a commit can have it: one line that is not too long, whatever the title in it.
    var subjectLine: String {
        let longest = 200
        let line = String(
            subject.map { character in
                let isControl = character.unicodeScalars.contains { $0.properties.generalCategory == .control }
                return character.isNewline || isControl ? " " : character
            })
        return line.utf8.count <= 2 * longest && line.count <= longest ? line : line.shortened(toBytes: longest) + "…"
    }

    /// The message of the commit, without its trailers.
    var message: String { subjectLine + (takesBack.map { "\n\n" + $0.sentence } ?? "") }

    /// True where everything is as it should be already.
    package var isEmpty: Bool { files.isEmpty }

    /// What changes of the front matter of the one file that the plan is of, in the order of that; none where it is of several.
    package var fieldChanges: [FieldChange] {
        guard files.count == 1, case .replace(_, let old, let new) = files[0] else { return [] }
        let (before, after) = (EntityContent(Document(bytes: old)), EntityContent(Document(bytes: new)))
        return (after.fields + before.fields).map(\.name).uniqued().compactMap { name in
            let change = FieldChange(field: name, before: before.value(name), after: after.value(name))
            return change.before == change.after ? nil : change
        }
    }

    /// Every path that the plan touches, each once, sorted.
    package var paths: [String] { Set<ExactText>(of: files.flatMap(\.paths)).sorted().map(\.text) }
}

/// What is to be done to the entities that a person named: one operation, and one commit.
package struct NamedPlan<Name: Hashable & Sendable>: Hashable, Sendable {
    /// What names each of them alone, once: to plan the same again.
    package var names: [Name]
    package var plan: ChangePlan
}

/// Who makes a change, through which door, and whether it is committed.
package struct ChangeOrigin: Hashable, Sendable {
    /// `cli`, `watch`, `mcp`, `http` or `lsp`.
    package var via: String
    package var agentID: String?
    package var sessionID: String?
    /// Names the operation, however many files and commits it has.
    package var operationID: String
    /// Whether to commit; nil for what the vault's settings say.
    package var commits: Bool?
    /// The operation that is taken back.
    var undoneOperation: String?
    /// True for a commit of what was there before the operation, which is none of what it did.
    var isBeforeOperation = false

    package init(
        via: String, agentID: String? = nil, sessionID: String? = nil, operationID: String, commits: Bool? = nil
    ) {
        self.via = via
        self.agentID = agentID
        self.sessionID = sessionID
        self.operationID = operationID
        self.commits = commits
    }
}

/// What carrying out a plan left behind.
package struct ChangeReceipt: Hashable, Sendable {
    /// The commit's full id; nil where nothing was committed.
    package var commit: String?
    /// Why the change is written and not committed, where it should have been; nil otherwise.
    package var reasonNotCommitted: VaultError?
    /// True where the commit is left to the person, as they, their settings or a failure have it.
    package var isLeftUncommitted: Bool
    /// True where no branch leads to the commit, since `HEAD` is detached.
    package var isOnNoBranch: Bool
    /// The files of kinds that the commit has entities of and does not have, so that the history takes these for notes.
    package var kindsLeftOut: [String] = []

    package init(
        commit: String? = nil, reasonNotCommitted: VaultError? = nil, isLeftUncommitted: Bool = false,
        isOnNoBranch: Bool = false
    ) {
        self.commit = commit
        self.reasonNotCommitted = reasonNotCommitted
        self.isOnNoBranch = isOnNoBranch
        self.isLeftUncommitted = isLeftUncommitted || reasonNotCommitted != nil
    }
}

extension String {
    /// The whole scalars that fit into so many bytes.
    fileprivate func shortened(toBytes limit: Int) -> String {
        var result = String.UnicodeScalarView()
        var size = 0
        for scalar in unicodeScalars {
            size += UTF8.width(scalar)
            if size > limit { break }
            result.append(scalar)
        }
        return String(result)
    }
}
