/* SPDX-License-Identifier: MIT */
/* Waiting at the terminal on Linux. /proc/PID/syscall tells exactly, but only those who may trace
 * the process: under Yama's ptrace_scope=1 (Ubuntu) we, who are its siblings, may not. Then there
 * is /proc/PID/wchan, the name of the kernel's function. */
#include "terminal.h"

#include "descriptors.h"
#include "file.h"
#include "proc.h"
#include "tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/uio.h>
#include <unistd.h>

/* On the older architectures, select is a call that took its arguments in memory, if there is one.
 */
#ifdef SYS__newselect
#define SELECT SYS__newselect
#elif defined SYS_select
#define SELECT SYS_select
#endif

#define ARGUMENT_COUNT 6
#define WAITED_FDS_MAX 64 /* who waits for more is no reader at a prompt */

struct call {
    long number;
    unsigned long long arguments[ARGUMENT_COUNT];
};

/* A thread, by its folder in /proc, and the terminal of its process. */
struct sleeper {
    pid_t process;
    char folder[64];
    dev_t terminal;
    bool *traceable;
};

enum answer { NO, YES, UNKNOWN };

/* What a descriptor of a process refers to is looked at by name first: asking an object for its
 * status may block, on a network's file system or one in user space. */
static bool fd_is_terminal(const struct sleeper *sleeper, const char *fd)
{
    char path[64], name[PATH_MAX];
    struct stat status;
    snprintf(path, sizeof path, "/proc/%d/fd/%s", (int)sleeper->process, fd);
    ssize_t len = readlink(path, name, sizeof name - 1);
    if (len < 0)
        return false;
    name[len] = '\0';
    if (strncmp(name, "/dev/", 5) != 0 || stat(path, &status) != 0 || !S_ISCHR(status.st_mode))
        return false;
    return status.st_rdev == sleeper->terminal || status.st_rdev == makedev(5, 0) /* /dev/tty */ ||
           status.st_rdev == makedev(5, 1) /* /dev/console */;
}

static bool is_terminal(const struct sleeper *sleeper, int fd)
{
    char number[16];
    snprintf(number, sizeof number, "%d", fd);
    return fd_is_terminal(sleeper, number);
}

/* The sleeping process's own memory; whoever may see its system call may see that. */
static bool copy(const struct sleeper *sleeper, void *to, unsigned long long from, size_t len)
{
    struct iovec here = {.iov_base = to, .iov_len = len};
    struct iovec there = {.iov_base = (void *)(uintptr_t)from, .iov_len = len};
    return process_vm_readv(sleeper->process, &here, 1, &there, 1, 0) == (ssize_t)len;
}

static bool polls_terminal(const struct sleeper *sleeper, const struct call *call)
{
    struct pollfd fds[WAITED_FDS_MAX];
    unsigned long long count = call->arguments[1];
    bool found = false;
    if (count > WAITED_FDS_MAX || !copy(sleeper, fds, call->arguments[0], count * sizeof *fds))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (fds[i].fd < 0 || fds[i].events == 0)
            continue;
        if (!(fds[i].events & POLLIN) || !is_terminal(sleeper, fds[i].fd))
            return false;
        found = true;
    }
    return found;
}

/* Waiting to write, and for exceptions, is none of ours. */
static bool selects_terminal(const struct sleeper *sleeper, const struct call *call)
{
    unsigned char set[WAITED_FDS_MAX / CHAR_BIT] = {0};
    unsigned long long count = call->arguments[0];
    bool found = false;
    if (count > WAITED_FDS_MAX || call->arguments[1] == 0 || call->arguments[2] != 0 ||
        !copy(sleeper, set, call->arguments[1], sizeof set))
        return false;
    for (unsigned fd = 0; fd < count; fd++) {
        if (!(set[fd / CHAR_BIT] >> fd % CHAR_BIT & 1))
            continue;
        if (!is_terminal(sleeper, (int)fd))
            return false;
        found = true;
    }
    return found;
}

static bool call_reads_terminal(const struct sleeper *sleeper, const struct call *call)
{
    switch (call->number) {
    case SYS_read:
    case SYS_readv:
        return is_terminal(sleeper, (int)call->arguments[0]);
#ifdef SYS_poll /* the newer architectures have only what follows */
    case SYS_poll:
        return (int)call->arguments[2] < 0 && polls_terminal(sleeper, call);
#endif
#ifdef SELECT
    case SELECT:
        return call->arguments[4] == 0 && selects_terminal(sleeper, call);
#endif
    case SYS_ppoll:
#ifdef SYS_ppoll_time64 /* where a long has 32 bits and time_t 64 */
    case SYS_ppoll_time64:
#endif
        return call->arguments[2] == 0 && polls_terminal(sleeper, call);
    case SYS_pselect6:
#ifdef SYS_pselect6_time64
    case SYS_pselect6_time64:
#endif
        return call->arguments[4] == 0 && selects_terminal(sleeper, call);
    default:
        return false;
    }
}

static enum answer ask_system_call(const struct sleeper *sleeper)
{
    char path[sizeof sleeper->folder + 16], text[256], *rest = text, *end;
    struct call call;
    snprintf(path, sizeof path, "%s/syscall", sleeper->folder);
    if (!*sleeper->traceable)
        return UNKNOWN;
    if (!file_read(path, text, sizeof text)) {
        *sleeper->traceable = errno != EACCES && errno != EPERM;
        return UNKNOWN;
    }
    if (strcmp(text, "running\n") == 0)
        return NO;
    call.number = strtol(text, &end, 10);
    if (end == text)
        return UNKNOWN;
    for (int i = 0; i < ARGUMENT_COUNT; i++) {
        rest = end;
        call.arguments[i] = strtoull(rest, &end, 16);
        if (end == rest)
            return NO; /* not in a system call, but in a page fault: only its addresses follow */
    }
    return call_reads_terminal(sleeper, &call) ? YES : NO;
}

