/* SPDX-License-Identifier: MIT */
/* Waiting for input on Linux. /proc/PID/syscall tells exactly, but only those who may trace
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

#define WAITED_FDS_MAX 64 /* who waits for more is no reader at a prompt */

/* A thread, by its folder in /proc, and what its process may wait for. */
struct sleeper {
    pid_t process;
    char folder[64];
    char state;                     /* of its process */
    bool in_front;                  /* its process is in the foreground of TERMINAL */
    dev_t terminal;                 /* the controlling one */
    const struct terminal *program; /* whose pipes are */
    bool fed;                       /* it is standard input that it waits for */
    bool stuck;                     /* it is in a write */
    bool *traceable;
};

enum answer { NO, YES, UNKNOWN, REFUSED };

/* The name of what a descriptor of PROCESS refers to; "" if there is none. */
static void name_fd(pid_t process, const char *fd, char *name, size_t size)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/fd/%s", (int)process, fd);
    ssize_t len = readlink(path, name, size - 1);
    name[len < 0 ? 0 : len] = '\0';
}

/* What a descriptor of a process refers to is looked at by name first: asking an object for its
 * status may block, on a network's file system or one in user space. */
static bool fd_is_terminal(const struct sleeper *sleeper, const char *fd)
{
    char path[64], name[PATH_MAX];
    struct stat status;
    name_fd(sleeper->process, fd, name, sizeof name);
    snprintf(path, sizeof path, "/proc/%d/fd/%s", (int)sleeper->process, fd);
    if (strncmp(name, "/dev/", 5) != 0 || stat(path, &status) != 0 || !S_ISCHR(status.st_mode))
        return false;
    return status.st_rdev == sleeper->terminal || status.st_rdev == makedev(5, 0) /* /dev/tty */ ||
           status.st_rdev == makedev(5, 1) /* /dev/console */;
}

static bool is_in_front(const struct sleeper *sleeper, int fd)
{
    char number[16];
    snprintf(number, sizeof number, "%d", fd);
    return sleeper->in_front && fd_is_terminal(sleeper, number);
}

/* Whether FD is the pipe that is the program's descriptor STANDARD. */
static bool is_pipe(const struct sleeper *sleeper, int fd, int standard)
{
    const char *pipe = sleeper->program->pipes[standard];
    char number[16], name[TERMINAL_PIPE_MAX];
    if (!*pipe)
        return false;
    snprintf(number, sizeof number, "%d", fd);
    name_fd(sleeper->process, number, name, sizeof name);
    return strcmp(name, pipe) == 0;
}

/* Whether what comes from FD comes from the user, or from whoever feeds the program. */
static bool is_input(struct sleeper *sleeper, int fd)
{
    if (is_in_front(sleeper, fd))
        return true;
    bool fed = is_pipe(sleeper, fd, STDIN_FILENO);
    sleeper->fed = sleeper->fed || fed;
    return fed;
}

static bool is_output(struct sleeper *sleeper, int fd)
{
    sleeper->stuck = is_in_front(sleeper, fd) || is_pipe(sleeper, fd, STDOUT_FILENO) ||
                     is_pipe(sleeper, fd, STDERR_FILENO);
    return sleeper->stuck;
}

/* The sleeping process's own memory; whoever may see its system call may see that. */
static bool copy(const struct sleeper *sleeper, void *to, unsigned long long from, size_t len)
{
    struct iovec here = {.iov_base = to, .iov_len = len};
    struct iovec there = {.iov_base = (void *)(uintptr_t)from, .iov_len = len};
    return process_vm_readv(sleeper->process, &here, 1, &there, 1, 0) == (ssize_t)len;
}

static bool polls_input(struct sleeper *sleeper, const struct proc_call *call)
{
    struct pollfd fds[WAITED_FDS_MAX];
    unsigned long long count = call->arguments[1];
    bool found = false;
    if (count > WAITED_FDS_MAX || !copy(sleeper, fds, call->arguments[0], count * sizeof *fds))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (fds[i].fd < 0 || fds[i].events == 0)
            continue;
        if (!(fds[i].events & POLLIN) || !is_input(sleeper, fds[i].fd))
            return false;
        found = true;
    }
    return found;
}

