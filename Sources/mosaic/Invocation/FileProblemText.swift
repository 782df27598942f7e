import VaultEngine

extension FileProblem {
    /// The problem as the end of a sentence on the file, behind a colon.
    var phrase: String {
        switch self {
        case .notAPath: "it is no path of the vault"
        case .notThere: "it is not there"
        case .notAFile: "it is no file"
        case .symbolicLink: "a symbolic link leads to it, and links are not followed"
        case .fileOnTheWay: "a folder on the way to it is a file"
        case .tooLarge(let bytes): "it has \(bytes) bytes"
        case .unwatchable(let error): "it cannot be watched: \(error.description)"
        case .noSocket: "a daemon is asked through a socket, and none can be made there"
        case .removedWhileWatched: "it was removed while a daemon watched the vault"
        case .system(let error): error.description
        case .other(let said): said
        }
    }

    /// What to try where the place is to blame, which a person has chosen; nil for every other problem.
    var remedyOfPlace: String? {
        switch self {
        case .symbolicLink: "Put what it leads to in its place, or choose another folder."
        case .fileOnTheWay: "Choose another folder."
        case .system(let error) where error.meansTooLong: "Choose a shorter name."
        default: nil
        }
    }
}

extension UnreadForm {
    /// What the repository uses, as a part of a sentence.
    var phrase: String {
        switch self {
        case .objects(let format): "\(format) objects"
        case .references(let format): format
        case .gitExtension(let name): "the extension \(name)"
        case .workTree(let path): "a work tree in another place, \(path)"
        case .index(let said): said
        }
    }
}

extension RepositoryDamage {
    /// The damage as the end of a sentence on the repository, behind a colon.
    var phrase: String {
        switch self {
        case .object(let id, let said): "object \(id): \(said)"
        case .notACommit(let name): "\(name) leads to no commit"
        case .other(let said): said
        }
    }
}
