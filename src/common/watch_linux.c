/* SPDX-License-Identifier: MIT */
/* The first output on Linux: inotify tells that somebody wrote, /proc/PID/io whether it was the
 * program. Owns the inotify instance, which must never belong to the launcher itself: closing one
 * costs the exiting process 8 to 24 ms. */
#include "watch.h"

#include "descriptors.h"
#include "proc.h"
#include "tally.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define NS_PER_S   1000000000
#define TICK_NS    20000000 /* longer than any kernel's: HZ=100 makes it 10 ms */
#define RECOUNT_NS 50000    /* the kernel notifies before it counts, by up to 5.5 us */

static bool tree_has_written(const struct watch *watch)
{
    return !watch->tally || tally_grown(watch->tally);
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
 * Linux 6.14, pipes are not. Nor does a date tell anything that is younger than the tick, or on a
 * file system that counts whole seconds. An empty file needs no date: a write makes it longer. */
static bool is_dated(const struct stat *status)
{
    struct timespec now;
    if (!S_ISREG(status->st_mode))
        return false;
    if (status->st_size == 0)
        return true;
    clock_gettime(CLOCK_REALTIME, &now);
    return status->st_mtim.tv_nsec != 0 && (now.tv_sec - status->st_mtim.tv_sec) * NS_PER_S +
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
    watch->sizes[output] = status.st_size;
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
           (status.st_size != watch->sizes[output] ||
            status.st_mtim.tv_sec != watch->modified[output].tv_sec ||
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
    watch->tally = tally_new(program, written);
    watch->fd = descriptors_raise(inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    watch->polled = watch->polled || watch->fd < 0 || !add_output(watch->fd, watch->outputs[0]) ||
                    !add_output(watch->fd, watch->outputs[1]);
    if (!watch->polled)
        return true;
    let_go(&watch->fd, 1);
    return watch->tally && proc_written_by(program, &written);
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
    return proc_written_by(getpid(), &written) ? written : 0;
}

void watch_close(struct watch *watch)
{
    let_go(watch->outputs, 2);
    let_go(&watch->fd, 1);
    free(watch->tally);
    watch->tally = NULL;
}