/* Waiting to write, and for exceptions, is none of ours. */
static bool selects_input(struct sleeper *sleeper, const struct proc_call *call)
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
        if (!is_input(sleeper, (int)fd))
            return false;
        found = true;
    }
    return found;
}

static bool call_waits(struct sleeper *sleeper, const struct proc_call *call)
{
    switch (call->number) {
    case SYS_write:
    case SYS_writev:
        return is_output(sleeper, (int)call->arguments[0]);
    case SYS_read:
    case SYS_readv:
        return is_input(sleeper, (int)call->arguments[0]);
#ifdef SYS_poll /* the newer architectures have only what follows */
    case SYS_poll:
        return (int)call->arguments[2] < 0 && polls_input(sleeper, call);
#endif
#ifdef SELECT
    case SELECT:
        return call->arguments[4] == 0 && selects_input(sleeper, call);
#endif
    case SYS_ppoll:
#ifdef SYS_ppoll_time64 /* where a long has 32 bits and time_t 64 */
    case SYS_ppoll_time64:
#endif
        return call->arguments[2] == 0 && polls_input(sleeper, call);
    case SYS_pselect6:
#ifdef SYS_pselect6_time64
    case SYS_pselect6_time64:
#endif
        return call->arguments[4] == 0 && selects_input(sleeper, call);
    default:
        return false;
    }
}

static enum answer ask_system_call(struct sleeper *sleeper)
{
    char path[sizeof sleeper->folder + 16], text[256];
    struct proc_call call;
    snprintf(path, sizeof path, "%s/syscall", sleeper->folder);
    if (!*sleeper->traceable)
        return UNKNOWN;
    if (!file_read(path, text, sizeof text))
        return errno == EACCES || errno == EPERM ? REFUSED : UNKNOWN;
    if (!proc_call_parse(text, &call))
        return UNKNOWN;
    return call_waits(sleeper, &call) ? YES : NO;
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

/* A set-uid program's process, as su and sudo are, and more than its state is not for us to know.
 */
static bool is_hidden(pid_t process)
{
    uint64_t written;
    return !proc_written_by(process, &written) && (errno == EACCES || errno == EPERM);
}

static bool sleeps_for_somebody(struct sleeper *sleeper)
{
    char path[sizeof sleeper->folder + 16], function[64];
    enum answer answer = ask_system_call(sleeper);
    if (answer == NO || answer == YES)
        return answer == YES;
    if (!sleeper->in_front)
        return false;
    if (is_hidden(sleeper->process))
        return sleeper->state == 'S'; /* rather no camel than one before a password */
    if (answer == REFUSED)
        *sleeper->traceable = false;
    snprintf(path, sizeof path, "%s/wchan", sleeper->folder);
    if (!file_read(path, function, sizeof function))
        return false;
    if (strcmp(function, "n_tty_read") == 0) /* before Linux 6 */
        return true;
    return strcmp(function, "wait_woken") == 0 && has_nothing_else_to_wait_for(sleeper);
}

static bool any_thread_sleeps_for_somebody(struct sleeper *sleeper)
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
            found = sleeps_for_somebody(sleeper);
    }
    closedir(threads);
    return found;
}

/* What the scheduler says of a thread changes whenever it has run; "" where it does not count. */
static void read_ran(const char *folder, char ran[TERMINAL_RAN_MAX])
{
    char path[80];
    snprintf(path, sizeof path, "%s/schedstat", folder);
    if (!file_read(path, ran, TERMINAL_RAN_MAX) || strncmp(ran, "0 ", 2) == 0)
        ran[0] = '\0';
}

/* A filter sleeps for its input time and again; one that nothing comes for does not run between two
 * looks. */
static bool starves(struct terminal *terminal, const struct sleeper *sleeper)
{
    char ran[TERMINAL_RAN_MAX];
    read_ran(sleeper->folder, ran);
    bool same = terminal->fed == sleeper->process && ran[0] && strcmp(ran, terminal->fed_ran) == 0;
    terminal->undecided = terminal->undecided || !same;
    terminal->fed = sleeper->process;
    strcpy(terminal->fed_ran, ran);
    return same;
}

static bool has_pipe(const struct terminal *terminal)
{
    return *terminal->pipes[STDIN_FILENO] || *terminal->pipes[STDOUT_FILENO] ||
           *terminal->pipes[STDERR_FILENO];
}

/* One who reads the terminal without being in the foreground is stopped for it, and does not sleep.
 */
