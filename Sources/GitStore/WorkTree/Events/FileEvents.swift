#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

#if !canImport(Darwin)
    /// Says when to look at a vault again, and where: the first stage of keeping an index current while people work.
    ///
    /// Make it first and scan then, so that nothing falls between the two. What it says may be too much and is never too
    /// little, but for what the kernel does not tell: writes through a hard link from elsewhere, through a memory map that
    /// stays open, or by another machine to a network file system.
    ///
    /// What is part of the vault is what `WorkTreeScanner` has for one. Only folders are watched. Not to be shared between
    /// threads.
    package final class FileEvents {
        private typealias Flag = Inotify.Flag

        private let inotify: Inotify
        private let root: String
        private let identity: (device: dev_t, inode: ino_t)
        private let placePaths: [String: EventPlace]
        private let isIgnored: (_ path: String, _ isDirectory: Bool) -> Bool
        private let watchLimit: Int

        private var tree = WatchedFolders()
        private var places: [Int32: EventPlace] = [:]
        private var batch = FileEventBatch()
        /// Folders that are in the batch already.
        private var reported: Set<Int32> = []
        private var mustWalkEverything = false
        private var mustFindPlaces = false
        /// Whether folders are reported that are only found to be where they were.
        private var reportsReturned = true
        private var treeIsIncomplete = false
        private var placesAreIncomplete = false

        /// Watches the vault in the folder `root` and, of git's own folders, what says that HEAD, the refs, the index or the
        /// list of work trees changed. All paths are absolute.
        ///
        /// `ruleFiles` are the files outside the vault's tree that ignore rules come from, beside those in git's folders
        /// (see `IgnoreSources.filesOutsideVault`). `ignoring` tells which folder (true) or file (false), by its path in the
        /// vault, is kept out; it is asked whenever something happens, so that it has to follow the rules as they change.
        package convenience init(
            root: String, gitDirectory: String, commonDirectory: String, ruleFiles: [String] = [],
            ignoring: @escaping (_ path: String, _ isDirectory: Bool) -> Bool
        ) throws(FileEventsError) {
            let places = EventPlace.places(
                root: root, gitDirectory: gitDirectory, commonDirectory: commonDirectory, ruleFiles: ruleFiles)
            try self.init(root: root, places: places, watchLimit: .max, ignoring: ignoring)
        }

        /// Watches no more than `watchLimit` folders.
        init(
            root: String, places: [String: EventPlace], watchLimit: Int,
            ignoring: @escaping (_ path: String, _ isDirectory: Bool) -> Bool
        ) throws(FileEventsError) {
            inotify = try Inotify()
            self.root = root
            placePaths = places
            self.watchLimit = watchLimit
            isIgnored = ignoring
            var status = stat()
            guard stat(root, &status) == 0 else { throw .unwatchable(root, .last) }
            identity = (status.st_dev, status.st_ino)
            if let error = walkEverything() { throw .unwatchable(root, error) }
            findPlaces()
            batch = FileEventBatch()
            reported = []
        }

        /// Becomes readable when something happened, to be polled together with others.
        package var descriptor: Int32 { inotify.descriptor }

        /// How many folders are watched.
        package var watchedFolderCount: Int {
            tree.folders.count + tree.adrift.count
                + places.keys.count { tree.folders[$0] == nil && tree.adrift[$0] == nil }
        }

        /// Whether the system's limit keeps folders from being watched, so that the caller has to scan from time to time.
        /// ``refresh()`` tries again.
        package var isIncomplete: Bool { treeIsIncomplete || placesAreIncomplete }

        /// Takes everything that has happened until now, without waiting. May be empty where the descriptor was readable:
        /// most of what happens in git's folders means nothing.
        package func take() -> FileEventBatch {
            var hasEvents = false
            // While others never stop, what is left waits for the next time.
            for _ in 0..<FileEvents.mostReads {
                if inotify.read({ handle($0) }) {
                    hasEvents = true
                } else if mustWalkEverything {
                    if walkEverything() != nil { break }
                } else if mustFindPlaces {
                    findPlaces()
                } else {
                    break
                }
            }
            dropAdrift()
            if tree.root == nil || (hasEvents && !isRootInPlace) { batch.rootGone = true }
            defer {
                batch = FileEventBatch()
                reported.removeAll(keepingCapacity: batch.folders.count < 1000)
            }
            return batch
        }

        /// Takes everything that has happened until now, and walks the whole vault to watch what is part of it by now: due
        /// when `ignoring` answers otherwise than before. Folders that were not watched before are among the changed ones.
        package func refresh() -> FileEventBatch {
            mustWalkEverything = true
            mustFindPlaces = true
            return take()
        }

        private static let mostReads = 1024

        /// The folders of the vault that are watched, by their paths in it. For inspection.
        var watchedFolders: Set<String> {
            Set(tree.folders.keys.map { tree.components($0).joined(separator: "/") })
        }

        // MARK: - Events

        private func handle(_ event: Inotify.Event) {
            if event.has(Flag.overflow) {
                batch.overflowed = true
                mustWalkEverything = true
                mustFindPlaces = true
                return
            }
            if let place = places[event.watch] { handle(event, in: place) }
            if event.has(Flag.ignored) { return tree.forget(event.watch) }
            guard let folder = tree[event.watch] else { return }
            if event.name.isEmpty {
                // Of the others, the folders that hold them tell.
                if event.watch == tree.root, event.has(Flag.attributes) { report(event.watch) }
            } else if event.name[0] == UInt8(ascii: ".") {
                handleHidden(event, in: folder)
            } else if folder.isNested {
                return
            } else if event.has(Flag.isDirectory) {
                handleFolder(event)
            } else if !reported.contains(event.watch) {
                handleFile(event)
            }
        }

        private func handle(_ event: Inotify.Event, in place: EventPlace) {
            if event.has(Flag.ignored) { places[event.watch] = nil }
            if event.has(Flag.ignored | Flag.selfMoved | Flag.selfDeleted) {
                batch.add(place.allEffects)
                mustFindPlaces = true
            }
            if event.name.isEmpty { return }
            let name = String(decoding: event.name, as: UTF8.self)
            let effect = place.effect(of: name, isDirectory: event.has(Flag.isDirectory))
            batch.add(effect)
            if effect.contains(.places) { mustFindPlaces = true }
        }

        private func handleHidden(_ event: Inotify.Event, in folder: WatchedFolders.Folder) {
            if FileName.isRuleFile(event.name), !folder.isNested {
                batch.ignoreRulesChanged = true
                tree.setHoldsRules(event.watch)
                report(event.watch)
            }
            let comesOrGoes = Flag.created | Flag.deleted | Flag.movedFrom | Flag.movedTo
            if FileName.equals(event.name, ".git"), event.watch != tree.root, event.has(comesOrGoes) {
                tree.setAdrift(event.watch)
                lookAt(folder.name, in: folder.parent)
            }
        }

        private func handleFile(_ event: Inotify.Event) {
            let path = path(of: event.name, in: event.watch)
            if let path, isIgnored(path, false) { return }
            report(event.watch)
        }

        private func handleFolder(_ event: Inotify.Event) {
            let name = String(decoding: event.name, as: UTF8.self)
            let known = tree.child(of: event.watch, named: name)
            guard let path = path(of: event.name, in: event.watch) else { return report(event.watch) }
            if isIgnored(path, true) {
                if let known { tree.setAdrift(known) } else { return }
            }
            if event.has(Flag.attributes) {
                if let known { return report(known) }
            } else if !event.has(Flag.created), let known {
                tree.setAdrift(known)
            }
            report(event.watch)
            // Whatever is there now: of two folders that changed places, the last event is of a departure.
            lookAt(name, in: event.watch)
        }

        private func report(_ watch: Int32) {
            if reported.insert(watch).inserted { batch.folders.insert(tree.components(watch).joined(separator: "/")) }
        }

        /// Nil for a name that no path can hold.
        private func path(of name: UnsafeRawBufferPointer, in folder: Int32) -> String? {
            guard FileName.isUTF8(name) else { return nil }
            return (tree.components(folder) + [String(decoding: name, as: UTF8.self)]).joined(separator: "/")
        }

        // MARK: - Folders

        /// Watches the folder of that name, if there is one, and all below it.
        private func lookAt(_ name: String, in parent: Int32) {
            let above = tree.components(parent)
            guard case .success(var directory) = OpenDirectory.root(root) else { return }
            for component in above + [name] {
                switch directory.directory(named: component) {
                case .success(let next): directory = next
                case .failure(let error): return fail(error)
                }
            }
            let path = (above + [name]).joined(separator: "/")
            watch(directory, named: name, in: parent, path: path, depth: above.count + 1)
        }

        private func watch(
            _ directory: OpenDirectory, named name: String, in parent: Int32, path: String, depth: Int
        ) {
            if depth > WorkTreeScanner.maximumDepth || isIgnored(path, true) { return }
            guard let watch = add(directory) else {
                treeIsIncomplete = true
                return batch.overflowed = true
            }
            let placement = tree.place(watch, in: parent, named: name)
            if placement == .known || placement == .impossible { return }
            let isReported = placement == .new || reportsReturned
            if isReported {
                reported.insert(watch)
                batch.folders.insert(path)
            }
            watchFolders(in: directory, watch, path: path, depth: depth)
            if isReported, tree[watch]?.holdsRules == true { batch.ignoreRulesChanged = true }
        }

        /// Reads the names only now that the folder is watched: what comes later comes with an event.
        private func watchFolders(in directory: OpenDirectory, _ watch: Int32, path: String, depth: Int) {
            var names: [String] = []
            var holdsGit = false
            var holdsRules = false
            let error = directory.forEachName { name, type in
                if name[0] == UInt8(ascii: ".") {
                    if FileName.equals(name, ".git") { holdsGit = true }
                    if FileName.isRuleFile(name) { holdsRules = true }
                } else if type == UInt8(DT_DIR) || type == UInt8(DT_UNKNOWN), FileName.isUTF8(name) {
                    names.append(String(decoding: name, as: UTF8.self))
                }
            }
            if let error { fail(error) }
            if holdsGit, depth > 0 { return tree.setNested(watch) }
            if holdsRules { tree.setHoldsRules(watch) }
            for name in names {
                switch directory.directory(named: name) {
                case .success(let child):
                    let path = path.isEmpty ? name : path + "/" + name
                    self.watch(child, named: name, in: watch, path: path, depth: depth + 1)
                case .failure(let error): fail(error)
                }
            }
        }

        /// What cannot be opened for what it is has no files for a scan either; an event comes when that changes.
        private func fail(_ error: SystemError) {
            guard error.meansExhausted else { return }
            treeIsIncomplete = true
            batch.overflowed = true
        }

        /// Finds every folder anew, as if nothing were known of where they are.
        private func walkEverything() -> SystemError? {
            mustWalkEverything = false
            treeIsIncomplete = false
            tree.setEverythingAdrift()
            switch OpenDirectory.root(root) {
            case .failure(let error): return error
            case .success(let directory):
                switch inotify.watch(directory) {
                case .failure(let error): return error
                case .success(let watch):
                    tree.placeRoot(watch)
                    reportsReturned = false
                    watchFolders(in: directory, watch, path: "", depth: 0)
                    reportsReturned = true
                    return nil
                }
            }
        }

        /// Nil where a limit of the system is reached.
        private func add(_ directory: OpenDirectory) -> Int32? {
            guard case .success(let watch) = inotify.watch(directory) else { return nil }
            let isKnown = tree[watch] != nil || tree.adrift[watch] != nil || places[watch] != nil
            guard isKnown || watchedFolderCount < watchLimit else {
                inotify.forget(watch)
                return nil
            }
            return watch
        }

        private func dropAdrift() {
            if tree.rulesWentAdrift { batch.ignoreRulesChanged = true }
            for watch in tree.takeAdrift() where places[watch] == nil { inotify.forget(watch) }
        }

        private var isRootInPlace: Bool {
            var status = stat()
            return stat(root, &status) == 0 && status.st_dev == identity.device && status.st_ino == identity.inode
        }

        // MARK: - Places

        /// Watches the places that are there now.
        private func findPlaces() {
            mustFindPlaces = false
            placesAreIncomplete = false
            let before = places
            places = [:]
            for (path, place) in placePaths {
                if case .success(let directory) = OpenDirectory.root(path) { watch(directory, as: place) }
            }
            for watch in before.keys where places[watch] == nil && tree[watch] == nil && tree.adrift[watch] == nil {
                inotify.forget(watch)
            }
        }

        private func watch(_ directory: OpenDirectory, as place: EventPlace) {
            guard let watch = add(directory) else { return placesAreIncomplete = true }
            places[watch, default: EventPlace()].formUnion(place)
            guard place.isRecursive else { return }
            var names: [String] = []
            _ = directory.forEachName { name, type in
                if type == UInt8(DT_DIR) || type == UInt8(DT_UNKNOWN) {
                    names.append(String(decoding: name, as: UTF8.self))
                }
            }
            for name in names {
                if case .success(let child) = directory.directory(named: name) { self.watch(child, as: place) }
            }
        }
    }
#endif
