import GitStore
import VaultIndex

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

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
    } catch FileError.failed("", let error) {
        throw VaultError.fileSystem(path: path, .system(error))
    } catch let error as FileError {
        throw VaultError(error)
    } catch let error as FileEventsError {
        switch error {
        case .unavailable(let error), .unwatchable(_, let error):
            throw VaultError.fileSystem(path: path, .unwatchable(error))
        }
    } catch let error as LockError {
        switch error {
        case .busy: throw VaultError.busyWriter
        case .unavailable(let path, let reason):
            throw VaultError.fileSystem(path: path, .system(reason))
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
            case .unsupportedObjectFormat(let format): .unsupportedRepository(path: path, form: .objects(format))
            case .unsupportedReferenceFormat(let format): .unsupportedRepository(path: path, form: .references(format))
            case .unsupportedExtension(let name): .unsupportedRepository(path: path, form: .gitExtension(name))
            case .strayWorkTree(let tree):
                .unsupportedRepository(path: path, form: .workTree(at: tree))
            case .unsupportedIndex(let message): .unsupportedRepository(path: path, form: .index(said: message))
            case .missingObject(let id): .missingObject(id: id.description, isPartialClone: false)
            case .malformedObject(let id, let reason): .damagedRepository(.object(id: id.description, said: reason))
            case .unknownRevision(let name), .ambiguousRevision(let name), .notACommit(let name):
                .damagedRepository(.notACommit(name: name))
            case .operationInProgress(let operation): .operationInProgress(operation)
            case .unmerged(let path): .unmergedFile(path: path)
            case .invalidPath(let path): .fileSystem(path: path, .notAPath)
            case .gitNotStarted(_, ENOENT), .gitNotStarted(_, ENOTDIR): .gitNotFound
            case .gitNotStarted(_, let code): .gitNotStarted(SystemError(code: code))
            case .commandFailed(let arguments, let status, let said):
                .gitFailed(command: arguments.first ?? "", status: status, said: said)
            case .unreadable(let place, let code):
                .fileSystem(path: place.isEmpty ? path : place, .system(SystemError(code: code)))
            case .notAFile(let path): .fileSystem(path: path, .notAFile)
            case .other(_, let message): .damagedRepository(.other(said: message))
            }
    }

    init(_ error: IndexError) {
        self =
            switch error {
            case .newer(let path, _, _): .newerIndex(path: path)
            case .busy: .busyIndex
            case .notWritable(let path): .indexNotWritable(path: path)
            case .diskFull(let path): .diskFull(path: path)
            case .failed(let path, let reason): .fileSystem(path: path, .other(said: reason))
            case .absent: .noIndex
            }
    }

    init(_ error: FileError) {
        self =
            switch error {
            case .invalidPath(let path): .fileSystem(path: path, .notAPath)
            case .notFound(let path): .fileSystem(path: path, .notThere)
            case .alreadyExists(let path): .fileExists(path: path)
            case .conflict(let path), .changedWhileReading(let path): .conflict(path: path)
            case .notARegularFile(let path): .fileSystem(path: path, .notAFile)
            case .symbolicLink(let path): .fileSystem(path: path, .symbolicLink)
            case .notADirectory(let path): .fileSystem(path: path, .fileOnTheWay)
            case .tooLarge(let path, let size): .fileSystem(path: path, .tooLarge(bytes: size))
            case .permissionDenied(let path), .readOnlyFileSystem(let path): .fileNotWritable(path: path)
            case .noSpace(let path): .diskFull(path: path)
            case .failed(let path, let error): .fileSystem(path: path, .system(error))
            case .unsynced(let error, _): VaultError(error)
            }
    }
}
