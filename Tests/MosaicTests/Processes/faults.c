// Loaded into a program before its C library (LD_PRELOAD): counts the calls that change files, and at one of them kills the
// program or has the call fail.
//
// MOSAIC_FAULT is `PROGRAM CALL ACTION`: the program's name; which call, counted from 1; and `kill`, `interrupt` for Ctrl-C, or the
// number of an error, with a `+` behind it where every later call is to fail as well. What removes files fails once only, as on a full
// disk. MOSAIC_FAULT_LOG is a file to which a letter is added for each call.
//
// With MOSAIC_FAULT_READS, the calls are those that open something to read, and no others, and the clock is ahead by an hour: no file is
// so young that it would be read again in any case.
//
// With MOSAIC_INTERRUPT, Ctrl-C reaches the program itself the moment that it has started a shell.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static long struck_call;
static int kills, interrupts, error_number, persists, reads, log_file = -1;
static atomic_long count;

__attribute__((constructor)) static void read_orders(void) {
    const char *orders = getenv("MOSAIC_FAULT"), *log = getenv("MOSAIC_FAULT_LOG");
    char program[64], action[64];
    if (!orders || sscanf(orders, "%63s %ld %63s", program, &struck_call, action) != 3) return;
    if (strcmp(program, program_invocation_short_name) != 0) {
        struck_call = 0;
        return;
    }
    kills = strcmp(action, "kill") == 0;
    interrupts = strcmp(action, "interrupt") == 0;
    error_number = kills ? 0 : atoi(action);
    persists = strchr(action, '+') != NULL;
    reads = getenv("MOSAIC_FAULT_READS") != NULL;
    if (log) log_file = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
}

// A git that is killed takes the program with it that started it.
static void kill_parent(void) {
    char path[64], name[64] = "";
    snprintf(path, sizeof path, "/proc/%d/comm", getppid());
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    long length = read(file, name, sizeof name - 1);
    close(file);
    if (length > 0 && strcmp(name, "mosaic\n") == 0) kill(getppid(), SIGKILL);
}

// Says whether a call is to fail, and sets errno. `file` is what it is about where that is open, else -1.
static int strikes(char letter, int file) {
    if (!struck_call || reads != (letter == 'o')) return 0;
    struct stat status;
    // What the program says is no business of the disk's.
    if (file >= 0 && (file <= STDERR_FILENO || fstat(file, &status) != 0 || !S_ISREG(status.st_mode))) return 0;
    long number = ++count;
    if (log_file >= 0) syscall(SYS_write, log_file, &letter, 1);
    if (number != struck_call && !(persists && number > struck_call && letter != 'u')) return 0;
    if (interrupts) {
        kill(getpid(), SIGINT);
        return 0;
    }
    if (kills) {
        kill_parent();
        kill(getpid(), SIGKILL);
        for (;;) pause();
    }
    errno = error_number;
    return 1;
}

#define CALL(type, name, letter, file, parameters, ...)                                                               \
    type name parameters {                                                                                            \
        static type(*next) parameters;                                                                                \
        if (!next) next = dlsym(RTLD_NEXT, #name);                                                                    \
        return strikes(letter, file) ? -1 : next(__VA_ARGS__);                                                        \
    }

CALL(ssize_t, write, 'w', f, (int f, const void *b, size_t n), f, b, n)
CALL(ssize_t, pwrite, 'w', f, (int f, const void *b, size_t n, off_t o), f, b, n, o)
CALL(ssize_t, pwrite64, 'w', f, (int f, const void *b, size_t n, off64_t o), f, b, n, o)
CALL(ssize_t, writev, 'w', f, (int f, const struct iovec *v, int n), f, v, n)
CALL(int, ftruncate, 't', f, (int f, off_t n), f, n)
CALL(int, ftruncate64, 't', f, (int f, off64_t n), f, n)
CALL(int, fsync, 's', f, (int f), f)
CALL(int, fdatasync, 's', f, (int f), f)
CALL(int, rename, 'r', -1, (const char *a, const char *b), a, b)
CALL(int, renameat, 'r', -1, (int c, const char *a, int d, const char *b), c, a, d, b)
CALL(int, renameat2, 'r', -1, (int c, const char *a, int d, const char *b, unsigned f), c, a, d, b, f)
CALL(int, link, 'l', -1, (const char *a, const char *b), a, b)
CALL(int, linkat, 'l', -1, (int c, const char *a, int d, const char *b, int f), c, a, d, b, f)
CALL(int, unlink, 'u', -1, (const char *a), a)
CALL(int, unlinkat, 'u', -1, (int c, const char *a, int f), c, a, f)
CALL(int, mkdir, 'm', -1, (const char *a, mode_t m), a, m)
CALL(int, mkdirat, 'm', -1, (int c, const char *a, mode_t m), c, a, m)

#define OPENING(name, parameters, ...)                                                                                \
    int name parameters {                                                                                             \
        static int(*next) parameters;                                                                                 \
        if (!next) next = dlsym(RTLD_NEXT, #name);                                                                    \
        va_list rest;                                                                                                 \
        va_start(rest, flags);                                                                                        \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;                                       \
        va_end(rest);                                                                                                 \
        return (flags & O_ACCMODE) == O_RDONLY && strikes('o', -1) ? -1 : next(__VA_ARGS__, flags, mode);             \
    }

OPENING(open, (const char *path, int flags, ...), path)
OPENING(open64, (const char *path, int flags, ...), path)
OPENING(openat, (int folder, const char *path, int flags, ...), folder, path)
OPENING(openat64, (int folder, const char *path, int flags, ...), folder, path)

int clock_gettime(clockid_t clock, struct timespec *time) {
    static int (*next)(clockid_t, struct timespec *);
    if (!next) next = dlsym(RTLD_NEXT, "clock_gettime");
    int code = next(clock, time);
    if (code == 0 && reads && clock == CLOCK_REALTIME) time->tv_sec += 3600;
    return code;
}

int posix_spawn(
    pid_t *process, const char *path, const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attributes,
    char *const arguments[], char *const environment[]
) {
    static int (*next)(
        pid_t *, const char *, const posix_spawn_file_actions_t *, const posix_spawnattr_t *, char *const[], char *const[]);
    if (!next) next = dlsym(RTLD_NEXT, "posix_spawn");
    int code = next(process, path, actions, attributes, arguments, environment);
    if (code == 0 && getenv("MOSAIC_INTERRUPT") && strcmp(path, "/bin/sh") == 0) kill(getpid(), SIGINT);
    return code;
}
