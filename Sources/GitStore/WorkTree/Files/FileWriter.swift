import CGit2

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Writes files of a vault so that whoever looks, even after a power cut, finds the old contents or the new, whole.
///
/// New contents go to a temporary file beside the old (`.mosaic-….tmp`, hidden from every scan), reach the disk, and
/// then take the name in one step. Nothing is written below a symbolic link, through one, or outside the root, and
/// whatever fails leaves no temporary file behind. Whatever fails leaves the change undone as well, but for
/// `FileError.unsynced`. What was compared with `expecting` can in principle change in the microseconds before the name
/// is taken; the writers' lock (`AdvisoryLock`) keeps other Mosaics from that.
package struct FileWriter: Sendable {
    private let root: OpenDirectory

    /// For tests: the error that a step is to end with.
    package var pretendedFailure: @Sendable (Step) -> CInt? = { _ in nil }

    /// What a write is made of, in the order in which it happens.
    package enum Step: Sendable {
        case write, sync, place, syncFolder
        /// A name that must be free is taken in one step.
        case exclusiveRename
        /// Where the file system knows no such step, a file that has its new name loses the old one.
        case removeOldName
    }

    /// Makes a writer of the vault in a folder, which may itself be a symbolic link.
    package init(root: String) throws(FileError) {
        switch OpenDirectory.root(root) {
        case .success(let directory): self.root = directory
        case .failure(let error): throw FileError(error, root)
        }
    }

    /// Gives a file new contents. Its permissions stay, and its owner where the system allows; other hard links to it keep
    /// the old contents.
    ///
    /// `expecting` is what the file held when it was read; nil replaces whatever it holds. Returns the stamp of the new file.
    /// Throws `FileError.conflict` if it holds something else, `FileError.notFound` if there is none.
    @discardableResult
    package func replace(
        _ path: String, with bytes: [UInt8], expecting: [UInt8]?
    ) throws(FileError) -> FileStamp {
        let path = try ContainedPath(path)
        let folder = try path.openFolder(below: root)
        let old = try inspect(path, in: folder, expecting: expecting)
        guard faccessat(folder.descriptor, path.name, W_OK, AT_EACCESS) == 0 else { throw FileError(.last, path.text) }
        let temporary = try TemporaryFile(in: folder, mode: 0o600, path.text)
        do throws(FileError) {
            try write(bytes, to: temporary, path.text)
            try temporary.takeOwnerAndMode(of: old, path.text)
            try finish(temporary, path.text)
            guard case .success(let now) = folder.stamp(of: path.name), now == FileStamp(old) else {
                throw .conflict(path.text)
            }
            try fail(.place, path.text)
            guard renameat(folder.descriptor, temporary.name, folder.descriptor, path.name) == 0 else {
                throw FileError(.last, path.text)
            }
        } catch {
            temporary.remove()
            throw error
        }
        try settle(folder, path.text)
        return try temporary.stamp(path.text)
    }

    /// Makes a file that must not be there yet, and the folders that it is to be in.
    ///
    /// The file is like the one that has or had the stamp `model`, where there is one, in who may do what with it; without it,
    /// whom the process's mask does not keep from it may run it as well where it `isExecutable`.
    /// Returns the stamp of the new file. Throws `FileError.alreadyExists` if anything has the name already.
    @discardableResult
    package func create(
        _ path: String, with bytes: [UInt8], isExecutable: Bool = false, like model: FileStamp? = nil
    ) throws(FileError) -> FileStamp {
        let path = try ContainedPath(path)
        let place = try openFolder(of: path)
        let folder = place.directory
        do throws(FileError) {
            if case .success = folder.stamp(of: path.name) { throw .alreadyExists(path.text) }
            let temporary = try TemporaryFile(in: folder, mode: isExecutable ? 0o777 : 0o666, path.text)
            do throws(FileError) {
                try write(bytes, to: temporary, path.text)
                if let model, fchmod(temporary.descriptor, mode_t(model.mode & 0o7777)) != 0 {
                    throw FileError(.last, path.text)
                }
                try finish(temporary, path.text)
                try fail(.place, path.text)
                if let error = renameWithoutReplacing(temporary.name, in: folder, to: path.name, in: folder) {
                    throw FileError(error, path.text)
                }
            } catch {
                temporary.remove()
                throw error
            }
            try settle(folder, path.text)
            return try temporary.stamp(path.text)
        } catch {
            place.removeMade()
            throw error
        }
    }

    /// Removes a file. The folder stays, even if it is empty now.
    ///
    /// `expecting` is what the file held when it was read; nil removes whatever it holds. Returns the stamp that it had.
    @discardableResult
    package func remove(_ path: String, expecting: [UInt8]?) throws(FileError) -> FileStamp {
        let path = try ContainedPath(path)
        let folder = try path.openFolder(below: root)
        let old = FileStamp(try inspect(path, in: folder, expecting: expecting))
        try fail(.place, path.text)
        guard unlinkat(folder.descriptor, path.name, 0) == 0 else { throw FileError(.last, path.text) }
        try settle(folder, path.text, removed: old)
        return old
    }

    /// Gives a file another path, at which nothing may be yet; makes the folders that it is to be in.
    ///
    /// `expecting` is what the file held when it was read; nil moves whatever it holds.
    package func move(_ path: String, to newPath: String, expecting: [UInt8]? = nil) throws(FileError) {
        let path = try ContainedPath(path)
        let newPath = try ContainedPath(newPath)
        let folder = try path.openFolder(below: root)
        _ = try inspect(path, in: folder, expecting: expecting)
        let place = try openFolder(of: newPath)
        do throws(FileError) {
            try fail(.place, newPath.text)
            if let error = renameWithoutReplacing(path.name, in: folder, to: newPath.name, in: place.directory) {
                // Where case does not matter, a file is in its own way.
                let isOnlyCase =
                    error.code == EEXIST && path.folders == newPath.folders && path.name != newPath.name
                    && path.name.lowercased() == newPath.name.lowercased()
                    && !Self.isListed(newPath.name, in: place.directory)
                guard isOnlyCase,
                    renameat(folder.descriptor, path.name, place.directory.descriptor, newPath.name) == 0
                else { throw FileError(error, error.code == EEXIST ? newPath.text : path.text) }
            }
        } catch {
            place.removeMade()
            throw error
        }
        try settle(place.directory, newPath.text)
        if path.folders != newPath.folders { try settle(folder, path.text) }
    }

    // MARK: - Steps

    /// Finds the file to be a regular one that holds what is expected.
    private func inspect(
        _ path: ContainedPath, in folder: OpenDirectory, expecting: [UInt8]?
    ) throws(FileError) -> stat {
        if let expecting {
            do throws(FileError) {
                let found = try FileReader.read(path.name, in: folder, path.text, limit: Int64(expecting.count))
                guard found.bytes == expecting else { throw .conflict(path.text) }
            } catch .tooLarge {
                throw .conflict(path.text)
            }
        }
        var status = stat()
        guard fstatat(folder.descriptor, path.name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            throw FileError(.last, path.text)
        }
        switch FileStamp(status).type {
        case .regular: return status
        case .symbolicLink: throw .symbolicLink(path.text)
        case .directory, .other: throw .notARegularFile(path.text)
        }
    }

    /// True where a folder has that very name in it, and not one that only counts as the same. The inode of a file does not
    /// tell: there are file systems that give it one for each name.
    private static func isListed(_ name: String, in folder: OpenDirectory) -> Bool {
        var isListed = false
        let error = folder.forEachName { found, _ in
            if found.elementsEqual(name.utf8) { isListed = true }
        }
        return isListed || error != nil
    }

    private func write(_ bytes: [UInt8], to file: TemporaryFile, _ path: String) throws(FileError) {
        try fail(.write, path)
        try file.write(bytes, path)
    }

    private func finish(_ file: TemporaryFile, _ path: String) throws(FileError) {
        try fail(.sync, path)
        guard fsync(file.descriptor) == 0 else { throw FileError(.last, path) }
    }

    /// Makes a change last that is made, and says of a failure that it is one of that.
    private func settle(_ folder: OpenDirectory, _ path: String, removed: FileStamp? = nil) throws(FileError) {
        do {
            try sync(folder, path)
        } catch {
            throw .unsynced(error, removed: removed)
        }
    }

    /// Makes a change of names last.
    private func sync(_ folder: OpenDirectory, _ path: String) throws(FileError) {
        try fail(.syncFolder, path)
        if fsync(folder.descriptor) != 0, errno != EINVAL, errno != ENOTSUP { throw FileError(.last, path) }
    }

    private func fail(_ step: Step, _ path: String) throws(FileError) {
        if let code = pretendedFailure(step) { throw FileError(SystemError(code: code), path) }
    }

    private func renameWithoutReplacing(
        _ name: String, in folder: OpenDirectory, to newName: String, in newFolder: OpenDirectory
    ) -> SystemError? {
        let pretended = pretendedFailure(.exclusiveRename)
        #if canImport(Darwin)
            if pretended == nil,
                renameatx_np(folder.descriptor, name, newFolder.descriptor, newName, UInt32(RENAME_EXCL)) == 0
            {
                return nil
            }
            if let pretended { errno = pretended }
        #else
            if pretended == nil,
                mosaic_rename_exclusively(folder.descriptor, name, newFolder.descriptor, newName) == 0
            {
                return nil
            }
            if let pretended { errno = pretended }
            guard errno == ENOSYS || errno == EINVAL else { return .last }
            // Not every file system knows that. For an instant the file has both names.
            if linkat(folder.descriptor, name, newFolder.descriptor, newName, 0) == 0 {
                let failure = pretendedFailure(.removeOldName).map(SystemError.init(code:))
                if failure == nil, unlinkat(folder.descriptor, name, 0) == 0 { return nil }
                let error = failure ?? .last
                unlinkat(newFolder.descriptor, newName, 0)
                return error
            }
        #endif
        if errno == EEXIST || errno == ENOENT || errno == ENOSPC || errno == EDQUOT || errno == EROFS { return .last }
        // The file system cannot do that: the name is taken first, by an empty file.
        let claim = openat(newFolder.descriptor, newName, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard claim >= 0 else { return .last }
        close(claim)
        guard renameat(folder.descriptor, name, newFolder.descriptor, newName) != 0 else { return nil }
        let error = SystemError.last
        unlinkat(newFolder.descriptor, newName, 0)
        return error
    }

    // MARK: - Folders

    /// An open folder, and those of the folders on the way to it that were made for it.
    private struct Place {
        var directory: OpenDirectory
        var made: [(parent: OpenDirectory, name: String)] = []

        /// Removes them again, the innermost first; one that is in use by now stays.
        func removeMade() {
            for (parent, name) in made.reversed() { unlinkat(parent.descriptor, name, AT_REMOVEDIR) }
        }
    }

    private func openFolder(of path: ContainedPath) throws(FileError) -> Place {
        var place = Place(directory: root)
        do throws(FileError) {
            for folder in path.folders { try enter(folder, &place, path.text) }
        } catch {
            place.removeMade()
            throw error
        }
        return place
    }

    private func enter(_ folder: String, _ place: inout Place, _ path: String) throws(FileError) {
        let parent = place.directory
        var opened = parent.directory(named: folder)
        if case .failure(let error) = opened, error.code == ENOENT {
            if mkdirat(parent.descriptor, folder, 0o777) == 0 {
                place.made.append((parent, folder))
                try sync(parent, path)
            } else if errno != EEXIST {
                throw FileError(.last, path)
            }
            opened = parent.directory(named: folder)
        }
        switch opened {
        case .success(let directory): place.directory = directory
        case .failure(let error): throw ContainedPath.folderError(error, folder, in: parent, path)
        }
    }
}