static enum terminal_wait awaits(struct terminal *terminal, pid_t process,
                                 const struct proc_stat *stat)
{
    struct sleeper sleeper = {.process = process,
                              .state = stat->state,
                              .in_front = stat->terminal != 0 && stat->group == stat->foreground,
                              .terminal = stat->terminal,
                              .program = terminal,
                              .traceable = &terminal->traceable};
    bool asleep;
    if (!sleeper.in_front && !has_pipe(terminal))
        return TERMINAL_NONE;
    if (stat->thread_count > 1) {
        asleep = any_thread_sleeps_for_somebody(&sleeper);
    } else {
        snprintf(sleeper.folder, sizeof sleeper.folder, "/proc/%d", (int)process);
        asleep = stat->state == 'S' && sleeps_for_somebody(&sleeper);
    }
    if (!asleep || (sleeper.fed && !starves(terminal, &sleeper)))
        return TERMINAL_NONE;
    return sleeper.stuck ? TERMINAL_OUTPUT : TERMINAL_INPUT;
}

/* Yama writes a line to the kernel's log for each time it refuses. */
static bool may_trace(void)
{
    char scope[8];
    if (!file_read("/proc/sys/kernel/yama/ptrace_scope", scope, sizeof scope))
        return true;
    return scope[0] == '0' || (scope[0] != '3' && geteuid() == 0);
}

static void name_pipe(pid_t process, int fd, char name[TERMINAL_PIPE_MAX])
{
    char number[16];
    snprintf(number, sizeof number, "%d", fd);
    name_fd(process, number, name, TERMINAL_PIPE_MAX);
    if (strncmp(name, "pipe:", 5) != 0 && strncmp(name, "socket:", 7) != 0)
        name[0] = '\0';
}

bool terminal_open(struct terminal *terminal, pid_t program)
{
    struct proc_stat stat; /* its children have the same terminal, as a rule */
    char path[40];
    *terminal = (struct terminal){.program = program, .fd = -1, .traceable = may_trace()};
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO && terminal->traceable; fd++)
        name_pipe(program, fd, terminal->pipes[fd]);
    if (!proc_stat_of(program, &stat) || (stat.terminal == 0 && !has_pipe(terminal)))
        return false;
    terminal->has_input = stat.terminal != 0 || *terminal->pipes[STDIN_FILENO];
    snprintf(path, sizeof path, "/proc/%d/schedstat", (int)program);
    terminal->fd = descriptors_raise(open(path, O_RDONLY | O_CLOEXEC));
    return true;
}

/* True if the program's first thread may have run since the last call. Where the kernel does not
 * count, all that it tells is 0. */
static bool has_run(struct terminal *terminal)
{
    char ran[TERMINAL_RAN_MAX];
    ssize_t len = terminal->fd < 0 ? -1 : pread(terminal->fd, ran, sizeof ran - 1, 0);
    ran[len < 0 ? 0 : len] = '\0';
    bool same = len > 0 && strncmp(ran, "0 ", 2) != 0 && strcmp(ran, terminal->ran) == 0;
    strcpy(terminal->ran, ran);
    return !same;
}

enum terminal_wait terminal_look(struct terminal *terminal)
{
    struct proc_stat stat;
    pid_t tree[TREE_MAX];
    if (!has_run(terminal) && terminal->unchanged)
        return TERMINAL_NONE;
    terminal->unchanged = terminal->undecided = false;
    if (!proc_stat_of(terminal->program, &stat))
        return TERMINAL_NONE;
    enum terminal_wait wait = awaits(terminal, terminal->program, &stat);
    if (wait != TERMINAL_NONE)
        return wait;
    size_t count = tree_list(terminal->program, tree, TREE_MAX);
    /* who sleeps alone, in the foreground, has to run before it can read, or fork a reader */
    terminal->unchanged = count == 1 && stat.thread_count == 1 && !terminal->undecided &&
                          stat.group == stat.foreground;
    for (size_t i = 1; i < count && wait == TERMINAL_NONE; i++)
        if (proc_stat_of(tree[i], &stat))
            wait = awaits(terminal, tree[i], &stat);
    return wait;
}

void terminal_close(struct terminal *terminal)
{
    if (terminal->fd >= 0)
        close(terminal->fd);
    terminal->fd = -1;
}