/* Reading a terminal sleeps in wait_woken, and so does reading from inotify, from TCP and other
 * sockets of a network; and writing to a terminal that ^S has stopped, which is waiting for its
 * user, too. */
static bool has_nothing_else_to_wait_for(const struct sleeper *sleeper)
{
    char path[32];
    snprintf(path, sizeof path, "/proc/%d/fd", (int)sleeper->process);
    DIR *fds = opendir(path);
    bool found = false, other = !fds;
    struct dirent *fd;
    while (!other && (fd = readdir(fds))) {
        char link[sizeof path + sizeof fd->d_name], name[PATH_MAX];
        if (fd->d_name[0] == '.')
            continue;
        snprintf(link, sizeof link, "%s/%s", path, fd->d_name);
        ssize_t len = readlink(link, name, sizeof name - 1);
        name[len < 0 ? 0 : len] = '\0';
        if (fd_is_terminal(sleeper, fd->d_name))
            found = true;
        else
            other = strncmp(name, "pipe:", 5) != 0 && strcmp(name, "/dev/null") != 0 &&
                    (name[0] != '/' || strncmp(name, "/dev/", 5) == 0);
    }
    if (fds)
        closedir(fds);
    return found && !other;
}

static bool sleeps_at_terminal(const struct sleeper *sleeper)
{
    char path[sizeof sleeper->folder + 16], function[64];
    enum answer answer = ask_system_call(sleeper);
    if (answer != UNKNOWN)
        return answer == YES;
    snprintf(path, sizeof path, "%s/wchan", sleeper->folder);
    if (!file_read(path, function, sizeof function))
        return false;
    if (strcmp(function, "n_tty_read") == 0) /* before Linux 6 */
        return true;
    return strcmp(function, "wait_woken") == 0 && has_nothing_else_to_wait_for(sleeper);
}

static bool any_thread_sleeps_at_terminal(struct sleeper *sleeper)
{
    char path[32];
    snprintf(path, sizeof path, "/proc/%d/task", (int)sleeper->process);
    DIR *threads = opendir(path);
    bool found = false;
    if (!threads)
        return false;
    struct dirent *thread;
    while (!found && (thread = readdir(threads))) {
        int len =
            snprintf(sleeper->folder, sizeof sleeper->folder, "%s/%.15s", path, thread->d_name);
        if (thread->d_name[0] != '.' && len > 0)
            found = sleeps_at_terminal(sleeper);
    }
    closedir(threads);
    return found;
}

/* One who reads without being in the foreground is stopped for it, and does not sleep. */
static bool awaits(struct terminal *terminal, pid_t process, const struct proc_stat *stat)
{
    if (stat->terminal == 0 || stat->group != stat->foreground)
        return false;
    struct sleeper sleeper = {
        .process = process, .terminal = stat->terminal, .traceable = &terminal->traceable};
    if (stat->thread_count > 1)
        return any_thread_sleeps_at_terminal(&sleeper);
    snprintf(sleeper.folder, sizeof sleeper.folder, "/proc/%d", (int)process);
    return stat->state == 'S' && sleeps_at_terminal(&sleeper);
}

/* Yama writes a line to the kernel's log for each time it refuses. */
static bool may_trace(void)
{
    char scope[8];
    if (!file_read("/proc/sys/kernel/yama/ptrace_scope", scope, sizeof scope))
        return true;
    return scope[0] == '0' || (scope[0] != '3' && geteuid() == 0);
}

bool terminal_open(struct terminal *terminal, pid_t program)
{
    struct proc_stat stat; /* its children have the same terminal, as a rule */
    char path[40];
    *terminal = (struct terminal){.program = program, .fd = -1};
    if (!proc_stat_of(program, &stat) || stat.terminal == 0)
        return false;
    snprintf(path, sizeof path, "/proc/%d/schedstat", (int)program);
    terminal->traceable = may_trace();
    terminal->fd = descriptors_raise(open(path, O_RDONLY | O_CLOEXEC));
    return true;
}

/* True if the program's first thread may have run since the last call. Where the kernel does not
 * count, all that it tells is 0. */
static bool has_run(struct terminal *terminal)
{
    char ran[sizeof terminal->ran];
    ssize_t len = terminal->fd < 0 ? -1 : pread(terminal->fd, ran, sizeof ran - 1, 0);
    ran[len < 0 ? 0 : len] = '\0';
    bool same = len > 0 && strncmp(ran, "0 ", 2) != 0 && strcmp(ran, terminal->ran) == 0;
    strcpy(terminal->ran, ran);
    return !same;
}

bool terminal_awaited(struct terminal *terminal)
{
    struct proc_stat stat;
    pid_t tree[TREE_MAX];
    if (!has_run(terminal) && terminal->unchanged)
        return false;
    terminal->unchanged = false;
    if (!proc_stat_of(terminal->program, &stat))
        return false;
    if (awaits(terminal, terminal->program, &stat))
        return true;
    size_t count = tree_list(terminal->program, tree, TREE_MAX);
    /* who sleeps alone, in the foreground, has to run before it can read, or fork a reader */
    terminal->unchanged = count == 1 && stat.thread_count == 1 && stat.group == stat.foreground;
    for (size_t i = 1; i < count; i++)
        if (proc_stat_of(tree[i], &stat) && awaits(terminal, tree[i], &stat))
            return true;
    return false;
}

void terminal_close(struct terminal *terminal)
{
    if (terminal->fd >= 0)
        close(terminal->fd);
    terminal->fd = -1;
}
