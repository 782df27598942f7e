import VaultEngine
import VaultModel

extension CommandFailure {
    /// What an error of the engine says to a person, and how the command ends.
    init(_ error: VaultError) {
        switch error {
        case .notARepository(let path):
            self.init(
                .usage, "could not open a vault at \(path): it is in no git repository",
                remedy: "Go to one, name it with -C, or make a vault with 'mosaic init'.")
        case .bareRepository(let path):
            self.init(
                .usage, "could not open a vault at \(path): the repository is bare, so that it has no files",
                remedy: "Clone it, and work in the clone.")
        case .foreignOwner(let path):
            self.init(
                .usage, "could not open the vault at \(path): it belongs to another user",
                remedy: "If you trust it: git config --global --add safe.directory \(path)")
        case .unsupportedRepository(_, let form):
            self.init(
                .usage, "could not open the repository: it uses \(form.phrase), which cannot be read yet",
                remedy: "A clone into an ordinary repository (SHA-1, refs in files) can be read.")
        case .missingObject(let id, let isPartialClone):
            self.init(
                .fault, "could not read the history: the object \(id) is missing",
                remedy: isPartialClone
                    ? "This is a partial clone: 'git fetch --refetch' brings what it left out."
                    : "'git fsck' says what else is missing; 'git fetch' may bring it.")
        case .damagedRepository(let damage):
            self.init(
                .fault, "could not read the repository: \(damage.phrase)", remedy: "'git fsck' says what is damaged.")

        case .newerIndex(let path):
            self.init(
                .usage, "could not use the index at \(path): a newer mosaic made it",
                remedy: "Use that mosaic, or delete the file: it can be made again.")
        case .busyIndex:
            self.init(
                .busy, "could not bring the index up to date: another mosaic is at it",
                remedy: "Try again in a moment.")
        case .busyWriter:
            self.init(
                .busy, "could not write: another mosaic writes in this vault, and takes long",
                remedy: "Nothing was changed; try again in a moment.")
        case .busyDaemon(let processID):
            self.init(
                .busy,
                "a daemon watches this vault already" + (processID.map { " (process \($0))" } ?? ""),
                remedy: "'mosaic watch --status' says how it is, 'mosaic watch --stop' stops it.")
        case .noDaemon:
            self.init(
                .negative, "nobody watches this vault, so that there is nothing to follow",
                remedy: "Start a daemon with 'mosaic watch', in another terminal or in the background.")
        case .indexNotWritable(let path):
            self.init(
                .fault, "could not write the index at \(path)",
                remedy: "Its folder must be writable; $XDG_CACHE_HOME or $HOME serves where the vault is not.")
        case .diskFull(let path):
            self.init(
                .fault, "could not write \(path): the disk is full",
                remedy: "Nothing was lost. Make room, and try again.")
        case .noIndex:
            self.init(.negative, "there is no index yet", remedy: "Ask without --stale, or run 'mosaic index'.")

        case .unknownReference(let reference, nil) where Vault.isOwnUser(reference):
            self.init(
                .negative,
                "'\(reference)' is nobody yet: no file in users/ has the address that git gives to your commits",
                remedy: "'mosaic init' adds one, or add the address to the 'emails' of yours.")
        case .unknownReference(let reference, let suggestion):
            self.init(
                .negative, "there is nothing by the name '\(reference)'",
                remedy: suggestion.map { "Did you mean '\($0.title)' (\($0.path))?" }
                    ?? "'mosaic list' shows what there is, and 'mosaic search' finds words.")
        case .ambiguousReference(let reference, let candidates):
            let closed = candidates.count(where: \.isClosed)
            // What comes back leaves one done behind for each time.
            let isCut = closed < candidates.count && closed > Self.mostClosedCandidates
            self.init(
                .ambiguous, "'\(reference)' could be any of \(candidates.count)",
                details: (isCut ? candidates.filter { !$0.isClosed } : candidates).map(Self.line(of:))
                    + (isCut ? ["and \(Progress.grouped(closed)) that are done or dropped"] : []),
                remedy: "Name one of them by what stands first.")
        case .goneReference(let reference, let path):
            self.init(
                .negative, "'\(reference)' is no longer there: it was last at \(path)",
                remedy: "'mosaic audit \(path)' shows what happened to it.")
        case .renamedReference(let reference, let entity):
            self.init(
                .negative, "nothing is called '\(reference)' any more: it is '\(entity.title)' now (\(entity.path))",
                remedy: "'mosaic audit \(entity.path)' shows what happened to it.")
        case .unknownKind(let name, let suggestion):
            self.init(
                .usage, "there is no kind '\(name)'",
                remedy: (suggestion.map { "Did you mean '\($0)'? " } ?? "") + "'mosaic list kinds' shows them.")
        case .unreadableKind(let name, let path):
            self.init(
                .conflict, "the kind '\(name)' cannot be read, so that nobody knows what its entities are",
                remedy: "Mend \(path) in an editor; 'mosaic check' says where. Then try again.")
        case .unknownSavedQuery(let name, let suggestion, let known):
            self.init(
                .usage, "the vault keeps no query '\(name)'",
                remedy: (suggestion.map { "Did you mean '@\($0)'? " } ?? "")
                    + (known.isEmpty ? "'.mosaic/config.yaml' is the place for them." : "'mosaic queries' lists them."))
        case .unreadableSettings(let diagnostic):
            self.init(
                .conflict, "the vault's queries cannot be read", details: [Self.place(of: diagnostic)],
                remedy: "Mend \(diagnostic.path) in an editor; then try again.")
        case .invalidQuery(let error, let text): self.init(error, in: text)
        case .unresolvedReference(let error, let text, let span):
            self.init(error)
            details = Self.place(span, in: text) + details
        case .noWords:
            self.init(.usage, "there is no word to look for", remedy: "'mosaic list' finds by fields alone.")
        case .invalidSQL(let error, let text): self.init(error, in: text)
        case .unknownValue(let field, let value, let suggestion, let known):
            self.init(
                .usage, "there is no \(field) '\(value)'",
                remedy: (suggestion.map { "Did you mean '\($0)'? " } ?? "")
                    + "There are \(known.joined(separator: ", ")).")

        case .unknownDays(let text, let suggestion):
            self.init(
                .usage, "'\(text)' names no days",
                remedy: (suggestion.map { "Did you mean '\($0)'? " } ?? "")
                    + "Write days such as today, next week, 7d, 2026-12 or 2026-12-01..2026-12-05; a query stands behind --where."
            )
        case .unknownPromotion(let kind, let known):
            self.init(
                .usage, "an idea cannot be promoted to \(kind)",
                remedy: "It can be promoted to \(known.joined(separator: " or ")).")
        case .unknownMoment(let name):
            self.init(
                .usage, "'\(name)' is neither a date nor a revision of this repository",
                remedy: "A day ('2026-11-01', 'yesterday'), so far back ('2w'), a commit, a branch or a tag.")
        case .beforeHistory(let name):
            self.init(
                .negative, "there is no commit as early as '\(name)'",
                remedy: "'git log --reverse' shows the first ones; a shallow clone begins where it was cut off.")

        case .invalidTitle(let title):
            self.init(.usage, "'\(title)' cannot be a title", remedy: "A title is one line that is not empty.")
        case .invalidValue(let field, let value, let expected):
            self.init(.usage, "\(field) cannot be '\(value)'", remedy: expected.sentence)
        case .partOfEntry(let name, let path, let field):
            self.init(
                .usage, "could not set \(name): it is a part of the entries of \(field)",
                remedy: "Write them in an editor: 'mosaic edit \(path)'.")
        case .malformedFile(let path, let diagnostic):
            self.init(
                .conflict, "could not change \(path): it cannot be read as it was meant",
                details: diagnostic.map { [Self.place(of: $0)] } ?? [],
                remedy: "Mend it in an editor; then try again.")
        case .uneditableField(let path, let field):
            self.init(
                .conflict, "could not change \(field) in \(path): its value is shared with another place in the file",
                remedy: "Change it in an editor: 'mosaic edit \(path)'.")
        case .mappingField(let path, let field):
            self.init(
                .conflict, "could not change \(field) in \(path): it is a mapping there, and no list",
                remedy: "Change it in an editor: 'mosaic edit \(path)'.")
        case .unknownHeading(let text, let path, let suggestion, let known):
            self.init(
                .negative, "there is no heading '\(text)' in \(path)",
                remedy: suggestion.map { "Did you mean '\($0)'?" }
                    ?? (known.isEmpty ? "It has no headings." : "It has \(known.joined(separator: ", "))."))
        case .ambiguousHeading(let text, let path, let candidates):
            self.init(
                .ambiguous, "'\(text)' could be any of \(candidates.count) headings in \(path)", details: candidates,
                remedy: "With its marks before it, a heading is one of that level: '\(candidates[0])'.")
        case .noBox(let path, let line, let hasOthers):
            self.init(
                .negative, "there is no box on line \(line) of \(path)",
                remedy: hasOthers
                    ? "'mosaic checkboxes --all path:\(QueryWriting.value(path))' lists those that it has."
                    : "It has no boxes: 'mosaic append \(path) \"- [ ] …\"' adds one.")
        case .notABox(let reference):
            self.init(
                .usage, "'\(reference)' is an entity, and --untick opens boxes by their places",
                remedy: "'mosaic set \(reference) status=…' gives it another status.")
        case .noText: self.init(.usage, "there was nothing to append")
        case .unwritableField(let path, let field):
            self.init(
                .conflict,
                "could not change \(field ?? "the text") in \(path): no way to write it there leaves the rest as it is",
                remedy: "Change it in an editor: 'mosaic edit \(path)'.")
        case .goneInEditor(let path):
            self.init(
                .conflict, "could not find \(path) after the edit: it was moved or removed meanwhile",
                remedy: "Nothing is committed; 'git status' shows what is there.")
        case .movedDuringEdit(let path):
            self.init(
                .conflict, "could not commit what you wrote: \(path) was moved or removed while you had it open",
                remedy: "It stays, and is not committed. 'mosaic audit \(path)' tells what became of the file.")
        case .changedDuringEdit(let path):
            self.init(
                .conflict, "could not commit what you wrote: somebody else has changed the same in \(path) meanwhile",
                remedy: "It stays, and is not committed: 'git diff' shows it beside what is committed.")
        case .fileExists(let path):
            self.init(
                .conflict, "could not make \(path): there is such a file already",
                remedy: "Choose another title, or another folder.")
        case .noFolder(let folder):
            self.init(
                .usage, "could not move anything to '\(folder)': it is no folder that files of the vault can be in",
                remedy: "Name one in the vault, as in 'projects/garden', or '/' for the top of it.")
        case .fixedPlace(let path):
            self.init(.usage, "could not move \(path): it is what it is by its place")
        case .emptiedInEditor(let path, let isNew, let isTakenBack):
            self.init(
                .usage,
                "nothing is \(isNew ? "made" : "changed"): \(path) came back from the editor with nothing in it",
                remedy: !isTakenBack
                    ? "What was written stays, and is not committed: 'git status' shows it."
                    : isNew ? nil : "It is as it was before; 'mosaic rm \(path)' removes it.")
        case .takenIDInEditor(let path, let id, let owner):
            self.init(
                .usage, "id cannot be '\(id)' in \(path): it is that of \(owner)",
                remedy: "What you wrote stays, and is not committed: 'mosaic edit \(path)' opens it again.")
        case .conflict(let path):
            self.init(
                .conflict, "could not change \(path): somebody else has just changed it",
                remedy: "Nothing was overwritten. Try again.")
        case .nothingToUndo(let leavesCommits):
            self.init(
                .negative,
                leavesCommits
                    ? "what commands change is not committed here, so that nobody knows which change was the last"
                    : "no commit has a change of yours by a command that could be undone",
                remedy: leavesCommits
                    ? "'git diff' shows what has no commit, 'git restore FILE' takes it back, and 'mosaic undo COMMIT' a commit."
                    : "'mosaic undo COMMIT' undoes any other; 'mosaic activity' and 'git log' show them.")
        case .takenBackByHand(let commit, let subject, let paths):
            self.init(
                .conflict, "nothing is left to undo of your last change, \(commit.prefix(8)) (\(subject))",
                details: paths,
                remedy: "What is there has no commit yet. 'mosaic undo COMMIT' undoes one before; 'git log' shows them."
            )
        case .unknownOperation(let name):
            self.init(
                .negative, "the history has no commit and no operation '\(name)'",
                remedy: "'mosaic activity --fields commit,operationId,event,title' shows those of each change.")
        case .notUndoable(let commit, let subject, let obstacle): self.init(undoing: commit, subject, obstacle)
        case .uncommitted(let path, let reason):
            self.init(
                .conflict,
                "could not remove \(path): it has what no commit has"
                    + (reason.map { ", and that could not be committed: \($0.reasonNotCommitted)" } ?? ""),
                remedy: "Nothing was removed. Commit it first; then try again.")
        case .fileNotWritable(let path):
            self.init(.fault, "could not write \(path): it is read-only", remedy: "It and its folder must be writable.")
        case .fileNotReadable(let path):
            self.init(.fault, "could not read \(path): permission is denied", remedy: "'chmod u+r' lets you read it.")
        case .notPutBack(let paths, let cause):
            self.init(
                .fault, CommandFailure(cause).message + "; what was changed by then could not be put back as it was:",
                details: paths, remedy: "'git status' shows what is there; nothing of the change is committed.")
        case .ignoredPath(let path):
            self.init(
                .usage, "could not make \(path): it is ignored, so that nobody would see it",
                remedy: "A .gitignore or .mosaicignore says so ('git check-ignore -v \(path)' tells which of git's).")
        case .inOtherRepository(let path, let folder):
            self.init(
                .usage, "could not make \(path): \(folder)/ is a repository of its own, and no part of the vault",
                remedy: "Choose another folder.")
        case .fileSystem(let path, let problem):
            let remedy = problem.remedyOfPlace
            self.init(remedy == nil ? .fault : .usage, "could not use \(path): \(problem.phrase)", remedy: remedy)
        case .wrongKind(let path, let kind, let expected):
            self.init(.usage, "\(path) is of the kind \(kind), not \(expected.joined(separator: " or "))")
        case .noStatus(let kind, let group):
            self.init(
                .usage, "the kind \(kind) has no status that means '\(group.rawValue)'",
                remedy: "'mosaic show kind/\(kind)' says which it has.")
        case .operationInProgress:
            self.init(
                .conflict, "could not commit: \(error.reasonNotCommitted)",
                remedy: "Finish or abort it first; 'git status' says how.")
        case .unmergedFile(let path):
            self.init(
                .conflict, "could not commit: \(error.reasonNotCommitted)",
                remedy: "Once it is as it should be, 'git add \(path)' says so.")
        case .gitFailed(let command, let status, let said):
            self.init(
                .fault,
                "could not go on: 'git \(command)' "
                    + (said.isEmpty ? "ended with status \(status) and said nothing" : "failed: \(said)"),
                remedy: "Mend what git names; then try again.")
        case .gitNotFound:
            self.init(.fault, "could not run git", remedy: "Install it, and see that it is on your PATH.")
        case .gitNotStarted(let error):
            self.init(.fault, "could not run git: \(error.description)")
        }
    }

