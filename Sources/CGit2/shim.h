#ifndef MOSAIC_CGIT2_SHIM_H
#define MOSAIC_CGIT2_SHIM_H

#include <git2.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>

// Swift does not import variadic functions: each option that is set has a wrapper here.

/// Stops libgit2 from hashing every object that it reads, which is two thirds of the cost of reading one.
static inline int mosaic_git2_disable_strict_hash_verification(void) {
    return git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
}

/// Lets repositories open that use these extensions. All of them either change nothing for a reader, or (objectformat,
/// refstorage) have a value that the caller checks after opening.
static inline int mosaic_git2_accept_extensions(void) {
    static const char *extensions[] = {
        "noop", "noop-v1", "partialclone", "worktreeconfig", "preciousobjects", "relativeworktrees", "objectformat",
        "refstorage",
    };
    return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, sizeof(extensions) / sizeof(extensions[0]));
}

/// Has libgit2 map packs in pieces, so that of a large one no more than `limit` bytes are in memory at a time.
static inline int mosaic_git2_limit_mapped_bytes(size_t window, size_t limit) {
    int code = git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, window);
    return code < 0 ? code : git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, limit);
}

/// Lets repositories of every owner open in this process.
static inline int mosaic_git2_accept_owners(void) {
    return git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
}

#include <stdbool.h>
#include <errno.h>
#include <fcntl.h>
#if defined(__GLIBC__)
#include <malloc.h>

extern int renameat2(int old_folder, const char *old_name, int new_folder, const char *new_name, unsigned int flags);
#endif

#if defined(__linux__)
#include <sys/socket.h>

extern int pipe2(int descriptors[2], int flags);
// Under a name of its own: where the header declares it, it is with a type that only glibc has.
extern int mosaic_accept4(int listener, struct sockaddr *address, socklen_t *length, int flags) __asm__("accept4");

/// Makes a pipe that no program keeps open which another thread starts meanwhile. Swift's Glibc leaves it out.
static inline int mosaic_pipe_closing_on_exec(int descriptors[2]) {
    return pipe2(descriptors, O_CLOEXEC);
}

/// Accepts a connection that no program keeps open which another thread starts meanwhile. Swift's Glibc leaves it out.
static inline int mosaic_accept_closing_on_exec(int listener) {
    return mosaic_accept4(listener, NULL, NULL, SOCK_CLOEXEC);
}

/// Renames a file in one step where nothing has the new name yet (`RENAME_NOREPLACE`). Swift's Glibc leaves it out.
static inline int mosaic_rename_exclusively(
    int old_folder, const char *old_name, int new_folder, const char *new_name
) {
#if defined(__GLIBC__)
    return renameat2(old_folder, old_name, new_folder, new_name, 1);
#else
    errno = ENOSYS;
    return -1;
#endif
}
#endif

/// mimalloc's own, in a program that is linked with it.
extern void mi_collect(bool force) __attribute__((weak));
extern long mi_option_get(int option) __attribute__((weak));
extern void mi_option_set(int option, long value) __attribute__((weak));

/// Sets for how long, in milliseconds, the allocator keeps memory that has become free before it goes back to the system, and
/// gives what was set before.
static inline long mosaic_set_memory_delay(long milliseconds) {
    // `mi_option_decommit_delay`, which is `mi_option_purge_delay` from version 2.1 on.
    const int delay = 15;
    if (!mi_option_get || !mi_option_set) return 0;
    long before = mi_option_get(delay);
    mi_option_set(delay, milliseconds);
    return before;
}

/// Gives memory that is free in the process back to the system, where the allocator can.
static inline void mosaic_return_memory(void) {
    if (mi_collect) mi_collect(true);
#if defined(__GLIBC__)
    else malloc_trim(0);
#endif
}

#if defined(__linux__)
#include <sys/vfs.h>

/// The number of the kind of file system that a path is on, which Swift's module of the C library does not show; zero where
/// there is none to be told.
static inline unsigned int mosaic_file_system_type(const char *path) {
    struct statfs status;
    return statfs(path, &status) == 0 ? (unsigned int)status.f_type : 0;
}
#endif

#endif
