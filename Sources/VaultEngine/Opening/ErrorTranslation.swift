import GitStore
import VaultIndex

/// Runs a step of the engine with the vault at a path, and turns the errors of the floors below into those of a vault.
func translatingErrors<Result>(at path: String, _ body: () throws -> Result) throws -> Result {
    do {
        return try body()
    } catch GitStoreError.missingObject(let id) {
        let isPartialClone = (try? Repository(discovering: path))?.isPartialClone ?? false
        throw VaultError.missingObject(id: id.description, isPartialClone: isPartialClone)
    } catch let error as GitStoreError {
        throw VaultError(error, path: path)
    } catch let error as IndexError {
        throw VaultError(error)
    } catch let error as FileError {
        throw VaultError(error)
    } catch let error as FileEventsError {
        let reason =
            switch error {
            case .unavailable(let error), .unwatchable(_, let error): error.description
            }
        throw VaultError.fileSystem(path: path, reason: "it cannot be watched: \(reason)")
    } catch let error as LockError {
        switch error {
        case .busy: throw VaultError.busyWriter
        case .unavailable(let path, let reason):
            throw VaultError.fileSystem(path: path, reason: reason.description)
        }
    }
}

extension VaultError {
    /// `path` is that of the vault.
    init(_ error: GitStoreError, path: String) {
        self =
            switch error {
            case .notARepository(let path): .notARepository(path: path)
            case .bareRepository(let path): .bareRepository(path: path)
            case .foreignOwner(let path): .foreignOwner(path: path)
            case .unsupportedObjectFormat(let format): .unsupportedRepository(path: path, form: "\(format) objects")
            case .unsupportedReferenceFormat(let format): .unsupportedRepository(path: path, form: format)
            case .unsupportedExtension(let name): .unsupportedRepository(path: path, form: "the extension \(name)")
            case .strayWorkTree(let tree):
                .unsupportedRepository(path: path, form: "a work tree in another place, \(tree)")
            case .unsupportedIndex(let message): .unsupportedRepository(path: path, form: message)
            case .missingObject(let id): .missingObject(id: id.description, isPartialClone: false)
            case .malformedObject(let id, let reason): .damagedRepository(reason: "object \(id): \(reason)")
            case .unknownRevision(let name), .ambiguousRevision(let name), .notACommit(let name):
                .damagedRepository(reason: "\(name) leads to no commit")
            case .operationInProgress(let operation): .operationInProgress(operation)
            case .unmerged(let path): .unmergedFile(path: path)
            case .invalidPath(let path): .fileSystem(path: path, reason: "it is no path of the vault")
            case .gitNotStarted: .gitNotFound
            case .commandFailed(let arguments, let status, let said):
                .gitFailed(command: arguments.first ?? "", status: status, said: said)
            case .unreadable(let path, let code):
                .fileSystem(path: path, reason: SystemError(code: code).description)
            case .notAFile(let path): .fileSystem(path: path, reason: "it is no file")
            case .other(_, let message): .damagedRepository(reason: message)
            }
    }

    init(_ error: IndexError) {
        self =
            switch error {
            case .newer(let path, _, _): .newerIndex(path: path)
            case .busy: .busyIndex
            case .notWritable(let path): .indexNotWritable(path: path)
            case .diskFull(let path): .diskFull(path: path)
            case .failed(let path, let reason): .fileSystem(path: path, reason: reason)
            case .absent: .noIndex
            }
    }

    init(_ error: FileError) {
        self =
            switch error {
            case .invalidPath(let path): .fileSystem(path: path, reason: "it is no path of the vault")
            case .notFound(let path): .fileSystem(path: path, reason: "it is not there")
            case .alreadyExists(let path): .fileExists(path: path)
            case .conflict(let path), .changedWhileReading(let path): .conflict(path: path)
            case .notARegularFile(let path): .fileSystem(path: path, reason: "it is no file")
            case .symbolicLink(let path):
                .fileSystem(path: path, reason: "a symbolic link leads to it, and links are not followed")
            case .notADirectory(let path): .fileSystem(path: path, reason: "a folder on the way to it is a file")
            case .tooLarge(let path, let size): .fileSystem(path: path, reason: "it has \(size) bytes")
            case .permissionDenied(let path), .readOnlyFileSystem(let path): .fileNotWritable(path: path)
            case .noSpace(let path): .diskFull(path: path)
            case .failed(let path, let error): .fileSystem(path: path, reason: error.description)
            case .unsynced(let error, _): VaultError(error)
            }
    }
}