    /// So many things that are done or dropped are named one by one behind those that are not.
    private static let mostClosedCandidates = 3

    private static func line(of candidate: VaultError.Candidate) -> String {
        let facts = [candidate.status, candidate.day].compactMap(\.self).joined(separator: ", ")
        // An attachment has no other name than its path.
        let names = [candidate.shortID, candidate.entity.title].uniqued().joined(separator: "  ")
        return "\(names)  (\(candidate.entity.path))" + (facts.isEmpty ? "" : "  \(facts)")
    }

    private static func place(of diagnostic: LocatedDiagnostic) -> String {
        "\(diagnostic.path):\(diagnostic.line ?? 1):\(diagnostic.column ?? 1): \(diagnostic.message)"
    }
}

extension VaultError {
    /// Why something is written and not committed, as the end of a sentence: `a merge is under way`.
    var reasonNotCommitted: String {
        switch self {
        case .operationInProgress(let operation):
            switch operation {
            case .merge: "a merge is under way"
            case .rebase: "a rebase is under way"
            case .cherryPick: "a cherry-pick is under way"
            case .revert: "a revert is under way"
            case .applyMailbox: "git am is under way"
            case .bisect: "a bisection is under way"
            }
        case .unreadableSettings(let diagnostic):
            "\(diagnostic.path), which may say that it should not be, cannot be read: \(diagnostic.message)"
        case .unmergedFile(let path): "\(path) waits to be merged ('git status' says how)"
        case .gitNotFound: "git could not be started"
        case .gitNotStarted(let error): "git could not be started: \(error.description)"
        case .gitFailed(_, let status, let said):
            said.isEmpty ? "git, or a hook of it, ended with status \(status) and said nothing" : said
        case .fileSystem(let path, let problem): "\(path): \(problem.phrase)"
        default: CommandFailure(self).message
        }
    }
}

