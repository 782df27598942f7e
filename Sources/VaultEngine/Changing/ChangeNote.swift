/// What a person should know of a change beside what it does. Whoever tells it has the words for it.
package indirect enum ChangeNote: Hashable, Sendable {
    /// So many links will lead nowhere, to the one thing or to the several things that are removed.
    case deadLinks(Int, areToSeveral: Bool)
    /// So many links name it by the title that the change takes from it, and do not lead to it from then on; its path, and the new title.
    case losesTitleLinks(Int, path: String, title: String)
    /// A word of the title looks like a change of a field, and is none; the path of what has the title.
    case fieldInTitle(FieldWord, path: String)
    /// Nothing has a field by that name yet; a known one has nearly the same.
    case unknownField(String, suggestion: String)
    /// A field is called as what is no field of a file, and changes nothing of it: the place of the file, its text.
    case noPlaceOfFile(field: String)
    case noTextOfFile(field: String)
    /// The files at these paths go by the new title as well; at least one.
    case namesakes([String])
    /// The files at these paths cannot be read as they were meant, and are left as they are; at least one.
    case leftOut([String])
    /// The same of files that link to what is renamed, and keep their links.
    case linksLeft([String])
    /// What is moved is of the first kind by the folder that its file is in, and of the second one by the folder that it comes to.
    case becomesKind(title: String, from: String, to: String)
    /// What is moved or renamed has no id, and changes so much by that that git does not follow it.
    case losesHistory(title: String)
    /// The things by these titles wait for each other in a circle, each for the one before it, the first for the last; or the only
    /// one for itself.
    case circle([String])
    /// By this relation it names itself, which says nothing.
    case namesItself(relation: String)
    /// It ends before it starts.
    case endsBeforeStart
    /// What was made lacks fields that its kind asks for.
    case missingFields([String], path: String)
    /// By the change of its id, the entity of this former id ends and another one begins.
    case endsEntity(id: String)

    /// What was to be completed has a status already that means done.
    case completedAlready(title: String, status: String)
    /// So many task boxes in what is completed are open, and stay so.
    case openBoxes(Int)
    /// A box is ticked already, or open; what it says, and its place, `notes/garden.md:7`.
    case boxIsSo(text: String, place: String, isTicked: Bool)
    /// The one of what comes back that is to be done now was made before; its path.
    case nextIs(path: String)
    /// The last of what came back, at a path, has a status that ends it.
    case seriesEnded(path: String, status: String)
    /// The last of what came back was removed; the path that it had.
    case seriesRemoved(path: String)
    /// The change sets aside the one of what comes back that would have made the next.
    case endsSeries
    /// The next of what is completed by the change is there already; its path.
    case nextIsThere(path: String)
    /// The change makes the next, for that day, `2026-12-01`.
    case nextIsMade(path: String, day: String)
    /// It does not come back, since its recurrence cannot be read.
    case unreadableRecurrence
    /// It does not come back, since its recurrence has come to its end.
    case wasLast

    /// No next was looked for, since the index cannot be brought up to date.
    case indexIsBehind
    /// The field is to follow from an edit, and only an editor can change it.
    case uneditableField(String)
    /// No next can be made of the file, since it could not be given its former status.
    case uneditableStatus

    /// What somebody else committed to the file at a path, while a person had it in an editor, is kept beside what they wrote.
    case mergedWithOthers(path: String)

    /// The files at these paths have changes that no commit has, which stay; at least one.
    case uncommittedStays([String])
    /// What was done to the files at these paths, outside of the vault, is left as it is; at least one.
    case leftElsewhere([String])

    /// The file at a path gets an id of its own; the original keeps the one that both had.
    case newID(path: String, id: String, original: String, keeps: String)
    /// The file at a path cannot get one before a person mends it.
    case noNewID(path: String, original: String)

    /// A field in a line of the file at a path gets the value that it was meant to have, as it is written: `FREQ=WEEKLY`.
    case mendedValue(String, field: String, path: String, line: Int)

    /// The file at a path is removed, since the original has every byte of it: two machines made both by one completion.
    case secondCopy(path: String, original: String)

    /// The idea has become something before; the paths of that, at least one.
    case promotedAlready([String])

    /// A note on one of the entities that a change is of.
    case of(title: String, ChangeNote)
}

extension ChangeNote {
    /// Whether it says itself which entity it is on.
    var namesItsEntity: Bool {
        switch self {
        case .completedAlready, .boxIsSo, .becomesKind, .losesHistory, .of: true
        default: false
        }
    }

    /// Whether it is on the next of what is completed by the change.
    var isOnNext: Bool {
        switch self {
        case .nextIsThere, .nextIsMade, .unreadableRecurrence, .wasLast: true
        default: false
        }
    }

    /// Whether it is on links that will lead nowhere, to one thing of several as well.
    var isOfDeadLinks: Bool {
        switch self {
        case .deadLinks: true
        case .of(_, let note): note.isOfDeadLinks
        default: false
        }
    }
}

extension ChangeNote {
    /// The note on namesakes, where there are any.
    static func namesakes(ifAny paths: [String]) -> [ChangeNote] { paths.isEmpty ? [] : [.namesakes(paths)] }
}
