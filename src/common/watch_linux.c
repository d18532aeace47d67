/* SPDX-License-Identifier: MIT */
/* The first output on Linux: inotify tells that somebody wrote, /proc/PID/io whether it was the
 * program. Owns the inotify instance, which must never belong to the launcher itself: closing one
 * costs the exiting process 8 to 24 ms. */
#include "watch.h"

#include "descriptors.h"
#include "file.h"
#include "proc.h"
#include "tree.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define WRITTEN    "\nwchar: "
#define NS_PER_S   1000000000
#define TICK_NS    20000000 /* longer than any kernel's: HZ=100 makes it 10 ms */
#define RECOUNT_NS 50000    /* the kernel notifies before it counts, by up to 5.5 us */

static bool process_written(const char *process, uint64_t *written)
{
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/%s/io", process);
    if (!file_read(path, text, sizeof text))
        return false;
    const char *line = strchr(text, '\n'); /* the first is what it has read */
    if (!line || strncmp(line, WRITTEN, strlen(WRITTEN)) != 0)
        return false;
    *written = strtoull(line + strlen(WRITTEN), NULL, 10);
    return true;
}

/* Bytes that the program and its descendants have written, to any file. False: it cannot be told.
 * What a child wrote is counted in its parent once it was waited for. */
static bool tree_written(pid_t program, uint64_t *written)
{
    pid_t tree[TREE_MAX];
    size_t count = tree_list(program, tree, TREE_MAX);
    *written = 0;
    for (size_t i = 0; i < count; i++) {
        char process[16];
        uint64_t own;
        snprintf(process, sizeof process, "%d", (int)tree[i]);
        if (process_written(process, &own))
            *written += own;
        else if (i == 0)
            return false;
    }
    return count < TREE_MAX; /* a larger tree is taken to have written */
}

static bool tree_has_written(struct watch *watch)
{
    uint64_t written;
    if (!tree_written(watch->program, &written))
        return true; /* hidepid, another user, no /proc: rather no camel than one over the output */
    bool grown = written > watch->written; /* less: a child left the tree */
    watch->written = written;
    return grown;
}

static void let_go(int *fds, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (fds[i] >= 0)
            close(fds[i]);
        fds[i] = -1;
    }
}

/* Files are dated at each write, to a tick of the kernel's clock; terminals, sockets and, since
 * Linux 6.14, pipes are not. Nor does a date tell anything that is younger than the tick. */
static bool is_dated(const struct stat *status)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return S_ISREG(status->st_mode) && (now.tv_sec - status->st_mtim.tv_sec) * NS_PER_S +
                                               now.tv_nsec - status->st_mtim.tv_nsec >
                                           TICK_NS;
}

/* An O_PATH descriptor refers to the object without opening it: open(2). */
static void aim_at(struct watch *watch, int output, int fd)
{
    struct stat status;
    char path[32];
    watch->outputs[output] = -1;
    if (fstat(fd, &status) != 0)
        return; /* closed on entry */
    if (S_ISCHR(status.st_mode) && !isatty(fd))
        return; /* /dev/null is one inode for the whole machine */
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    watch->outputs[output] = descriptors_raise(open(path, O_PATH | O_CLOEXEC));
    watch->polled = watch->polled || watch->outputs[output] < 0;
    watch->dated = watch->dated && is_dated(&status);
    watch->modified[output] = status.st_mtim;
}

void watch_aim(struct watch *watch)
{
    *watch = (struct watch){.fd = -1, .dated = true};
    aim_at(watch, 0, STDOUT_FILENO);
    aim_at(watch, 1, STDERR_FILENO);
}

bool watch_can_wait(const struct watch *watch)
{
    return watch->dated && !watch->polled;
}

static bool is_modified(const struct watch *watch, int output)
{
    struct stat status;
    return watch->outputs[output] >= 0 && fstat(watch->outputs[output], &status) == 0 &&
           (status.st_mtim.tv_sec != watch->modified[output].tv_sec ||
            status.st_mtim.tv_nsec != watch->modified[output].tv_nsec);
}

bool watch_missed(struct watch *watch)
{
    bool missed = tree_has_written(watch) &&
                  (!watch_can_wait(watch) || is_modified(watch, 0) || is_modified(watch, 1));
    let_go(watch->outputs, 2); /* the kernel keeps the inodes */
    return missed;
}

/* False: writes to it raise no event here. */
static bool add_output(int inotify_fd, int output)
{
    char path[32], target[64];
    if (output < 0)
        return true;
    snprintf(path, sizeof path, "/proc/self/fd/%d", output);
    ssize_t len = readlink(path, target, sizeof target - 1);
    if (len < 0)
        return false;
    target[len] = '\0';
    return strncmp(target, "/memfd:", 7) != 0 &&
           inotify_add_watch(inotify_fd, path, IN_MODIFY) >= 0;
}

bool watch_open(struct watch *watch, pid_t program, uint64_t written)
{
    uint64_t now;
    watch->program = program;
    watch->written = written;
    watch->fd = descriptors_raise(inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    watch->polled = watch->polled || watch->fd < 0 || !add_output(watch->fd, watch->outputs[0]) ||
                    !add_output(watch->fd, watch->outputs[1]);
    if (!watch->polled)
        return true;
    let_go(&watch->fd, 1);
    return tree_written(program, &now);
}

/* One event for many writes: equal events in a row are merged by the kernel while nobody reads. */
static void drain(int fd)
{
    char events[4096] __attribute__((aligned(__alignof__(struct inotify_event))));
    while (read(fd, events, sizeof events) > 0)
        continue;
}

bool watch_fired(struct watch *watch)
{
    if (watch->fd >= 0)
        drain(watch->fd);
    if (tree_has_written(watch))
        return true;
    if (watch->fd < 0)
        return false;
    nanosleep(&(struct timespec){.tv_nsec = RECOUNT_NS}, NULL);
    return tree_has_written(watch);
}

uint64_t watch_written(void)
{
    uint64_t written;
    return process_written("self", &written) ? written : 0;
}

void watch_close(struct watch *watch)
{
    let_go(watch->outputs, 2);
    let_go(&watch->fd, 1);
}