extension CommandFailure {
    /// Why a commit cannot be taken back.
    fileprivate init(undoing commit: String, _ subject: String, _ obstacle: UndoObstacle) {
        let problem = "could not undo \(commit.prefix(8)) (\(subject)):"
        let revert = "'git revert \(commit.prefix(8))' can."
        switch obstacle {
        case .merge:
            self.init(.conflict, "\(problem) it is a merge", remedy: "'git revert -m 1 \(commit.prefix(8))' can.")
        case .first:
            self.init(
                .conflict, "\(problem) it is the first commit of the history",
                remedy: "'mosaic rm' removes what should not be there.")
        case .cutOff:
            self.init(
                .conflict, "\(problem) this clone does not have what was before it",
                remedy: "'git fetch --unshallow' brings that.")
        case .elsewhere: self.init(.conflict, "\(problem) it changes nothing of this vault", remedy: revert)
        case .beyondText(let paths):
            self.init(
                .conflict, "\(problem) it changes more than texts: a mode, a link, or what a filter converts",
                details: paths,
                remedy: revert)
        case .inTheWay(let paths):
            self.init(
                .conflict, "\(problem) something else is where it would bring back files", details: paths,
                remedy: "Nothing was changed. Move that away first.")
        case .changedSince(let paths):
            self.init(
                .conflict, "\(problem) what it did, or what stands beside that, has been changed since", details: paths,
                remedy: "Nothing was changed. 'mosaic audit \(paths[0])' and 'git status' show what came after it.")
        }
    }
}
