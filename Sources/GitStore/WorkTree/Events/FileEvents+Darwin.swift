#if canImport(Darwin)
    import CoreServices
    import Darwin
    import Dispatch

    /// Says when to look at a vault again, and where: the first stage of keeping an index current while people work.
    ///
    /// Make it first and scan then, so that nothing falls between the two. What it says may be too much and is never too
    /// little. The system watches whole trees (File System Events), so that there is nothing to keep in step: what a path
    /// means is asked only when it is reported. Not to be shared between threads.
    package final class FileEvents {
        private let root: String
        private let identity: (device: dev_t, inode: ino_t)
        private let places: [String: EventPlace]
        private let isIgnored: (_ path: String, _ isDirectory: Bool) -> Bool
        private let watchedPaths: [String]
        private let inbox: EventInbox
        private let stream: FSEventStreamRef

        private var batch = FileEventBatch()
        /// Whether a folder belongs to the vault, for one batch.
        private var verdicts: [String: Bool] = [:]

        /// Watches the vault in the folder `root` and, of git's own folders, what says that HEAD, the refs, the index or the
        /// list of work trees changed. All paths are absolute, with symbolic links resolved.
        ///
        /// `ruleFiles` are the files outside the vault's tree that ignore rules come from, beside those in git's folders
        /// (see `IgnoreSources.filesOutsideVault`). `ignoring` tells which folder (true) or file (false), by its path in the
        /// vault, is kept out; it is asked whenever something happens, so that it has to follow the rules as they change.
        package init(
            root: String, gitDirectory: String, commonDirectory: String, ruleFiles: [String] = [],
            ignoring: @escaping (_ path: String, _ isDirectory: Bool) -> Bool
        ) throws(FileEventsError) {
            self.root = root
            places = EventPlace.places(
                root: root, gitDirectory: gitDirectory, commonDirectory: commonDirectory, ruleFiles: ruleFiles)
            isIgnored = ignoring
            var status = stat()
            guard stat(root, &status) == 0 else { throw .unwatchable(root, .last) }
            guard status.st_mode & S_IFMT == S_IFDIR else { throw .unwatchable(root, SystemError(code: ENOTDIR)) }
            identity = (status.st_dev, status.st_ino)
            watchedPaths = FileEvents.watchedPaths(root: root, places)
            inbox = try EventInbox()
            guard let stream = inbox.startStream(watchedPaths) else {
                throw .unavailable(SystemError(code: EAGAIN))
            }
            self.stream = stream
        }

        deinit {
            FSEventStreamStop(stream)
            FSEventStreamInvalidate(stream)
            FSEventStreamRelease(stream)
            // What was on its way to the inbox has arrived before it goes.
            inbox.queue.sync {}
        }

        /// Of a place of which all names matter, the folder; of another, only the names: a person's home folder is a large
        /// tree. What is inside of the vault comes with it.
        private static func watchedPaths(root: String, _ places: [String: EventPlace]) -> [String] {
            var paths: Set<String> = [root]
            for (folder, place) in places where folder != root && !folder.hasPrefix(root + "/") {
                if place.anyName.isEmpty {
                    for name in place.names.keys { paths.insert(folder + "/" + name) }
                } else {
                    paths.insert(folder)
                }
            }
            return paths.sorted()
        }

        /// Becomes readable when something happened, to be polled together with others.
        package var descriptor: Int32 { inbox.descriptor }

        /// How many folders are watched, each with all that is below it.
        package var watchedFolderCount: Int { watchedPaths.count }

        /// Whether the system's limit keeps folders from being watched; here there is none.
        package var isIncomplete: Bool { false }

        /// Takes everything that has happened until now, without waiting for more. May be empty where the descriptor was
        /// readable: most of what happens in git's folders means nothing.
        package func take() -> FileEventBatch {
            FSEventStreamFlushSync(stream)
            let events = inbox.takeAll()
            for event in events { handle(event) }
            if !events.isEmpty, !isRootInPlace { batch.rootGone = true }
            defer {
                batch = FileEventBatch()
                verdicts = [:]
            }
            return batch
        }

        /// Takes everything that has happened until now, after `ignoring` has come to answer otherwise than before. What the
        /// rules let in is looked at by whoever made them: everything is.
        package func refresh() -> FileEventBatch {
            var batch = take()
            batch.overflowed = true
            return batch
        }

        // MARK: - Events

        private func handle(_ event: EventInbox.Event) {
            if event.has(kFSEventStreamEventFlagMustScanSubDirs) { batch.overflowed = true }
            if event.has(kFSEventStreamEventFlagHistoryDone | kFSEventStreamEventFlagRootChanged) { return }
            let isDirectory = event.has(kFSEventStreamEventFlagItemIsDir)
            guard let slash = event.path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return }
            let folder = String(event.path[..<slash])
            let name = String(event.path[event.path.utf8.index(after: slash)...])
            if let place = place(folder) { batch.add(place.effect(of: name, isDirectory: isDirectory)) }
            if event.path == root { return report("") }
            guard folder == root || folder.hasPrefix(root + "/") else { return }
            let inVault = String(Substring(folder.utf8.dropFirst(root.utf8.count + 1)))
            handle(name, isDirectory: isDirectory, in: inVault)
        }

        /// `folder` is a path in the vault.
        private func handle(_ name: String, isDirectory: Bool, in folder: String) {
            if name == ".git" {
                // Whether the folder is another repository may have changed.
                verdicts = [:]
                if !folder.isEmpty { reportTree(folder, parent(folder)) }
                return
            }
            guard belongs(folder) else { return }
            if name.hasPrefix(".") {
                guard name.withCString({ FileName.isRuleFile(UnsafeRawBufferPointer(start: $0, count: strlen($0))) })
                else {
                    return
                }
                batch.ignoreRulesChanged = true
                return report(folder)
            }
            let path = folder.isEmpty ? name : folder + "/" + name
            if isIgnored(path, isDirectory) { return }
            report(folder)
            guard isDirectory else { return }
            verdicts = [:]
            // Rules may have gone with a folder that is gone.
            if !isFolder(root + "/" + path) { batch.ignoreRulesChanged = true }
            reportTree(path, folder)
        }

        private func place(_ folder: String) -> EventPlace? {
            if let place = places[folder] { return place }
            return places.first { $0.value.isRecursive && folder.hasPrefix($0.key + "/") }?.value
        }

        private func report(_ folder: String) { batch.folders.insert(folder) }

        /// One event tells of a whole tree that is moved in.
        private func reportTree(_ folder: String, _ parent: String) {
            guard belongs(parent) else { return }
            if !isIgnored(folder, true) { walk(folder, depth: 1) }
        }

        private func walk(_ folder: String, depth: Int) {
            guard depth <= WorkTreeScanner.maximumDepth, isFolder(root + "/" + folder),
                case .success(let directory) = OpenDirectory.root(root + "/" + folder)
            else { return }
            report(folder)
            var names: [String] = []
            var holdsGit = false
            var holdsRules = false
            _ = directory.forEachName { name, type in
                if FileName.equals(name, ".git") { holdsGit = true }
                if FileName.isRuleFile(name) { holdsRules = true }
                if name[0] != UInt8(ascii: "."), type == UInt8(DT_DIR) || type == UInt8(DT_UNKNOWN) {
                    names.append(String(decoding: name, as: UTF8.self))
                }
            }
            if holdsGit { return }
            if holdsRules { batch.ignoreRulesChanged = true }
            for name in names where !isIgnored(folder + "/" + name, true) {
                walk(folder + "/" + name, depth: depth + 1)
            }
        }

        /// Whether no folder on the way is hidden, kept out or another repository.
        private func belongs(_ folder: String) -> Bool {
            if folder.isEmpty { return true }
            if let verdict = verdicts[folder] { return verdict }
            let name = folder.utf8.lastIndex(of: UInt8(ascii: "/")).map { folder[folder.utf8.index(after: $0)...] }
            let verdict =
                !(name ?? folder[...]).hasPrefix(".") && belongs(parent(folder)) && !isIgnored(folder, true)
                && !FileReading.exists(root + "/" + folder + "/.git")
            verdicts[folder] = verdict
            return verdict
        }

        private func parent(_ folder: String) -> String {
            folder.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(folder[..<$0]) } ?? ""
        }

        private func isFolder(_ path: String) -> Bool {
            var status = stat()
            return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
        }

        private var isRootInPlace: Bool {
            var status = stat()
            return stat(root, &status) == 0 && status.st_dev == identity.device && status.st_ino == identity.inode
        }
    }
#endif
